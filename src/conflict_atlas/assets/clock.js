/* The clock: claims a month, who held each city, a measure; a line for the day and a window to stretch.
   While it is dragged or plays it changes the map directly; the server gets only the final day.
   Pages other than the map have it folded to a strip, without the line where nothing follows the day. */
import { DAY, day, html, say } from "./drawn_days.js";

const SVG = "http://www.w3.org/2000/svg";
const SECONDS = 40; /* how long it takes to play the whole time */
const ROW = 12, TOP = 50; /* pixels: a city's bar with its gap, and the room above the first */
const NARROW = 640, LOW = 560;
const SHORT = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });

const iso = (number) => new Date(number * DAY).toISOString().slice(0, 10);

const monthEnd = (of) => {
  const [year, month] = of.split("-").map(Number);
  return Math.round(Date.UTC(year, month, 1) / DAY);
};
const year = (number) => new Date(number * DAY).getUTCFullYear();
const spell = (from, to) => `${year(from) === year(to) ? SHORT.format(new Date(from * DAY)) : say(from)} – ${say(to)}`;

/* Of two equally near days, the earlier one. */
const nearest = (days, at) => days.reduce((best, one, index) => (Math.abs(one - at) < Math.abs(days[best] - at) ? index : best), 0);

/* What the server sends briefly: days counted from the first, months without names, holders named once. */
function spellOut(sent) {
  const first = day(sent.first), on = (number) => iso(first + number);
  const [started, begun] = sent.first.split("-").map(Number);
  const months = sent.exact.map((exact, index) => {
    const month = new Date(Date.UTC(started, begun - 1 + index, 1)).toISOString().slice(0, 7);
    return { month, exact, spread: sent.spread[index] };
  });
  const holders = sent.holders.map(([holder, color, dark]) => ({ holder, color, dark }));
  const cities = sent.cities.map(({ name, parts }) => ({ name, parts: parts.map(([from, holder, status], index) => {
    const [words, contested] = sent.statuses[status];
    const to = index + 1 < parts.length ? on(parts[index + 1][0]) : sent.last;
    return { ...holders[holder], from: on(from), to, status: words, contested };
  }) }));
  const measure = sent.measure && { ...sent.measure, days: sent.measure.days.map(on) };
  return { ...sent, months, holders, cities, measure };
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const clock = (parentElement.atlasClock = parentElement.atlasClock || new Clock(parentElement));
  clock.tell = (moved) => setTriggerValue("moved", moved);
  clock.take(data);
}

function element(name, attributes, parent, words) {
  const made = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  if (words !== undefined) made.textContent = words;
  if (parent) parent.appendChild(made);
  return made;
}

class Clock {
  constructor(parent) {
    this.root = html("div", "clock", parent);
    const control = html("div", "clock-control", this.root);
    this.play = html("button", "clock-play", control);
    this.play.type = "button";
    this.play.addEventListener("click", () => (this.playing ? this.pause() : this.start()));
    this.words = html("div", "clock-words", control);
    this.now = html("div", "clock-now", this.words);
    this.sub = html("div", "clock-sub", this.words);
    this.every = html("div", "clock-every", control, "All dates");
    this.chip = html("button", "clock-chip", control);
    this.chip.type = "button";
    this.chip.title = "All dates again";
    this.chip.addEventListener("click", () => {
      const at = this.playing ? { at: iso(this.at) } : {};
      this.stop();
      this.letGo({ ...at, from: null, to: null });
    });
    /* "Clear all" stops it as well: the day returns to the server's. */
    const stop = new AbortController();
    document.addEventListener("click", (event) => {
      if (!this.root.isConnected) return stop.abort(); /* that of another page has taken its place */
      if (!this.playing || !event.target.closest(".st-key-clear, .st-key-way-reset")) return;
      this.stop();
      this.at = day(this.data.at);
      this.show();
    }, { signal: stop.signal });
    this.says = html("div", "clock-sub clock-says", control);
    this.fold = html("button", "clock-fold", control);
    this.fold.type = "button";
    this.fold.setAttribute("aria-label", "Fold or unfold the clock");
    this.fold.addEventListener("click", () => {
      document.body.toggleAttribute(this.data.strip ? "data-unfolded" : "data-folded");
      this.draw();
    });
    this.box = html("div", "clock-box", this.root);
    this.key = html("div", "clock-key", this.root);
    this.running = (event) => this.step(event);
    new ResizeObserver(() => this.draw()).observe(this.box);
    this.playing = false;
    this.mark();
  }

