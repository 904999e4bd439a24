/* Prints a page to read in place of the live one, which has controls, a map in a frame and lists that
   show only a part. The page is fetched when somebody prints, and removed afterwards. Where the live page is
   printed itself, its maps are replaced by their pictures. Charts are drawn anew, as wide as paper is and in its
   colours: made smaller as a whole, nobody could read them. */
(function () {
  "use strict";
  var app = document.getElementById("atlas-app");
  var base = app.dataset.print;

  /* The browser prints when this returns, so it cannot wait for anything. */
  function fetchNow(address, isBytes) {
    var request = new XMLHttpRequest();
    request.open("GET", address, false);
    if (isBytes) request.overrideMimeType("text/plain; charset=x-user-defined");
    request.send();
    return request.status === 200 ? request : null;
  }

  function address() {
    var name = window.location.pathname.slice(base.length).replace(/^\//, "");
    return base + "/print/" + (name || app.dataset.first) + window.location.search;
  }

  function asData(image) {
    var got = fetchNow(image.getAttribute("src"), true);
    if (!got) return image.remove();
    var bytes = "";
    for (var at = 0; at < got.responseText.length; at += 1)
      bytes += String.fromCharCode(got.responseText.charCodeAt(at) & 255);
    image.removeAttribute("loading");
    image.src = "data:" + got.getResponseHeader("Content-Type") + ";base64," + btoa(bytes);
  }

  function replaceMaps() {
    document.querySelectorAll("a[data-picture-of]").forEach(function (link) {
      var frame = link.closest("[data-testid=stVerticalBlock]").querySelector("iframe");
      var image = document.createElement("img");
      image.className = "atlas-printed";
      image.alt = "Picture of the map";
      image.setAttribute("src", link.getAttribute("href").replace(".png?", ".jpg?").replace("size=large", "size=paper"));
      link.after(image);
      asData(image);
      if (image.isConnected && frame) frame.dataset.printed = "";
    });
  }

  /* Only here, as few readers print: how charts are drawn for paper. */
  function drawCharts(sheet) {
    if (!document.querySelector("#root .js-plotly-plot")) return;
    if (!window.atlasPaperCharts) run(app.dataset.charts);
    if (window.atlasPaperCharts)
      window.atlasPaperCharts(sheet, function () { if (!window.Plotly) run(app.dataset.plotly); return window.Plotly; });
  }

  function run(address) {
    var got = fetchNow(address, false);
    if (got) document.head.appendChild(document.createElement("script")).text = got.responseText;
  }

  function begin() {
    end();
    var got = fetchNow(address(), false);
    if (!got) return;
    var page = new DOMParser().parseFromString(got.responseText, "text/html");
    page.querySelectorAll("main img").forEach(asData);
    var sheet = document.createElement("div");
    sheet.id = "atlas-print";
    var style = document.createElement("style");
    style.media = "print";
    style.textContent = page.querySelector("style").textContent;
    sheet.append(style, page.querySelector("main"), page.querySelector("footer"));
    drawCharts(sheet); /* before the live page gives way to the sheet, or nothing could be measured */
    document.body.append(sheet);
    if (!sheet.querySelector(".instead")) replaceMaps();
  }

  function end() {
    var before = document.getElementById("atlas-print");
    if (before) before.remove();
    document.querySelectorAll(".atlas-printed").forEach(function (image) { image.remove(); });
    document.querySelectorAll("[data-printed]").forEach(function (whole) { delete whole.dataset.printed; });
  }

  window.addEventListener("beforeprint", begin);
  window.addEventListener("afterprint", end);
  /* Share links to the page to print; with this script it prints directly. */
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href^='print/']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    window.print();
  });
})();
