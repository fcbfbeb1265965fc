/**
 * TEDD's engine for what-if questions, as tedd/{evidence,bridges,pir,efficiency,feasibility}.py: parsed
 * leaderboard.json enters, plain objects leave. No constant is typed here; a test holds it equal to Python.
 *
 * @typedef {Record<string, object>} Constants `constants` of leaderboard.json
 * @typedef {Record<string, unknown>} Measure as on a card, its numbers also as they were typed
 * @typedef {{value: number|null, scale: string, prompts: number}} RowRatio with what was done to it
 */

import { FieldError, TYPES, blank, has, number } from "./numbers.js";

export { FieldError, number };

/** The line through two points {sdf, pir} (survey, appendix A.3): Equations 5 and 8, true perpendicular. */
export function baselineThrough(one, other) {
  const slope = (other.pir - one.pir) / (other.sdf - one.sdf);
  if (!Number.isFinite(slope))
    throw new FieldError("baseline", "no line leads through these points", { expected: "two different fractions" });
  const theta = Math.atan(slope);
  const pir = (sdf) => one.pir + slope * (sdf - one.sdf);
  const offset = (value, sdf) => value - pir(sdf);
  return {
    points: [one, other],
    slope,
    intercept: one.pir - slope * one.sdf,
    theta,
    pir,
    offset,
    distance: (value, sdf) => offset(value, sdf) * Math.sin(theta),
    perpendicular: (value, sdf) => offset(value, sdf) * Math.cos(theta),
  };
}

/** @param {Constants} constants */
export const baseline = (constants) => baselineThrough(...constants.baseline.points);

/**
 * The PIR of a ratio in a setting, and whether its bridge may be used there.
 * @param {string} [family] of its test sets, where a bridge from data may be in force
 * @returns {{pir: number|null, covered: boolean, reason: string|null}}
 */
export function bridge(constants, setting, ratio, family) {
  const { settings, win_rate } = constants.rules;
  if (!settings.includes(setting))
    throw new FieldError("setting", "not a known value", { expected: settings.join(" | "), got: JSON.stringify(setting) });
  if (!Number.isFinite(ratio)) throw new FieldError("ratio", "wrong type", { expected: TYPES.number, got: String(ratio) });
  if (setting === win_rate) return { pir: ratio, covered: true, reason: null };
  const data = constants.data_bridges[setting]?.[family];
  if (!data && !has(constants.bridges, setting))
    return { pir: null, covered: false, reason: `no bridge leads from ${setting} to a PIR` };
  const { slope, intercept, usable } = data ?? constants.bridges[setting];
  const slack = data ? 1e-12 : 0; // as in tedd/living_bridges.py: an end went through exp and log
  const covered = usable[0] * (1 - slack) <= ratio && ratio <= usable[1] * (1 + slack);
  const range = usable.map((end) => end.toFixed(3)).join(" to ");
  const from = data ? `${setting} ${family}` : setting;
  const reason = covered ? null : `its ${from} ratio ${ratio.toFixed(3)} lies outside the bridge, usable from ${range}`;
  return { pir: data ? ratio ** slope : intercept + slope * ratio, covered, reason };
}

/** @param {Measure} measure @param {string|null} [judge] whose tie rate is borrowed @returns {RowRatio} */
export function rowRatio(constants, measure, judge = null) {
  const { rules, tie_rates } = constants;
  const read = (field) => number(constants, field, measure[field]);
  const prompts = blank(measure.prompts) ? 0 : read("prompts");
  const row = (value, scale, more) =>
    ({ value, scale, converted: false, borrowed: false, adjusted: false, prompts, ...more });
  if (has(measure, "wins")) {
    const [wins, ties, losses] = ["wins", "ties", "losses"].map(read);
    if (wins + losses === 0)
      throw new FieldError("wins", "no wins and no losses give no ratio", { expected: "at least one of them above 0" });
    const extra = losses ? 0 : rules.zero_losses;
    const more = { adjusted: extra > 0, prompts: wins + ties + losses };
    return row((wins + extra) / (losses + extra), "wins-losses", more);
  }
  if (has(measure, "winning_score")) {
    const own = !blank(measure.tie_rate);
    const rate = own ? read("tie_rate") : has(tie_rates, judge) ? tie_rates[judge] : tie_rates.all;
    const more = { converted: true, borrowed: !own };
    return row(converted(read("winning_score"), rate), own ? "wins-losses" : "borrowed", more);
  }
  if (has(measure, "score")) {
    const [own, other] = ["score", "counterpart_score"].map(read);
    const [better, worse] = measure.lower_is_better ? [other, own] : [own, other];
    const most = rules.max_ratio;
    return row(better <= worse * most && worse <= better * most ? better / worse : null, "other");
  }
  return row(read("ratio"), measure.scale === "wins-losses" ? "wins-losses" : "other");
}

