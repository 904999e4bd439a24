/* Runs in the page before its own scripts and notes when the events on the map last changed, by what
   each way of drawing shows of itself: the number of events our symbols stand for, the number of paths of
   a folium layer, the number of points deck.gl hands to the graphics card. */
(() => {
  "use strict";
  if (window.top !== window) return;
  const seen = { shown: "", changed: 0, touched: 0 };
  window.bench = seen;
  const touch = (event) => { if (event.isTrusted) seen.touched = event.timeStamp; };
  window.addEventListener("keydown", (event) => { if (event.key === "Escape") touch(event); }, true);

  /* Points of the largest draw call since the last look, and where it was drawn. */
  let points = 0, pen = null;
  const proto = window.WebGL2RenderingContext && WebGL2RenderingContext.prototype;
  for (const name of ["drawArraysInstanced", "drawElementsInstanced"]) {
    const draw = proto && proto[name];
    if (!draw) continue;
    proto[name] = function (...args) {
      const count = args[name === "drawArraysInstanced" ? 3 : 4];
      if (count > points) [points, pen] = [count, this];
      return draw.apply(this, args);
    };
  }

  function folium() {
    const frames = [...document.querySelectorAll("iframe")].map((frame) => frame.contentDocument);
    const map = frames.filter(Boolean).map((inside) => inside.querySelector(".leaflet-container")).find(Boolean);
    if (!map) return "";
    if (map.classList.contains("atlas")) return map.dataset.recorded ? `recorded ${map.dataset.recorded}` : "";
    const paths = map.querySelectorAll("path.leaflet-interactive").length;
    return paths ? `paths ${paths}` : "";
  }

  function look() {
    const shown = points ? `points ${points}` : folium();
    if (shown && shown !== seen.shown) {
      /* Drawing goes on after the call returns: reading one pixel waits for its end. */
      if (points) pen.readPixels(0, 0, 1, 1, pen.RGBA, pen.UNSIGNED_BYTE, new Uint8Array(4));
      seen.shown = shown;
      seen.changed = performance.now();
    }
    points = 0;
    requestAnimationFrame(look);
  }
  requestAnimationFrame(look);
})();
