/* Marks that are claims, areas with a figure, and cities with their holder. */
(function () {
  "use strict";

  const atlas = (window.ConflictAtlas = window.ConflictAtlas || {});
  const SVG = "http://www.w3.org/2000/svg";
  atlas.ground = { admin1: null, ready: null };
  const WAYS = ["down", "up", "right", "left"];
  let shown = "";

  /* ---- marks --------------------------------------------------------------------------- */

  /* A mark keeps its place on earth and stands aside from it by dx, dy pixels, so that claims
     about one place do not hide each other. */
  const ClaimMark = L.CircleMarker.extend({
    _project: function () {
      L.CircleMarker.prototype._project.call(this);
      this._home = this._point;
      this._point = this._home.add(this._aside());
      this._updateBounds();
    },
    _aside: function () {
      const o = this.options;
      return [(o.dx || 0) + (o.sx || 0), (o.dy || 0) + (o.sy || 0)];
    },
    _updatePath: function () {
      const o = this.options;
      const shape = SHAPES[o.shape] || SHAPES.circle;
      this._renderer._setPath(this, shape(this._point, o.radius));
      if (this._path) decorate(this);
    },
    _updateBounds: function () {
      const r = Math.max(this.options.radius, this.options.outer || 0) + 4;
      this._pxBounds = new L.Bounds(this._point.subtract([r, r]), this._point.add([r, r]));
    },
  });

  const SHAPES = {
    circle: (p, r) => `M${p.x - r},${p.y}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`,
    square: (p, r) => polygon(p, r * 1.25, 4, Math.PI / 4),
    diamond: (p, r) => polygon(p, r * 1.3, 4, 0),
    triangle: (p, r) => polygon(p, r * 1.35, 3, -Math.PI / 2),
    drop: (p, r) => polygon(p, r * 1.35, 3, Math.PI / 2),
    pentagon: (p, r) => polygon(p, r * 1.2, 5, -Math.PI / 2),
    bar: (p, r) => `M${p.x - 1.35 * r},${p.y - 0.7 * r}h${2.7 * r}v${1.4 * r}h${-2.7 * r}Z`,
    hexagon: (p, r) => polygon(p, r * 1.15, 6, 0),
    cross: (p, r) => {
      const a = r * 1.15, b = r * 0.42;
      return `M${p.x - b},${p.y - a}h${2 * b}v${a - b}h${a - b}v${2 * b}h${b - a}v${a - b}` +
        `h${-2 * b}v${b - a}h${b - a}v${-2 * b}h${a - b}Z`;
    },
  };

  /* Sides have one colour for each ground; the style sheet picks. */
  atlas.shade = (element, shade) => {
    element.style.setProperty("--on-light", shade.color);
    element.style.setProperty("--on-dark", shade.dark || shade.color);
  };

  function polygon(p, r, n, turn) {
    const corners = [];
    for (let i = 0; i < n; i++) {
      const angle = turn + (2 * Math.PI * i) / n;
      corners.push(`${(p.x + r * Math.cos(angle)).toFixed(1)},${(p.y + r * Math.sin(angle)).toFixed(1)}`);
    }
    return "M" + corners.join("L") + "Z";
  }

  /* Rings that say more than the mark: an upper bound, an open end, a label point, a selection. */
  function decorate(mark) {
    const o = mark.options;
    const path = mark._path;
    if (!path.parentNode || !mark._map) return;
    (mark._rings || []).forEach((ring) => ring.remove());
    mark._rings = [];
    const ring = (radius, className) => {
      const made = document.createElementNS(SVG, "circle");
      made.setAttribute("cx", mark._point.x);
      made.setAttribute("cy", mark._point.y);
      made.setAttribute("r", radius);
      made.setAttribute("class", className);
      made.style.color = o.color;
      path.parentNode.insertBefore(made, path);
      mark._rings.push(made);
    };
    if (o.outer) ring(o.outer, o.open ? "atlas-ring atlas-open" : "atlas-ring");
    if (o.precision === "area") ring(o.radius + 5, "atlas-ring atlas-area");
    if (o.selected) ring((o.outer || o.radius) + 7, "atlas-ring atlas-selected");
    if (o.precision !== "area" && mark._home.distanceTo(mark._point) > o.radius) {
      const home = mark._home;
      const line = document.createElementNS(SVG, "line");
      line.setAttribute("x1", home.x); line.setAttribute("y1", home.y);
      line.setAttribute("x2", mark._point.x); line.setAttribute("y2", mark._point.y);
      line.setAttribute("class", "atlas-stalk");
      path.parentNode.insertBefore(line, path.parentNode.firstChild);
      mark._rings.push(line);
    }
    path.style.color = o.color;
    /* The map cannot be moved to a mark beyond its edge: nobody shall be led there by the keys. */
    const edge = mark._map.options.maxBounds;
    path.setAttribute("tabindex", !edge || edge.contains(mark.getLatLng()) ? "0" : "-1");
    path.setAttribute("role", "button");
    path.setAttribute("aria-label", o.label);
    path.dataset.claim = o.claim || "";
  }

  function makeMark(feature, latlng) {
    const p = feature.properties;
    const mark = new ClaimMark(latlng, {
      pane: p.kind === "found" ? "atlas-found" : p.outer || p.radius > 12 ? "atlas-large" : "atlas-mark",
      className: `atlas-mark atlas-${p.precision} atlas-kind-${p.kind}`,
      color: p.color, fillColor: p.color, radius: p.radius, outer: p.outer, open: p.open,
      shape: p.shape, dx: p.dx, dy: p.dy, precision: p.precision, selected: p.selected,
      label: p.tip.join(". "), claim: p.claim_id, kind: p.kind, weight: 1.6,
    });
    mark.on("add", () => {
      const path = mark._path;
      decorate(mark);
      path.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        mark.fire("click", { latlng: latlng }, true);
      });
      /* A press must not move the focus: the browser would scroll the map under the pointer. */
      path.addEventListener("mousedown", (event) => event.preventDefault());
      path.addEventListener("focus", () => {
        if (!mark._map.getBounds().contains(latlng)) mark._map.panTo(latlng, { animate: false });
        mark.getTooltip().options.offset = L.point(mark._aside());
        mark.openTooltip();
      });
      path.addEventListener("blur", () => mark.closeTooltip());
    });
    mark.on("remove", () => {
      mark.closeTooltip();
      (mark._rings || []).forEach((ring) => ring.remove());
    });
    mark.bindTooltip(lines(p.tip), { className: "atlas-tip" });
    mark.on("mouseover", () => { mark.getTooltip().options.offset = L.point(mark._aside()); });
    if (p.selected) reveal(latlng, p.claim_id);
    return mark;
  }

  /* Every text reaches the page as text, never as markup. */
  function lines(texts) {
    const made = document.createElement("div");
    texts.forEach((text, index) => {
      const line = document.createElement(index ? "div" : "strong");
      line.textContent = text;
      made.appendChild(line);
    });
    return made;
  }

  function reveal(latlng, claim) {
    if (shown === claim) return;
    const first = shown === "" && atlas.askedView;
    shown = claim;
    if (first || !atlas.map) return;
    if (!atlas.map.getBounds().pad(-0.08).contains(latlng)) atlas.map.panTo(latlng);
  }

  function layer(collection) {
    const made = L.geoJSON(collection, {
      pointToLayer: makeMark,
      style: () => ({}),
      pane: "atlas-found",
      onEachFeature: (feature, line) => {
        if (feature.geometry.type === "LineString") {
          line.options.pane = "atlas-found";
          line.options.className = "atlas-tether";
          line.options.interactive = false;
        }
      },
    });
    return made;
  }

  /* ---- areas with a figure ------------------------------------------------------------- */

  function choropleth(values) {
    const group = L.featureGroup();
    const draw = () => {
      if (!atlas.ground.admin1) return;
      L.geoJSON(atlas.ground.admin1, {
        pane: "atlas-choropleth",
        filter: (f) => values[f.properties.iso_3166_2] !== undefined,
        style: (f) => {
          const v = values[f.properties.iso_3166_2];
          return { className: "atlas-choropleth", fillColor: v.color, color: v.color };
        },
        onEachFeature: (f, shape) => {
          const v = values[f.properties.iso_3166_2];
          shape.bindTooltip(lines(v.tip), { className: "atlas-tip", sticky: true });
          shape.on("add", () => {
            const path = shape.getElement();
            path.setAttribute("role", "img");
            path.setAttribute("aria-label", v.tip.join(". "));
            path.setAttribute("tabindex", "-1");
          });
        },
      }).addTo(group);
    };
    if (atlas.ground.admin1 || !atlas.ground.ready) draw();
    else atlas.ground.ready.then(draw);
    return group;
  }

  function holders(list) {
    const group = L.featureGroup();
    list.forEach((h) => {
      const plate = document.createElement("div");
      plate.className = "atlas-plate atlas-status-" + h.status;
      atlas.shade(plate, h);
      const name = document.createElement("b");
      name.textContent = h.place;
      const holder = document.createElement("span");
      holder.textContent = h.holder;
      plate.append(name, holder);
      const width = 30 + 6.4 * Math.max(h.place.length, h.holder.length);
      const marker = L.marker([h.latitude, h.longitude], {
        pane: "atlas-holder", interactive: false, keyboard: false, clear: 8, way: "down",
        plate: (p) => {
          const o = marker.options;
          const x = { right: p.x + o.clear + 4, left: p.x - o.clear - 4 - width }[o.way];
          const y = { up: p.y - o.clear - 38, down: p.y + o.clear + 2 }[o.way];
          return { x: x === undefined ? p.x - width / 2 : x, y: y === undefined ? p.y - 17 : y, w: width, h: 36 };
        },
        icon: L.divIcon({ className: "atlas-holder atlas-down", iconSize: [0, 0], html: plate }),
      }).addTo(group);
    });
    return group;
  }

  /* Marks of one place keep together; places too close to tell apart at this zoom move aside, areas
     more readily than points, and a thin line leads back to where a point belongs. */
  function part(map) {
    const groups = new Map();
    map.eachLayer((l) => {
      if (l instanceof ClaimMark && l.options.kind !== "found") {
        const key = `${l._latlng.lat},${l._latlng.lng}`;
        if (!groups.has(key)) groups.set(key, { marks: [], r: 0, area: true });
        const g = groups.get(key);
        g.marks.push(l);
        g.home = map.latLngToLayerPoint(l._latlng);
        g.area = g.area && l.options.precision === "area";
        const o = l.options;
        g.r = Math.max(g.r, Math.hypot(o.dx, o.dy) + Math.max(o.radius, o.outer || 0) + (o.precision === "area" ? 4 : 0));
      }
    });
    const moving = [...groups.values()].map((g) => (
      { x: g.home.x, y: g.home.y, r: g.r + 2, weight: g.area ? 1 : 0.06, group: g }));
    for (let round = 0; round < 80; round++) {
      let moved = false;
      for (let i = 0; i < moving.length; i++) {
        for (let j = i + 1; j < moving.length; j++) moved = push(moving[i], moving[j]) || moved;
      }
      if (!moved) break;
    }
    /* A point stays where it is, but for a few pixels; an area may stand anywhere near. */
    moving.forEach((m) => {
      const limit = m.group.area ? 80 : 12;
      const x = m.x - m.group.home.x, y = m.y - m.group.home.y;
      const share = Math.min(1, limit / (Math.hypot(x, y) || 1));
      m.x = m.group.home.x + x * share;
      m.y = m.group.home.y + y * share;
    });
    moving.forEach((m) => m.group.marks.forEach((mark) => {
      mark.options.sx = m.x - m.group.home.x;
      mark.options.sy = m.y - m.group.home.y;
      if (mark._map) mark._reset();
    }));
    placePlates(map, moving);
  }

  /* A city's plate stands clear of the marks around its city, on the side with fewer other things. */
  function placePlates(map, groups) {
    const boxes = groups.map((g) => ({ x: g.x - g.r, y: g.y - g.r, w: 2 * g.r, h: 2 * g.r, group: g.group }));
    const plates = [];
    map.eachLayer((l) => { if (l.options && l.options.plate) plates.push(l); });
    plates.sort((a, b) => b.getLatLng().lat - a.getLatLng().lat);
    const taken = [];
    plates.forEach((plate) => {
      const home = map.latLngToLayerPoint(plate.getLatLng());
      const own = groups.find((g) => g.group.home.distanceTo(home) < 1);
      const clear = own ? own.r + Math.abs(own.y - home.y) : 8;
      const others = boxes.filter((box) => !own || box.group !== own.group);
      const side = WAYS.map((way) => {
        plate.options.way = way;
        plate.options.clear = clear;
        const box = plate.options.plate(home);
        /* Two plates on top of each other are worse than a plate over some marks. */
        const hits = others.filter((o) => atlas.overlap(box, o)).length + 3 * taken.filter((o) => atlas.overlap(box, o)).length;
        return { way: way, box: box, hits: hits };
      }).sort((a, b) => a.hits - b.hits)[0];
      plate.options.way = side.way;
      taken.push(side.box);
      const shown = plate.getElement();
      if (!shown) return;
      WAYS.forEach((way) => shown.classList.toggle("atlas-" + way, way === side.way));
      shown.classList.toggle("atlas-bare", !own);
      shown.style.setProperty("--clear", `${clear}px`);
    });
  }

  function push(a, b) {
    let x = b.x - a.x, y = b.y - a.y;
    let distance = Math.hypot(x, y);
    const need = a.r + b.r;
    if (distance >= need - 0.5) return false;
    if (distance < 0.01) { x = 1; y = 0.6; distance = Math.hypot(x, y); }
    const step = (need - distance) / distance / (a.weight + b.weight);
    a.x -= x * step * a.weight; a.y -= y * step * a.weight;
    b.x += x * step * b.weight; b.y += y * step * b.weight;
    return true;
  }

  /* What marks and name plates cover, so that names keep clear of them. */
  function occupied(map) {
    const boxes = [];
    map.eachLayer((layer) => {
      if (layer instanceof ClaimMark && layer._point && layer.options.kind !== "found") {
        const r = (layer.options.outer || layer.options.radius) + 2;
        boxes.push({ x: layer._point.x - r, y: layer._point.y - r, w: 2 * r, h: 2 * r });
      } else if (layer.options && layer.options.plate) {
        /* The plate names its town already: the town's own label finds no room around it. */
        const home = map.latLngToLayerPoint(layer.getLatLng());
        boxes.push(layer.options.plate(home), { x: home.x - 9, y: home.y - 9, w: 18, h: 18 });
      }
    });
    return boxes;
  }

  Object.assign(atlas, { SHAPES, ClaimMark, layer, choropleth, holders, lines, occupied, part });
})();