function converted(score, rate) {
  if (rate === undefined) return null;
  const lead = score - 1;
  const [wins, losses] = [1 - rate + lead, 1 - rate - lead];
  return losses > 0 && wins > 0 ? wins / losses : null;
}

/** The mean of rows' ratios (Formula 1), never of several scales. @param {RowRatio[]} rows */
export function operatingPoint(rows) {
  const used = rows.filter((row) => row.value !== null);
  if (!used.length) throw new FieldError("rows", "no ratio follows from these numbers");
  if (new Set(used.map((row) => row.scale)).size > 1)
    throw new FieldError("rows", "ratios of different scales are never averaged", { expected: "results of one kind" });
  const sum = (key) => used.reduce((total, row) => total + row[key], 0);
  return { ratio: sum("value") / used.length, scale: used[0].scale, test_sets: used.length, prompts: sum("prompts") };
}

/** Why a win rate gives no direct PIR, or null. @param {string} judgeKind llm | human | mixed */
export function flaw({ rules }, point, judgeKind) {
  if (judgeKind !== "llm") return "its win rate was not judged by an LLM";
  if (point.test_sets < rules.min_test_sets && point.prompts < rules.min_prompts)
    return `its win rate rests on one test set with ${point.prompts || "an unknown number of"} prompts, not ${rules.min_prompts}`;
  return point.scale === "other" ? "its win rate is not printed as wins over losses" : null;
}

/** How TEDD lists a point: ranked, provisional, unranked. @returns {{pir: number|null, status, reason}} */
export function standing(constants, setting, point, judgeKind, family) {
  const { win_rate, reasons } = constants.rules;
  const { pir, covered, reason } = bridge(constants, setting, point.ratio, family);
  const wrong = setting === win_rate ? flaw(constants, point, judgeKind) : reason;
  if (wrong || !covered) return { pir, status: "unranked", reason: wrong };
  if (setting !== win_rate) return { pir, status: "provisional", reason: reasons.bridged };
  if (point.scale === "borrowed") return { pir, status: "provisional", reason: reasons.converted };
  return { pir, status: "ranked", reason: null };
}

/** Half a unit of the last place of a number as it was printed: 0.05 for "41.2". */
export function halfUnit(text) {
  const [digits, power = 0] = String(text).trim().split(/e/i);
  return 0.5 * 10 ** Math.min(0, power - (/[.,](\d+)$/.exec(digits)?.[1].length ?? 0));
}

/**
 * What the numbers alone leave open of their mean ratio: for counts 90% of what so few prompts may give (delta
 * method on the log scale), else the furthest that the printed digits allow.
 * @param {Measure[]} measures of one kind @returns {{low: number, high: number, from: "prompts"|"printing"}}
 */
export function ratioRange(constants, measures, judge = null) {
  const mean = operatingPoint(measures.map((one) => rowRatio(constants, one, judge))).ratio;
  const average = (values) => values.reduce((total, value) => total + value, 0) / values.length;
  if (!has(measures[0], "wins")) {
    const ends = measures.map((one) => corners(constants, one, judge)).filter((found) => found.length);
    const [low, high] = [Math.min, Math.max].map((end) => average(ends.map((found) => end(...found))));
    return { low: Math.min(low, mean), high: Math.max(high, mean), from: "printing" };
  }
  const { zero_losses: few, reach } = constants.rules;
  const counts = measures.map((one) => ["wins", "losses"].map((name) => number(constants, name, one[name]) || few));
  const centre = average(counts.map(([wins, losses]) => wins / losses));
  const variance = average(counts.map(([wins, losses]) => (wins / losses) ** 2 * (1 / wins + 1 / losses)));
  const spread = Math.exp((reach * Math.sqrt(variance / counts.length)) / centre);
  return { low: Math.min(mean, centre / spread), high: Math.max(mean, centre * spread), from: "prompts" };
}

// each printed number half a unit lower and higher, as far as there is a ratio
function corners(constants, measure, judge) {
  const names = ["score", "counterpart_score", "winning_score", "tie_rate", "ratio"]
    .filter((name) => !blank(measure[name]));
  const moved = (name, way) => number(constants, name, measure[name]) + way * halfUnit(measure[name]);
  const all = names.reduce(
    (list, name) => list.flatMap((one) => [-1, 0, 1].map((way) => ({ ...one, [name]: moved(name, way) }))),
    [measure],
  );
  return all.flatMap((one) => {
    try {
      return rowRatio(constants, one, judge).value ?? [];
    } catch {
      return [];
    }
  });
}

/** Dense ranks of values within `tolerance`. @param {Record<string, number>} values */
export function denseRanks(values, { tolerance, largestFirst = true }) {
  const order = Object.keys(values).sort((a, b) => (largestFirst ? values[b] - values[a] : values[a] - values[b]));
  let rank = 0;
  let previous = Infinity;
  return Object.fromEntries(
    order.map((key) => {
      rank += Math.abs(values[key] - previous) > tolerance ? 1 : 0;
      previous = values[key];
      return [key, rank];
    }),
  );
}

