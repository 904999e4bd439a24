/* The window of a claim: its circle, the recorded events in it by dataset, and those around it in grey. */
(function () {
  "use strict";

  const atlas = (window.ConflictAtlas = window.ConflictAtlas || {});

  const Circle = L.FeatureGroup.extend({
    initialize: function (data) {
      L.FeatureGroup.prototype.initialize.call(this);
      this.data = data;
    },
    onAdd: function (map) {
      L.FeatureGroup.prototype.onAdd.call(this, map);
      this._draw();
    },
    take: function (data) {
      this.data = data;
      this._draw();
      return this;
    },
    _draw: function () {
      this.clearLayers();
      const { at, km, place, spots } = this.data;
      const ring = L.circle(at, { radius: km * 1000, className: "atlas-window", interactive: false }).addTo(this);
      const edge = document.createElement("span");
      edge.textContent = `${km} km`;
      L.marker([ring.getBounds().getNorth(), at[1]], { icon: L.divIcon({ className: "atlas-words atlas-window-name", html: edge, iconSize: [0, 0] }),
        interactive: false, keyboard: false }).addTo(this);
      spots.forEach((spot) => this._spot(spot));
      L.circleMarker(at, { radius: 3.5, className: "atlas-window-place" }).addTo(this)
        .bindTooltip(() => atlas.lines([place, "The place of the claim"]), { className: "atlas-tip" });
      this.eachLayer((layer) => { const path = layer.getElement && layer.getElement(); if (path) path.setAttribute("tabindex", "-1"); });
    },
    _spot: function (spot) {
      const disc = L.circleMarker(spot.at, { radius: spot.size, className: spot.within ? "atlas-spot" : "atlas-spot atlas-spot-beyond" }).addTo(this);
      if (spot.within) disc.getElement().style.setProperty("--spot", spot.colour);
      disc.bindTooltip(() => atlas.lines(spot.lines), { className: "atlas-tip" });
      if (spot.named) this._name(spot.at[0], spot.at[1], spot.label, spot.size + 3);
    },
    _name: function (north, east, words, away) {
      const text = document.createElement("span");
      text.textContent = words;
      L.tooltip({ permanent: true, direction: "right", className: "atlas-words atlas-spot-name", offset: [away, 0], interactive: false })
        .setLatLng([north, east]).setContent(text).addTo(this);
    },
  });

  atlas.circle = (data) => new Circle(data);
})();
