/* Lets the reader see the thing asked for at once, then brings the live page, then leaves to it. */
(function () {
  "use strict";
  var first = document.getElementById("atlas-first");
  var app = document.getElementById("atlas-app");
  var begun = false;

  /* The live page's scripts would take the whole line and the processor from the picture. */
  function bring() {
    if (begun) return;
    begun = true;
    document.head.appendChild(app.content.cloneNode(true));
  }

  /* What the map will ask for, one after the other, once it is drawn: while the live page's first
     scripts are worked through, and the line is free. */
  function fetchAhead() {
    var dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
    var relief = dark ? app.dataset.reliefDark : app.dataset.reliefLight;
    (app.dataset.later + " " + relief).split(" ").filter(Boolean).forEach(function (address) {
      var link = document.createElement("link");
      link.rel = "prefetch";
      link.href = address;
      document.head.appendChild(link);
    });
  }

  var picture = first.querySelector("img");
  if (picture && !picture.complete) {
    picture.addEventListener("load", bring);
    picture.addEventListener("error", bring);
    setTimeout(bring, 1500);
  } else requestAnimationFrame(function () { setTimeout(bring, 0); });

  /* A map lies in a frame of this origin, or in the page itself. */
  function mapStands() {
    if (!first.querySelector(".map")) return true;
    var inside = [document];
    document.querySelectorAll("#root iframe").forEach(function (frame) {
      if (frame.contentDocument) inside.push(frame.contentDocument);
    });
    return inside.some(function (part) { return part.querySelector(".atlas[data-ready][data-marks]"); });
  }

  /* Where something has gone wrong the live page says what. */
  function failed() {
    return document.querySelector("#root [data-testid=stException], #root [data-testid=stDialog]");
  }

  function stands() {
    var live = document.querySelector("#root .stApp[data-test-script-state=notRunning] h1");
    return failed() || (live && mapStands());
  }

  var ahead = Boolean(first.querySelector(".map"));
  var looking = setInterval(function () {
    if (ahead && document.getElementById("root").firstChild) {
      ahead = false;
      fetchAhead();
    }
    if (!stands()) return;
    clearInterval(looking);
    /* Two frames later the browser has painted what stands below. */
    requestAnimationFrame(function () {
      requestAnimationFrame(function () {
        first.classList.add("atlas-leaves");
        setTimeout(function () { first.remove(); }, 200);
      });
    });
  }, 100);
})();
