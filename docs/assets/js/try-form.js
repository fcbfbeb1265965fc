// The form of /try/: its rows, its link, what is wrong in it, what it says as plain values, what is taken along.
import { FieldError, blank, number as readNumber } from "./numbers.js";
import { save } from "./out.js";

const JOIN = "~";
const FACTS = ["small_models", "open_source", "model_free", "dataset_free", "proprietary_free"];
const COUNTS = ["trained_models", "steps", "llm_uses"];
export const form = document.getElementById("try-form");
export const rows = document.getElementById("try-rows");
export const at = (id) => document.getElementById(`try-${id}`);
export const fields = form.elements;
export const kind = () => fields.kind.value;
export const visited = new WeakSet();

export function make(tag, text, attributes = {}, space = form.namespaceURI) {
  const made = document.createElementNS(space, tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

export function addRow(values = {}) {
  const row = make("fieldset", "", { class: "t-row" });
  row.append(make("legend", ""), at(kind()).content.cloneNode(true));
  const remove = make("button", "Remove", { type: "button", class: "t-plain" });
  remove.onclick = () => {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    number();
    next.querySelector("input").focus();
    form.dispatchEvent(new Event("input"));
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

export const measures = () =>
  [...rows.children].map((row) => ({
    ...Object.fromEntries([...row.querySelectorAll("input")].map((input) => [input.name, input.value])),
    ...(kind() === "score" && { lower_is_better: fields.lower_is_better.checked }),
    ...(kind() === "ratio" && { scale: fields.scale.value }),
  }));

// The link: every control with a value, those of the rows joined

export function state() {
  const found = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    const row = rows.querySelector(`[name=${name}]`);
    if (row) found.set(name, measures().map((one) => one[name]).join(JOIN));
    else if (name === "without") found.set(name, [...found.getAll(name), value].join(JOIN));
    else if (value && (name !== "scale" || kind() === "ratio")) found.set(name, value);
  }
  return found.toString();
}

export function restore(text) {
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

export function tell(input, message) {
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
export function check(constants) {
  let sound = true;
  for (const input of form.querySelectorAll("[data-number]")) {
    let message = "";
    const empty = blank(input.value);
    if (!(empty && input.dataset.number)) {
      try {
        readNumber(constants, input.name, input.value);
      } catch (error) {
        sound = false;
        message = empty && !visited.has(input) ? "" : error.message;
      }
    }
    tell(input, message);
  }
  return sound;
}

export function tellError(error) {
  if (!(error instanceof FieldError)) throw error;
  const input = (rows.children[error.row ?? 0] ?? rows).querySelector(`[name="${error.field}"]`) ?? fields[error.field];
  tell(input ?? rows.querySelector("input"), error.message);
}

const value = (constants, name) => readNumber(constants, name, fields[name].value);

/** The selected fraction; null while it is not given. */
export function fraction(constants) {
  const [sdf, selected] = [fields.sdf.value, fields.selected_size.value].map((one) => !blank(one));
  if (sdf && selected)
    throw new FieldError("sdf", "both sdf and selected_size are given", { expected: "one of them", hint: "empty one" });
  if (sdf) return value(constants, "sdf");
  if (!selected) return null;
  const known = fields.dataset.selectedOptions[0].dataset.size;
  const size = known && blank(fields.candidate_size.value) ? Number(known) : value(constants, "candidate_size");
  if (value(constants, "selected_size") > size)
    throw new FieldError("selected_size", "more samples than there are candidates", { expected: `at most ${size}` });
  return value(constants, "selected_size") / size;
}

export function facts(constants) {
  if (COUNTS.slice(0, 2).some((name) => blank(fields[name].value))) return null;
  const counts = COUNTS.map((name) => [name, blank(fields[name].value) ? 0 : value(constants, name)]);
  return Object.fromEntries([...counts, ...FACTS.map((name) => [name, fields[name].checked])]);
}

const fill = (id, values) => at(id).content.textContent.trim().replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** A card to start from: all that the form knows, and TODO where only its author does. */
function card(board) {
  const { limits } = board.constants;
  const known = facts(board.constants);
  const most = limits.llm_uses.maximum / limits.steps.maximum;
  const uses = (step) => Math.max(0, Math.min(most, (known?.llm_uses ?? 0) - step * most));
  const steps = Array.from({ length: known?.steps ?? 1 }, (_, step) => `    - {do: TODO, llm_uses: ${uses(step)}}`);
  const setting = fields.setting.value;
  const counterpart = setting.startsWith("same") ? "full-data" : "other-model";
  const chosen = (name) => fields[name].value || "TODO";
  const judge = setting.endsWith("win-rate") ? `judge: ${chosen("judge")}` : "judge: null";
  const sizes = ["candidate_size", "selected_size", "sdf"].filter((name) => !blank(fields[name].value));
  const written = ([name, text]) => `${name}: ${limits[name] ? readNumber(board.constants, name, text) : text}`;
  const result = (measure) => {
    const given = Object.entries(measure).filter(([name, text]) => name !== "prompts" && text !== "");
    return "  - " + fill("card-result", {
      ...{ setting, counterpart, judge, dataset: chosen("dataset"), backbone: chosen("backbone") },
      size: sizes.map((name) => `${name}: ${value(board.constants, name)}`).join("\n    "),
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

const json = (board, answer) => JSON.stringify({ link: location.href, edition: board.edition, ...answer, ranking: undefined }, null, 2) + "\n";

async function copy(text) {
  await navigator.clipboard.writeText(text);
  at("status").textContent = "Copied";
}

export function take(what, board, answer) {
  const slug = fields.name.value.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "your-method";
  const ways = {
    link: () => copy(location.href),
    copy: () => copy(json(board, answer)),
    json: () => save(`${slug}.json`, json(board, answer), "application/json"),
    card: () => save(`${slug}.md`, card(board), "text/markdown"),
  };
  Promise.resolve(ways[what]()).catch(() => (at("status").textContent = "Not copied: this browser forbids it"));
}
