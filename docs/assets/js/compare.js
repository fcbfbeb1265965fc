/** Two to four methods side by side. Texts are finished in data/compare.json; here they are chosen and put in place. */
import { address, all, copies, data, link, make, one } from "./page.js";

const NOTHING = "\u2013";
const form = one("#choose");
const selects = all("select", form);
const status = one(".b-status", form);
const say = (text) => (status.textContent = text);
const lines = (texts) => texts.map((text) => make("div", {}, text));
const row = (head, cells, attributes = {}) =>
  make("tr", attributes, make("th", { scope: "row" }, head), ...cells.map((parts) => make("td", { class: "t-text" }, ...[parts].flat())));

start().catch(() => say("The data could not be loaded; the methods below stay."));

async function start() {
  const board = await data("data/compare.json");
  const known = new Map(board.methods.map((method) => [method.slug, method]));
  const shown = all("#facts").flatMap((body) => all("thead a", body.parentElement)).map((each) => each.href.split("/").at(-2));
  const given = (new URLSearchParams(location.search).get("m") ?? "").split(",").filter((slug) => known.has(slug));
  const asked = [...new Set(given)].slice(0, selects.length);
  if (asked.length === 1) asked.push(shown.find((slug) => slug !== asked[0])); // somebody to compare with
  selects.forEach((select, n) => (select.value = (asked.length ? asked : shown)[n] ?? ""));
  const update = () => {
    const slugs = [...new Set(selects.map((select) => select.value).filter(Boolean))];
    show(board, slugs.map((slug) => known.get(slug)));
    address(new URLSearchParams({ m: slugs }));
    say(slugs.length > 1 ? `${slugs.length} methods side by side` : "Choose at least two methods.");
  };
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  copies(one("[data-do=link]", form), say);
  form.hidden = false;
  if (asked.length) update();
}

function show(board, methods) {
  for (const id of ["facts", "common"]) {
    const first = one(`#${id}`).parentElement.tHead.rows[0];
    first.replaceChildren(first.cells[0], ...methods.map((method) => make("th", { scope: "col" }, link(method))));
  }
  one("#facts").replaceChildren(...facts(board.labels, methods));
  one("#pairs").replaceChildren(...pairs(board, methods));
  one("#common").replaceChildren(...common(methods));
}

function facts(labels, methods) {
  const rows = labels.map((label, n) => {
    const texts = methods.map((method) => method.facts[n]);
    return row(label, texts, new Set(texts).size > 1 ? {} : { class: "t-mute" });
  });
  const steps = methods.map((method) => make("ol", {}, ...method.steps.map((step) => make("li", {}, step))));
  return [...rows, row("Algorithm", steps)];
}

function pairs(board, methods) {
  const titles = one("#pairs").closest("table").tHead.rows[0].cells;
  const found = methods.flatMap((one, n) => methods.slice(n + 1).map((other) => [one, other]));
  return found.map(([one, other]) => {
    const met = board.meetings.filter(({ method, other: second }) => {
      return (method === one.slug && second === other.slug) || (method === other.slug && second === one.slug);
    });
    const words = [better(board, one, other), overlap(one.pir, other.pir), overlap(one.offset, other.offset)];
    const line = row(`${one.name}, ${other.name}`, [...words, met.length ? lines(met.map((each) => told(one, other, each))) : "never met"]);
    for (const cell of [...line.cells].slice(1)) {
      if (cell.nextSibling) cell.removeAttribute("class");
      cell.dataset.l = titles[cell.cellIndex].textContent;
    }
    return line;
  });
}

function better({ better: shares }, one, other) {
  const share = shares[one.slug]?.[other.slug];
  if (share === undefined) return NOTHING;
  const [first, sure] = share >= 0.5 ? [one, share] : [other, 1 - share];
  return `${first.name}, ${Math.floor(100 * sure + 0.5)}%`;
}

function overlap(one, other) {
  if (!one || !other) return NOTHING;
  return one[0] <= other[1] && other[0] <= one[1] ? "overlap" : "apart";
}

function told(one, other, { method, study, wins, losses, ties }) {
  const [own, its] = method === one.slug ? [wins, losses] : [losses, wins];
  return `${study}: ${one.name} ${own}, ${other.name} ${its}${ties ? `, ${ties} tied` : ""}`;
}

/** Test sets that at least two of the methods were measured on. */
function common(methods) {
  const names = [...new Set(methods.flatMap((method) => Object.keys(method.results)))].sort();
  const shared = names.filter((name) => methods.filter((method) => name in method.results).length > 1);
  const rows = shared.map((name) => row(name, methods.map((method) => results(method.results[name]))));
  return rows.length ? rows : [make("tr", {}, make("td", {}, "No test set in common."))];
}

/** A method's results on one test set; many fold into their range. */
function results(found) {
  if (!found) return NOTHING;
  const [total, each] = found;
  return each.length > 2 ? make("details", { class: "b-fold" }, make("summary", {}, total), ...lines(each)) : lines(each);
}
