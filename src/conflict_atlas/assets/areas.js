/* Governorates coloured by one measure, every round of it in hand: the day picks the round nearest. */
(function () {
  "use strict";

  const atlas = (window.ConflictAtlas = window.ConflictAtlas || {});
  const COUNT = new Intl.NumberFormat("en");
  const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
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
      this._round = nearest(this.data.days, day);
      this._shapes.eachLayer((shape) => {
        const number = this._number(shape.feature.properties.iso_3166_2);
        const rank = number === null ? -1 : this.data.breaks.filter((limit) => number >= limit).length;
        const path = shape.getElement();
        if (!path) return;
        path.dataset.rank = rank;
        atlas.shade(path, rank < 0 ? null : { color: this.data.light[rank], dark: this.data.dark[rank] });
      });
      atlas.explain("measure", { title: this.data.label, day: this._when(), names: this.data.names,
        light: this.data.light, dark: this.data.dark });
    },
    _when: function () { return DAY.format(new Date(this.data.days[this._round])); },
    _number: function (code) { return this.data.units[code].values[this._round]; },
    _words: function (code) {
      const unit = this.data.units[code], number = this._number(code);
      const said = number === null ? "not counted" : COUNT.format(number);
      return [`${unit.name}: ${said}`, `${this.data.label}; ${this.data.source}, ${this._when()}`];
    },
  });

  /* Of two rounds equally near the earlier one. */
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
