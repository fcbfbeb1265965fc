// Reads the form of /try/, asks the engine, shows the answer at once and keeps all of it in the link.
import * as engine from "./engine.js";

const { FieldError } = engine;
const JOIN = "~";
const ME = " mine"; // no slug holds a space
const FACTS = ["small_models", "open_source", "model_free", "dataset_free", "proprietary_free"];
const COUNTS = ["trained_models", "steps", "llm_uses"];
const form = document.getElementById("try-form");
const rows = document.getElementById("try-rows");
const at = (id) => document.getElementById(`try-${id}`);
const fields = form.elements;
const kind = () => fields.kind.value;
const blank = (value) => value.trim() === "";
const visited = new WeakSet();
let board;
let answer;

const fixed = (value, digits = 3) => value.toFixed(digits).replace("-", "\u2212");
const signed = (value) => (value >= 0.0005 ? "+" : "") + fixed(Math.abs(value) < 0.0005 ? 0 : value);
const ordinal = (n) => n + (["th", "st", "nd", "rd"][(n % 100 >> 3) ^ 1 && n % 10] ?? "th");

function make(tag, text, attributes = {}, space = form.namespaceURI) {
  const made = document.createElementNS(space, tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function addRow(values = {}) {
  const row = make("fieldset", "", { class: "t-row" });
  row.append(make("legend", ""), at(kind()).content.cloneNode(true));
  const remove = make("button", "Remove", { type: "button", class: "t-plain" });
  remove.onclick = () => {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    number();
    next.querySelector("input").focus();
    update();
  };
  row.append(remove);
  for (const input of row.querySelectorAll("input")) input.value = values[input.name] ?? "";
  rows.append(row);
  number();
  return row;
}

function number() {
  [...rows.children].forEach((row, index) => {
    row.firstChild.textContent = `Test set ${index + 1}`;
    row.querySelector("button").hidden = rows.children.length < 2;
    row.querySelector("button").setAttribute("aria-label", `Remove test set ${index + 1}`);
  });
}

const measures = () =>
  [...rows.children].map((row) => ({
    ...Object.fromEntries([...row.querySelectorAll("input")].map((input) => [input.name, input.value])),
    ...(kind() === "score" && { lower_is_better: fields.lower_is_better.checked }),
    ...(kind() === "ratio" && { scale: fields.scale.value }),
  }));

// The link: every control with a value, those of the rows joined

function state() {
  const found = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    const row = rows.querySelector(`[name=${name}]`);
    if (row) found.set(name, measures().map((one) => one[name]).join(JOIN));
    else if (name === "without") found.set(name, [...found.getAll(name), value].join(JOIN));
    else if (value && (name !== "scale" || kind() === "ratio")) found.set(name, value);
  }
  return found.toString();
}

function restore(text) {
  const given = new URLSearchParams(text);
  form.reset();
  for (const control of fields) {
    const value = given.get(control.name);
    if (value === null) continue;
    if (control.type === "radio") control.checked ||= control.value === value;
    else if (control.type === "checkbox") control.checked = value.split(JOIN).includes(control.value);
    else if (control.tagName !== "SELECT" || [...control.options].some((one) => one.value === value)) control.value = value;
  }
  rows.replaceChildren();
  const names = [...at(kind()).content.querySelectorAll("input")].map((input) => input.name);
  const columns = names.map((name) => (given.get(name) ?? "").split(JOIN).slice(0, 100));
  const most = Math.max(...columns.map((column) => column.length));
  for (let index = 0; index < most; index++)
    addRow(Object.fromEntries(names.map((name, column) => [name, columns[column][index]])));
}

function tell(input, message) {
  const id = `${input.id ||= `try-${input.name}-${[...fields].indexOf(input)}`}-wrong`;
  document.getElementById(id)?.remove();
  input.removeAttribute("aria-invalid");
  input.removeAttribute("aria-describedby");
  if (!message) return;
  input.ariaInvalid = "true";
  input.setAttribute("aria-describedby", id);
  input.closest("label").append(make("em", message, { id, class: "t-wrong" }));
}

/** Tell every field that is wrong; return whether all that is needed is there. */
function check() {
  let sound = true;
  for (const input of form.querySelectorAll("[data-number]")) {
    let message = "";
    const empty = blank(input.value);
    if (!(empty && input.dataset.number)) {
      try {
        engine.number(board.constants, input.name, input.value);
      } catch (error) {
        sound = false;
        message = empty && !visited.has(input) ? "" : error.message;
      }
    }
    tell(input, message);
  }
  return sound;
}

function tellError(error) {
  if (!(error instanceof FieldError)) throw error;
  const input = (rows.children[error.row ?? 0] ?? rows).querySelector(`[name="${error.field}"]`) ?? fields[error.field];
  tell(input ?? rows.querySelector("input"), error.message);
}

const value = (name) => engine.number(board.constants, name, fields[name].value);

/** The selected fraction; null while it is not given. */
function fraction() {
  const [sdf, selected] = [fields.sdf.value, fields.selected_size.value].map((one) => !blank(one));
  if (sdf && selected)
    throw new FieldError("sdf", "both sdf and selected_size are given", { expected: "one of them", hint: "empty one" });
  if (sdf) return value("sdf");
  if (!selected) return null;
  const known = fields.dataset.selectedOptions[0].dataset.size;
  const size = known && blank(fields.candidate_size.value) ? Number(known) : value("candidate_size");
  if (value("selected_size") > size)
    throw new FieldError("selected_size", "more samples than there are candidates", { expected: `at most ${size}` });
  return value("selected_size") / size;
}

function facts() {
  if (COUNTS.slice(0, 2).some((name) => blank(fields[name].value))) return null;
  const counts = COUNTS.map((name) => [name, blank(fields[name].value) ? 0 : value(name)]);
  return Object.fromEntries([...counts, ...FACTS.map((name) => [name, fields[name].checked])]);
}

function ratio(constants, judge) {
  const found = measures().map((measure, row) => {
    try {
      const one = engine.rowRatio(constants, measure, judge);
      if (one.value === null) throw new FieldError(kind(), "no ratio follows from these numbers");
      return one;
    } catch (error) {
      error.row = row;
      throw error;
    }
  });
  return { ...engine.operatingPoint(found), ...engine.ratioRange(constants, measures(), judge) };
}

function compute() {
  const { constants, methods } = board;
  const setting = fields.setting.value;
  const chosen = fields.judge.selectedOptions[0];
  const point = ratio(constants, fields.judge.value || null);
  const place = engine.standing(constants, setting, point, chosen.dataset.kind ?? "llm");
  const sdf = fraction();
  if (sdf === null) return null;
  const own = facts();
  const without = [...form.querySelectorAll("[name=without]:checked")].map((box) => box.value);
  const rank = (pir) => {
    const extra = [{ slug: ME, sdf, pir: pir ?? 1, provisional: place.status !== "ranked", facts: own }];
    return engine.rankBoard(board, { without, extra });
  };
  const ranking = rank(place.pir);
  const mine = ranking[ME];
  const ends = [point.low, point.high].map((end) => engine.bridge(constants, setting, end).pir).sort((a, b) => a - b);
  const rest = methods.filter((method) => !without.includes(method.slug));
  const position = (pir) => rank(pir)[ME].rank ?? rank(pir)[ME].would_rank;
  const [low, high] = ends;
  const { offset, distance, perpendicular } = mine;
  const [rank_best, rank_worst] = [high, low].map(position);
  const efficiency = { offset, distance, perpendicular, rank: position(place.pir), rank_best, rank_worst };
  return {
    ...{ setting, ratio: point.ratio, sdf, ...place, low, high, range_from: point.from },
    ...(place.pir !== null && efficiency),
    of: rest.filter((method) => method.ranked).length + 1,
    feasibility: mine.feasibility && { ...mine.feasibility, of: rest.filter((one) => one.feasibility.rank).length + 1 },
    without,
    ranking,
  };
}

/** Fill in the answer; return it in one line. */
function show(found) {
  const out = (name, text) => (document.querySelector(`[data-out=${name}]`).textContent = text);
  const { pir, feasibility: feasible } = found;
  const would = { ranked: "", provisional: "would be ", unranked: "not ranked; would be " }[found.status];
  const from = found.range_from === "prompts" ? "90% by the number of prompts" : "by the printed digits";
  const efficiency = pir === null ? "no rank" : `${would}${ordinal(found.rank)} of ${found.of}`;
  out("efficiency", efficiency);
  out("ranks", pir === null || found.rank_best === found.rank_worst ? "" : `${found.rank_best} to ${found.rank_worst} in the PIR\u2019s range`);
  out("feasibility", feasible ? `${ordinal(feasible.rank)} of ${feasible.of}` : "open");
  out("penalties", feasible
    ? `penalties ${feasible.simplicity_penalty} and ${feasible.flexibility_penalty}`
    : "type trained models and steps");
  out("pir", pir === null ? "none" : fixed(pir));
  out("range", pir === null ? "" : `${fixed(found.low)} to ${fixed(found.high)}, ${from}`);
  out("sdf", fixed(found.sdf, 4));
  out("offset", pir === null ? "none" : signed(found.offset));
  out("distance", pir === null ? "" : `distance ${signed(found.distance)}`);
  at("note").dataset.status = found.status;
  at("note").textContent = {
    ranked: "It would be ranked: its PIR is direct.",
    provisional: `It would be ${found.reason}.`,
    unranked: `It would not be ranked: ${found.reason}.` + (pir === null ? "" : " The place is only what the numbers give."),
  }[found.status];
  table(found);
  return `Efficiency: ${efficiency}` + (feasible ? `. Feasibility: ${ordinal(feasible.rank)} of ${feasible.of}` : "");
}

/** The ranked methods with this one among them, in the order of their offsets. */
function table({ pir, ranking, feasibility: feasible }) {
  const others = board.methods.filter((method) => method.ranked && ranking[method.slug]);
  const mine = { slug: ME, name: fields.name.value.trim() || "Your method" };
  const all = [...others, ...(pir === null ? [] : [mine])];
  const lines = all.sort((a, b) => ranking[b.slug].offset - ranking[a.slug].offset).map(({ slug, name }) => {
    const { rank, would_rank, offset, feasibility } = ranking[slug];
    const line = make("tr", "", slug === ME ? { class: "t-moved" } : {});
    const head = make("th", slug === ME ? name : "", { scope: "row" });
    if (slug !== ME) head.append(make("a", name, { href: `../methods/${slug}/` }));
    const cell = (text) => make("td", text, { class: "t-n" });
    line.append(cell(rank ?? `(${would_rank})`), head, cell(signed(offset)), cell(feasibility?.rank ?? "\u2013"));
    return line;
  });
  at("board").replaceChildren(...lines);
}

// data-box and data-values of a picture say where values lie

function draw(svg, found) {
  svg.querySelector(".t-mine")?.remove();
  for (const link of svg.querySelectorAll("a[data-slug]"))
    link.classList.toggle("t-away", !!found?.without.includes(link.dataset.slug));
  if (!found) return;
  const [box, values] = [svg.dataset.box, svg.dataset.values].map((text) => text.split(" ").map(Number));
  const scale = (value, axis) => {
    const share = (value - values[axis]) / (values[axis + 2] - values[axis]);
    return box[axis] + Math.min(1, Math.max(0, share)) * (box[axis + 2] - box[axis]);
  };
  const efficiency = svg.getAttribute("aria-labelledby").includes("-efficiency");
  if (efficiency ? found.pir === null : !found.feasibility) return;
  const part = (tag, attributes, text = "") => make(tag, text, attributes, svg.namespaceURI);
  const group = part("g", { class: "t-mine" });
  const [x, y] = efficiency ? [found.sdf, found.pir] : ["simplicity", "flexibility"].map((one) => between(one, found));
  const [left, top] = [scale(x, 0), scale(y, 1)];
  if (efficiency) group.append(part("path", { d: `M${left} ${scale(found.low, 1)}V${scale(found.high, 1)}` }));
  const right = left > (box[0] + box[2]) / 2;
  const beyond = efficiency && y > values[3] ? `, PIR ${fixed(y)}` : "";
  group.append(
    part("circle", { cx: left, cy: top, r: 6 }),
    part("text", { x: left + (right ? -10 : 10), y: top + 4, "text-anchor": right ? "end" : "start" }, `Yours${beyond}`),
  );
  svg.append(group);
}

/** Where a penalty stands on the picture's own ranks: at its rank, or half-way to the next. */
function between(name, { feasibility }) {
  const own = feasibility[`${name}_penalty`];
  const others = board.methods.map((method) => method.feasibility).filter((one) => one.rank);
  const same = others.find((one) => Math.abs(one[`${name}_penalty`] - own) <= board.constants.rules.tie);
  const lower = others.filter((one) => one[`${name}_penalty`] < own).map((one) => one[`${name}_rank`]);
  return same ? same[`${name}_rank`] : Math.max(0, ...lower) + 0.5;
}

const fill = (id, values) => at(id).content.textContent.trim().replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** A card to start from: all that the form knows, and TODO where only its author does. */
function card() {
  const { limits } = board.constants;
  const known = facts();
  const most = limits.llm_uses.maximum / limits.steps.maximum;
  const uses = (step) => Math.max(0, Math.min(most, (known?.llm_uses ?? 0) - step * most));
  const steps = Array.from({ length: known?.steps ?? 1 }, (_, step) => `    - {do: TODO, llm_uses: ${uses(step)}}`);
  const setting = fields.setting.value;
  const counterpart = setting.startsWith("same") ? "full-data" : "other-model";
  const chosen = (name) => fields[name].value || "TODO";
  const judge = setting.endsWith("win-rate") ? `judge: ${chosen("judge")}` : "judge: null";
  const sizes = ["candidate_size", "selected_size", "sdf"].filter((name) => !blank(fields[name].value));
  const written = ([name, text]) => `${name}: ${limits[name] ? engine.number(board.constants, name, text) : text}`;
  const result = (measure) => {
    const given = Object.entries(measure).filter(([name, text]) => name !== "prompts" && text !== "");
    return "  - " + fill("card-result", {
      ...{ setting, counterpart, judge, dataset: chosen("dataset"), backbone: chosen("backbone") },
      size: sizes.map((name) => `${name}: ${value(name)}`).join("\n    "),
      measure: given.map(written).join(", "),
    });
  };
  const name = fields.name.value.trim();
  return fill("card", {
    ...Object.fromEntries([...COUNTS, ...FACTS].map((fact) => [fact, known?.[fact] ?? "TODO"])),
    trained_model_size: fields.small_models.checked ? "small" : "full",
    name: name ? JSON.stringify(name) : "TODO",
    steps: steps.join("\n"),
    evidence: measures().map(result).join("\n"),
  }) + "\n";
}

const json = () => JSON.stringify({ link: location.href, edition: board.edition, ...answer, ranking: undefined }, null, 2) + "\n";

function save(name, type, text) {
  const link = make("a", "", { download: name, href: URL.createObjectURL(new Blob([text], { type })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

async function copy(text) {
  await navigator.clipboard.writeText(text);
  at("status").textContent = "Copied";
}

function take(what) {
  const slug = fields.name.value.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "your-method";
  const ways = {
    link: () => copy(location.href),
    copy: () => copy(json()),
    json: () => save(`${slug}.json`, "application/json", json()),
    card: () => save(`${slug}.md`, "text/markdown", card()),
  };
  Promise.resolve(ways[what]()).catch(() => (at("status").textContent = "Not copied: this browser forbids it"));
}

function arrange() {
  for (const part of form.querySelectorAll("[data-for]")) part.hidden = part.dataset.for !== kind();
  at("judge").hidden = !fields.setting.value.endsWith("win-rate");
}

function update(keep = true) {
  arrange();
  answer = null;
  const sound = check();
  try {
    if (/<[A-Za-z/!?]/.test(fields.name.value))
      throw new FieldError("name", "HTML is not allowed", { expected: "plain text" });
    tell(fields.name, "");
    if (sound) answer = compute();
  } catch (error) {
    tellError(error);
  }
  at("result").hidden = at("table").hidden = !answer;
  const wrong = form.querySelector("[aria-invalid=true]");
  at("status").textContent = answer ? show(answer) : wrong ? "Mend what is marked" : "Fill in a result and the fraction";
  for (const svg of document.querySelectorAll(".t-figure svg[data-box]")) draw(svg, answer);
  if (keep) history.replaceState(null, "", `#${state()}`);
}

function start() {
  restore(location.hash.slice(1));
  form.hidden = false;
  const example = at("example");
  if (example) {
    example.hidden = false;
    example.onclick = () => (location.hash = example.dataset.link);
  }
  form.addEventListener("input", (event) => {
    if (event.target === fields.kind) rows.replaceChildren(addRow());
    update();
  });
  form.addEventListener("focusout", (event) => {
    visited.add(event.target);
    update(false);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  at("take").onclick = ({ target }) => target.dataset.take && take(target.dataset.take);
  at("reset").onclick = () => {
    restore("");
    update();
  };
  at("add").onclick = () => {
    addRow().querySelector("input").focus();
    update();
  };
  addEventListener("hashchange", () => {
    if (!location.hash.includes("=")) return;
    restore(location.hash.slice(1));
    update(false);
    form.scrollIntoView();
  });
  update(false);
}

fetch(new URL("../../data/leaderboard.json", import.meta.url))
  .then((response) => response.json())
  .then((found) => {
    board = found;
    start();
  })
  .catch((error) => {
    at("status").textContent = "The board could not be loaded";
    throw error;
  });
