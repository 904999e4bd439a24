/* Makes an image of a drawing that consists of HTML: its elements, with the styles that the browser has computed for them,
   inside an SVG. What is marked as a control is left out. */
const SVG = "http://www.w3.org/2000/svg";
const LOOKS = ["display", "position", "top", "left", "right", "bottom", "width", "height", "box-sizing", "margin", "padding", "overflow", "z-index",
  "grid-template-columns", "grid-template-rows", "grid-auto-flow", "grid-row-start", "grid-row-end", "grid-column-start", "grid-column-end", "column-gap", "row-gap",
  "align-content", "align-items", "align-self", "justify-content", "justify-items", "justify-self", "flex-direction", "flex-grow", "flex-shrink", "flex-basis",
  "color", "font-family", "font-size", "font-weight", "font-style", "font-variant-numeric", "line-height", "letter-spacing", "text-align", "text-overflow",
  "text-decoration-line", "white-space", "vertical-align", "background-color", "background-image", "border-top", "border-right", "border-bottom", "border-left",
  "border-radius", "outline", "outline-offset", "opacity", "mask-image", "mask-size", "mask-position", "mask-repeat"];

function styled(element) {
  const copy = document.createElement("div"); /* nothing of what a browser gives to buttons and lists */
  const look = getComputedStyle(element);
  LOOKS.forEach((name) => copy.style.setProperty(name, look.getPropertyValue(name)));
  element.childNodes.forEach((child) => {
    if (child.nodeType === Node.TEXT_NODE) copy.append(child.data);
    else if (child.nodeType === Node.ELEMENT_NODE && !("control" in child.dataset)) copy.append(styled(child));
  });
  return copy;
}

/* The whole of an element, also what it scrolls. */
export default async function imageOf(element, face, read) {
  const [width, height] = [element.clientWidth, element.scrollHeight];
  const copy = styled(element);
  Object.assign(copy.style, { width: `${width}px`, height: `${height}px`, overflow: "hidden", margin: "0" });
  const sheet = document.createElementNS(SVG, "svg");
  Object.entries({ width: width, height: height }).forEach(([name, value]) => sheet.setAttribute(name, value));
  const inside = sheet.appendChild(document.createElementNS(SVG, "foreignObject"));
  Object.entries({ width: "100%", height: "100%" }).forEach(([name, value]) => inside.setAttribute(name, value));
  inside.append(copy);
  const text = new XMLSerializer().serializeToString(sheet).replace(/<svg[^>]*>/, (head) => head + face);
  return { image: await read(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`), width: width, height: height };
}