  take(data) {
    const same = this.data && JSON.stringify(this.data) === JSON.stringify(data);
    if (same) return;
    /* While it plays no day is sent to the server: a different one comes from a link or from going back. */
    if (this.playing && this.data && this.data.at !== data.at) this.stop();
    const still = (one) => JSON.stringify([one.drawn, one.day, one.strip]);
    const drawn = !this.data || still(this.data) !== still(data);
    this.data = data;
    /* The run that sent this does not yet know what the reader has just moved. */
    const mine = this.held || this.soon;
    if (!this.playing && !mine) this.at = day(data.at);
    if (!mine) [this.from, this.to] = [data.from && day(data.from), data.to && day(data.to)];
    if (drawn) this.drawn = spellOut(data.drawn);
    this.first = day(this.drawn.first);
    this.last = day(this.drawn.last);
    this.says.textContent = data.says;
    if (drawn || !this.svg) this.draw();
    this.show();
  }

  /* ---- the parts that do not move --------------------------------------------------------- */

  get left() { return this.narrow || this.strip ? 6 : 76; }
  x(number) { return this.left + ((number - this.first) / (this.last - this.first)) * (this.width - this.left - 10); }
  at_(x) {
    const share = (x - this.left) / (this.width - this.left - 10);
    return Math.round(Math.min(Math.max(share, 0), 1) * (this.last - this.first)) + this.first;
  }

  draw() {
    if (!this.data) return;
    this.narrow = window.innerWidth <= NARROW;
    const opened = document.body.hasAttribute(this.data.strip ? "data-unfolded" : "data-folded") === this.data.strip;
    this.fold.setAttribute("aria-expanded", String(opened));
    this.strip = this.data.strip && (this.narrow || !opened);
    this.root.classList.toggle("clock-strip", this.strip);
    this.root.classList.toggle("clock-of-page", this.data.strip);
    this.root.classList.toggle("clock-dayless", !this.data.day);
    this.sub.textContent = this.data.day;
    this.width = Math.max(this.box.clientWidth, 200);
    const { cities, measure } = this.drawn;
    const whole = !this.narrow && !this.strip && window.innerHeight > LOW;
    const rows = whole ? cities.length : 0;
    document.body.style.setProperty("--clock-rows", rows);
    this.ground = !this.strip ? 46 : this.narrow ? 27 : 22; /* where the bars of months stand */
    this.floor = this.strip ? this.ground + 3 : TOP + rows * ROW + (measure && whole ? 32 : 0);
    this.value = null;
    const focused = this.svg && this.svg.contains(document.activeElement) ? document.activeElement.dataset.grip : null;
    if (this.svg) this.svg.remove();
    this.svg = element("svg", { class: "clock-svg", width: this.width, height: this.floor + (this.strip ? 11 : 18) }, this.box);
    this.hatch();
    this.years();
    this.band = element("rect", { class: "clock-band", y: 0, height: this.floor }, this.svg);
    this.months();
    if (whole) {
      cities.forEach((city, index) => this.city(city, TOP + index * ROW));
      if (measure) this.area(measure, TOP + rows * ROW + 2);
    }
    this.written();
    this.grips();
    this.explain();
    this.svg.addEventListener("pointerdown", (event) => this.press(event));
    this.show();
    if (focused) this.svg.querySelector(`[data-grip="${focused}"]`)?.focus();
  }

