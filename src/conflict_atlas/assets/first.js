/* Shows the stand-in at once, then loads the live page, then removes the stand-in. */
(function () {
  "use strict";
  var first = document.getElementById("atlas-first");
  var app = document.getElementById("atlas-app");
  var begun = false;
  var styles = null;

  /* Called after the picture, which would otherwise compete with the scripts for line and processor. */
  function bring() {
    if (begun) return;
    begun = true;
    document.head.appendChild(app.content.cloneNode(true));
    styles = document.querySelector("link[data-styles]");
    document.body.appendChild(styles); /* after the styles that the live page writes into the head */
  }

  /* Fetch what the map will need, while the live page's first scripts run and the line is free;
     otherwise the map would ask for one file after the other once it is drawn. */
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

  /* A map is in a frame of this origin, or in the page itself. */
  function mapStands() {
    if (!first.querySelector(".map")) return true;
    var inside = [document];
    document.querySelectorAll("#root iframe").forEach(function (frame) {
      if (frame.contentDocument) inside.push(frame.contentDocument);
    });
    return inside.some(function (part) { return part.querySelector(".atlas[data-ready][data-marks]"); });
  }

  /* If something has gone wrong, the live page says what. */
  function failed() {
    return document.querySelector("#root [data-testid=stException], #root [data-testid=stDialog]");
  }

  function stands() {
    var live = document.querySelector("#root .stApp[data-test-script-state=notRunning] h1");
    return failed() || (live && styles.sheet && mapStands());
  }

  var ahead = Boolean(first.querySelector(".map"));
  var looking = setInterval(function () {
    if (ahead && document.getElementById("root").firstChild) {
      ahead = false;
      fetchAhead();
    }
    if (!stands()) return;
    clearInterval(looking);
    /* Two frames later the browser has painted the live page below. */
    requestAnimationFrame(function () {
      requestAnimationFrame(function () {
        first.classList.add("atlas-leaves");
        setTimeout(function () { first.remove(); }, 200);
      });
    });
  }, 100);
})();
