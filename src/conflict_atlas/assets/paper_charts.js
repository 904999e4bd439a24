/* Draws the charts of a page anew for paper: as wide as A4 is between its margins, in the colours of the light look.
   Made smaller as a whole, nobody could read them. All at once, since a browser that prints waits for nothing. */
(function () {
  "use strict";
  var WIDTH = 700; /* pixels; the server's pictures for paper are as wide */
  var INK = "#1b2126", MUTED = "#5b646b";
  var COLOURS = ["ink", "muted", "line", "soft", "paper", "panel", "accent", "article", "others", "pale", "dead", "displaced", "spent"];

  /* What paper shows is light: each colour of the dark look with that of the light one. */
  function lightColours() {
    var probe = document.querySelector(".stApp").appendChild(document.createElement("i"));
    function read(look, name) {
      probe.style.colorScheme = look;
      probe.style.color = "var(--" + name + ")";
      var parts = getComputedStyle(probe).color.match(/[\d.]+/g).slice(0, 3);
      return "#" + parts.map(function (part) { return (256 + Math.round(part)).toString(16).slice(1); }).join("");
    }
    var found = {};
    COLOURS.forEach(function (name) { found[read("dark", name)] = read("light", name); });
    probe.remove();
    return found;
  }

  function recoloured(value, colours) {
    if (typeof value === "string")
      return value.replace(/#[0-9a-f]{6}/gi, function (code) { return colours[code.toLowerCase()] || code; });
    if (Array.isArray(value)) return value.map(function (one) { return recoloured(one, colours); });
    if (!value || typeof value !== "object" || ArrayBuffer.isView(value)) return value;
    var copy = {};
    Object.keys(value).forEach(function (name) { copy[name] = recoloured(value[name], colours); });
    return copy;
  }

  /* The page's theme gives axes and letters colours of their own. */
  function paperLayout(chart, colours) {
    var layout = recoloured(chart.layout, colours);
    layout.font = Object.assign({}, layout.font, { color: INK });
    Object.keys(layout).filter(function (name) { return /^[xy]axis/.test(name); }).forEach(function (name) {
      var axis = layout[name];
      axis.tickfont = Object.assign({}, axis.tickfont, { color: MUTED });
      if (axis.title) axis.title.font = Object.assign({}, axis.title.font, { color: MUTED });
    });
    if (layout.legend) layout.legend.font = Object.assign({}, layout.legend.font, { color: INK });
    return Object.assign(layout, { width: WIDTH, height: chart.layout.height || chart.clientHeight, autosize: false });
  }

  /* Plotly's layers lie one over the other; only as one image do they stay together on a page. */
  function joined(place) {
    var layers = Array.from(place.querySelectorAll(".main-svg"));
    var whole = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    var size = [WIDTH, place.querySelector(".main-svg").getAttribute("height")];
    Object.entries({ viewBox: "0 0 " + size.join(" "), width: size[0], height: size[1], class: "atlas-printed" })
      .forEach(function (pair) { whole.setAttribute(pair[0], pair[1]); });
    layers.forEach(function (layer) { layer.removeAttribute("style"); });
    whole.append.apply(whole, layers);
    return whole;
  }

  function drawn(chart, colours) {
    var place = document.createElement("div");
    place.className = "atlas-drawing"; /* out of sight, but measured by plotly */
    document.body.append(place);
    window.Plotly.newPlot(place, recoloured(chart.data, colours), paperLayout(chart, colours), { staticPlot: true });
    var whole = joined(place);
    place.remove();
    return whole;
  }

  function titleOf(chart) {
    var key = chart.closest("[class*=st-key-]").className.match(/st-key-(\S+)/)[1];
    var button = document.querySelector("button[data-picture='" + CSS.escape(key) + "']");
    return button ? button.dataset.title : "";
  }

  /* Charts with a map in them are drawn by a graphics card, later than paper waits. */
  window.atlasPaperCharts = function (sheet, fetchPlotly) {
    var charts = Array.from(document.querySelectorAll("#root .js-plotly-plot")).filter(function (chart) {
      return chart._fullLayout && chart.offsetParent && chart._fullLayout._has("cartesian") && !chart._fullLayout.map;
    });
    if (!charts.length || !fetchPlotly()) return;
    var colours = lightColours();
    var figure = sheet.querySelector(".instead figure");
    charts.forEach(function (chart) {
      var place = drawn(chart, colours);
      var whole = chart.closest("[data-testid=stPlotlyChart]") || chart;
      if (!figure) {
        whole.after(place);
        whole.dataset.printed = "";
        return;
      }
      var title = document.createElement("h2");
      title.textContent = titleOf(chart);
      figure.before(title, place);
    });
    if (figure) figure.remove();
  };
})();
