/** Leads from a number to the repository's form for errors, filled in; without a repository links stay as they are. */
const repository = document.querySelector(".t-repo")?.href.replace(/\/$/, "");
const text = (node) => (node ? node.textContent.replace(/\s+/g, " ").trim() : "");
const form = (template, values) => `${repository}/issues/new?${new URLSearchParams({ template, ...values })}`;

/** What the form is to know of the number beside a link. */
function told(link) {
  const row = link.closest("tr");
  const cells = [...row.cells].slice(0, 2).map(text);
  const of = [link.dataset.report, text(link.closest("tbody").querySelector(".t-exp"))];
  const number = [...of, ...cells].filter(Boolean).join(" / ");
  const title = `${text(document.querySelector("h1"))}: ${cells.join(", ")}`;
  return { title: title.slice(0, 150), page: location.href.split(/[?#]/)[0], row: number.slice(0, 800) };
}

if (repository) {
  for (const link of document.querySelectorAll("[data-form]")) link.href = form(link.dataset.form, {});
  for (const part of document.querySelectorAll("[data-forms]")) part.hidden = false;
  for (const link of document.querySelectorAll("[data-report]")) link.href = form("error.yml", told(link));
}
