// Numbers as people type them, held to the limits of their fields and told in the words of `tedd check`.

/** A value that cannot be used, told in the words of `tedd check`. */
export class FieldError extends Error {
  constructor(field, message, { expected, got, hint } = {}) {
    const wanted = [expected && `expected ${expected}`, got && `got ${got}`].filter(Boolean).join(", ");
    super([message, wanted, hint].filter(Boolean).join("; "));
    this.name = "FieldError";
    this.field = field;
  }
}

export const TYPES = { integer: "a whole number", number: "a number" };
const BOUNDS = {
  minimum: ["from", (value, bound) => value >= bound],
  exclusiveMinimum: ["above", (value, bound) => value > bound],
  maximum: ["up to", (value, bound) => value <= bound],
  exclusiveMaximum: ["below", (value, bound) => value < bound],
};
const NUMBER = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/;
export const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
export const blank = (value) => value === null || value === undefined || String(value).trim() === "";
const short = (number) => String(Number(number.toPrecision(12)));

function expected(limits) {
  const bounds = Object.keys(BOUNDS).filter((name) => has(limits, name));
  const words = bounds.map((name) => `${BOUNDS[name][0]} ${limits[name].toLocaleString("en-GB")}`);
  return `${TYPES[limits.type]} ${words.join(has(limits, "minimum") ? " " : " and ")}`;
}

function remedy(text, limits, typed) {
  const found = /^([-+]?\d+(?:\.\d+)?)([%kK]?)$/.exec(text.replace(/[,_ ]/g, ""));
  if (/^(nan|inf|none|nil|n\/?a|nothing|unknown|tbd|\?|--?)$/i.test(text)) return "";
  const value = Number(text);
  if (!found && typed)
    return limits.type === "integer" && Number.isInteger(value) && Math.abs(value) < 1e15 ? `write ${value}` : "";
  if (!found) return "write the bare number";
  const number = Number(found[1]) * (/k/i.test(found[2]) ? 1000 : 1);
  if (limits.type === "integer" && !Number.isInteger(number))
    return "write what was counted; a percentage or an average is no count";
  if (limits.maximum === 1 && (found[2] === "%" || (number > 1 && number <= 100)))
    return `a fraction, not a percentage: write ${short(number / 100)}`;
  return typed && short(number) === text ? "" : `write the bare number: ${short(number)}`;
}

/**
 * Return a value within the limits of a field; a decimal comma counts where it can't part thousands.
 * @param {Constants} constants @param {string} field @param {unknown} value @param {string} [at] for the error
 */
export function number(constants, field, value, at = field) {
  const limits = constants.limits[field];
  if (blank(value))
    throw new FieldError(at, "is empty", { expected: TYPES[limits.type], hint: "fill it in" });
  if (typeof value !== "number" && typeof value !== "string")
    throw new FieldError(at, "wrong type", { expected: TYPES[limits.type], got: JSON.stringify(value) });
  let text = String(value).trim().replace("\u2212", "-");
  if (limits.type === "number" && /^[-+]?\d*,\d+$/.test(text) && !/^[-+]?[1-9]\d{0,2},\d{3}$/.test(text))
    text = text.replace(",", ".");
  if (typeof value === "string" && !NUMBER.test(text)) {
    const hint = remedy(text, limits, false);
    throw new FieldError(at, "wrong type", { expected: TYPES[limits.type], got: JSON.stringify(text), hint });
  }
  const found = Number(text);
  const digits = constants.rules.digits;
  if (!Number.isFinite(found) || (typeof value === "string" && text.replace(/\D/g, "").length > digits))
    throw new FieldError(at, "not a usable number", { expected: `a finite number of at most ${digits} digits`, got: text });
  if (limits.type === "integer" && !(typeof value === "string" ? /^[-+]?\d+$/.test(text) : Number.isInteger(found)))
    throw new FieldError(at, "wrong type", { expected: TYPES.integer, got: text, hint: remedy(text, limits, true) });
  if (!Object.keys(BOUNDS).every((name) => !has(limits, name) || BOUNDS[name][1](found, limits[name])))
    throw new FieldError(at, "out of range", { expected: expected(limits), got: text, hint: remedy(text, limits, true) });
  return found;
}
