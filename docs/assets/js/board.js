/** The leaderboard: one view at a time, picture and table linked, pictures to save, ranks by the reader's weights. */
import { save, signed } from "./out.js";
import { all, data, make, narrow, one } from "./page.js";
import { count, wake } from "./tables.js";

const tabs = all("[role=tab]");
const points = pointsOf();
const yours = one("#yours");
const originals = new Map();
let lit = null;
let asked = "";
let faded = "";
let tools = null;
tools = wake({
  name: () => `tedd-${view().id.slice("view-".length)}${yours.hidden ? "" : "-your-weights"}`,
  view: (tables) => tables.filter((table) => view().contains(table.table)),
  drawn: (marks, places) => {
    choose();
    fade(marks, places);
    if (tools) rank();
  },
  about: () => (yours.hidden ? {} : { note: yours.textContent, weights: weights(), baseline: line() }),
});

for (const tab of tabs) tab.addEventListener("click", () => go(tab));
one("[role=tablist]").addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
  next.focus();
  go(next);
});
window.addEventListener("hashchange", follow);
follow();
for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, light);
for (const part of all(".b-save")) wakeSave(part);
if (narrow) for (const part of all(".b-words")) part.open = false;
rank();

function view() {
  const wanted = one("#tools").elements.view.value || "efficiency";
  return document.getElementById(`view-${wanted}`) ?? document.getElementById("view-efficiency");
}

/** Show the chosen view alone. */
function choose() {
  const chosen = view();
  for (const tab of tabs) {
    const panel = document.getElementById(tab.getAttribute("aria-controls"));
    panel.classList.toggle("is-chosen", panel === chosen);
    tab.setAttribute("aria-selected", panel === chosen);
    tab.tabIndex = panel === chosen ? 0 : -1;
  }
}

function go(tab) {
  const wanted = tab.id.slice("tab-".length);
  tools.form.elements.view.value = wanted === "efficiency" ? "" : wanted;
  tools.update();
}

/** Open the view that a link into the page leads to. */
function follow() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  const tab = target && tabs.find((each) => document.getElementById(each.getAttribute("aria-controls")).contains(target));
  if (!tab) return;
  go(tab);
  target.scrollIntoView();
}

/** Points and rows by slug. */
function pointsOf() {
  const found = new Map();
  for (const part of all(".t-figure a[data-slug], tr[data-slug]")) {
    if (!found.has(part.dataset.slug)) found.set(part.dataset.slug, []);
    found.get(part.dataset.slug).push(part);
  }
  return found;
}

function light({ target }) {
  // what has the focus stays lit while the page scrolls away under the pointer
  const slug = [target, document.activeElement].map((part) => part?.closest?.("[data-slug]")?.dataset.slug).find(Boolean);
  if (slug === lit) return;
  for (const part of points.get(lit) ?? []) part.classList.remove("is-lit");
  for (const part of points.get(slug) ?? []) part.classList.add("is-lit");
  lit = slug;
}

/** Let the points of hidden methods fade, once the tables are on the screen: a key press waits for those. */
function fade(marks, places) {
  const wanted = marks.join();
  if (wanted === faded) return;
  faded = wanted;
  requestAnimationFrame(() =>
    setTimeout(() => {
      if (faded !== wanted) return; // another key was pressed
      for (const [slug, parts] of points)
        for (const part of parts) if (part.localName === "a") part.classList.toggle("is-out", !marks[places.get(slug)]);
      for (const stems of all(".tedd-fig-stems")) stems.classList.toggle("is-out", marks.includes(false));
    }),
  );
}

/** Offer a picture as SVG and PNG, in the colours of the page's scheme. */
function wakeSave(part) {
  const svg = one("a", part);
  const inScheme = () => {
    const dark = document.documentElement.dataset.mdColorScheme === "slate";
    svg.href = svg.href.replace(/-(light|dark)\.svg$/, dark ? "-dark.svg" : "-light.svg");
  };
  svg.addEventListener("click", inScheme);
  const png = make("button", { type: "button" }, "PNG");
  png.addEventListener("click", async () => {
    inScheme();
    const image = new Image();
    image.src = svg.href;
    await image.decode();
    const canvas = make("canvas", { width: 2 * image.naturalWidth, height: 2 * image.naturalHeight });
    const pen = canvas.getContext("2d");
    pen.fillStyle = getComputedStyle(document.body).getPropertyValue("--paper");
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(svg.href.split("/").pop().replace(".svg", ".png"), blob), "image/png");
  });
  part.append(" ", png);
}

