/* Recorded events of one dataset: proportional symbols on one canvas, below every claim. Two thousand of
   them take some 30 ms this way, and a change of filter repaints the same canvas. */
(function () {
  "use strict";

  const atlas = (window.ConflictAtlas = window.ConflictAtlas || {});
  const LARGEST = 26; // pixels: the radius of as many events as the legend's largest symbol has
  const SMALLEST = 3;
  const SLICED = 6; // the radius from which a symbol shows the shares of its kinds
  const REACH = 3; // pixels around a symbol that still count as on it
  const COUNT = new Intl.NumberFormat("en");

  /* The share of a symbol's area is the share of its events. */
  const radius = (events, top) => Math.max(SMALLEST, LARGEST * Math.sqrt(events / top));

  const Symbols = L.Renderer.extend({
    _initContainer: function () {
      this._container = document.createElement("canvas");
      this._container.setAttribute("aria-hidden", "true");
      this._pen = this._container.getContext("2d");
    },
    _destroyContainer: function () {
      this._container.remove();
      delete this._container;
    },
    onAdd: function (map) {
      L.Renderer.prototype.onAdd.call(this, map);
      map.on("mousemove", this._point, this).on("mouseout", this._leave, this).on("click", this._press, this);
    },
    onRemove: function (map) {
      map.off("mousemove", this._point, this).off("mouseout", this._leave, this).off("click", this._press, this);
      this._leave();
      delete map.getContainer().dataset.symbols;
      L.Renderer.prototype.onRemove.call(this, map);
    },
    _update: function () {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize(), sharp = window.devicePixelRatio || 1;
      L.DomUtil.setPosition(this._container, this._bounds.min);
      this._container.width = size.x * sharp;
      this._container.height = size.y * sharp;
      this._container.style.width = `${size.x}px`;
      this._container.style.height = `${size.y}px`;
      this._pen.setTransform(sharp, 0, 0, sharp, -this._bounds.min.x * sharp, -this._bounds.min.y * sharp);
      this._draw();
    },

    /* Replace the events by others. */
    take: function (data) {
      this.data = data;
      this._leave();
      if (this._map) this._draw();
      return this;
    },
    _draw: function () {
      const map = this._map, data = this.data, pen = this._pen;
      if (!this._bounds || !data) return;
      const size = this._bounds.getSize();
      pen.clearRect(this._bounds.min.x, this._bounds.min.y, size.x, size.y);
      this.placed = data.events.map((events, i) => {
        const p = map.latLngToLayerPoint([data.latitude[i], data.longitude[i]]);
        return { i: i, x: p.x, y: p.y, r: radius(events, data.top) };
      });
      this.placed.forEach((symbol) => paint(pen, symbol, data));
      if (data.selected) square(pen, map, data.selected);
      map.getContainer().dataset.symbols = data.events.length;
      map.getContainer().dataset.recorded = data.events.reduce((sum, events) => sum + events, 0);
    },

    /* ---- pointer: the canvas lets it through, so that claims and areas still receive it ----- */

    _at: function (event) {
      const target = event.originalEvent.target;
      if (!this.placed || (target.closest && target.closest("button, .leaflet-control, .atlas-legend"))) return null;
      const p = event.layerPoint;
      let found = null, closest = Infinity;
      this.placed.forEach((symbol) => {
        const away = Math.hypot(symbol.x - p.x, symbol.y - p.y);
        if (away <= symbol.r + REACH && away / symbol.r < closest) [found, closest] = [symbol, away / symbol.r];
      });
      return found;
    },
    _point: function (event) {
      const symbol = this._at(event);
      if (symbol === this._over) return;
      this._leave();
      if (symbol) this._tell(symbol);
    },
    _tell: function (symbol) {
      const map = this._map, data = this.data;
      this._over = symbol;
      map.getContainer().classList.add("atlas-on-symbol");
      this._tip = L.tooltip({ className: "atlas-tip atlas-event-tip", direction: "top", offset: [0, -symbol.r] })
        .setLatLng([data.latitude[symbol.i], data.longitude[symbol.i]])
        .setContent(words(data, symbol.i)).addTo(map);
    },
    _leave: function () {
      if (!this._over) return;
      this._over = null;
      this._map.getContainer().classList.remove("atlas-on-symbol");
      this._tip.remove();
    },
    _press: function (event) {
      const symbol = this._at(event);
      if (!symbol) return;
      const data = this.data;
      this._point(event);
      this.fire("click", { latlng: event.latlng, layer: { toGeoJSON: () => ({
        type: "Feature", properties: { cell: data.cell[symbol.i] },
        geometry: { type: "Point", coordinates: [data.longitude[symbol.i], data.latitude[symbol.i]] },
      }) } });
    },
  });

  /* A disc, or slices that begin at the top and follow the order of the legend. */
  function paint(pen, symbol, data) {
    const parts = data.parts[symbol.i];
    const { x, y, r } = symbol;
    pen.globalAlpha = 0.72;
    if (r < SLICED || parts.length === 2) {
      let most = 0;
      for (let k = 0; k < parts.length; k += 2) if (parts[k + 1] > parts[most + 1]) most = k;
      disc(pen, x, y, r, data.kinds[parts[most]].color);
    } else {
      let from = -Math.PI / 2;
      for (let k = 0; k < parts.length; k += 2) {
        const to = from + (2 * Math.PI * parts[k + 1]) / data.events[symbol.i];
        pen.beginPath();
        pen.moveTo(x, y);
        pen.arc(x, y, r, from, to);
        pen.closePath();
        pen.fillStyle = data.kinds[parts[k]].color;
        pen.fill();
        from = to;
      }
    }
    pen.globalAlpha = 0.9;
    pen.beginPath();
    pen.arc(x, y, r, 0, 2 * Math.PI);
    pen.lineWidth = r < SLICED ? 0.6 : 1;
    pen.strokeStyle = getEdge();
    pen.stroke();
    pen.globalAlpha = 1;
  }

  function disc(pen, x, y, r, colour) {
    pen.beginPath();
    pen.arc(x, y, r, 0, 2 * Math.PI);
    pen.fillStyle = colour;
    pen.fill();
  }

  const isDark = () => Boolean(atlas.map && atlas.map.getContainer().classList.contains("atlas-dark"));
  const getEdge = () => (isDark() ? "#0e1417" : "#ffffff");

  /* The chosen square of the map: a slippy-map tile, whatever the zoom is now. */
  function square(pen, map, cell) {
    const [zoom, x, y] = cell.split("/").map(Number);
    const corner = (column, row) => {
      const width = 2 ** zoom;
      const turn = Math.PI * (1 - (2 * row) / width);
      return map.latLngToLayerPoint([(Math.atan(Math.sinh(turn)) * 180) / Math.PI, (column / width) * 360 - 180]);
    };
    const a = corner(x, y), b = corner(x + 1, y + 1);
    pen.lineWidth = 5;
    pen.strokeStyle = getEdge();
    pen.strokeRect(a.x, a.y, b.x - a.x, b.y - a.y);
    pen.lineWidth = 2.4;
    pen.strokeStyle = isDark() ? "#e8eae8" : "#1d2327";
    pen.strokeRect(a.x, a.y, b.x - a.x, b.y - a.y);
  }

  /* ---- words ----------------------------------------------------------------------------- */

  function words(data, i) {
    const events = data.events[i], others = data.places[i] - 1;
    const where = data.place[i]
      ? data.place[i] + (others > 0 ? ` and ${COUNT.format(others)} other ${others === 1 ? "place" : "places"}` : "")
      : "No place named";
    const lines = [where, `${COUNT.format(events)} ${events === 1 ? "event" : "events"} recorded by ${data.source}`];
    /* Their source placed them at the middle of a province or of a country. */
    if (data.vague[i]) lines.push(`${COUNT.format(data.vague[i])} of them known only to a province or a wider area`);
    const figure = figures(data, i);
    if (figure) lines.push(figure);
    const parts = data.parts[i];
    for (let k = 0; k < parts.length; k += 2) lines.push(`${data.kinds[parts[k]].name}: ${COUNT.format(parts[k + 1])}`);
    return atlas.lines(lines);
  }

  function figures(data, i) {
    if (!data.unit) return "";
    const [low, best, high] = [data.low[i], data.best[i], data.high[i]];
    if (low === null && best === null && high === null) return `No figure of people ${data.unit}`;
    const say = (number) => COUNT.format(number);
    const range = low !== high && low !== null && high !== null ? ` (between ${say(low)} and ${say(high)})` : "";
    const main = best === null ? `between ${say(low)} and ${say(high)}` : say(best) + range;
    const silent = data.events[i] - data.figured[i];
    return `People ${data.unit}: ${main}` + (silent ? `; ${COUNT.format(silent)} without a figure` : "");
  }

  function events(data) {
    return new Symbols({ pane: "atlas-events", padding: 0.2 }).take(data);
  }

  Object.assign(atlas, { events, Symbols });
})();
