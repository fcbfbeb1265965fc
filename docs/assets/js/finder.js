/** The method finder: looks up which methods fit. The rules are tedd/finder.py's; here they are only put together. */
import { all, block, copies, keep, link, make, one } from "./page.js";

const candidates = block("candidates");
const form = one("#finder");
const box = one("#finder-box");
const status = make("p", { class: "b-status", role: "status" });
const copy = make("button", { type: "button" }, "Copy link");
const fits = make("ol", { class: "t-top" });
const out = make("ul", { class: "b-out" });
const why = make("h2");
one(".b-row", form).replaceChildren(status, copy, make("button", { type: "reset" }, "Reset"));
one("#answer").append(fits, why, out);
keep(form, show).update();
copies(copy, (text) => (status.textContent = text));
box.hidden = one("#answer").hidden = false;

/** Why a method does not fit, in the order of the questions. */
function against(candidate) {
  const ticked = all("[name=need]:checked", form).map((need) => candidate.against[need.value]);
  const asked = all("select", form).filter((question) => question.value);
  const missed = asked.filter((question) => !candidate.has[question.name].includes(question.value));
  const reasons = missed.map(({ name, selectedOptions }) => candidate.against[name] ?? selectedOptions[0].dataset.against);
  return [...ticked, ...reasons].filter(Boolean);
}

function show() {
  const found = candidates.map((candidate) => [candidate, against(candidate)]);
  const fitting = found.filter(([, reasons]) => !reasons.length);
  const left = found.filter(([, reasons]) => reasons.length);
  fits.replaceChildren(...fitting.map(([candidate]) => fit(candidate)));
  out.replaceChildren(...left.map(([candidate, reasons]) => make("li", { "data-slug": candidate.slug }, link(candidate), `: ${reasons.join("; ")}`)));
  why.hidden = !left.length;
  why.textContent = fitting.length ? `Why not the other ${left.length}` : "What stands against each";
  status.textContent = fitting.length ? `${fitting.length} of ${candidates.length} methods fit` : "No method fits all of this.";
}

function fit(candidate) {
  const { slug, rank, basis, basis_words: words, note } = candidate;
  const mark = basis ? [make("span", { class: `t-badge t-${basis}` }, words), " "] : [];
  return make(
    "li",
    { "data-slug": slug },
    make("span", { class: "t-pos" }, rank),
    make("span", { class: "t-name" }, link(candidate)),
    make("span", { class: "t-small" }, ...mark, note),
  );
}
