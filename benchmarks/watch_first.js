/* Runs in a page before its own scripts. Frame by frame it notes, in milliseconds since the visit began,
   when the first heading stood, when the picture did that stands in for the map, and when the live
   heading took their place. */
(() => {
  "use strict";
  if (window.top !== window) return;
  const seen = { heading: 0, picture: 0, live: 0 };
  window.first = seen;
  const now = () => Math.round(performance.now());
  function look() {
    if (!seen.heading && document.querySelector("h1")) seen.heading = now();
    const picture = document.querySelector("#atlas-first img");
    if (!seen.picture && picture && picture.complete && picture.naturalWidth) seen.picture = now();
    const covered = document.querySelector("#atlas-first:not(.atlas-leaves)");
    if (!seen.live && !covered && document.querySelector("#root h1")) seen.live = now();
    if (seen.live) return;
    requestAnimationFrame(look);
  }
  requestAnimationFrame(look);
})();
