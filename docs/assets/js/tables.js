/**
 * Tables to search, filter and sort, by the form of tools.jinja. Rows are read once and cached; a key press only
 * compares facts and hides rows, so that a thousand methods answer at once.
 */
import { all, block, copies, keep, make, one, save } from "./page.js";

const TEXT = new Intl.Collator("en");
const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

/** What a cell says before its small print. */
const said = (cell) => (cell.firstChild?.textContent ?? "").trim();

/** A cell's number: a real minus and thousands' commas are understood; null where there is none. */
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
    this.place = new Map(this.rows.map((row) => [row, places.get(row.dataset.slug)]));
    this.own();
    this.none = make("p", { class: "t-small", hidden: "" }, "None of these methods fits.");
    this.scroll.after(this.none);
  }

  /** Show the methods whose place is marked. */
  show(marks) {
    let count = 0;
    this.rows.forEach((row, n) => {
      const hidden = !marks[this.places[n]];
      if (row.hidden !== hidden) row.hidden = hidden;
      count += !hidden;
    });
    this.scroll.hidden = !count;
    this.none.hidden = count > 0;
  }

  /** Sort by a key, the largest first if it starts with a minus; a table without that column keeps its own order. */
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
    const body = document.createDocumentFragment();
    body.append(...(wanted ? this.sorted(column, order === key ? 1 : -1) : this.rows));
    this.table.tBodies[0].append(body);
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

  /** Take a column as the table's own order, or the order that it came in; forget what was read. */
  own(column = -1) {
    this.rows = this.first;
    this.values = new Map();
    if (column >= 0) this.rows = this.sorted(column, 1);
    this.values.clear();
    this.places = this.rows.map((row) => this.place.get(row));
    this.order = null;
  }

  /** Hide columns by their keys. */
  columns(hidden) {
    this.keys.forEach((key, n) => this.table.classList.toggle(`b-no${n + 1}`, hidden.has(key)));
  }

  /** What is shown, in order: one object a row, small print beside its number. */
  records(hidden) {
    const shown = this.keys.map((key, n) => [key, n]).filter(([key]) => !hidden.has(key));
    return [...this.table.tBodies[0].rows].filter((row) => !row.hidden).map((row) => {
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

/**
 * Wake the form and all tables with keys. `view` returns the tables in sight, `drawn` is told which methods are
 * shown, after every change; `about` goes into the JSON that a reader saves.
 */
export function wake({ name, view = (tables) => tables, drawn = () => {}, about = () => ({}) }) {
  const form = one("#tools");
  const facts = block("facts");
  const places = new Map(facts.map(({ slug }, place) => [slug, place]));
  const names = facts.map((fact) => plain(`${fact.names} ${fact.slug}`));
  const tables = all("table").filter((table) => one("th[data-key]", table)).map((table) => new Table(table, places));
  const controls = form.elements;
  const status = one(".b-status", form);
  const say = (text) => (status.textContent = text);
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
    for (const table of tables) {
      table.show(marks);
      table.sort(order);
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

/** Say on a fold how much of it is in use. */
export function count(form, fold, number, word = "") {
  one(`[data-fold=${fold}] [data-count]`, form).textContent = number ? ` (${number}${word && ` ${word}`})` : "";
}

/** Offer every column but the names' to be hidden. */
function offer(form, tables) {
  const heads = new Map(tables.flatMap((table) => table.heads.map((head) => [head.dataset.key, head])));
  heads.delete("name");
  const boxes = [...heads].map(([key, head]) => {
    const box = make("input", { type: "checkbox", name: "column", value: key, checked: "" });
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
