// Makes a file of a chart out of what Plotly has drawn, and copies the address of the view: all of it in the browser,
// so that a picture holds what is on the screen and nothing is asked of the server or of anybody else.
// The page's sanitiser takes "<" with a letter, a slash or an exclamation mark after it for markup: none stands here.
if (!window.cpdashPicture) {
  window.cpdashPicture = true;
  const SVG = "http://www.w3.org/2000/svg";
  // What the charts are written in (charts/theme.py). The page's own colours change with the appearance: a picture's not.
  const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif";
  const HEADLINE = { size: 21, weight: 650, ink: "#0B0C0C" };
  const SUBTITLE = { size: 15, weight: 400, ink: "#454B52" };
  const FOOT = { size: 12, weight: 400, ink: "#454B52" };
  const EDGE = 16;
  const WIDE = 1200; // pixels that a picture has across at least, a phone's too: it is put on a slide
  const SHOWN = 8000; // milliseconds that a message stays
  const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g; // characters that XML cannot hold
  const UNDRAWN = ".draglayer, .zoomlayer, .hoverlayer, .menulayer"; // what only the mouse needs
  const pen = document.createElement("canvas").getContext("2d");

  const element = (name, given, text = "") => {
    const made = document.createElementNS(SVG, name);
    Object.entries(given).forEach(([key, value]) => made.setAttribute(key, value));
    made.textContent = text;
    return made;
  };

  // SVG wraps no text by itself.
  const lines = (text, look, width) => {
    pen.font = `${look.weight} ${look.size}px ${FONT}`;
    return text.split("\n").flatMap((paragraph) => {
      const found = [];
      let line = "";
      paragraph.split(" ").filter(Boolean).forEach((word) => {
        const longer = line ? `${line} ${word}` : word;
        const fits = !line || pen.measureText(longer).width <= width;
        if (!fits) found.push(line);
        line = fits ? longer : word;
      });
      return line ? [...found, line] : found;
    });
  };

  // Returns a text of several lines whose top is at `top`, and where it ends.
  const written = (text, look, top, width) => {
    const step = Math.round(look.size * 1.35);
    const { size, weight, ink } = look;
    const block = element("text", { "font-family": FONT, "font-size": size, "font-weight": weight, fill: ink });
    const said = lines(text, look, width);
    said.forEach((line, at) => block.append(element("tspan", { x: EDGE, y: top + size + at * step }, line)));
    return [block, top + said.length * step];
  };

  // Plotly draws in layers, each an SVG of its own: first the plot, then what is written on it, last what hovers.
  const merged = (plot, top) => {
    const group = element("g", { transform: `translate(${EDGE} ${top})` });
    plot.querySelectorAll(".main-svg").forEach((layer) => {
      const copy = layer.cloneNode(true);
      copy.querySelectorAll(UNDRAWN).forEach((one) => one.remove());
      copy.querySelectorAll("*").forEach((one) => Object.keys(one.dataset).forEach((name) => delete one.dataset[name]));
      group.append(...copy.children);
    });
    return group;
  };

  const picture = (plot, said) => {
    const { width: across, height: down } = plot.querySelector(".main-svg").getBoundingClientRect();
    const width = Math.ceil(across);
    const [headline, above] = written(said.headline, HEADLINE, EDGE, width);
    const [subtitle, top] = written(said.subtitle, SUBTITLE, above + 4, width);
    const under = top + 8 + Math.ceil(down) + 8;
    const [foot, end] = written(said.foot, FOOT, under, width);
    const size = { width: width + 2 * EDGE, height: end + EDGE };
    const whole = element("svg", { ...size, viewBox: `0 0 ${size.width} ${size.height}`, role: "img" });
    whole.append(element("title", {}, said.headline), element("desc", {}, said.alt));
    whole.append(element("rect", { ...size, fill: "#FFFFFF" }), headline, subtitle, merged(plot, top + 8), foot);
    return { ...size, text: new XMLSerializer().serializeToString(whole).replace(FORBIDDEN, "") };
  };

  const svg = async (drawn) => new Blob([drawn.text], { type: "image/svg+xml" });

  const png = async (drawn) => {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn.text)}`;
    await image.decode();
    const scale = Math.max(2, WIDE / drawn.width);
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.ceil(drawn.width * scale), Math.ceil(drawn.height * scale)];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((done, failed) => canvas.toBlob((made) => (made ? done(made) : failed(new Error("no PNG")))));
  };

  const save = (file, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  const say = (row, text) => {
    const status = row.querySelector("[role=status]");
    status.textContent = text;
    setTimeout(() => { if (status.textContent === text) status.textContent = ""; }, SHOWN);
  };

  const download = async (row, kind) => {
    const before = (plot) => plot.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING;
    const plot = [...document.querySelectorAll(".js-plotly-plot")].filter(before).pop();
    try {
      const said = JSON.parse(row.dataset.drawn);
      save(await { svg, png }[kind](picture(plot, said)), `${said.file}.${kind}`);
    } catch (error) {
      say(row, "This browser could not make the picture");
    }
  };

  // A browser lets no page write to the clipboard over plain HTTP: then the address stands there, ready to be copied.
  const copy = async (row) => {
    row.querySelectorAll("input").forEach((one) => one.remove());
    try {
      await navigator.clipboard.writeText(window.location.href);
      say(row, "Link copied");
    } catch (error) {
      const address = document.createElement("input");
      Object.assign(address, { readOnly: true, value: window.location.href, ariaLabel: "Address of this view" });
      row.append(address);
      address.select();
      say(row, "Copy this address:");
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("button[data-picture], button[data-copy-link]");
    const row = button && button.closest(".files");
    if (!row) return;
    if (button.dataset.picture) download(row, button.dataset.picture);
    else copy(row);
  });
}
