/* The map as a whole: its start, its legend, its theme, its day, and the view kept in the address. */
(function () {
  "use strict";

  const atlas = window.ConflictAtlas;
  const inlined = window.CONFLICT_ATLAS_INLINE || null;
  const VIEW = /^(-?\d{1,2}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?),(\d{1,2}(?:\.\d{1,2})?)$/;
  const SVG = "http://www.w3.org/2000/svg";
  const NARROW = 640; /* pixels: up to this width panels are above and below the map, not beside it */
  const CLOSEST = 8; /* highest zoom that the map chooses by itself */
  let start_ = null;

  /* ---- layers: each is kept as long as its data stays the same -------------------------- */

  const standing = new Map();

  /* Show these layers and no others. The component itself only ever holds an empty layer, which it
     removes at the next change: so a filter that changes one layer leaves the others in place. */
  function show(wanted) {
    const names = new Set(wanted.map(([name]) => name));
    [...standing.keys()].filter((name) => !names.has(name)).forEach((name) => {
      standing.get(name).layer.remove();
      standing.delete(name);
    });
    wanted.forEach(([name, mark, data]) => {
      const before = standing.get(name);
      if (before && before.mark === mark) return;
      if (before) {
        before.layer.take(data());
        before.mark = mark;
        return;
      }
      standing.set(name, { mark: mark, layer: atlas[name](data()).addTo(atlas.map) });
    });
    if (!names.has("plates")) atlas.map.getContainer().dataset.marks = 0;
    makeRoom();
    return L.featureGroup();
  }

  const beheld = new Set();
  let beholder = null;

  /* The map's corner controls stay clear of the page's panels, which open and close by themselves. */
  function makeRoom() {
    if (inlined || window.parent === window || !atlas.map) return;
    const wide = atlas.map.getSize().x > NARROW;
    const page = window.parent.document;
    const style = atlas.map.getContainer().style;
    style.setProperty("--left", wide && page.querySelector(".st-key-map-page") ? "330px" : "10px");
    const card = page.querySelector(".st-key-card");
    const evidence = page.querySelector(".st-key-evidence-page") && atlas.map.getSize().x > 900;
    const right = evidence ? "424px" : wide && card && card.offsetHeight ? `${card.offsetWidth + 22}px` : "0px";
    style.setProperty("--right", right);
    page.documentElement.style.setProperty("--map-right", right); /* for what the page lays on the map */
    const foot = page.querySelector(window.parent.innerWidth > NARROW ? STORY_CLOCK : ".st-key-story-text");
    style.setProperty("--low", `${foot && foot.offsetHeight ? Math.max(Math.round(heightFrom(foot)), 0) : 0}px`);
    behold([card, foot, page.querySelector(".st-key-map-page") && page.querySelector(".st-key-find")]);
  }

  /* Pixels between the upper edge of something on the page and the map's lower edge. */
  function heightFrom(panel) {
    return window.frameElement.getBoundingClientRect().bottom - panel.getBoundingClientRect().top;
  }

  /* Make room again when a panel grows; plates move out of its way. */
  function behold(panels) {
    beholder = beholder || new window.parent.ResizeObserver(() => {
      makeRoom();
      if (atlas.shownPlates) atlas.shownPlates.again();
    });
    [...beheld].filter((one) => !one.isConnected).forEach((one) => { beholder.unobserve(one); beheld.delete(one); });
    panels.filter((one) => one && !beheld.has(one)).forEach((one) => { beheld.add(one); beholder.observe(one); });
  }

  /* ---- the day, and what is framed: sent like layers, but not drawn ----------------------- */

  const Told = L.Class.extend({
    initialize: function (tell) { this._tell = tell; },
    addTo: function () { return this; },
    take: function (data) { this._tell(data); return this; },
    remove: function () {},
  });

  /* ---- two days side by side: each map follows the view of the other, and says its day ------ */

  const SAID = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  let follows = false;

  function twin() {
    if (inlined || window.parent === window) return null;
    const frames = [...window.parent.document.querySelectorAll(".st-key-map iframe, .st-key-map-against iframe")];
    const other = frames.length === 2 && frames.find((frame) => frame.contentWindow !== window);
    const found = other && other.contentWindow.ConflictAtlas;
    return found && found.map ? found : null;
  }

  function isBeside() {
    return !inlined && window.frameElement && Boolean(window.frameElement.closest(".st-key-map-against"));
  }

  function follow(center, zoom) {
    follows = true;
    atlas.map.setView(center, zoom, { animate: false });
    follows = false;
  }

  function leadOther() {
    const other = !follows && twin();
    if (other) other.follow(atlas.map.getCenter(), atlas.map.getZoom());
  }

  function sayDay() {
    const box = atlas.map && atlas.map.getContainer();
    if (!box || inlined || window.parent === window) return;
    const two = Boolean(window.parent.document.querySelector(".st-key-map-against iframe"));
    let sign = box.querySelector(".atlas-of-day");
    if (!two) return void (sign && sign.remove());
    if (!sign) {
      sign = box.appendChild(document.createElement("div"));
      sign.className = "atlas-of-day";
    }
    sign.textContent = SAID.format(new Date(atlas.day));
  }

  /* Also called by the clock, without the server. */
  function setDay(day) {
    atlas.day = day;
    sayDay();
    standing.forEach(({ layer }) => { if (layer.day) layer.day(day); });
  }

  function dayLayer(data) {
    setDay(data);
    return new Told(setDay);
  }

  /* Show everything that passes a filter, unless the link asks for a view. */
  function frame(data) {
    let before = data.asked;
    const go = (wanted, animate) => {
      if (wanted.view) lead(wanted.view, animate);
      else if (wanted.bounds) atlas.map.fitBounds(wanted.bounds, { ...room(), maxZoom: wanted.closest || CLOSEST, animate: animate });
      else atlas.map.setView(start_.center, start_.zoom, { animate: animate });
      if (atlas.shownPlates) atlas.shownPlates.reveal();
    };
    if (data.asked && (data.bounds || data.view) && !atlas.askedView) go(data, false);
    return new Told((next) => {
      if (next.asked === before) return;
      before = next.asked;
      go(next, !window.matchMedia("(prefers-reduced-motion: reduce)").matches);
    });
  }

  const FOLDED = 98; /* pixels of the filters on a small screen, which a sheet may cover for a while */
  const STORY_CLOCK = ".st-key-story-clock";
  const LAID_ON = [".atlas-caption", ".st-key-share-place", ".st-key-story-text", STORY_CLOCK, ".st-key-map .atlas-picture", ".st-key-map-against .atlas-picture"];

  /* What covers the map, as boxes in its coordinates; on a small screen a sheet opens and closes. */
  function panels() {
    const map = atlas.map;
    if (inlined || window.parent === window) return [];
    const frame = window.frameElement.getBoundingClientRect();
    const wide = map.getSize().x > NARROW;
    const beside = wide ? [".st-key-find", ".st-key-card"] : [".st-key-find", ".atlas-asked"];
    const names = beside.map((name) => `.st-key-map-page ${name}, .stApp:has(.st-key-map-page) ${name}`);
    const told = window.parent.innerWidth > NARROW ? [".st-key-story .st-key-card"] : [];
    return [...names, ...told, ...LAID_ON].flatMap((name) => {
      const panel = window.parent.document.querySelector(name);
      if (!panel || !panel.offsetHeight) return [];
      const box = panel.getBoundingClientRect();
      const p = map.containerPointToLayerPoint([box.x - frame.x, box.y - frame.y]);
      return [{ x: p.x, y: p.y, w: box.width, h: wide ? box.height : Math.min(box.height, FOLDED) }];
    });
  }

  const CORNERS = ".leaflet-control-scale, .leaflet-control-attribution, .leaflet-control-zoom, .atlas-legend, .atlas-of-day";

  /* What stands in the map's corners; unlike panels nothing lies below it. */
  function corners() {
    const map = atlas.map, frame = map.getContainer().getBoundingClientRect();
    return [...map.getContainer().querySelectorAll(CORNERS)].filter((one) => one.offsetHeight).map((one) => {
      const box = one.getBoundingClientRect();
      const p = map.containerPointToLayerPoint([box.x - frame.x, box.y - frame.y]);
      return { x: p.x, y: p.y, w: box.width, h: box.height };
    });
  }

  /* Go to a view: with an animation if it is far away, one zoom step further out on a small screen. */
  function lead([latitude, longitude, zoom], animate) {
    const near = zoom - (atlas.map.getSize().x < 480 ? 1 : 0);
    if (animate) atlas.map.flyTo([latitude, longitude], near, { duration: 1.6 });
    else atlas.map.setView([latitude, longitude], near, { animate: false });
  }

  /* The part of the map that no panel covers. */
  function room() {
    const size = atlas.map.getSize();
    if (inlined || window.parent === window) return { paddingTopLeft: [30, 30], paddingBottomRight: [30, 30] };
    const page = window.parent.document;
    if (page.querySelector(".st-key-story")) {
      const clock = page.querySelector(STORY_CLOCK);
      return { paddingTopLeft: [50, 110], paddingBottomRight: [50, clock && clock.offsetHeight ? heightFrom(clock) + 30 : 60] };
    }
    const card = page.querySelector(".st-key-card:has(.atlas-place)");
    const low = Math.round(size.y * (card ? 0.5 : 0.1));
    if (window.parent.document.querySelector(".st-key-evidence-page")) {
      return size.x <= 900 ? { paddingTopLeft: [30, 40], paddingBottomRight: [30, 30] } : { paddingTopLeft: [430, 60], paddingBottomRight: [430, 60] };
    }
    if (size.x <= NARROW) return { paddingTopLeft: [64, 120], paddingBottomRight: [64, low] };
    /* On a tablet the filters are folded while a place is open. */
    const find = page.querySelector(".st-key-find"), isFolded = find && find.offsetHeight < FOLDED;
    return { paddingTopLeft: isFolded ? [40, 130] : [340, 40], paddingBottomRight: [card ? card.offsetWidth + 48 : 60, 40] };
  }

  /* Move the map, if need be, until no panel covers a place. */
  function keepInView(at) {
    const map = atlas.map, size = map.getSize(), p = map.latLngToContainerPoint(at);
    const { paddingTopLeft: a, paddingBottomRight: b } = room();
    const low = size.x <= NARROW && window.parent !== window ? Math.round(size.y * 0.55) : b[1];
    const x = p.x < a[0] ? p.x - a[0] - 40 : p.x > size.x - b[0] ? p.x - size.x + b[0] + 40 : 0;
    const y = p.y < a[1] ? p.y - a[1] - 20 : p.y > size.y - low ? p.y - size.y + low + 20 : 0;
    if (x || y) map.panBy([x, y], { animate: !window.matchMedia("(prefers-reduced-motion: reduce)").matches });
  }

  /* ---- legend: the colours in use, in a corner ---------------------------------------------- */

  const explained = new Map();
  let corner = null;

  /* Explain the colours of one measure; null removes the explanation. */
  function explain(name, scale) {
    if (scale) explained.set(name, scale); else explained.delete(name);
    drawLegend();
  }

  let entries = [];

  /* Rows of recorded events, as the server gives them. */
  function legend(rows) {
    if (JSON.stringify(rows) === JSON.stringify(entries)) return;
    entries = rows;
    drawLegend();
  }

  function drawLegend() {
    if (!atlas.map) return;
    const folded = corner ? !corner.open : atlas.map.getSize().x <= NARROW;
    if (corner) corner.remove();
    corner = null;
    if (!explained.size && !entries.length) return;
    corner = document.createElement("details");
    corner.className = "atlas-legend";
    corner.open = !folded;
    const head = document.createElement("summary");
    head.textContent = "Legend";
    corner.appendChild(head);
    explained.forEach((scale) => corner.appendChild(scaleRow(scale)));
    if (entries.length) {
      const rows = document.createElement("div");
      rows.className = "atlas-legend-rows";
      entries.forEach((entry) => rows.appendChild(legendRow(entry)));
      corner.appendChild(rows);
    }
    L.DomEvent.disableClickPropagation(corner);
    L.DomEvent.disableScrollPropagation(corner);
    atlas.map.getContainer().appendChild(corner);
  }

  function scaleRow(scale) {
    const made = document.createElement("div");
    made.className = "atlas-scale";
    const title = document.createElement("b");
    title.textContent = scale.title;
    const when = document.createElement("span");
    when.textContent = scale.day;
    const bar = document.createElement("div");
    bar.className = "atlas-scale-bar";
    scale.names.forEach((name, rank) => {
      const step = document.createElement("i");
      atlas.shade(step, { color: scale.light[rank], dark: scale.dark[rank] });
      const words = document.createElement("span");
      words.textContent = name;
      step.appendChild(words);
      bar.appendChild(step);
    });
    made.append(title, when, bar);
    if (scale.signs.length) {
      const signs = made.appendChild(document.createElement("div"));
      signs.className = "atlas-legend-rows";
      scale.signs.forEach((sign) => {
        const row = signs.appendChild(document.createElement("div"));
        row.className = "atlas-legend-row";
        row.appendChild(document.createElement("i")).className = `atlas-box ${sign.className}`;
        row.appendChild(atlas.basemap.text(sign.label));
      });
    }
    scale.notes.forEach((words) => {
      const note = made.appendChild(document.createElement("div"));
      note.className = "atlas-scale-note";
      note.textContent = words;
    });
    return made;
  }

  function legendRow(entry) {
    const row = document.createElement("div");
    row.className = entry.heading ? "atlas-legend-heading" : "atlas-legend-row";
    if (entry.heading) {
      row.textContent = entry.heading;
      return row;
    }
    row.appendChild(entry.disc ? disc(entry.disc) : swatch(entry));
    row.appendChild(atlas.basemap.text(entry.label));
    return row;
  }

  function swatch(entry) {
    const made = document.createElement("i");
    made.className = `atlas-swatch atlas-kind-${entry.kind || ""}`;
    atlas.shade(made, entry);
    return made;
  }

  /* A symbol of recorded events at the size it has on the map. */
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
      return null; /* a saved map inside another site's page: its address cannot be read */
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

  /* Street tiles cover the drawn ground; only the reader switches them on. */
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
    map.getContainer().setAttribute("aria-label", `${isBeside() ? "The other day: map" : "Map"} of claims; the panels beside it hold the same`);
    /* The plates are one stop of the Tab key; the other things to press have keys of their own. */
    map.getContainer().tabIndex = -1;
    map.keyboard.disable();
    map.zoomControl.setPosition("topright");
    /* A small screen opens half a step further out. */
    const small = map.getSize().x < 480;
    if (small) map.options.zoomSnap = 0.5;
    start_ = { center: map.getCenter(), zoom: map.getZoom() - (small ? 0.5 : 0) };
    borrowFont();
    const asked = (atlas.askedView = viewInAddress() || (inlined && inlined.view) || null);
    if (asked) map.setView(asked.center, asked.zoom, { animate: false });
    else if (small) map.setZoom(start_.zoom, { animate: false });
    followTheme(map);
    if (!inlined && window.frameElement) window.frameElement.dataset.begun = "";
    /* Leaflet focuses the map when it is pressed; that must not scroll the page around it. */
    const box = map.getContainer();
    box.focus = () => HTMLElement.prototype.focus.call(box, { preventScroll: true });
    /* Keyboard focus scrolls hidden elements into view; on a map that has to be a pan. */
    box.addEventListener("scroll", () => box.scrollTo(0, 0));
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
    [["street", 240], ["choropleth", 300], ["events", 350], ["disc", 405], ["leader", 435], ["plate", 440]].forEach(
      ([name, z]) => { map.createPane("atlas-" + name).style.zIndex = z; });
    ["disc", "leader", "plate", "events"].forEach((name) => { map.getPane("atlas-" + name).style.pointerEvents = "none"; });
    map.getContainer().querySelectorAll("a").forEach((link) => { link.tabIndex = -1; });
    atlas.ground.ready = Promise.all([atlas.basemap.draw(map), dressed()]).then(([ground]) => {
      atlas.ground.admin1 = ground && ground.admin1;
      if (ground) {
        map.setMaxBounds(ground.bounds.pad(0.25));
        map.getContainer().querySelectorAll(".leaflet-control a").forEach((link) => { link.tabIndex = -1; });
      }
      map.getContainer().dataset.ready = ground ? "basemap" : "plain";
    });
    /* The frame may get its height after the map has measured it. */
    new ResizeObserver(() => { map.invalidateSize({ animate: false }); sayDay(); }).observe(box);
    map.on("move zoomend moveend", leadOther);
    atlas.follow = follow;
    if (isBeside()) {
      box.classList.add("atlas-beside");
      const other = twin();
      if (other) follow(other.map.getCenter(), other.map.getZoom());
    }
  }

  /* Styles and fonts have loaded: what was measured before may have changed size. */
  function dressed() {
    const awaited = [...document.querySelectorAll('link[rel="stylesheet"]')].filter((link) => !link.sheet)
      .map((link) => new Promise((done) => {
        ["load", "error"].forEach((name) => link.addEventListener(name, done, { once: true }));
      }));
    return Promise.all(awaited).then(() => document.fonts.ready);
  }

  /* The page around has loaded the font already, so it comes from the browser's cache. */
  function borrowFont() {
    if (window.parent === window || inlined) return;
    try {
      for (const sheet of window.parent.document.styleSheets) {
        for (const rule of sheet.cssRules) {
          if (!(rule instanceof window.parent.CSSFontFaceRule)) continue;
          const family = rule.style.getPropertyValue("font-family").replace(/["']/g, "");
          const found = /url\(["']?([^"')]+)/.exec(rule.style.getPropertyValue("src"));
          if (family !== "Source Sans" || !found || rule.style.getPropertyValue("font-style") === "italic") continue;
          const address = new URL(found[1], sheet.href || window.parent.location.href).href;
          const face = new FontFace("Source Sans", `url(${address})`, { weight: "200 900" });
          document.fonts.add(face);
          face.load().catch(() => {});
          return;
        }
      }
    } catch (error) {
      /* A saved map inside another site's page: use the system's font. */
    }
  }

  Object.assign(atlas, { start, show, legend, explain, tiles, day: dayLayer, setDay, frame, keepInView, dressed, panels, corners });
})();