/** The dense rank that a value would take among others, which have `ranks`. */
export function place(value, others, tolerance, ranks = denseRanks(others, { tolerance })) {
  let next = Infinity; // the smallest of those that are not smaller
  let rank = 0;
  for (const key in others) if (others[key] >= value && others[key] < next) [next, rank] = [others[key], ranks[key]];
  return rank + (next - value > tolerance ? 1 : 0);
}

/** Penalties and ranks by slug of facts named as in leaderboard.json. @param {Record<string, object>} methods */
export function feasibility(methods, weights, { edition, tolerance }) {
  const slugs = Object.keys(methods);
  const of = (key) => (slug) => [slug, key(methods[slug])];
  const ranks = (values) => denseRanks(values, { tolerance, largestFirst: false });
  const simplicity = Object.fromEntries(slugs.map(of((facts) => simplicityPenalty(facts, weights, edition))));
  const flexibility = Object.fromEntries(slugs.map(of((facts) => flexibilityPenalty(facts, weights))));
  const [simple, flexible] = [ranks(simplicity), ranks(flexibility)];
  const overall = ranks(Object.fromEntries(slugs.map((slug) => [slug, simple[slug] + flexible[slug]])));
  const found = (slug) => ({
    simplicity_penalty: simplicity[slug],
    simplicity_rank: simple[slug],
    flexibility_penalty: flexibility[slug],
    flexibility_rank: flexible[slug],
    rank: overall[slug],
  });
  return Object.fromEntries(slugs.map((slug) => [slug, found(slug)]));
}

export function simplicityPenalty(facts, weights, edition) {
  const penalty =
    weights[facts.small_models ? "trained_small_model" : "trained_model"] * facts.trained_models +
    weights.step * facts.steps +
    weights.closed_source * !facts.open_source;
  if (edition === "survey") return facts.trained_models > weights.many_models ? weights.many_models_penalty : penalty;
  return Math.min(penalty, weights.many_models_penalty);
}

export function flexibilityPenalty(facts, weights) {
  return (
    weights.model_bound * !facts.model_free +
    weights.dataset_bound * !facts.dataset_free +
    weights.proprietary * !facts.proprietary_free
  );
}

/**
 * Rank leaderboard.json again, PIRs as they are. Each of `extra` is {slug, sdf, pir, provisional?, facts?}.
 * @param {{baseline?: object, weights?: object, without?: string[], extra?: object[]}} [options]
 * @returns {Record<string, {offset, distance, perpendicular, rank, would_rank, feasibility}>}
 */
export function rankBoard(board, { baseline: line, weights, without = [], extra = [] } = {}) {
  const { constants, edition } = board;
  const tolerance = constants.rules.tie;
  const methods = [...board.methods.map(contestant), ...extra.map((point) => newcomer(constants, point))]
    .filter((method) => !without.includes(method.slug));
  line ??= baseline(constants);
  const given = Object.entries(weights ?? {}).map(([name, value]) => [name, number(constants, "weight", value, name)]);
  const offset = ({ pir, sdf }) => (pir === null ? null : line.offset(pir, sdf));
  const offsets = Object.fromEntries(methods.filter((m) => m.ranked).map((m) => [m.slug, offset(m)]));
  const ranks = denseRanks(offsets, { tolerance });
  const feasible = Object.fromEntries(methods.filter((m) => m.facts).map((m) => [m.slug, m.facts]));
  const found = feasibility(feasible, { ...constants.weights, ...Object.fromEntries(given) }, { edition, tolerance });
  const entry = (method) => ({
    offset: offset(method),
    distance: method.pir === null ? null : line.distance(method.pir, method.sdf),
    perpendicular: method.pir === null ? null : line.perpendicular(method.pir, method.sdf),
    rank: ranks[method.slug] ?? null,
    would_rank: method.provisional ? place(offset(method), offsets, tolerance, ranks) : null,
    feasibility: found[method.slug] ?? null,
  });
  return Object.fromEntries(methods.map((method) => [method.slug, entry(method)]));
}

function contestant({ slug, ranked, provisional, sdf, pir, feasibility: facts }) {
  return { slug, ranked, provisional, sdf, pir: pir.value, facts: facts.rank === null ? null : facts };
}

function newcomer(constants, { slug, sdf, pir, provisional = false, facts = null }) {
  if (!Number.isFinite(pir)) throw new FieldError("pir", "wrong type", { expected: TYPES.number, got: String(pir) });
  const count = (field) => [field, number(constants, field, facts[field])];
  const counted = facts && { ...facts, ...Object.fromEntries(["trained_models", "steps"].map(count)) };
  return { slug, ranked: !provisional, provisional, sdf: number(constants, "sdf", sdf), pir, facts: counted };
}
