/* Runs in the dashboard's page before its own scripts; the map's frame is of the same origin. Frame by
   frame it notes when the marks on the map last changed, and when somebody last touched a control. */
(() => {
  "use strict";
  if (window.top !== window) return;
  const seen = { marks: "", count: 0, changed: 0, touched: 0, painted: 0 };
  window.bench = seen;

  const touch = (event) => { if (event.isTrusted) seen.touched = event.timeStamp; };
  window.addEventListener("click", touch, true);
  window.addEventListener("keydown", (event) => { if (["Enter", "Backspace"].includes(event.key)) touch(event); }, true);

  function maps() {
    return [...document.querySelectorAll("iframe")]
      .map((frame) => frame.contentDocument)
      .filter((inside) => inside && inside.querySelector(".leaflet-container"));
  }

  /* Every ground image there, and what the Atlas says of its own base map; a plain map has neither. */
  function complete(inside) {
    const images = [...inside.querySelectorAll("img.leaflet-image-layer")];
    const atlas = inside.querySelector(".leaflet-container.atlas");
    return images.every((image) => image.complete) && (!atlas || Boolean(atlas.dataset.ready));
  }

  function look() {
    const inside = maps();
    const paths = inside.flatMap((map) => [...map.querySelectorAll("path.leaflet-interactive")]);
    /* The Atlas draws a plate a place; how many claims it has, and whose it is, are in its name. */
    const plates = inside.flatMap((map) => [...map.querySelectorAll(".atlas-plate")]);
    const drawn = paths.map((path) => path.getAttribute("d") + path.getAttribute("fill"));
    const marks = [...drawn, ...plates.map((plate) => plate.getAttribute("aria-label"))].join();
    if (marks !== seen.marks) {
      seen.marks = marks;
      seen.count = paths.length + plates.length;
      seen.changed = performance.now();
    }
    /* One frame later it is on the screen, once what stands in for it has gone. */
    const covered = document.querySelector("#atlas-first:not(.atlas-leaves)");
    if (!seen.painted && seen.count && !covered && inside.every(complete)) {
      seen.painted = -1;
      requestAnimationFrame(() => { seen.painted = Date.now(); });
    }
    requestAnimationFrame(look);
  }
  requestAnimationFrame(look);
})();
