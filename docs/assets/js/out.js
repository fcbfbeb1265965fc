/** What tools give out: numbers as the pages print them, and files to save. */

/** A number with its sign and three digits, as tedd/formats.py has it; null where there is none. */
export function signed(value) {
  const text = Math.abs(value ?? NaN).toFixed(3);
  return text === "NaN" ? null : (Number(text) ? (value < 0 ? "\u2212" : "+") : "") + text;
}

/** Let the reader save a file. */
export function save(name, content, type) {
  const href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  Object.assign(document.createElement("a"), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}
