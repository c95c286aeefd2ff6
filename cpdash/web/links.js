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
