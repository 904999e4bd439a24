/* Reports the height of the content to the embedding site, so that the frame need not scroll. The
   height is no secret, so it is sent to any origin. */
(function () {
  "use strict";
  if (window.parent === window) return;
  document.documentElement.dataset.framed = ""; /* framed.css */
  var reported = 0;

  /* Height of the content; 0 if it always fills its window, or is not there yet. */
  function needed() {
    if (!document.getElementById("root")) return document.documentElement.getBoundingClientRect().height;
    if (document.getElementById("atlas-first") || document.querySelector(".st-key-map-page, .st-key-story")) return 0;
    var live = document.querySelector(".stApp[data-test-script-state=notRunning] [data-testid=stMainBlockContainer]");
    return live ? live.getBoundingClientRect().height : 0;
  }

  setInterval(function () {
    var height = Math.ceil(needed());
    if (!height || height === reported) return;
    reported = height;
    window.parent.postMessage({ conflictAtlasHeight: height }, "*");
  }, 200);
})();
