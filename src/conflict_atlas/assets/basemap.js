/* The ground below the marks: relief, water, borders and names, drawn from this server's files or
   from the data inlined in a saved map. Colours and line widths follow the theme and the zoom. */
(function () {
  "use strict";

  const atlas = (window.ConflictAtlas = window.ConflictAtlas || {});
  const own = document.currentScript ? document.currentScript.src : "";
  const root = own.replace(/atlas\/basemap\.js.*$/, "");
  const inlined = window.CONFLICT_ATLAS_INLINE || null;
  const LAYERS = ["countries", "admin1", "sea", "rivers", "lakes", "boundaries", "towns"];
  const SIDES = ["right", "left", "top", "bottom"];
  const THEME = {
    light: {
      sea: "#cfe0ea", coast: "#8fb0c4", lake: "#c3dae8", shore: "#8db3cb", river: "#82aecb",
      country: "#6a5568", unsettled: "#8d7a8a", admin1: "#a08f7c", casing: "#fffaf0",
      around: "#b3a49a", land: "#f3eee1", veil: "#f4f0e6", thin: 0.5,
    },
    dark: {
      sea: "#15212b", coast: "#3d5a6c", lake: "#1a2c39", shore: "#3f6074", river: "#41667d",
      country: "#958995", unsettled: "#7c737d", admin1: "#7a7266", casing: "#17181b",
      around: "#4c4850", land: "#24272c", veil: "#0f1417", thin: 0.42,
    },
  };
  const drawn = { styled: [], labels: [], relief: null, settings: null, theme: "light", ground: "sea" };

  function read(name) {
    if (inlined) return Promise.resolve(inlined[name] || null);
    /* A package without a basemap is answered by the app's own page, which is not JSON. */
    const json = (r) => /json/.test(r.headers.get("content-type") || "");
    return fetch(root + "basemap/" + name).then((r) => (r.ok && json(r) ? r.json() : null));
  }

  function image(name) {
    return inlined ? inlined[name] : root + "basemap/" + name;
  }

  function pane(map, name, z) {
    const made = map.createPane(name);
    made.style.zIndex = z;
    made.style.pointerEvents = "none";
  }

  /* Interpolate between a value at zoom 5 and one at zoom 10. */
  function grow(zoom, from, to) {
    return from + (to - from) * Math.min(1, Math.max(0, (zoom - 5) / 5));
  }

  function add(map, data, paneName, style, filter) {
    if (!data) return;
    const layer = L.geoJSON(data, {
      pane: paneName, renderer: map.atlasRenderers[paneName], interactive: false,
      smoothFactor: 0.6, filter: filter,
      style: (f) => style(f, map.getZoom(), THEME[drawn.theme]),
    }).addTo(map);
    drawn.styled.push([layer, style]);
  }

  async function draw(map) {
    ["atlas-relief", "atlas-water", "atlas-line", "atlas-name"].forEach((name, i) =>
      pane(map, name, [210, 220, 230, 430][i]));
    map.atlasRenderers = {
      "atlas-water": L.svg({ pane: "atlas-water", padding: 0.3 }),
      "atlas-line": L.svg({ pane: "atlas-line", padding: 0.3 }),
    };
    const settings = (drawn.settings = await read("basemap.json"));
    if (!settings) return null;
    const files = settings.layers || {};
    const data = {};
    await Promise.all(LAYERS.map(async (key) => {
      data[key] = files[key] ? await read(files[key].file) : null;
    }));
    drawGround(map, data, settings);
    drawVeil(map, data);
    drawBorders(map, data);
    collectNames(data, settings);
    map.on("zoomstart", () => hideNames(map));
    map.on("zoomend", () => restyle(map));
    map.on("moveend atlas:plates", () => placeNames(map));
    restyle(map);
    placeNames(map);
    /* Leaflet treats an attribution as markup; this one is plain text from the data. */
    if (settings.attribution) map.attributionControl.addAttribution(text(settings.attribution).innerHTML);
    return { admin1: data.admin1, bounds: bounds(settings) };
  }

  function bounds(settings) {
    const b = settings.bounds;
    return L.latLngBounds([b.south, b.west], [b.north, b.east]);
  }

  function drawGround(map, data, settings) {
    /* Where the sea is drawn, everything else is land. */
    drawn.ground = data.sea ? "land" : "sea";
    if (settings.relief) {
      const file = settings.relief[drawn.theme] || settings.relief.light;
      drawn.relief = L.imageOverlay(image(file.file), bounds(settings), {
        pane: "atlas-relief", interactive: false, alt: "",
      }).addTo(map);
    } else {
      add(map, data.countries, "atlas-water", (f, z, t) => (
        { fillColor: t.land, fillOpacity: 1, color: t.coast, weight: 0.8 }));
    }
    add(map, data.sea, "atlas-water", (f, z, t) => (
      { fillColor: t.sea, fillOpacity: 1, color: t.coast, weight: grow(z, 0.7, 1.1) }));
    add(map, data.rivers, "atlas-water", (f, z, t) => {
      const rank = f.properties.scalerank || 5;
      const weight = Math.max(0.4, grow(z, 1.7, 3.2) - (rank - 1) * grow(z, 0.16, 0.22));
      return { color: t.river, weight: weight, opacity: rank >= 8 && z < 6 ? 0.5 : 0.95, fill: false };
    });
    add(map, data.lakes, "atlas-water", (f, z, t) => (
      { fillColor: t.lake, fillOpacity: 1, color: t.shore, weight: grow(z, 0.6, 1) }));
  }

  const focusOf = (data) => new Set(((data.admin1 || {}).features || []).map((f) => f.properties.iso_a2));

  /* A thin veil over everything outside the countries of the package. */
  function drawVeil(map, data) {
    const focus = focusOf(data);
    const shapes = ((data.countries || {}).features || []).filter((f) => focus.has(f.properties.iso_a2));
    if (!shapes.length) return;
    const holes = shapes.flatMap((f) => (f.geometry.type === "Polygon" ? [f.geometry.coordinates] : f.geometry.coordinates))
      .map((rings) => rings[0].map(([lng, lat]) => [lat, lng]));
    const world = [[-85, -180], [85, -180], [85, 180], [-85, 180]];
    const veil = L.polygon([world, ...holes], {
      pane: "atlas-water", renderer: map.atlasRenderers["atlas-water"], interactive: false, stroke: false,
      fillRule: "evenodd", className: "atlas-veil", fillOpacity: 1, smoothFactor: 0.6,
    }).addTo(map);
    drawn.styled.push([{ setStyle: () => veil.setStyle({ fillColor: THEME[drawn.theme].veil, fillOpacity: THEME[drawn.theme].thin }) }, () => null]);
  }

  function drawBorders(map, data) {
    const focus = focusOf(data);
    const kind = (...kinds) => (f) => kinds.includes(f.properties.kind);
    const line = (style, filter) => add(map, data.boundaries, "atlas-line", style, filter);
    if (!data.boundaries) {
      add(map, data.admin1, "atlas-line", (f, z, t) => (
        { color: t.admin1, weight: grow(z, 0.7, 1.3), dashArray: "4 3", fill: false }));
      add(map, data.countries, "atlas-line", (f, z, t) => (
        { color: t.country, weight: grow(z, 1.1, 2.2), fill: false }));
      return;
    }
    line((f, z, t) => {
      const near = focus.has(f.properties.iso_a2);
      return { color: t.admin1, weight: grow(z, 0.7, 1.3), fill: false,
        opacity: near ? grow(z, 0.75, 1) : z < 6 ? 0 : 0.55, dashArray: near ? "4 3" : "2 3" };
    }, kind("admin1"));
    line((f, z, t) => ({ color: t.casing, weight: grow(z, 2.6, 5), opacity: 0.55, fill: false }),
      kind("country", "unsettled"));
    line((f, z, t) => ({ color: t.around, weight: 0.8, opacity: 0.7, fill: false }), kind("around"));
    line((f, z, t) => ({ color: t.country, weight: grow(z, 1.1, 2.2), fill: false }), kind("country"));
    line((f, z, t) => (
      { color: t.unsettled, weight: grow(z, 1, 1.8), dashArray: "5 4", fill: false }), kind("unsettled"));
  }

  /* ---- names: each only from its zoom on, and only where there is free space ----------------- */

  function collectNames(data, settings) {
    const last = (settings.country_label_zooms || [5, 7])[1];
    const features = (d) => (d ? d.features : []);
    const name = (f) => f.properties.name_en || f.properties.name || "";
    features(data.towns).forEach((f) => drawn.labels.push({
      at: L.latLng(f.geometry.coordinates[1], f.geometry.coordinates[0]), text: name(f),
      from: f.properties.min_zoom || 6, to: 99, town: true, rank: f.properties.rank || 0,
      anchor: f.properties.anchor || "right",
    }));
    const area = (kind, to) => (f) => {
      const p = f.properties;
      if (p.label_zoom == null || p.label_lat == null) return;
      drawn.labels.push({ at: L.latLng(p.label_lat, p.label_lon), text: name(f), from: p.label_zoom, to: to, kind: kind });
    };
    features(data.countries).forEach(area("country", last));
    features(data.admin1).forEach(area("admin1", 99));
    drawn.labels.sort((a, b) => (a.town ? 0 : 1) - (b.town ? 0 : 1) || a.from - b.from);
  }

  /* All names are in one element: as separate markers each would be a layer of its own, and the
     browser has to compose all layers again whenever anything on the page changes. */
  function placeNames(map) {
    const plates = atlas.shownPlates && atlas.shownPlates._map ? atlas.shownPlates : null;
    const circle = atlas.shownCircle && atlas.shownCircle._map ? atlas.shownCircle.occupied() : [];
    const taken = [...circle, ...(plates ? plates.occupied() : [])];
    const named = plates ? plates.named() : [];
    const counted = plates ? plates.countries() : [];
    const zoom = map.getZoom();
    const view = map.getBounds().pad(0.1);
    const names = document.createDocumentFragment();
    drawn.labels.forEach((label) => {
      if (zoom < label.from || zoom > label.to || !view.contains(label.at)) return;
      if (label.kind === "country" && counted.includes(label.text)) return;
      const p = map.latLngToLayerPoint(label.at);
      if (label.town && named.some((other) => other.distanceTo(p) < 10)) return;
      const sides = label.town ? [label.anchor, ...SIDES.filter((s) => s !== label.anchor)] : ["middle"];
      const free = sides.map((side) => labelBox(p, label, side))
        .find((box) => !taken.some((other) => overlap(box, other)));
      if (!free) return;
      taken.push(free);
      const name = document.createElement("div");
      const kind = label.town ? `town atlas-rank${label.rank}` : label.kind;
      name.className = `atlas-name atlas-${kind} atlas-${free.side}`;
      name.style.left = `${p.x}px`;
      name.style.top = `${p.y}px`;
      name.appendChild(text(label.text));
      names.appendChild(name);
    });
    const pane = map.getPane("atlas-name");
    pane.replaceChildren(names);
    pane.style.visibility = "";
  }

  /* Otherwise names would stay in their old places until the zoom has ended. */
  function hideNames(map) {
    map.getPane("atlas-name").style.visibility = "hidden";
  }

  const pen = document.createElement("canvas").getContext("2d");
  const FONTS = { 0: "600 13px", 1: "500 12px", country: "400 12px", admin1: "italic 400 11px" };

  /* The width as drawn, including letter spacing. */
  function widthOf(label) {
    pen.font = `${FONTS[label.town ? label.rank : label.kind] || "400 12px"} "Source Sans", system-ui, sans-serif`;
    const words = label.kind === "country" ? label.text.toUpperCase() : label.text;
    const apart = { country: 1.8, admin1: 0.8 }[label.kind] || 0;
    return pen.measureText(words).width + apart * words.length;
  }

  function labelBox(p, label, side) {
    const w = widthOf(label) + 14;
    const x = { right: p.x - 4, left: p.x - w + 4 }[side];
    const y = { top: p.y - 20, bottom: p.y + 4 }[side];
    return { side: side, x: x === undefined ? p.x - w / 2 : x, y: y === undefined ? p.y - 8 : y, w: w, h: 16 };
  }

  function text(words) {
    const made = document.createElement("span");
    made.textContent = words;
    return made;
  }

  function overlap(a, b) {
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
  }

  function restyle(map) {
    const zoom = map.getZoom();
    map.getContainer().style.background = THEME[drawn.theme][drawn.ground];
    drawn.styled.forEach(([layer, style]) => layer.setStyle((f) => style(f, zoom, THEME[drawn.theme])));
    if (!drawn.relief) return;
    const far = zoom <= 9 ? 1 - Math.max(0, zoom - 8) * 0.2 : 0.8 - (zoom - 9) * 0.45;
    drawn.relief.setOpacity(Math.max(0.35, far));
  }

  function setTheme(map, theme) {
    if (theme === drawn.theme) return;
    drawn.theme = theme;
    if (!drawn.settings) return;
    if (drawn.relief) drawn.relief.setUrl(image((drawn.settings.relief[theme] || drawn.settings.relief.light).file));
    restyle(map);
  }

  atlas.overlap = overlap;
  atlas.basemap = { draw, setTheme, text };
})();
