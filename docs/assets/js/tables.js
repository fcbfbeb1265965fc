/** Tables to search, filter and sort, by the form of tools.jinja. Cells are read once, so that a thousand rows answer at once. */
import { save } from "./out.js";
import { all, block, copies, keep, make, narrow, one } from "./page.js";

/** Rows that are shown at once: laying out a thousand takes longer than a key press may. */
const MOST = 100;
const TEXT = new Intl.Collator("en");
const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

/** A cell's text before its small print. */
const said = (cell) => (cell.firstChild?.textContent ?? "").trim();

/** A cell's number, or null. */
function number(text) {
  const found = parseFloat(text.replace("\u2212", "-").replaceAll(",", ""));
  return Number.isNaN(found) ? null : found;
}

/** One table with its rows. */
export class Table {
  constructor(table, places) {
    this.table = table;
    this.scroll = table.closest(".t-scroll");
    this.heads = all("thead th[data-key]", table);
    this.keys = this.heads.map((head) => head.dataset.key);
    this.rows = [...table.tBodies[0].rows];
    this.first = this.rows;
    this.where = new Map(this.rows.map((row) => [row, places.get(row.dataset.slug)]));
    this.own();
    this.most = MOST;
    this.none = make("p", { class: "t-small", hidden: "" }, "None of these methods fits.");
    this.more = make("button", { type: "button", class: "t-button", hidden: "" });
    this.more.addEventListener("click", () => {
      this.most = Infinity;
      this.show(this.marks);
    });
    this.scroll.after(this.none, this.more);
  }

  /** Show the methods whose place is marked, the first of many until the reader asks for all. */
  show(marks) {
    this.marks = marks;
    const fitting = this.fitting();
    const shown = new Set(fitting.slice(0, this.most));
    for (const row of this.rows) if (row.hidden === shown.has(row)) row.hidden = !row.hidden;
    this.place(shown);
    this.scroll.hidden = !fitting.length;
    this.none.hidden = fitting.length > 0;
    this.more.hidden = fitting.length <= this.most;
    this.more.textContent = `Show all ${fitting.length}`;
  }

  /** Rows of marked methods, in order. */
  fitting() {
    return this.line.filter((row) => this.marks[this.where.get(row)]);
  }

  /** Order what is shown; hidden rows lie anywhere. */
  place(shown) {
    const body = this.table.tBodies[0];
    let next = body.firstElementChild;
    for (const row of shown) {
      while (next?.hidden) next = next.nextElementSibling;
      if (next === row) next = next.nextElementSibling;
      else body.insertBefore(row, next);
    }
  }

