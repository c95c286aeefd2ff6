// Follows our own relative links inside the running session: a full load of the program takes about a second.
// Anything unusual (new tab, another host, keys held) is left to the browser.
if (!window.cpdashLinks) {
  window.cpdashLinks = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-view]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    window.history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate"));
    const main = document.querySelector('[data-testid="stMain"]');
    if (main) main.scrollTo(0, 0);
  });
}
// A click on a mark of a chart follows the link of the same name in the table beneath: the way that the keyboard has.
if (!window.cpdashMarks) {
  window.cpdashMarks = true;
  const named = (point) => (typeof point.customdata === "string" ? point.customdata : String(point.x).slice(0, 7));
  const follow = (plot, mark) => {
    const after = (link) => plot.compareDocumentPosition(link) & Node.DOCUMENT_POSITION_FOLLOWING;
    const link = [...document.querySelectorAll("a[data-mark]")].find((one) => one.dataset.mark === mark && after(one));
    if (link) link.click();
  };
  // Plotly makes a chart anew without a word: whoever presses on one has its clicks listened to from then on.
  document.addEventListener("pointerdown", (event) => {
    const plot = event.target.closest && event.target.closest(".js-plotly-plot");
    if (!plot || !plot.on || plot.cpdashMarks) return;
    plot.cpdashMarks = true;
    plot.on("plotly_click", ({ points }) => points.length && follow(plot, named(points[0])));
  }, true);
}
// The dashboard's own keys, listed in the guide. All need Shift and Alt, so that they meet no speech input and no reader.
if (!window.cpdashKeys) {
  window.cpdashKeys = true;
  const press = (selector) => {
    const found = document.querySelector(selector);
    if (found) found.click();
  };
  const go = (page) => {
    const now = new URLSearchParams(window.location.search);
    const kept = ["council", "month"].filter((name) => now.has(name)).map((name) => [name, now.get(name)]);
    window.history.pushState({}, "", `${page}?${new URLSearchParams(kept)}`);
    window.dispatchEvent(new PopStateEvent("popstate"));
  };
  const keys = {
    KeyF: () => press(".st-key-find [data-testid=stPopoverButton]"),
    KeyO: () => go("overview"),
    KeyN: () => press("a[data-step=next]"),
    KeyP: () => press("a[data-step=previous]"),
    KeyC: () => press("button[data-copy-link]"),
    KeyK: () => go("guide"),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable=true]");
    if (typing || !event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey || !keys[event.code]) return;
    event.preventDefault();
    keys[event.code]();
  });
}
