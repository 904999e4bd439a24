/* The window of a claim: its circle, the recorded events in it by dataset, and those around it in grey. */
(function () {
  "use strict";

  const atlas = (window.ConflictAtlas = window.ConflictAtlas || {});

  const Circle = L.FeatureGroup.extend({
    initialize: function (data) {
      L.FeatureGroup.prototype.initialize.call(this);
      this.data = data;
      /* Names have their size only when the styles have come. */
      this._beholder = new ResizeObserver(() => { if (this._map) this._part(); });
    },
    onAdd: function (map) {
      L.FeatureGroup.prototype.onAdd.call(this, map);
      map.on("zoomend", this._part, this);
      this._draw();
    },
    onRemove: function (map) {
      map.off("zoomend", this._part, this);
      this._beholder.disconnect();
      L.FeatureGroup.prototype.onRemove.call(this, map);
    },
    take: function (data) {
      this.data = data;
      this._draw();
      return this;
    },
    _draw: function () {
      this.clearLayers();
      this._beholder.disconnect();
      this._names = [];
      const { at, km, place, spots } = this.data;
      const ring = L.circle(at, { radius: km * 1000, className: "atlas-window", interactive: false }).addTo(this);
      const edge = document.createElement("span");
      edge.textContent = `${km} km`;
      L.marker([ring.getBounds().getNorth(), at[1]], { icon: L.divIcon({ className: "atlas-words atlas-window-name", html: edge, iconSize: [0, 0] }),
        interactive: false, keyboard: false }).addTo(this);
      spots.forEach((spot) => this._spot(spot));
      L.circleMarker(at, { radius: 3.5, className: "atlas-window-place" }).addTo(this)
        .bindTooltip(() => atlas.lines([place, "The place of the claim"]), { className: "atlas-tip" });
      this._part();
      this.eachLayer((layer) => { const path = layer.getElement && layer.getElement(); if (path) path.setAttribute("tabindex", "-1"); });
    },
    _spot: function (spot) {
      const disc = L.circleMarker(spot.at, { radius: spot.size, className: spot.within ? "atlas-spot" : "atlas-spot atlas-spot-beyond" }).addTo(this);
      if (spot.within) disc.getElement().style.setProperty("--spot", spot.colour);
      disc.bindTooltip(() => atlas.lines(spot.lines), { className: "atlas-tip" });
      if (spot.named) this._name(spot);
    },
    _name: function (spot) {
      const text = document.createElement("span");
      text.textContent = spot.label;
      const name = L.tooltip({ permanent: true, direction: "right", className: "atlas-words atlas-spot-name", offset: [spot.size + 3, 0], interactive: false })
        .setLatLng(spot.at).setContent(text).addTo(this);
      this._names.push({ name: name, size: spot.size });
      this._beholder.observe(name.getElement());
    },
    /* Of names that would lie over each other, that of the largest disc is seen. */
    _part: function () {
      const taken = [];
      this._names.sort((one, two) => two.size - one.size).forEach(({ name }) => {
        const box = name.getElement().getBoundingClientRect();
        const meets = taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
        name.getElement().style.visibility = meets ? "hidden" : "";
        if (!meets) taken.push(box);
      });
      /* Names of towns keep clear of them. */
      const ground = this._map.getContainer().getBoundingClientRect();
      this._taken = taken.map((box) => {
        const { x, y } = this._map.containerPointToLayerPoint([box.left - ground.left, box.top - ground.top]);
        return { x: x, y: y, w: box.width, h: box.height };
      });
      this._map.fire("atlas:plates");
    },
    occupied: function () { return this._taken || []; },
  });

  atlas.circle = (data) => (atlas.shownCircle = new Circle(data));
})();
