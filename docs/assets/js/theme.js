// Things that this site needs otherwise than the theme does them. A classic script: it comes before the theme's.

// The theme starts its search and asks for the index as soon as a page opens: 50 KB and a thread that most visits
// never use. Here both wait until the reader goes to the search.
(() => {
  const wanted = new Promise((resolve) => {
    for (const event of ["focusin", "change", "pointerover"]) {
      document.addEventListener(event, ({ target }) => {
        if (target.closest?.("#__search, .md-search, [for=__search]")) resolve();
      });
    }
  });
  const { open, send } = XMLHttpRequest.prototype;
  const waiting = new WeakSet();
  XMLHttpRequest.prototype.open = function (...request) {
    if (String(request[1]).endsWith("search/search_index.json")) waiting.add(this);
    return open.apply(this, request);
  };
  XMLHttpRequest.prototype.send = function (...body) {
    if (waiting.has(this)) wanted.then(() => send.apply(this, body));
    else send.apply(this, body);
  };
  const Thread = window.Worker;
  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      this.thread = wanted.then(() => {
        const thread = new Thread(address);
        thread.addEventListener("message", ({ data }) => this.dispatchEvent(new MessageEvent("message", { data })));
        return thread;
      });
    }

    postMessage(message) {
      this.thread.then((thread) => thread.postMessage(message));
    }
  };
})();

// The theme's button of the search on a phone is a label, which no key reaches or presses. What stands in it is one.
const search = document.querySelector("[for=__search] > [role=button]");
search.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  search.click();
});
document.getElementById("__search").addEventListener("change", ({ target }) => target.checked || search.focus());

// The theme puts a nav without a name beside each block of code: with two of them, a reader of landmarks is lost.
for (const code of document.querySelectorAll("pre")) {
  new MutationObserver(() => code.querySelector("nav")?.setAttribute("role", "presentation")).observe(code, {
    childList: true,
  });
}

// The colours: each press goes on from system to light to dark; tedd.css shows the button of the choice.
for (const button of document.querySelectorAll("[data-t-scheme]")) {
  button.addEventListener("click", () => {
    __md_set("scheme", button.value);
    __tedd_scheme();
    document.querySelector(`[data-t-scheme=${button.value || "system"}]`).focus();
  });
}
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", __tedd_scheme);

// Not every browser opens the folds around what a link leads to.
for (const event of ["load", "hashchange"]) {
  window.addEventListener(event, () => {
    const target = document.querySelector(":target");
    const closed = [];
    for (let part = target; part; part = part.parentElement) if (part.matches("details:not([open])")) closed.push(part);
    for (const fold of closed) fold.open = true;
    if (closed.length) target.scrollIntoView();
  });
}

// The theme's script is asked for once the page has been painted: on a slow phone the words come half a second earlier.
// It begins with an event that is over by then, and so hears of it again.
const later = document.getElementById("later");
requestAnimationFrame(() =>
  setTimeout(() => {
    const scripts = later.content.cloneNode(true);
    const heard = () => document.dispatchEvent(new Event("DOMContentLoaded"));
    scripts.querySelector("[src]").addEventListener("load", heard);
    later.replaceWith(scripts);
  }),
);