function weights() {
  const boxes = all("[name^=w-]", tools.form);
  return Object.fromEntries(boxes.map((box) => [box.name.slice(2), box.value]));
}

/** Methods that the baseline leads through; "" for TEDD's own point. */
function line() {
  return ["from", "to"].map((name) => tools.form.elements[name].value);
}

/** Rank by the reader's weights and baseline, or give TEDD's ranks back. */
async function rank() {
  const mine = ["w-", "from", "to"].filter((name) => tools.off(name)).length;
  const wanted = mine ? JSON.stringify([weights(), line()]) : "";
  if (wanted === asked) return;
  asked = wanted;
  count(tools.form, "weights", mine, "in use");
  if (!mine) return show(null, "");
  try {
    const [engine, board] = await Promise.all([import("./engine.js"), data("data/leaderboard.json")]);
    if (asked !== wanted) return;
    const places = line().map((slug, n) => point(board, slug) ?? board.constants.baseline.points[n]);
    const ranked = engine.rankBoard(board, { baseline: engine.baselineThrough(...places), weights: weights() });
    show(ranked, "Your weights, not TEDD\u2019s ranks. What TEDD says stands below in small print.");
  } catch (error) {
    const box = error.field && tools.form.elements[`w-${error.field}`];
    const at = box ? `\u201c${box.parentElement.firstChild.textContent.trim()}\u201d ` : "";
    show(null, `TEDD\u2019s ranks are shown, since ${at}${error.message ?? error}.`);
  }
}

function point(board, slug) {
  const found = board.methods.find((method) => method.slug === slug);
  return found && { sdf: found.sdf, pir: found.pir.value };
}

const plain = (value) => String(Number(value.toPrecision(10)));
const CELLS = {
  rank: (found) => found.rank ?? found.would_rank,
  offset: (found) => signed(found.offset),
  distance: (found) => signed(found.distance),
  perpendicular: (found) => signed(found.perpendicular),
  feasibility: (found) => found.feasibility?.rank,
  simplicity: (found) => found.feasibility?.simplicity_rank,
  "simplicity-penalty": (found) => found.feasibility && plain(found.feasibility.simplicity_penalty),
  flexibility: (found) => found.feasibility?.flexibility_rank,
  "flexibility-penalty": (found) => found.feasibility && plain(found.feasibility.flexibility_penalty),
};

/** Write ranks with TEDD's beside them, or TEDD's alone. */
function show(ranked, note) {
  yours.textContent = note;
  yours.hidden = !note;
  const both = document.getElementById("view-both");
  for (const table of tools.tables.filter((each) => !both.contains(each.table))) {
    table.keys.forEach((key, n) => {
      if (CELLS[key]) for (const row of table.first) write(row.cells[n], ranked && CELLS[key](ranked[row.dataset.slug]));
    });
    table.own(ranked ? Math.max(table.keys.indexOf("rank"), table.keys.indexOf("feasibility")) : -1);
  }
  tools.apply();
}

/** Set a cell, or with null give it back as it was. */
function write(cell, value) {
  if (!originals.has(cell)) originals.set(cell, { parts: [...cell.childNodes], sort: cell.dataset.sort });
  const { parts, sort } = originals.get(cell);
  const was = parts[0]?.textContent ?? "";
  const changed = value !== null && value !== undefined && value !== "" && String(value) !== was;
  if (!changed) cell.replaceChildren(...parts);
  else cell.replaceChildren(String(value), make("small", { class: "t-span" }, `TEDD ${was}`));
  if (changed) cell.dataset.sort = value;
  else if (sort) cell.dataset.sort = sort;
  else delete cell.dataset.sort;
}
