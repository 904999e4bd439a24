/* One plate for each place: a dot, a line, and a plate with its name, its claims and its holder.
   Plates do not overlap; where room is short one shrinks, in the end to the dot. */
(function () {
  "use strict";

  const atlas = (window.ConflictAtlas = window.ConflictAtlas || {});
  const SVG = "http://www.w3.org/2000/svg";
  const LEVELS = ["full", "brief", "small"]; /* with the date of the last change; without it; name and number only */
  const WAYS = [[1, 0], [-1, 0], [0, 1], [0, -1], [1, -1], [1, 1], [-1, -1], [-1, 1]];
  const SHIFTED = [[0.4, 1], [-0.4, 1], [0.4, -1], [-0.4, -1]]; /* above or below, but not in the middle */
  const DOT = 7; /* half the width that a dot keeps free */
  const GAP = 3; /* between two plates */
  const NARROW = 640; /* pixels: the width of a small screen */

  /* Each side has a colour for either theme; the style sheet picks. */
  atlas.shade = (element, shade) => {
    if (!shade) return ["--on-light", "--on-dark"].forEach((name) => element.style.removeProperty(name));
    element.style.setProperty("--on-light", shade.color);
    return element.style.setProperty("--on-dark", shade.dark || shade.color);
  };

  const make = (tag, className, words) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (words !== undefined) made.textContent = words;
    return made;
  };

  const line = (a, b, className) => {
    const made = document.createElementNS(SVG, "line");
    made.setAttribute("x1", a.x); made.setAttribute("y1", a.y);
    made.setAttribute("x2", b.x); made.setAttribute("y2", b.y);
    made.setAttribute("class", className);
    return made;
  };

  const circle = (p, r, className) => {
    const made = document.createElementNS(SVG, "circle");
    made.setAttribute("cx", p.x); made.setAttribute("cy", p.y); made.setAttribute("r", r);
    made.setAttribute("class", className);
    return made;
  };

  function sheet(pane) {
    const made = document.createElementNS(SVG, "svg");
    made.setAttribute("class", "atlas-sheet");
    made.setAttribute("aria-hidden", "true");
    pane.appendChild(made);
    return made;
  }

  const Plates = L.Layer.extend({
    initialize: function (data) { this.take(data); },
    take: function (data) {
      this.data = data;
      if (this._map) this._build();
      return this;
    },
    onAdd: function (map) {
      this._under = sheet(map.getPane("atlas-disc"));
      this._lines = sheet(map.getPane("atlas-leader"));
      this._box = make("div", "atlas-plates");
      this._box.setAttribute("role", "group");
      this._box.setAttribute("aria-label", "Places; the arrow keys go to the nearest, Enter opens one");
      map.getPane("atlas-plate").appendChild(this._box);
      map.on("zoomstart", this._hide, this).on("zoomend viewreset moveend resize", this._place, this);
      this._box.addEventListener("keydown", (event) => this._key(event));
      /* Without its styles a plate has another size: nothing is seen until they have come. */
      this._bare = true;
      this._build();
      atlas.dressed().then(() => { this._bare = false; if (this._map) this._build(); });
    },
    onRemove: function (map) {
      map.off("zoomstart", this._hide, this).off("zoomend viewreset moveend resize", this._place, this);
      [this._under, this._lines, this._box].forEach((part) => part.remove());
    },
    _hide: function () {
      ["disc", "leader", "plate"].forEach((name) => { this._map.getPane("atlas-" + name).style.visibility = "hidden"; });
    },

    /* ---- places and their plates ---------------------------------------------------------- */

    _build: function () {
      const at = document.activeElement && document.activeElement.dataset.place;
      this._box.replaceChildren();
      const shown = [...this.data.towns].sort((a, b) => b.open - a.open || b.kinds.length - a.kinds.length);
      this.towns = shown.map((town) => this._town(town));
      this._areas = this.data.areas.map((area) => this._area(area));
      this._found = this.data.found.map((found) => this._diamond(found));
      const claims = this.data.towns.reduce((sum, town) => sum + town.kinds.length, 0);
      this._map.getContainer().dataset.marks = claims;
      const again = at && this._buttons().find((button) => button.dataset.place === at);
      this._rove(again);
      this._again = again || null;
      this._tell(atlas.day);
      this._measure();
      this._place();
      if (this._again) this._again.focus({ preventScroll: true });
      if (this.data.open) this._reveal();
    },
    _town: function (town) {
      const button = make("button", "atlas-plate");
      button.type = "button";
      button.tabIndex = -1;
      button.dataset.place = town.id;
      button.classList.toggle("atlas-open", town.open);
      button.setAttribute("aria-pressed", town.open);
      button.append(make("b", "", town.name), make("span", "atlas-count", town.kinds.length || ""));
      const holder = make("span", "atlas-holder");
      const age = make("span", "atlas-age");
      const pips = make("span", "atlas-pips");
      town.kinds.forEach((kind) => pips.appendChild(make("i", `glyph glyph-${kind}`)));
      button.append(holder, age);
      if (town.kinds.length) button.appendChild(pips);
      const dot = make("i", "atlas-dot");
      const label = town.dead ? make("span", "atlas-toll", town.dead.label) : null;
      this._box.append(dot, button, ...(label ? [label] : []));
      this._press(button, town, { place: town.id });
      const at = L.latLng(town.latitude, town.longitude);
      if (label) {
        /* A shorter way for the pointer; the keys open the place, and the claim in its list. */
        L.DomEvent.disableClickPropagation(label);
        label.addEventListener("click", () => this._say(at, { claim_id: town.dead.claim }));
      }
      return { data: town, button: button, dot: dot, holder: holder, age: age, label: label, at: at };
    },
    _area: function (area) {
      const button = make("button", "atlas-area", area.name);
      button.type = "button";
      button.tabIndex = -1;
      button.dataset.place = area.id;
      button.appendChild(make("em", "", `${area.claims} ${area.claims === 1 ? "claim" : "claims"}`));
      this._box.appendChild(button);
      this._press(button, area, { place: area.id });
      return { data: area, button: button, at: L.latLng(area.latitude, area.longitude) };
    },
    _diamond: function (found) {
      const button = make("button", "atlas-found");
      button.type = "button";
      button.tabIndex = -1;
      button.dataset.place = found.id;
      button.setAttribute("aria-label", found.tip.join(". "));
      const name = make("span", "atlas-found-name", found.name);
      this._box.append(button, name);
      const at = L.latLng(found.latitude, found.longitude);
      const home = found.home ? L.latLng(found.home.latitude, found.home.longitude) : null;
      const tip = L.tooltip({ className: "atlas-tip", direction: "top", offset: [0, -8] }).setContent(lines(found.tip));
      const show = () => tip.setLatLng(at).addTo(this._map);
      button.addEventListener("mouseenter", show);
      button.addEventListener("focus", show);
      ["mouseleave", "blur"].forEach((name) => button.addEventListener(name, () => tip.remove()));
      this._press(button, found, { claim_id: found.claim });
      return { data: found, button: button, name: name, at: at, home: home };
    },

    /* The component learns of a click through a layer that returns a feature. */
    _press: function (button, data, properties) {
      const at = L.latLng(data.latitude, data.longitude);
      L.DomEvent.disableClickPropagation(button);
      /* A finger on a plate is for the plate; two are for the map, wherever they are. */
      L.DomEvent.off(button, "touchstart", L.DomEvent.stopPropagation);
      L.DomEvent.on(button, "touchstart", (event) => { if (event.touches.length < 2) L.DomEvent.stopPropagation(event); });
      button.addEventListener("click", () => this._say(at, properties));
      button.addEventListener("focus", () => {
        this._rove(button);
        if (button.matches(":focus-visible")) atlas.keepInView(at);
      });
    },
    _say: function (at, properties) {
      this.fire("click", { latlng: at, layer: { toGeoJSON: () => ({
        type: "Feature", properties: properties, geometry: { type: "Point", coordinates: [at.lng, at.lat] },
      }) } });
    },

    /* ---- the day: who holds each city then ------------------------------------------------- */

    day: function (day) {
      if (!this._map || !this._tell(day)) return;
      this._measure();
      this._place();
    },
    /* True if some city has another holder than before, its last source has become old, or people have
       died there by now: only then plates have to be laid out again. */
    _tell: function (day) {
      let changed = false;
      if (typeof day !== "string") return changed; /* plates are drawn before they get the day */
      this.towns.forEach((town) => {
        const state = town.data.control.filter((one) => one.day <= day).pop();
        const age = state ? aged(town.data.sourceDays.filter((one) => one <= day).pop(), day) : "";
        if (age.length !== town.age.textContent.length) changed = true;
        if (age !== town.age.textContent) town.age.textContent = age;
        const later = Boolean(town.data.dead) && day < town.data.dead.since;
        if (later !== Boolean(town.later)) {
          changed = true;
          town.later = later;
          town.label.textContent = later ? town.data.dead.dated : town.data.dead.label;
        }
        if (state === town.state) return;
        changed = true;
        town.state = state;
        town.holder.replaceChildren();
        if (state) say(town.holder, state);
        atlas.shade(town.button, state);
        town.button.dataset.status = state ? state.status : "";
      });
      this._label();
      return changed;
    },
    _label: function () {
      this.towns.forEach(({ button, data, state, age, label }) => {
        const claims = data.kinds.length;
        const number = claims === 1 ? "1 claim" : `${claims} claims`;
        const held = state ? `; held by ${state.holder} since ${state.since}` : "";
        const old = age.textContent ? `, ${age.textContent}` : "";
        button.setAttribute("aria-label", `${data.name}: ${number}${held}${old}${label ? `; ${label.textContent}` : ""}`);
      });
    },

    /* ---- room ------------------------------------------------------------------------------ */

    _measure: function () {
      this.towns.forEach((town) => {
        town.sizes = {};
        LEVELS.forEach((level) => {
          town.button.dataset.level = level;
          town.button.style.width = "auto";
          town.sizes[level] = { w: town.button.offsetWidth + 1, h: town.button.offsetHeight };
        });
        if (town.label) town.labelSize = { w: town.label.offsetWidth, h: town.label.offsetHeight };
      });
      this._areas.forEach((area) => { area.size = { w: area.button.offsetWidth, h: area.button.offsetHeight }; });
      this._found.forEach((found) => { found.size = { w: found.name.offsetWidth, h: found.name.offsetHeight }; });
    },
    _place: function () {
      const map = this._map;
      if (!map) return;
      const panels = atlas.panels();
      const taken = (this._taken = [...panels, ...atlas.corners()]);
      const all = [...this.towns, ...this._areas, ...this._found];
      all.forEach((one) => { one.p = map.latLngToLayerPoint(one.at); });
      /* A place below a panel has its plate there too, all of it. */
      this.towns.forEach((town) => { town.below = panels.filter((box) => within(town.p, box)); });
      this.towns.forEach((town) => { taken.push((town.spot = around(town.p, 2 * DOT, 2 * DOT))); });
      this._under.replaceChildren();
      this._lines.replaceChildren();
      this.towns.forEach((town) => this._disc(town, taken));
      this._found.forEach((found) => this._mark(found, taken));
      const brief = this.towns.filter((town) => this._try(town, ["small"], taken));
      /* A small screen has room for names and numbers; the rest is one press away. */
      const narrow = map.getSize().x <= NARROW && map.getZoom() < 8;
      /* The widest come last, or one of them takes the room of several. */
      brief.sort((a, b) => b.data.open - a.data.open || a.sizes.full.w - b.sizes.full.w).forEach((town) => {
        if (narrow) return;
        taken.splice(taken.indexOf(town.box), 1);
        this._try(town, LEVELS, taken);
      });
      this.towns.forEach((town) => this._draw(town));
      this._areas.forEach((area) => this._name(area, taken));
      this._found.forEach((found) => this._nameFound(found, taken));
      ["disc", "leader", "plate"].forEach((name) => { map.getPane("atlas-" + name).style.visibility = this._bare ? "hidden" : ""; });
      map.fire("atlas:plates");
    },
    /* The edge of the map cuts through nothing: what belongs to a place in view lies in view, all else outside. */
    _uncut: function (p, box) {
      const first = this._map.containerPointToLayerPoint([0, 0]);
      const view = { x: first.x, y: first.y, w: this._map.getSize().x, h: this._map.getSize().y };
      if (!within(p, view)) return !atlas.overlap(box, view);
      return inside(box, view);
    },
    _try: function (town, levels, taken) {
      const reach = town.data.dead ? town.data.dead.outer || town.data.dead.radius : 0;
      const near = Math.max(9, reach + 4);
      const spots = (level) => {
        const size = town.sizes[level];
        return [near, near + 10, near + 22, 9].filter((d) => d <= Math.max(size.w, near))
          .flatMap((away) => [...WAYS, ...SHIFTED].map((way) => beside(town.p, size, way, away)))
          .filter((box) => this._uncut(town.p, box));
      };
      for (const level of levels) {
        for (const box of spots(level)) {
          if (taken.some((other) => other !== town.spot && (town.below.includes(other) ? !inside(box, other) : atlas.overlap(grown(box, GAP), other)))) continue;
          town.level = level;
          town.box = box;
          taken.push(box);
          return true;
        }
      }
      town.level = "dot";
      town.box = null;
      return false;
    },
    _draw: function (town) {
      const { button, p, box } = town;
      set(town.dot, p.x, p.y);
      button.dataset.level = town.level;
      if (!box) {
        button.style.width = "";
        set(button, p.x - 12, p.y - 12);
        return;
      }
      button.style.width = `${box.w}px`;
      set(button, box.x, box.y);
      const end = { x: clamp(p.x, box.x, box.x + box.w), y: clamp(p.y, box.y, box.y + box.h) };
      if (Math.hypot(end.x - p.x, end.y - p.y) > 5) this._lines.appendChild(line(p, end, "atlas-leader"));
    },
    _disc: function (town, taken) {
      const dead = town.data.dead;
      if (!dead) return;
      /* Who died after the day that is shown is drawn empty, and the label has the month. */
      this._under.append(circle(town.p, dead.radius, `atlas-dead${town.later ? " atlas-later" : ""}`));
      if (dead.outer) this._under.append(circle(town.p, dead.outer, `atlas-dead-ring${dead.open ? " atlas-dead-open" : ""}`));
      const reach = dead.outer || dead.radius;
      const ways = [[0, 1], [0, -1], [-1, 0], [1, 0], [-1, 1], [-1, -1], [1, 1], [1, -1]];
      const boxes = ways.map((way) => beside(town.p, town.labelSize, way, way[0] && way[1] ? reach * 0.75 : reach + 2));
      const free = boxes.find((box) => this._uncut(town.p, box) && !taken.some((other) => atlas.overlap(box, other)));
      town.label.hidden = !free;
      if (!free) return;
      taken.push(free);
      set(town.label, free.x, free.y);
    },
    _mark: function (found, taken) {
      const box = around(found.p, 12, 12);
      /* Shown only at zooms at which it does not coincide with the place that the article names. */
      found.hidden = taken.some((other) => atlas.overlap(box, other));
      found.button.hidden = found.hidden;
      found.name.hidden = true;
      if (found.hidden) return;
      taken.push(box);
      set(found.button, found.p.x, found.p.y);
      if (found.home) this._lines.appendChild(line(this._map.latLngToLayerPoint(found.home), found.p, "atlas-tether"));
    },
    _nameFound: function (found, taken) {
      if (found.hidden) return;
      const free = WAYS.map((way) => beside(found.p, found.size, way, 8))
        .find((box) => this._uncut(found.p, box) && !taken.some((other) => atlas.overlap(box, other)));
      found.name.hidden = !free;
      if (!free) return;
      taken.push(free);
      set(found.name, free.x, free.y);
    },
    _name: function (area, taken) {
      const { w, h } = area.size;
      const steps = this._map.getZoom() > 5 ? [0, 30, -30, 60, -60, 90, -90] : [0, 20, -20, 40, -40];
      const spots = steps.flatMap((y) => steps.map((x) => ({ x: x, y: y })))
        .sort((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y));
      const free = spots.map((s) => around({ x: area.p.x + s.x, y: area.p.y + s.y }, w, h))
        .find((box) => this._uncut(area.p, box) && !taken.some((other) => atlas.overlap(grown(box, GAP), other)));
      area.button.hidden = !free;
      if (!free) return;
      taken.push(free);
      set(area.button, free.x, free.y);
    },
    again: function () { if (this._map) this._place(); },
    occupied: function () { return this._taken || []; },
    /* Places whose plate has their name: the base map's label would repeat it. */
    named: function () { return this.towns.filter((town) => town.box).map((town) => town.p); },
    countries: function () { return this._areas.map((area) => area.data.name); },

    reveal: function () {
      const open = this.towns.find((town) => town.data.open);
      if (open) atlas.keepInView(open.at);
    },
    _reveal: function () {
      const open = this.towns.find((town) => town.data.open);
      if (!open || this._seen === open.data.id) return;
      const first = this._seen === undefined && atlas.askedView;
      this._seen = open.data.id;
      if (!first) atlas.keepInView(open.at);
    },

    /* ---- keys: one stop of the Tab key, arrows from place to place ------------------------- */

    _buttons: function () { return [...this._box.querySelectorAll("button:not([hidden])")]; },
    _rove: function (to) {
      const buttons = this._buttons();
      const next = to || buttons[0];
      buttons.forEach((button) => { button.tabIndex = button === next ? 0 : -1; });
    },
    _key: function (event) {
      const ways = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
      const buttons = this._buttons();
      const at = buttons.indexOf(event.target.closest("button"));
      if (event.key === "Escape") return this._say(this._map.getCenter(), { close: true });
      if (event.key === "+" || event.key === "-") return event.key === "+" ? this._map.zoomIn() : this._map.zoomOut();
      let next = null;
      if (event.key === "Home") next = buttons[0];
      else if (event.key === "End") next = buttons[buttons.length - 1];
      else if (ways[event.key] && at >= 0) next = nearest(buttons, buttons[at], ways[event.key]);
      if (!next && !ways[event.key]) return undefined;
      event.preventDefault();
      event.stopPropagation();
      if (next) next.focus({ preventScroll: true });
      return undefined;
    },
  });

  function nearest(buttons, from, way) {
    const middle = (e) => { const b = e.getBoundingClientRect(); return { x: b.x + b.width / 2, y: b.y + b.height / 2 }; };
    const here = middle(from);
    let best = null, least = Infinity;
    buttons.forEach((button) => {
      if (button === from) return;
      const there = middle(button);
      const along = (there.x - here.x) * way[0] + (there.y - here.y) * way[1];
      const across = Math.abs((there.x - here.x) * way[1]) + Math.abs((there.y - here.y) * way[0]);
      const cost = along + 2 * across;
      if (along > 2 && cost < least) [best, least] = [button, cost];
    });
    return best;
  }

  function say(holder, state) {
    holder.append(make("span", "", state.holder), make("span", "atlas-since", ` since ${state.since}`));
  }

  /* How old a source's word is on a day; "" up to a month (claims/city_control.py says the same). */
  function aged(lastSource, day) {
    const [y, m, d] = lastSource.split("-").map(Number), [year, month, date] = day.split("-").map(Number);
    const months = (year - y) * 12 + month - m - (date < d ? 1 : 0);
    if (months < 1 || (months === 1 && date === d)) return "";
    if (months < 24) return `last source ${months} ${months === 1 ? "month" : "months"} old`;
    return `last source ${Math.floor(months / 12)} years old`;
  }

  /* Texts are inserted as text, never as markup. */
  function lines(texts) {
    const made = document.createElement("div");
    texts.forEach((text, index) => made.appendChild(make(index ? "div" : "strong", "", text)));
    return made;
  }

  const set = (element, x, y) => { element.style.left = `${Math.round(x)}px`; element.style.top = `${Math.round(y)}px`; };
  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
  const within = (p, box) => p.x > box.x && p.x < box.x + box.w && p.y > box.y && p.y < box.y + box.h;
  const inside = (box, other) => within(box, other) && within({ x: box.x + box.w, y: box.y + box.h }, other);
  const around = (p, w, h) => ({ x: p.x - w / 2, y: p.y - h / 2, w: w, h: h });
  const grown = (box, by) => ({ x: box.x - by, y: box.y - by, w: box.w + 2 * by, h: box.h + 2 * by });

  /* A box of a given size, at a distance from a point: on one of eight sides, or shifted by a part of its width. */
  function beside(p, size, way, away) {
    const [dx, dy] = way;
    if (Math.abs(dx) % 1) return { ...beside(p, size, [0, dy], away), x: p.x + (dx - 0.5) * size.w };
    const slant = dx && dy ? 0.7 * away : away;
    const x = dx > 0 ? p.x + slant : dx < 0 ? p.x - slant - size.w : p.x - size.w / 2;
    const y = dy > 0 ? p.y + slant : dy < 0 ? p.y - slant - size.h : p.y - size.h / 2;
    return { x: x, y: y, w: size.w, h: size.h };
  }

  Object.assign(atlas, { plates: (data) => (atlas.shownPlates = new Plates(data)), lines });
})();