  /** Sort by a key, with a minus the largest first; without that column, in the table's own order. */
  sort(order) {
    const key = order.replace(/^-/, "");
    const column = this.keys.indexOf(key);
    this.heads.forEach((head, n) => {
      if (n === column) head.setAttribute("aria-sort", order === key ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
    const wanted = column < 0 ? "" : order;
    if (this.order === wanted) return;
    this.order = wanted;
    this.line = wanted ? this.sorted(column, order === key ? 1 : -1) : this.rows;
  }

  sorted(column, sign) {
    const values = this.column(column);
    const compare = (a, b) => {
      const [x, y] = [values[a], values[b]];
      if (x === null || y === null) return (x === null) - (y === null) || a - b;
      return sign * (typeof x === "number" ? x - y : TEXT.compare(x, y)) || a - b;
    };
    return [...this.rows.keys()].sort(compare).map((n) => this.rows[n]);
  }

  column(n) {
    if (!this.values.has(n)) this.values.set(n, this.rows.map((row) => this.value(row.cells[n], n)));
    return this.values.get(n);
  }

  /** A cell's value: a number in a column of numbers; null where it says nothing. */
  value(cell, n) {
    if (this.heads[n].classList.contains("t-n")) return number(cell.dataset.sort ?? said(cell));
    const text = cell.textContent.trim();
    return text === "\u2013" || !text ? null : text;
  }

  /** Take a column, or the order of the page, as the table's own; forget what was read. */
  own(column = -1) {
    this.rows = this.first;
    this.values = new Map();
    if (column >= 0) this.rows = this.sorted(column, 1);
    this.values.clear();
    this.order = null;
  }

  /** Hide columns by their keys. */
  columns(hidden) {
    this.keys.forEach((key, n) => this.table.classList.toggle(`b-no${n + 1}`, hidden.has(key)));
  }

  /** What is shown, in order: one object a row, small print beside its number. */
  records(hidden) {
    const shown = this.keys.map((key, n) => [key, n]).filter(([key]) => !hidden.has(key));
    return this.fitting().map((row) => {
      const record = { slug: row.dataset.slug };
      for (const [key, n] of shown) {
        const span = one(".t-span", row.cells[n]);
        const text = span ? said(row.cells[n]) : row.cells[n].textContent.trim();
        const exact = this.heads[n].classList.contains("t-n") && /^[+\u2212]?[\d,.]+$/.test(text);
        record[key] = exact ? number(text) : text === "\u2013" ? null : text;
        if (span) record[`${key}_range`] = span.textContent;
      }
      return record;
    });
  }
}

/** Records as CSV; a text that a spreadsheet would run as a formula gets a leading apostrophe. */
export function csv(records) {
  const keys = [...new Set(records.flatMap(Object.keys))];
  const cell = (value) => {
    const text = value === null || value === undefined ? "" : String(value);
    const safe = typeof value === "string" && /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return [keys, ...records.map((record) => keys.map((key) => record[key]))].map((row) => `${row.map(cell).join(",")}\n`).join("");
}

/** Wake the form and all tables. `view` returns the tables in sight, `drawn` is told what fits, `about` goes into JSON. */
export function wake({ name, view = (tables) => tables, drawn = () => {}, about = () => ({}) }) {
  const form = one("#tools");
  const facts = block("facts");
  const places = new Map(facts.map(({ slug }, place) => [slug, place]));
  const names = facts.map((fact) => plain(`${fact.names} ${fact.slug}`));
  const tables = all("table").filter((table) => one("th[data-key]", table)).map((table) => new Table(table, places));
  const controls = form.elements;
  const status = one(".b-status", form);
  const say = (text) => tell(status, text);
  const facets = all("[data-fold=filter] [name]", form);
  const columns = offer(form, tables);
  const hidden = () => new Set(columns.filter((box) => !box.checked).map((box) => box.value));

  function apply() {
    const words = plain(controls.find.value).split(/\s+/).filter(Boolean);
    const asked = facets.filter((control) => (control.type === "checkbox" ? control.checked : control.value));
    const fits = (fact, place) =>
      words.every((word) => names[place].includes(word)) &&
      asked.every(({ type, name: key, value }) => (type === "checkbox" ? fact[key] : fact[key] === value));
    const marks = facts.map(fits);
    const [order, without, seen] = [controls.sort.value, hidden(), view(tables)];
    for (const table of seen) {
      table.sort(order);
      table.show(marks);
      table.columns(without);
    }
    for (const box of columns) box.parentElement.hidden = !seen.some((table) => table.keys.includes(box.value));
    count(form, "filter", asked.length);
    count(form, "columns", columns.filter((box) => !box.checked && !box.parentElement.hidden).length, "hidden");
    const shown = marks.filter(Boolean).length;
    say(shown ? `${shown} of ${facts.length} methods shown` : "No method fits. Take something back, or reset.");
    drawn(marks, places);
  }

  const kept = keep(form, apply);
  for (const table of tables) wakeHeads(table, controls.sort, kept.update);
  const shown = () => view(tables).flatMap((table) => table.records(hidden()));
  copies(one("[data-do=link]", form), say);
  one("[data-do=csv]", form).addEventListener("click", () => save(`${name()}.csv`, csv(shown()), "text/csv"));
  one("[data-do=json]", form).addEventListener("click", () => {
    const found = { source: location.href, ...about(), methods: shown() };
    save(`${name()}.json`, `${JSON.stringify(found, null, 1)}\n`, "application/json");
  });
  apply();
  return { form, tables, apply, ...kept };
}

function tell(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Say on a fold how much of it is in use. */
export function count(form, fold, number, word = "") {
  tell(one(`[data-fold=${fold}] [data-count]`, form), number ? ` (${number}${word && ` ${word}`})` : "");
}

/** Offer every column but the names' to be hidden; on a phone those of less weight are, to begin with. */
function offer(form, tables) {
  const heads = new Map(tables.flatMap((table) => table.heads.map((head) => [head.dataset.key, head])));
  heads.delete("name");
  const boxes = [...heads].map(([key, head]) => {
    const box = make("input", { type: "checkbox", name: "column", value: key });
    box.checked = !(narrow && "more" in head.dataset);
    const label = one("abbr", head)?.title ?? head.textContent;
    one("[data-fold=columns] .b-checks", form).append(make("label", {}, box, ` ${label}`));
    return box;
  });
  return boxes;
}

/** Put a button into each head, which sorts, then turns round, then gives the table's own order back. */
function wakeHeads(table, sort, update) {
  for (const head of table.heads) {
    const button = make("button", { type: "button", class: "b-sort" });
    button.append(...head.childNodes);
    head.append(button);
    const key = head.dataset.key;
    const turns = head.hasAttribute("data-high") ? [`-${key}`, key] : [key, `-${key}`];
    button.addEventListener("click", () => {
      sort.value = [...turns, ""][turns.indexOf(sort.value) + 1];
      update();
    });
  }
}
