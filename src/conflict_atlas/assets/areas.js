/* Governorates coloured by one measure. All rounds or months are loaded: the day selects the nearest
   round, or its own month. */
(function () {
  "use strict";

  const atlas = (window.ConflictAtlas = window.ConflictAtlas || {});
  const COUNT = new Intl.NumberFormat("en");
  const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const MONTH = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
  const SVG = "http://www.w3.org/2000/svg";
  const HATCH = "atlas-unknown";
  atlas.ground = { admin1: null, ready: null };

  const Areas = L.FeatureGroup.extend({
    initialize: function (data) {
      L.FeatureGroup.prototype.initialize.call(this);
      this.data = data;
    },
    onAdd: function (map) {
      L.FeatureGroup.prototype.onAdd.call(this, map);
      if (atlas.ground.admin1 || !atlas.ground.ready) this._draw();
      else atlas.ground.ready.then(() => this._draw());
    },
    onRemove: function (map) {
      L.FeatureGroup.prototype.onRemove.call(this, map);
      atlas.explain("measure", null);
    },
    take: function (data) {
      this.data = data;
      this._draw();
      return this;
    },
    _draw: function () {
      this.clearLayers();
      if (!atlas.ground.admin1 || !this._map) return;
      const units = this.data.units;
      this._shapes = L.geoJSON(atlas.ground.admin1, {
        pane: "atlas-choropleth",
        filter: (f) => units[f.properties.iso_3166_2] !== undefined,
        style: () => ({ className: "atlas-choropleth" }),
        onEachFeature: (f, shape) => {
          shape.bindTooltip(() => atlas.lines(this._words(f.properties.iso_3166_2)), { className: "atlas-tip", sticky: true });
          shape.on("add", () => shape.getElement().setAttribute("tabindex", "-1"));
        },
      }).addTo(this);
      this.day(atlas.day);
    },
    day: function (day) {
      if (!this._shapes) return;
      this._day = day;
      this._round = this.data.monthly ? this.data.days.indexOf(`${day.slice(0, 7)}-01`) : nearest(this.data.days, day);
      let unknown = 0;
      this._shapes.eachLayer((shape) => {
        const number = this._number(shape.feature.properties.iso_3166_2);
        const rank = this._rank(number);
        const path = shape.getElement();
        if (!path) return;
        path.dataset.rank = rank;
        atlas.shade(path, rank < 0 ? null : { color: this.data.light[rank], dark: this.data.dark[rank] });
        if (number === null) unknown += 1;
        path.style.fill = number === null && this.data.monthly ? hatch(path) : "";
      });
      const signs = this.data.monthly ? [{ className: "atlas-none", label: "none recorded" }] : [];
      if (unknown && this.data.monthly) signs.push({ className: HATCH, label: "no data" });
      atlas.explain("measure", { title: this.data.label, day: this._when(), names: this.data.names,
        light: this.data.light, dark: this.data.dark, signs: signs,
        notes: this.data.monthly ? [this.data.notes[this._round], `${this.data.source}, summed here by month`].filter(Boolean) : [] });
    },
    /* "Nothing recorded" and "nothing known" are outside the classes, and differ from each other. */
    _rank: function (number) {
      if (number === null || (this.data.monthly && !number)) return -1;
      return this.data.breaks.filter((limit) => number >= limit).length;
    },
    _when: function () {
      if (this.data.monthly) return MONTH.format(new Date(this._day));
      return DAY.format(new Date(this.data.days[this._round]));
    },
    _number: function (code) {
      const unit = this.data.units[code];
      return (this.data.monthly ? unit.best : unit.values)[this._round] ?? null;
    },
    _words: function (code) {
      const unit = this.data.units[code], number = this._number(code);
      if (this.data.monthly) return this._record(unit, number);
      const said = number === null ? "not counted" : COUNT.format(number);
      return [`${unit.name}: ${said}`, `${this.data.label}; ${this.data.source}, ${this._when()}`];
    },
    _record: function (unit, number) {
      const data = this.data, from = `${data.source}, ${this._when()}; summed here by month`;
      if (number === null) return [`${unit.name}: no data`, `${data.source} is counted here for ${data.covered[unit.series]} only`];
      const at = (name) => unit[name][this._round];
      const events = at("events");
      if (!events) return [`${unit.name}: no event recorded`, from];
      const end = (value) => (value === null ? "not known" : COUNT.format(value));
      return [
        `${unit.name}: ${COUNT.format(number)} ${data.unit}`,
        `best estimate; lowest ${end(at("low"))}, highest ${end(at("high"))}`,
        `${COUNT.format(events)} ${events === 1 ? "event" : "events"}, ${COUNT.format(at("coarse"))} placed or dated only coarsely`,
        from,
      ];
    },
  });

  /* Hatching for areas that are not known; defined once in the SVG of the areas. */
  function hatch(path) {
    const svg = path.ownerSVGElement;
    if (svg && !svg.querySelector(`#${HATCH}`)) {
      const make = (name, attributes, parent) => {
        const made = document.createElementNS(SVG, name);
        Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
        return parent.appendChild(made);
      };
      const defs = make("defs", {}, svg);
      const pattern = make("pattern", { id: HATCH, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, defs);
      make("rect", { width: 1, height: 7, class: "atlas-hatch" }, pattern);
    }
    return `url(#${HATCH})`;
  }

  /* Of two equally near rounds, the earlier one, as claims/displacement.py has it for pages and pictures. */
  function nearest(days, day) {
    const at = Date.parse(day);
    let best = 0;
    days.forEach((one, index) => {
      if (Math.abs(Date.parse(one) - at) < Math.abs(Date.parse(days[best]) - at)) best = index;
    });
    return best;
  }

  atlas.choropleth = (data) => new Areas(data);
})();
