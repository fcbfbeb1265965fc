// Asks the engine about what stands in the form of /try/, shows the answer at once, keeps all of it in the link.
import * as engine from "./engine.js";
import { signed } from "./out.js";
import {
  addRow, at, check, facts, fields, form, fraction, kind, make, measures, restore, rows, state, take, tell, tellError, visited,
} from "./try-form.js";

const { FieldError } = engine;
const ME = " mine"; // no slug holds a space
let board;
let answer;

const fixed = (value, digits = 3) => value.toFixed(digits).replace("-", "\u2212");
const ordinal = (n) => n + (["th", "st", "nd", "rd"][(n % 100 >> 3) ^ 1 && n % 10] ?? "th");

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
  const family = fields.family?.value;
  const place = engine.standing(constants, setting, point, chosen.dataset.kind ?? "llm", family);
  const sdf = fraction(constants);
  if (sdf === null) return null;
  const own = facts(constants);
  const without = [...form.querySelectorAll("[name=without]:checked")].map((box) => box.value);
  const rank = (pir) => {
    const extra = [{ slug: ME, sdf, pir: pir ?? 1, provisional: place.status !== "ranked", facts: own }];
    return engine.rankBoard(board, { without, extra });
  };
  const ranking = rank(place.pir);
  const mine = ranking[ME];
  const ends = [point.low, point.high].map((end) => engine.bridge(constants, setting, end, family).pir)
    .sort((a, b) => a - b);
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

function arrange() {
  for (const part of form.querySelectorAll("[data-for]")) part.hidden = part.dataset.for !== kind();
  at("judge").hidden = !fields.setting.value.endsWith("win-rate");
  if (at("family")) at("family").hidden = !board.constants.data_bridges[fields.setting.value];
}

function update(keep = true) {
  arrange();
  answer = null;
  const sound = check(board.constants);
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
  at("take").onclick = ({ target }) => target.dataset.take && take(target.dataset.take, board, answer);
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
