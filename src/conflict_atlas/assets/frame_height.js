/* Tells the site around a frame how high the content is, so that the frame need not scroll. A number
   tells nothing that is secret: it goes to whoever embeds. */
(function () {
  "use strict";
  if (window.parent === window) return;
  document.documentElement.dataset.framed = ""; /* framed.css */
  var told = 0;

  /* Height of what is there; 0 where that is as high as its window whatever it is, or not yet there. */
  function needed() {
    if (!document.getElementById("root")) return document.documentElement.getBoundingClientRect().height;
    if (document.getElementById("atlas-first") || document.querySelector(".st-key-map-page, .st-key-story")) return 0;
    var live = document.querySelector(".stApp[data-test-script-state=notRunning] [data-testid=stMainBlockContainer]");
    return live ? live.getBoundingClientRect().height : 0;
  }

  setInterval(function () {
    var height = Math.ceil(needed());
    if (!height || height === told) return;
    told = height;
    window.parent.postMessage({ conflictAtlasHeight: height }, "*");
  }, 200);
})();