  hatch() {
    const defs = element("defs", {}, this.svg);
    const pattern = element("pattern", { id: "clock-hatch", width: 4, height: 4, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, defs);
    element("rect", { width: 2, height: 4, class: "clock-hatch" }, pattern);
  }

  years() {
    const end = year(this.last);
    const below = this.strip ? 9.5 : 13;
    for (let number = year(this.first); number <= end + 1; number++) {
      const start = Math.max(day(`${number}-01-01`), this.first);
      if (start > this.last) break;
      element("line", { class: "clock-year", x1: this.x(start), x2: this.x(start), y1: 2, y2: this.floor }, this.svg);
      const room = this.x(Math.min(day(`${number + 1}-01-01`), this.last)) - this.x(start);
      if (room > 34) element("text", { class: "clock-year-name", x: this.x(start) + 4, y: this.floor + below }, this.svg, number);
    }
  }

  months() {
    const months = this.drawn.months;
    const most = Math.max(1, ...months.map((one) => one.exact + one.spread));
    const ground = this.ground, high = ground - 3;
    this.bars = months.map((one) => {
      const start = Math.max(day(`${one.month}-01`), this.first);
      const end = Math.min(monthEnd(one.month), this.last);
      const x = this.x(start) + 0.75, w = Math.max(this.x(end) - this.x(start) - 1.5, 0.5);
      const e = (one.exact / most) * high, s = (one.spread / most) * high;
      const bars = [
        element("rect", { class: "clock-spread", x: x, width: w, y: ground - e - s, height: s }, this.svg),
        element("rect", { class: "clock-exact", x: x, width: w, y: ground - e, height: e }, this.svg),
      ];
      return { start: start, end: end, bars: bars };
    });
    element("line", { class: "clock-axis", x1: this.left, x2: this.width - 10, y1: ground, y2: ground }, this.svg);
    if (this.narrow) return;
    if (this.strip) return void element("text", { class: "clock-small clock-inside", x: this.left + 4, y: 11 }, this.svg, "claims a month");
    this.name("Claims", 24);
    this.name("a month", 37, true);
  }

  name(words, y, small) {
    element("text", { class: small ? "clock-name clock-small" : "clock-name", x: this.left - 6, y: y, "text-anchor": "end" }, this.svg, words);
  }

  city(city, y) {
    this.name(city.name, y + 9.5);
    element("rect", { class: "clock-unknown", x: this.left, width: this.width - this.left - 10, y: y + 4.5, height: 1 }, this.svg);
    city.parts.forEach((part) => {
      const x = this.x(day(part.from)), w = Math.max(this.x(day(part.to)) - x, 1);
      const box = { x: x, width: w, y: y, height: 10 };
      const bar = element("rect", { class: "clock-held", ...box }, this.svg);
      bar.style.setProperty("--on-light", part.color);
      bar.style.setProperty("--on-dark", part.dark);
      if (part.contested) element("rect", { fill: "url(#clock-hatch)", ...box }, this.svg);
      element("title", {}, bar, `${city.name}: ${part.holder}, ${part.status}, from ${say(day(part.from))}`);
    });
  }

  area(measure, y) {
    const high = 26;
    const most = Math.max(1, measure.top);
    const days = measure.days.map((when) => Math.max(day(when), this.first));
    measure.areas.forEach((values, index) => {
      const points = [];
      values.forEach((value, at) => {
        if (value === null) return;
        const level = (y + high - (Math.min(value, most) / most) * (high - 4)).toFixed(1);
        points.push([this.x(days[at]).toFixed(1), level]);
        /* The width of a step follows the length of its month. */
        if (measure.monthly) points.push([this.x(Math.min(monthEnd(measure.days[at]), this.last)).toFixed(1), level]);
      });
      if (!points.length) return;
      const [from, to] = [points[0][0], points[points.length - 1][0]];
      const path = points.map((point) => point.join(",")).join("L");
      element("path", { class: `clock-area clock-area-${index}${measure.monthly ? " clock-monthly" : ""}`, d: `M${from},${y + high}L${path}L${to},${y + high}Z` }, this.svg);
      values.forEach((value, at) => {
        if (value > most) this.cut(this.x(days[at]), y + 10);
      });
    });
    this.name(measure.label.split(" ")[0], y + (measure.monthly ? 11 : 17));
    if (measure.monthly) this.name(measure.label.split(" ").slice(1).join(" "), y + 23);
    this.value = element("text", { class: "clock-value", y: y + high - 5 }, this.svg);
  }

  /* A column too high for the strip is drawn with a break. */
  cut(x, y) {
    const wide = Math.max(this.x(this.first + 30) - this.x(this.first), 4);
    element("path", { class: "clock-cut", d: `M${x - 2},${y + 3}l${wide + 4},-4` }, this.svg);
  }

  written() {
    const x = this.x(day(this.drawn.opens));
    element("line", { class: "clock-written", x1: x, x2: x, y1: 0, y2: this.floor }, this.svg);
  }

  grips() {
    const handle = (name, label) => {
      const group = element("g", { class: `clock-grip clock-grip-${name}`, tabindex: 0, role: "slider", "data-grip": name,
        "aria-label": label, "aria-valuemin": this.first, "aria-valuemax": this.last }, this.svg);
      group.addEventListener("keydown", (event) => this.key_(event, name));
      return group;
    };
    const { day: words } = this.data;
    this.head = words ? handle("at", words[0].toUpperCase() + words.slice(1)) : null;
    if (words) {
      element("line", { x1: 0, x2: 0, y1: 0, y2: this.floor }, this.head);
      element("path", { d: "M-6 0h12v6l-6 6-6-6z" }, this.head);
      element("rect", { class: "clock-reach", x: -9, y: 0, width: 18, height: this.floor }, this.head);
    }
    /* Above the day's line, or they could not be taken hold of where it stands: it has its top. */
    this.start_ = handle("from", "First day of the window");
    this.end_ = handle("to", "Last day of the window");
    const top = !words ? 3 : this.strip ? 8 : 13;
    [this.start_, this.end_].forEach((grip) => {
      element("rect", { width: 5, height: Math.min(this.ground - top, 22), x: -2.5, y: top, rx: 2 }, grip);
      element("rect", { class: "clock-reach", x: -9, y: top, width: 18, height: this.ground - top }, grip);
    });
  }

  explain() {
    this.key.replaceChildren();
    if (this.narrow) return;
    const row = (className, words, part) => {
      const line = html("span", "", this.key);
      const sign = html("i", className, line);
      if (part) { sign.style.setProperty("--on-light", part.color); sign.style.setProperty("--on-dark", part.dark); }
      line.append(words);
    };
    this.drawn.holders.forEach((part) => row("clock-held", part.holder, part));
    if (this.drawn.cities.length) row("clock-contested", "contested");
    row("clock-exact", "dated to a day");
    row("clock-spread", "a span, spread");
    row("clock-wrote", "the article’s day");
  }

  /* ---- the parts that move ------------------------------------------------------------------ */

  show() {
    if (!this.svg) return;
    const from = this.from ?? this.first, to = this.to ?? this.last;
    const all = this.from == null && this.to == null;
    this.band.setAttribute("x", this.x(from));
    this.band.setAttribute("width", Math.max(this.x(to) - this.x(from), 0));
    this.band.classList.toggle("clock-all", all);
    const put = (grip, number, words) => {
      grip.setAttribute("transform", `translate(${this.x(Math.min(Math.max(number, this.first), this.last)).toFixed(1)},0)`);
      grip.setAttribute("aria-valuenow", number);
      grip.setAttribute("aria-valuetext", words);
    };
    put(this.start_, from, say(from));
    put(this.end_, to, say(to));
    if (this.head) put(this.head, this.at, say(this.at));
    this.bars.forEach(({ start, end, bars }) => {
      const inside = !all && end > from && start <= to;
      bars.forEach((bar) => bar.classList.toggle("clock-in", inside));
    });
    this.now.textContent = say(this.at);
    this.every.hidden = !all;
    this.chip.hidden = all;
    this.chip.textContent = `${spell(from, to)}\u00a0×`;
    this.tellValue();
    this.moveMap();
  }

  tellValue() {
    const measure = this.drawn.measure;
    if (!this.value || !measure || !this.head) return;
    const monthly = measure.days.indexOf(`${iso(this.at).slice(0, 7)}-01`);
    const best = measure.monthly ? monthly : nearest(measure.days.map(day), this.at);
    const when = measure.monthly ? MONTH.format(new Date(this.at * DAY)) : say(day(measure.days[best]));
    this.value.textContent = best < 0 ? `no data, ${when}` : `${measure.said[best]}, ${when}`;
    const wide = 5 + this.value.textContent.length * 6;
    const right = this.x(this.at) > this.width - wide;
    this.value.setAttribute("x", this.x(this.at) + (right ? -5 : 5));
    this.value.setAttribute("text-anchor", right ? "end" : "start");
  }

  moveMap() {
    if (this.shown === this.at) return;
    this.shown = this.at;
    const frame = document.querySelector(".st-key-map iframe");
    const atlas = frame && frame.contentWindow && frame.contentWindow.ConflictAtlas;
    if (atlas && atlas.map) atlas.setDay(iso(this.at));
  }

  /* ---- by hand -------------------------------------------------------------------------------- */

  press(event) {
    if (event.button) return;
    const grip = event.target.closest("[data-grip]");
    const box = this.svg.getBoundingClientRect();
    const here = () => this.at_(event.clientX - box.left);
    const upper = !this.head || event.clientY - box.top < this.ground;
    this.pause();
    this.held = grip ? grip.dataset.grip : upper ? "new" : "at";
    this.stretched = Boolean(grip);
    if (this.held === "new") this.anchor = here();
    if (this.held === "at") this.move(event, box);
    const move = (next) => this.move(next, box);
    const end = () => {
      this.svg.removeEventListener("pointermove", move);
      const held = this.held;
      this.held = null;
      /* A press that stretches no window moves the day. */
      if (held === "new" && !this.stretched && this.head) this.at = this.anchor;
      if (held === "at" || (held === "new" && !this.stretched && this.head)) this.letGo({ at: iso(this.at) });
      else if (this.from !== null && this.to !== null && this.to - this.from >= 1) this.letGo({ from: iso(this.from), to: iso(this.to) });
      else this.take({ ...this.data, nothing: Date.now() });
    };
    event.preventDefault();
    if (grip) grip.focus();
    this.svg.setPointerCapture(event.pointerId);
    this.svg.addEventListener("pointermove", move);
    this.svg.addEventListener("pointerup", end, { once: true });
  }

  move(event, box) {
    const number = this.at_(event.clientX - box.left);
    if (this.held === "at") this.at = number;
    else if (this.held === "from") [this.from, this.to] = [Math.min(number, this.to ?? this.last), this.to ?? this.last];
    else if (this.held === "to") [this.from, this.to] = [this.from ?? this.first, Math.max(number, this.from ?? this.first)];
    else if (this.held === "new" && (this.stretched || Math.abs(number - this.anchor) > 3)) {
      this.stretched = true;
      [this.from, this.to] = [Math.min(number, this.anchor), Math.max(number, this.anchor)];
    }
    this.show();
  }

  key_(event, name) {
    const current = { at: this.at, from: this.from ?? this.first, to: this.to ?? this.last }[name];
    const month = (by) => {
      const date = new Date(current * DAY);
      date.setUTCMonth(date.getUTCMonth() + by);
      return Math.round(date.getTime() / DAY);
    };
    const next = {
      ArrowLeft: current - 1, ArrowDown: current - 1, ArrowRight: current + 1, ArrowUp: current + 1,
      PageUp: month(1), PageDown: month(-1), Home: this.first, End: this.last,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.pause();
    const number = Math.min(Math.max(next, this.first), this.last);
    if (name === "at") this.at = number;
    else if (name === "from") [this.from, this.to] = [Math.min(number, this.to ?? this.last), this.to ?? this.last];
    else [this.from, this.to] = [this.from ?? this.first, Math.max(number, this.from ?? this.first)];
    this.show();
    clearTimeout(this.soon);
    this.soon = setTimeout(() => {
      this.soon = null;
      this.letGo(name === "at" ? { at: iso(this.at) } : { from: iso(this.from), to: iso(this.to) });
    }, 350);
  }

  letGo(moved) {
    if ("from" in moved) [this.from, this.to] = [moved.from && day(moved.from), moved.to && day(moved.to)];
    this.show();
    this.tell(moved);
  }

  /* ---- play ------------------------------------------------------------------------------------ */

  start() {
    if (this.at >= this.last) this.at = this.first;
    this.playing = true;
    this.exact = this.at;
    this.before = null;
    this.calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.mark();
    requestAnimationFrame(this.running);
  }

  step(time) {
    if (!this.playing) return;
    const gone = this.before === null ? 0 : time - this.before;
    /* With reduced motion the line steps once a second instead of sliding. */
    if (this.calm && this.before !== null && gone < 1000) return void requestAnimationFrame(this.running);
    this.before = time;
    this.exact = Math.min(this.exact + (gone / 1000) * ((this.last - this.first) / SECONDS), this.last);
    this.at = Math.round(this.exact);
    this.show();
    if (this.at >= this.last) this.pause();
    else requestAnimationFrame(this.running);
  }

  pause() {
    if (!this.playing) return;
    this.stop();
    this.tell({ at: iso(this.at) });
  }

  stop() {
    this.playing = false;
    this.mark();
  }

  mark() {
    this.play.setAttribute("aria-label", this.playing ? "Pause" : "Play");
    this.play.classList.toggle("clock-playing", this.playing);
  }
}
