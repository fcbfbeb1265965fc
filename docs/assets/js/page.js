/** What the boards and lists share: elements, data, a form whose state stands in the address. */

/** Address of the site's first page. */
const root = new URL("../../", import.meta.url).href;
/** Whether the screen is a phone's, as the style sheets have it. */
export const narrow = matchMedia("(max-width: 44em)").matches;
export const one = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/** Return an element; texts stay text, never HTML. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A link to a method's page. */
export const link = ({ slug, name }) => make("a", { href: `${root}methods/${encodeURIComponent(slug)}/` }, name);

/** The data of a data block of the page. */
export const block = (id) => JSON.parse(document.getElementById(id).textContent);

/** Fetch a data file of the site once. */
const files = new Map();
export function data(path) {
  if (!files.has(path)) {
    const found = fetch(root + path).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.statusText)));
    found.catch(() => files.delete(path)); // so that the next try asks again
    files.set(path, found);
  }
  return files.get(path);
}

/** Set the page's query, without a new entry in the history. */
export function address(query) {
  const text = query.toString().replaceAll("%2C", ",");
  window.history.replaceState(null, "", location.pathname + (text && `?${text}`) + location.hash);
}

/** Wake a button that copies the page's address. */
export function copies(button, say) {
  button.addEventListener("click", async () => {
    button.dispatchEvent(new CustomEvent("settle", { bubbles: true }));
    try {
      await navigator.clipboard.writeText(location.href);
      say("Link copied.");
    } catch {
      say("The address bar holds the link.");
    }
  });
}

const ticks = (control) => control.type === "checkbox";
const read = (control) => (ticks(control) ? control.checked : control.value);

function set(control, value) {
  if (ticks(control)) control.checked = value;
  else control.value = value;
}

/** Show a form and keep what differs from its start in the address; a minus stands for an unticked box. */
export function keep(form, changed) {
  const controls = [...form.elements].filter((control) => control.name);
  const start = new Map(controls.map((control) => [control, read(control)]));
  const off = (control) => read(control) !== start.get(control);
  let timer;
  const settle = () => {
    clearTimeout(timer);
    const text = (control) => (ticks(control) && !control.checked ? `-${control.value}` : control.value);
    address(new URLSearchParams(controls.filter(off).map((control) => [control.name, text(control)])));
  };
  const update = () => {
    changed();
    clearTimeout(timer);
    timer = setTimeout(settle, 250); // browsers refuse to change the address with every key
  };
  for (const [name, value] of new URLSearchParams(location.search))
    for (const control of controls.filter((each) => each.name === name)) {
      if (!ticks(control)) set(control, value.slice(0, 80));
      else if (value.replace(/^-/, "") === control.value) control.checked = !value.startsWith("-");
      if (!ticks(control) && (!control.value || !control.validity.valid)) set(control, start.get(control));
    }
  form.addEventListener("input", update);
  form.addEventListener("settle", settle);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const [control, value] of start) if (control.name !== "view") set(control, value);
    update();
  });
  form.hidden = false;
  return { update, off: (name) => controls.some((control) => control.name.startsWith(name) && off(control)) };
}
