// The theme asks for the search index as soon as a page opens: 50 KB that most visits never use. Here the request
// waits until the reader goes to the search. A classic script, since it has to come before the theme's own.
(() => {
  const { open, send } = XMLHttpRequest.prototype;
  const waiting = new WeakSet();
  const wanted = new Promise((resolve) => {
    for (const event of ["focusin", "change", "pointerover"]) {
      document.addEventListener(event, ({ target }) => {
        if (target.closest?.("#__search, .md-search, [for=__search]")) resolve();
      });
    }
  });
  XMLHttpRequest.prototype.open = function (...request) {
    if (String(request[1]).endsWith("search/search_index.json")) waiting.add(this);
    return open.apply(this, request);
  };
  XMLHttpRequest.prototype.send = function (...body) {
    if (waiting.has(this)) wanted.then(() => send.apply(this, body));
    else send.apply(this, body);
  };
})();
