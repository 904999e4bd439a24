/* The map as a whole: its start, its legend, its theme, and the view kept in the address. */
(function () {
  "use strict";

  const atlas = window.ConflictAtlas;
  const inlined = window.CONFLICT_ATLAS_INLINE || null;
  const VIEW = /^(-?\d{1,2}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?),(\d{1,2}(?:\.\d{1,2})?)$/;
  const SVG = "http://www.w3.org/2000/svg";
  let strip = null;
  let explained = "";
  let height = null;
  let counting = 0;

  /* ---- layers: each stays as it is while its data does --------------------------------- */

  const standing = new Map();

  /* Show these layers and no others. What the component gets, and takes away at the next change, is
     empty: so a filter that touches one layer leaves the rest of the map standing. */
  function show(wanted) {
    const names = new Set(wanted.map(([name]) => name));
    let claims = false;
    const drop = (name) => {
      claims = claims || name !== "events";
      standing.get(name).layer.remove();
      standing.delete(name);
    };
    [...standing.keys()].filter((name) => !names.has(name)).forEach(drop);
    wanted.forEach(([name, mark, data]) => {
      const before = standing.get(name);
      if (before && before.mark === mark) return;
      if (before && before.layer.take) {
        before.layer.take(data());
        before.mark = mark;
        return;
      }
      if (before) drop(name);
      claims = claims || name !== "events";
      standing.set(name, { mark: mark, layer: atlas[name](data()).addTo(atlas.map) });
    });
    if (claims) setTimeout(() => atlas.map.fire("atlas:marks"), 0);
    return L.featureGroup();
  }

  /* ---- legend, view, theme ------------------------------------------------------------- */

  /* A strip along the lower edge; the map's own controls stand on top of it. */
  function legend(entries) {
    const map = atlas.map;
    if (!map) return;
    const asked = JSON.stringify(entries);
    if (strip && asked === explained) return; /* most filters change no kind and no scale */
    explained = asked;
    const open = strip ? strip.open : map.getSize().x > 480;
    if (strip) strip.remove();
    strip = document.createElement("details");
    strip.className = "atlas-legend";
    strip.open = open;
    const head = document.createElement("summary");
    head.textContent = "Legend";
    const rows = document.createElement("div");
    rows.className = "atlas-legend-rows";
    entries.forEach((entry) => rows.appendChild(legendRow(entry)));
    strip.append(head, rows);
    L.DomEvent.disableClickPropagation(strip);
    L.DomEvent.disableScrollPropagation(strip);
    map.getContainer().appendChild(strip);
    /* What stands on the strip follows its height, which is told once the browser has laid it out:
       asking for it here would have it do so twice. */
    if (height) height.disconnect();
    height = new ResizeObserver(() => map.getContainer().style.setProperty("--legend", `${strip.offsetHeight}px`));
    height.observe(strip);
  }

  function legendRow(entry) {
    const row = document.createElement("div");
    if (entry.heading) {
      row.className = "atlas-legend-heading";
      row.textContent = entry.heading;
      if (entry.inline) return row;
      const block = document.createDocumentFragment();
      const end = document.createElement("div");
      end.className = "atlas-legend-break";
      block.append(end, row);
      return block;
    }
    row.className = "atlas-legend-row";
    row.appendChild(entry.disc ? disc(entry.disc) : swatch(entry));
    row.appendChild(atlas.basemap.text(entry.label));
    return row;
  }

  function swatch(entry) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "-12 -12 24 24");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(SVG, "path");
    const shape = entry.shape === "area"
      ? "M-10,-7h20v14h-20Z" : (atlas.SHAPES[entry.shape] || atlas.SHAPES.circle)({ x: 0, y: 0 }, entry.radius || 6);
    path.setAttribute("d", shape);
    path.setAttribute("class", `atlas-swatch atlas-${entry.precision || "exact"} atlas-kind-${entry.kind || ""}`);
    atlas.shade(path, entry);
    svg.appendChild(path);
    if (entry.ring) {
      const ring = document.createElementNS(SVG, "circle");
      ring.setAttribute("r", entry.ring === "area" ? 10 : 10.5);
      ring.setAttribute("class", "atlas-ring atlas-" + entry.ring);
      ring.style.color = entry.color;
      svg.appendChild(ring);
    }
    return svg;
  }

  /* A symbol of recorded events in its true size. */
  function disc(radius) {
    const svg = document.createElementNS(SVG, "svg");
    const side = 2 * radius + 2;
    svg.setAttribute("aria-hidden", "true");
    svg.style.width = svg.style.height = `${side}px`;
    const circle = document.createElementNS(SVG, "circle");
    circle.setAttribute("cx", side / 2); circle.setAttribute("cy", side / 2);
    circle.setAttribute("r", radius);
    circle.setAttribute("class", "atlas-disc");
    svg.appendChild(circle);
    return svg;
  }

  function viewInAddress() {
    try {
      const found = new URL(window.parent.location.href).searchParams.get("view");
      const match = found && VIEW.exec(found);
      if (!match) return null;
      const [lat, lng, zoom] = match.slice(1).map(Number);
      if (Math.abs(lat) > 85 || Math.abs(lng) > 180 || zoom < 4 || zoom > 12) return null;
      return { center: [lat, lng], zoom: zoom };
    } catch (error) {
      return null; /* another site's page around a saved map: no address of ours to read */
    }
  }

  function followTheme(map) {
    const apply = () => {
      const colour = getComputedStyle(document.documentElement).getPropertyValue("--background-color");
      const match = /#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(colour);
      let dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
      if (match) dark = match.slice(1, 4).reduce((sum, part) => sum + parseInt(part, 16), 0) < 384;
      map.getContainer().classList.toggle("atlas-dark", dark);
      atlas.basemap.setTheme(map, dark ? "dark" : "light");
    };
    apply();
    window.addEventListener("message", () => setTimeout(apply, 0));
  }

  /* Street tiles lie over the drawn ground; only a reader switches them on. */
  function tiles(address) {
    const made = L.tileLayer(address, {
      pane: "atlas-street", className: "atlas-tiles", maxZoom: 12,
      attribution: '&copy; <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a> contributors',
    });
    const note = document.createElement("div");
    note.className = "atlas-unreached";
    note.setAttribute("role", "status");
    note.textContent = "openstreetmap.org cannot be reached; the map below is our own.";
    const show = (on) => () => {
      if (!atlas.map) return;
      const box = atlas.map.getContainer();
      if (on) box.appendChild(note); else note.remove();
    };
    const cover = (on) => () => atlas.map && atlas.map.getContainer().classList.toggle("atlas-streets", on);
    made.on("tileload", cover(true)).on("tileload", show(false)).on("tileerror", show(true));
    return made.on("remove", cover(false)).on("remove", show(false));
  }

  function start(map) {
    atlas.map = map;
    map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>');
    map.getContainer().classList.add("atlas");
    map.getContainer().setAttribute("role", "region");
    map.getContainer().setAttribute("aria-label", "Map of claims; the list beside it holds the same");
    map.on("zoomend atlas:marks", () => atlas.part(map));
    /* One finger scrolls the page on a phone; two move the map. */
    if (L.Browser.mobile && map.getSize().x < 480) map.dragging.disable();
    const asked = (atlas.askedView = viewInAddress() || (inlined && inlined.view) || null);
    if (asked) map.setView(asked.center, asked.zoom, { animate: false });
    else if (map.getSize().x < 480) map.setZoom(map.getZoom() - 1, { animate: false });
    followTheme(map);
    /* Leaflet focuses the map at a press; the page around must not scroll under the pointer. */
    const box = map.getContainer();
    box.focus = () => HTMLElement.prototype.focus.call(box, { preventScroll: true });
    /* Focus by keyboard scrolls what is hidden into view; on a map that is a pan, never a scroll. */
    box.addEventListener("scroll", () => box.scrollTo(0, 0));
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
    [["street", 240], ["choropleth", 300], ["events", 350], ["found", 405], ["large", 410], ["mark", 420], ["holder", 440]].forEach(
      ([name, z]) => { map.createPane("atlas-" + name).style.zIndex = z; });
    ["holder", "events"].forEach((name) => { map.getPane("atlas-" + name).style.pointerEvents = "none"; });
    atlas.ground.ready = atlas.basemap.draw(map).then((ground) => {
      atlas.ground.admin1 = ground && ground.admin1;
      if (ground) {
        map.setMaxBounds(ground.bounds.pad(0.25));
        map.eachLayer((l) => { if (l instanceof atlas.ClaimMark) l.redraw(); });
      }
      map.getContainer().dataset.ready = ground ? "basemap" : "plain";
    });
    map.on("layeradd layerremove", () => {
      clearTimeout(counting);
      counting = setTimeout(() => {
        let marks = 0;
        map.eachLayer((l) => { if (l instanceof atlas.ClaimMark) marks += 1; });
        map.getContainer().dataset.marks = marks;
      }, 0);
    });
  }

  Object.assign(atlas, { start, show, legend, tiles });
})();
