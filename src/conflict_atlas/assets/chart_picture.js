/* Makes a picture of a drawing that explains itself elsewhere: title and selection above, sources and address below.
   A chart is drawn by plotly, which is fetched only when somebody wants a picture; a drawing of our own (data-drawing)
   by element_picture.js. */
const SIDE = 24; /* pixels */
const LINES = { title: [21, 650, 27], words: [14, 400, 20], foot: [12, 400, 17] }; /* size, weight, height */

function fetchPlotly(address) {
  if (window.atlasPlotly) return window.atlasPlotly;
  window.atlasPlotly = new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => { delete window.atlasPlotly; reject(new Error("plotly did not come")); };
    document.head.append(script);
  });
  return window.atlasPlotly;
}

function broken(pen, text, width) {
  const lines = [];
  /* An address has no blanks, so a long one is broken anywhere. */
  text.split(" ").filter(Boolean).forEach((word) => {
    const last = lines[lines.length - 1];
    if (last !== undefined && pen.measureText(`${last} ${word}`).width <= width) return lines.splice(-1, 1, `${last} ${word}`);
    while (pen.measureText(word).width > width) {
      let end = word.length - 1;
      while (end > 1 && pen.measureText(word.slice(0, end)).width > width) end -= 1;
      lines.push(word.slice(0, end));
      word = word.slice(end);
    }
    return lines.push(word);
  });
  return lines;
}

function read(address) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = reject;
    image.src = address;
  });
}

/* The page loads the script that draws charts only when the first of them is to be seen. */
async function find(place) {
  const seen = () => document.querySelector(`${place} [data-drawing]`) || [document.querySelector(`${place} .js-plotly-plot`)].find((one) => one?.data);
  for (let turn = 0; turn < 60 && !seen(); turn += 1) await new Promise((go) => setTimeout(go, 250));
  return seen();
}

/* The current value of a colour: a canvas knows neither our names nor light-dark(). */
function colourOf(name) {
  const probe = document.querySelector(".stApp").appendChild(document.createElement("i"));
  probe.style.color = `var(${name})`;
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

/* An SVG image cannot use the page's fonts, so the chart's font is embedded in it. */
async function fontFace(families) {
  const family = families.split(",")[0].replace(/["']/g, "").trim();
  for (const sheet of document.styleSheets) {
    let rules = [];
    try { rules = [...sheet.cssRules]; } catch { continue; }
    const face = rules.find((rule) => rule instanceof CSSFontFaceRule && rule.style.getPropertyValue("font-style") !== "italic" &&
      rule.style.getPropertyValue("font-family").replace(/["']/g, "") === family);
    const address = face?.style.getPropertyValue("src").match(/url\(["']?(.*?)["']?\)/);
    if (!address) continue;
    const file = await (await fetch(new URL(address[1], sheet.href || document.baseURI))).blob();
    const data = await new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.readAsDataURL(file);
    });
    return `<style>@font-face{font-family:"${family}";font-weight:200 900;src:url(${data})}</style>`;
  }
  return "";
}

async function imageOfChart(chart, plotly, look, face) {
  const box = chart.getBoundingClientRect();
  const [width, height] = [Math.max(720, Math.round(box.width)), Math.round(box.height)];
  const font = { ...chart.layout.font, color: colourOf("--ink"), family: look.fontFamily };
  const layout = { ...chart.layout, width, height, font, autosize: false };
  const text = decodeURIComponent((await plotly.toImage({ data: chart.data, layout }, { format: "svg", width, height })).split(",").slice(1).join(","));
  const svg = new Blob([text.replace(/<svg[^>]*>/, (head) => head + face)], { type: "image/svg+xml" });
  const address = URL.createObjectURL(svg);
  const image = await read(address);
  URL.revokeObjectURL(address);
  return { image: image, width: width, height: height };
}

async function drawPicture(drawing, said, plotly) {
  const look = getComputedStyle(document.querySelector(".stApp"));
  const [paper, ink, muted] = ["--paper", "--ink", "--muted"].map(colourOf);
  const face = await fontFace(look.fontFamily);
  const isOurs = "drawing" in drawing.dataset;
  const drawn = isOurs ? await (await import("./element_picture.js")).default(drawing, face, read) : await imageOfChart(drawing, await fetchPlotly(plotly), look, face);
  const [width, height, scale] = [Math.max(720, drawn.width), drawn.height, 2];
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  const set = (kind) => { pen.font = `${LINES[kind][1]} ${LINES[kind][0]}px ${look.fontFamily}`; };
  const texts = said.filter(([, text]) => text).map(([kind, text]) => {
    set(kind);
    return [kind, broken(pen, text, width - 2 * SIDE)];
  });
  const tall = (kinds) => texts.filter(([kind]) => kinds.includes(kind)).reduce((sum, [kind, lines]) => sum + lines.length * LINES[kind][2], 0);
  const top = SIDE + tall(["title", "words"]) + 10;
  canvas.width = width * scale;
  canvas.height = (top + height + 10 + tall(["foot"]) + SIDE) * scale;
  pen.scale(scale, scale);
  pen.fillStyle = paper;
  pen.fillRect(0, 0, width, canvas.height);
  pen.drawImage(drawn.image, (width - drawn.width) / 2, top, drawn.width, height);
  let base = SIDE;
  texts.forEach(([kind, lines], number) => {
    if (kind === "foot" && texts[number - 1]?.[0] !== "foot") base = top + height + 10;
    set(kind);
    pen.fillStyle = kind === "title" ? ink : muted;
    lines.forEach((line) => {
      base += LINES[kind][2];
      pen.fillText(line, SIDE, base - 5);
    });
  });
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
}

export default async function takePicture(button, address) {
  if (button.dataset.label) return;
  const { picture, title, words, sources, foot, file } = button.dataset;
  button.dataset.label = button.textContent;
  button.textContent = "Drawing…";
  try {
    const drawing = await find(`.st-key-${CSS.escape(picture)}`);
    const said = [["title", title], ["words", words], ["foot", sources], ["foot", `${foot} ${window.location.href}`]];
    const made = await drawPicture(drawing, said, address);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(made);
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    button.textContent = "Saved";
  } catch (error) {
    console.warn(error);
    button.textContent = "No picture could be drawn";
  }
  setTimeout(() => { button.textContent = button.dataset.label; delete button.dataset.label; }, 4000);
}
