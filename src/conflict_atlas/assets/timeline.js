/* The timeline: lanes of claims in three columns, and who held each city on the same axis. It is drawn here
   because only a browser can measure letters: titles are put beside their bars where there is room, and rows
   are packed for the available width. Presses go to the server through the bridge. */
import { DAY, day, html, say } from "./drawn_days.js";

const ROW = 12, THIN = 6; /* pixels: a row with its title, and one without */
const MOST = 14; /* rows of a lane until it is opened */
const NARROW = 700; /* pixels: up to this width a lane is a strip that opens as a list */
const SHORTEST = 14; /* days: the shortest span to zoom to */
const GAP = 8; /* pixels between a bar and its title, and between a title and the next bar */
const FONT = '12px "Source Sans", sans-serif';
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const UNDATED = 0, DATED = 1, PRESENT = 2;

const px = (number) => `${number.toFixed(1)}px`;

export default function (component) {
  const { data, parentElement } = component;
  const timeline = (parentElement.atlasTimeline = parentElement.atlasTimeline || new Timeline(parentElement));
  timeline.take(data);
}

class Timeline {
  constructor(parent) {
    this.root = html("section", "tl", parent);
    this.root.dataset.drawing = ""; /* element_picture.js makes a picture of it */
    this.opened = new Set();
    this.pen = document.createElement("canvas").getContext("2d");
    this.root.addEventListener("keydown", (event) => this.key(event));
    this.root.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.root.addEventListener("pointerdown", (event) => this.press(event));
    new ResizeObserver(() => this.resized()).observe(this.root);
    document.fonts.ready.then(() => this.draw());
  }

  take(data) {
    const words = JSON.stringify(data);
    if (words === this.words) return;
    const drawn = JSON.stringify([data.drawn, data.window]);
    const same = drawn === this.drawn;
    [this.words, this.drawn, this.data] = [words, drawn, data];
    this.root.setAttribute("aria-label", data.alt);
    this.first = day(data.drawn.first);
    this.last = day(data.drawn.last) + 1;
    const opens = data.drawn.opens.map(day);
    if (!this.opens || opens.join() !== this.opens.join()) {
      this.opens = opens;
      [this.from, this.to] = [opens[0], opens[1] + 1];
    }
    if (same) this.select();
    else this.draw();
  }

  resized() {
    if (this.root.clientWidth === this.width || !this.data) return;
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.draw(), this.width ? 60 : 0);
  }

  /* ---- positions ----------------------------------------------------------------------------------- */

  measure() {
    this.width = this.root.clientWidth;
    this.narrow = this.width <= NARROW;
    const held = (column) => this.data.drawn.columns[column].used;
    const room = this.width;
        this.side = { [UNDATED]: 0, [PRESENT]: 0 };
    if (!this.narrow) {
      if (held(UNDATED)) this.side[UNDATED] = Math.max(room * 0.145, 130);
      if (held(PRESENT)) this.side[PRESENT] = Math.max(room * 0.29, 170);
    }
    this.names = this.narrow ? 0 : this.side[UNDATED] ? 144 : 220;
    this.abreast = this.side[PRESENT] > 380 ? 2 : 1;
    this.axis = room - this.names - this.side[UNDATED] - this.side[PRESENT] - (this.narrow ? 0 : 16);
    this.root.style.setProperty("--names", px(this.names));
    this.root.style.setProperty("--undated", px(this.side[UNDATED]));
    this.root.style.setProperty("--axis", px(this.axis));
    this.root.style.setProperty("--present", px(this.side[PRESENT]));
  }

  x(number) { return ((number - this.from) / (this.to - this.from)) * this.axis; }

  letters(words) {
    this.pen.font = FONT;
    return this.pen.measureText(words).width + 1;
  }

  /* ---- drawing ------------------------------------------------------------------------------------ */

  draw() {
    if (!this.data || !this.root.clientWidth) return;
    const focused = this.root.contains(document.activeElement) && document.activeElement.dataset.name;
    this.measure();
    this.root.replaceChildren();
    this.root.classList.toggle("tl-narrow", this.narrow);
    this.head();
    const body = html("div", "tl-body", this.root);
    this.ground(body);
    this.data.drawn.lanes.forEach((lane, number) => this.lane(body, lane, number));
    this.select();
    const again = focused && [...this.root.querySelectorAll("[data-name]")].find((one) => one.dataset.name === focused);
    if (again) again.focus({ preventScroll: true });
  }

  head() {
    const head = html("div", "tl-head", this.root);
    const { cities, holders, columns } = this.data.drawn;
    const key = html("div", "tl-key", head);
    if (cities.length && !this.narrow) {
      html("b", "", key, "Who held the cities");
      const list = html("div", "tl-holders", key);
      holders.forEach((part) => this.shade(html("i", "tl-held", html("span", "", list)), part).after(part.holder));
      html("i", "tl-hatched", html("span", "", list)).after("contested");
    }
    const names = html("div", "tl-cities", head);
    const bars = html("div", "tl-bars", head);
    cities.forEach((city) => {
      html("span", "", names, city.name);
      const line = html("div", "tl-bar", bars);
      if (this.narrow) html("span", "tl-city", line, city.name);
      city.parts.forEach((part) => this.part(line, city, part));
    });
    const later = this.later(cities);
    const right = html("div", "tl-later", head, later ? `After that: ${later}` : "");
    right.hidden = this.narrow;
    this.tools(head);
    if (this.side[UNDATED]) this.title(head, "tl-undated", "No date of its own", columns[UNDATED].taken);
    const axis = html("div", "tl-axis", head);
    this.ticks(axis);
    this.written(axis);
    if (this.side[PRESENT]) this.title(head, "tl-present", "In the present", columns[PRESENT].taken);
  }

  title(parent, className, words, more) {
    const box = html("div", `tl-title ${className}`, parent);
    html("b", "", box, words);
    if (more) html("span", "", box, more);
  }

  shade(element, part) {
    element.style.setProperty("--on-light", part.color);
    element.style.setProperty("--on-dark", part.dark);
    return element;
  }

  part(line, city, part) {
    const from = Math.max(day(part.from), this.from), to = Math.min(day(part.to), this.to);
    if (to <= from) return;
    const bar = this.shade(html("i", part.contested ? "tl-held tl-contested" : "tl-held", line), part);
    bar.style.left = px(this.x(from));
    bar.style.width = px(Math.max(this.x(to) - this.x(from), 1));
    bar.title = `${city.name}: ${part.holder}, ${part.status}, from ${say(day(part.from))}`;
  }

  /* Changes of holder beyond the right edge. */
  later(cities) {
    return cities.flatMap((city) => {
      const now = city.parts.filter((part) => day(part.from) < this.to).pop();
      const next = now && city.parts.find((part) => day(part.from) >= this.to && part.holder !== now.holder && !part.contested);
      return next ? [`${city.name}, ${next.holder} ${say(day(next.from))}`] : [];
    }).join("; ");
  }

  /* Starts of months or years, as many as fit; the year is written where it begins. */
  starts() {
    const found = [];
    const date = new Date(this.from * DAY);
    const months = (this.to - this.from) / 30.4;
    const wide = this.axis / months;
    const step = [1, 2, 3, 6, 12, 24, 60, 120].find((count) => wide * count > 34) || 240;
    date.setUTCDate(1);
    if (step >= 12) date.setUTCMonth(0);
    for (let n = 0; n < 400; n++) {
      const number = Math.round(date.getTime() / DAY);
      if (number >= this.to) break;
      const month = date.getUTCMonth();
      if (month % Math.min(step, 12) === 0 && (step <= 12 || date.getUTCFullYear() % (step / 12) === 0)) {
        if (number >= this.from) found.push({ number: number, year: date.getUTCFullYear(), month: month });
      }
      date.setUTCMonth(month + 1);
    }
    return found;
  }

  ticks(axis) {
    let free = -1, before = null;
    this.starts().forEach((start) => {
      const named = start.year !== before;
      const words = this.axis && start.month === 0 && this.to - this.from > 1500 ? `${start.year}`
        : named ? `${MONTHS[start.month]} ${start.year}` : MONTHS[start.month];
      const x = this.x(start.number);
      if (x < free || x + this.letters(words) > this.axis + 4) return;
      before = start.year;
      html("span", "tl-tick", axis, words).style.left = px(x + 3);
      free = x + this.letters(words) + 8;
    });
  }

  written(axis) {
    const { day: when, said } = this.data.drawn.written;
    const number = day(when);
    if (!when || !said || number < this.from || number > this.to) return;
    const words = html("span", "tl-when", axis, `written ${said}`);
    const x = this.x(number);
    const right = x + this.letters(words.textContent) + 10 < this.axis;
    words.style[right ? "left" : "right"] = px(right ? x + 5 : this.axis - x + 5);
  }

  ground(body) {
    const ground = html("div", "tl-ground", body);
    this.starts().forEach((start) => { html("i", "", ground).style.left = px(this.x(start.number)); });
    this.window(ground);
    const written = day(this.data.drawn.written.day);
    if (this.data.drawn.written.said && written >= this.from && written <= this.to) {
      html("i", "tl-written", ground).style.left = px(this.x(written));
    }
  }

  /* The window of the clock at the foot of the page; none while all dates are in it. */
  window(ground) {
    const [from, to] = this.data.window;
    if (!from && !to) return;
    const start = from ? Math.max(day(from), this.from) : this.from, end = to ? Math.min(day(to) + 1, this.to) : this.to;
    if (end <= start) return;
    const band = html("b", "tl-window", ground);
    band.style.left = px(this.x(start));
    band.style.width = px(this.x(end) - this.x(start));
  }

  /* ---- a lane ------------------------------------------------------------------------------------- */

  lane(body, lane, number) {
    const opened = this.opened.has(lane.name) || lane.claims.some((one) => one.id === this.data.selected && this.narrow);
    const box = html("div", `tl-lane${number % 2 ? "" : " tl-zone"}`, body);
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", `${lane.name}: ${lane.claims.length}`);
    const dated = lane.claims.filter((one) => one.column === DATED);
    const sides = [UNDATED, PRESENT].map((column) => lane.claims.filter((one) => one.column === column));
    const beside = Math.max(sides[0].length, Math.ceil(sides[1].length / this.abreast));
    const packed = this.pack(dated, opened ? Infinity : Math.min(Math.max(beside, MOST), 2 * MOST));
    const folded = packed.thin || sides[0].length > MOST || sides[1].length > MOST * this.abreast;
    this.laneName(box, lane, opened, folded || this.opened.has(lane.name));
    if (this.narrow) return this.strip(box, lane, packed, opened);
    if (this.side[UNDATED]) this.list(box, "tl-undated", sides[0], opened, lane);
    this.dated(box, packed, lane);
    if (this.side[PRESENT]) this.list(box, "tl-present", sides[1], opened, lane);
  }

  laneName(box, lane, opened, folds) {
    const name = html(folds || this.narrow ? "button" : "div", "tl-name", box);
    if (name.type !== undefined) {
      name.type = "button";
      name.setAttribute("aria-expanded", String(opened));
      name.dataset.name = `lane ${lane.name}`;
      name.title = opened ? "Fold this lane" : "Open this lane: each claim with its title";
      name.addEventListener("click", () => this.toggle(lane.name, opened));
    }
    if (lane.kind) html("i", `glyph glyph-${lane.kind}`, name);
    html("b", "", name, lane.name);
    html("span", "", name, lane.claims.length);
  }

  toggle(name, opened) {
    if (opened) this.opened.delete(name);
    else this.opened.add(name);
    this.draw();
  }

  list(box, className, claims, opened, lane) {
    const list = html("div", `tl-list ${className}`, box);
    list.style.setProperty("--abreast", className === "tl-present" ? this.abreast : 1);
    const room = MOST * (className === "tl-present" ? this.abreast : 1);
    const shown = opened || claims.length <= room ? claims : claims.slice(0, room - 1);
    shown.forEach((one) => this.listed(list, one, lane));
    if (shown.length < claims.length) this.more(list, `+ ${claims.length - shown.length} more`, lane);
  }

  more(list, words, lane) {
    const button = html("button", "tl-more", list, words);
    button.type = "button";
    button.dataset.name = `more ${lane.name} ${list.className}`;
    button.addEventListener("click", () => this.toggle(lane.name, false));
  }

  listed(list, one, lane) {
    const button = this.button(list, "tl-claim tl-row", one);
    if (!lane.kind) html("i", `glyph glyph-${one.kind}`, button);
    if (one.note) html("small", "", button, one.note);
    button.append(one.title);
    if (this.narrow) html("small", "tl-days", button, one.when);
  }

  button(parent, className, one) {
    const button = html("button", className, parent);
    button.type = "button";
    button.dataset.choose = `claim:${one.id}`;
    button.dataset.name = `claim ${one.id}`;
    button.tabIndex = -1;
    button.setAttribute("aria-label", `${one.title}, ${one.when}`);
    button.title = `${one.title}\n${one.when}\n${one.says}`;
    return button;
  }

  /* Put claims in rows so that neither bars nor titles touch; without titles where those take too many rows. */
  pack(claims, most) {
    const inside = claims.filter((one) => day(one.end) + 1 > this.from && day(one.start) < this.to || this.sees(one.found));
    const beyond = claims.filter((one) => !inside.includes(one));
    let rows = this.narrow ? null : this.rows(inside, true);
    const thin = !rows || rows.length > most;
    if (thin) rows = this.rows(inside, false);
    const before = beyond.filter((one) => day(one.start) < this.from);
    return { rows: rows, thin: thin, before: before, after: beyond.filter((one) => !before.includes(one)) };
  }

  sees(iso) { return Boolean(iso) && day(iso) >= this.from && day(iso) < this.to; }

  rows(claims, titled) {
    const rows = [];
    const free = (row, item) => row.every((other) => item.left > other.right + GAP || item.right + GAP < other.left);
    claims.map((one) => this.bar(one)).sort((one, two) => one.left - two.left).forEach((bar) => {
      const ways = titled ? this.titles(bar) : [bar];
      let row = rows.find((taken) => ways.some((way) => free(taken, way)));
      if (!row) rows.push((row = []));
      row.push(ways.find((way) => free(row, way)));
    });
    return rows;
  }

  /* Positions of a claim's bar and marks, in pixels from the left of the axis. */
  bar(one) {
    const given = one.start === one.end;
    const start = Math.max(this.x(day(one.start)), 0), end = Math.min(this.x(day(one.end) + 1), this.axis);
    const middle = given ? this.x(day(one.start) + 0.5) : null;
    const bar = given ? [middle, middle] : [Math.min(start, this.axis - 2), Math.max(end, start + 2, 2)];
    const found = this.sees(one.found) ? this.x(day(one.found) + 0.5) : null;
    const marks = [middle, found].filter((x) => x !== null);
    const left = Math.min(bar[0], ...marks.map((x) => x - 5)), right = Math.max(bar[1], ...marks.map((x) => x + 5));
    return { one: one, given: given, bar: bar, middle: middle, found: found, left: left, right: right, title: null };
  }

  /* Possible places of its title, the best first: after it, before it, on its bar, or cut where most room is. */
  titles(item) {
    const wide = this.letters(item.one.title);
    const { left, right, bar } = item;
    const over = Math.max(bar[0], item.found === null ? 0 : item.found + 1) + GAP;
    const ways = [];
    const way = (x, width, on) => ways.push({ ...item, title: { x: x, wide: width, over: on }, left: Math.min(left, x), right: Math.max(right, x + width) });
    if (right + GAP + wide <= this.axis) way(right + GAP, wide);
    if (left - GAP - wide >= 0) way(left - GAP - wide, wide);
    if (over + wide + 2 <= bar[1]) way(over, wide, true);
    if (ways.length) return ways;
    if (bar[1] - over > 150) way(over, Math.min(wide, this.axis - over), true);
    else if (this.axis - right > left) way(right + GAP, this.axis - right - GAP);
    else way(0, Math.max(left - GAP, 0));
    return ways;
  }

  dated(box, packed, lane) {
    const area = html("div", `tl-dated${packed.thin ? " tl-thin" : ""}`, box);
    const high = packed.thin ? THIN : ROW;
    let y = this.beyond(area, packed, lane);
    packed.rows.forEach((row) => {
      row.forEach((item) => this.mark(area, item, y, high));
      y += high;
    });
    area.style.height = px(y + 2);
  }

  /* Claims beyond the edges of the axis: one is named, several are counted, with a button that widens the axis to them. */
  beyond(area, packed, lane) {
    const lines = [[packed.before, "earlier", "left"], [packed.after, "later", "right"]].filter(([claims]) => claims.length);
    lines.forEach(([claims, words, side]) => {
      const arrow = (text) => (side === "left" ? `← ${text}` : `${text} →`);
      const one = claims.length === 1;
      const button = one ? this.button(area, "tl-claim tl-beyond", claims[0]) : html("button", "tl-beyond tl-more", area);
      button.textContent = arrow(one ? claims[0].title : `${claims.length} ${words}`);
      button.style[side] = "0";
      if (one) return;
      button.type = "button";
      button.dataset.name = `beyond ${lane.name} ${side}`;
      button.addEventListener("click", () => this.show(
        Math.min(this.from, ...claims.map((claim) => day(claim.start)), this.to),
        Math.max(this.to, ...claims.map((claim) => day(claim.end) + 1))));
    });
    return lines.length ? ROW : 0;
  }

  mark(area, item, y, high) {
    const { one, bar, title } = item;
    const button = this.button(area, `tl-claim tl-${one.kind}`, one);
    const left = Math.max(Math.min(item.left, this.axis - 4), -5);
    Object.assign(button.style, { left: px(left), top: px(y), width: px(Math.max(item.right - left, 6)), height: px(high) });
    if (!item.given) {
      const span = html("i", `tl-span${title && title.over ? " tl-over" : ""}`, button);
      Object.assign(span.style, { left: px(bar[0] - left), width: px(Math.max(bar[1] - bar[0], 2)) });
    }
    if (item.middle !== null) html("i", "tl-day", button).style.left = px(item.middle - left);
    if (item.found !== null) html("i", "tl-found", button).style.left = px(item.found - left);
    if (title) {
      const words = html("span", "", button, one.title);
      Object.assign(words.style, { left: px(title.x - left), width: px(title.wide) });
    }
  }

  /* On a narrow screen: all marks of a lane in a low strip, and its claims as a list where it is opened. */
  strip(box, lane, packed, opened) {
    const strip = html("div", "tl-strip", box);
    strip.setAttribute("aria-hidden", "true");
    const step = Math.min(THIN, 30 / Math.max(packed.rows.length, 1));
    packed.rows.forEach((row, number) => row.forEach((item) => {
      const one = item.one;
      const put = (className, left, width) => {
        const made = html("i", `${className} tl-${one.kind}`, strip);
        Object.assign(made.style, { left: px(left), top: px(number * step + 3), width: width === null ? "" : px(width) });
      };
      if (!item.given) put("tl-span", item.bar[0], Math.max(item.bar[1] - item.bar[0], 2));
      if (item.middle !== null) put("tl-day", item.middle, null);
      if (item.found !== null) put("tl-found", item.found, null);
    }));
    strip.style.height = px(packed.rows.length ? packed.rows.length * step + 8 : 0);
    if (!opened) return;
    const list = html("div", "tl-list", box);
    lane.claims.forEach((one) => this.listed(list, one, lane));
  }

  /* ---- selection and keys ---------------------------------------------------------------------------- */

  select() {
    const claims = [...this.root.querySelectorAll(".tl-claim")];
    const chosen = claims.filter((one) => one.dataset.choose === `claim:${this.data.selected}`);
    if (this.data.selected && !chosen.length && !this.asked) return this.reveal();
    claims.forEach((one) => {
      const is = chosen.includes(one);
      one.classList.toggle("tl-selected", is);
      if (is) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    });
    this.rove(claims, chosen[0] || claims[0]);
    if (chosen[0] && this.shown !== this.data.selected) chosen[0].scrollIntoView({ block: "nearest" });
    this.shown = this.data.selected;
  }

  /* A claim that is chosen elsewhere may be in a folded lane. */
  reveal() {
    const lane = this.data.drawn.lanes.find((one) => one.claims.some((claim) => claim.id === this.data.selected));
    this.asked = true;
    if (lane) this.opened.add(lane.name);
    this.draw();
    this.asked = false;
  }

  /* The claims together are one stop of the Tab key; arrows go from one to the next. */
  rove(claims, current) {
    claims.forEach((one) => { one.tabIndex = one === current ? 0 : -1; });
  }

  key(event) {
    const claims = [...this.root.querySelectorAll(".tl-claim")];
    const at = claims.indexOf(document.activeElement);
    if (at < 0) return;
    const next = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: claims.length - 1 }[event.key];
    if (next === undefined || !claims[next]) return;
    event.preventDefault();
    this.rove(claims, claims[next]);
    claims[next].focus();
  }

  /* ---- zoom --------------------------------------------------------------------------------------- */

  tools(head) {
    const tools = html("div", "tl-tools", head);
    tools.dataset.control = "";
    const button = (words, label, press, off) => {
      const made = html("button", "", tools, words);
      made.type = "button";
      made.disabled = Boolean(off);
      made.title = label;
      made.setAttribute("aria-label", label);
      made.dataset.name = `tool ${label}`;
      made.addEventListener("click", press);
    };
    const middle = (this.from + this.to) / 2, long = this.to - this.from;
    button("←", "Earlier", () => this.show(this.from - long / 3, this.to - long / 3), this.from <= this.first);
    button("−", "Longer time", () => this.zoom(middle, 1.6), long >= this.last - this.first);
    button("+", "Shorter time", () => this.zoom(middle, 1 / 1.6), long <= SHORTEST);
    button("→", "Later", () => this.show(this.from + long / 3, this.to + long / 3), this.to >= this.last);
    const moved = this.from !== this.opens[0] || this.to !== this.opens[1] + 1;
    if (moved) button("↺", "Time as it was at first", () => this.show(this.opens[0], this.opens[1] + 1));
  }

  zoom(around, by) {
    const share = (around - this.from) / (this.to - this.from);
    const long = Math.max((this.to - this.from) * by, SHORTEST);
    this.show(around - share * long, around + (1 - share) * long);
  }

  show(from, to) {
    const long = Math.min(Math.max(Math.round(to - from), SHORTEST), this.last - this.first);
    this.from = Math.round(Math.min(Math.max(from, this.first), this.last - long));
    this.to = this.from + long;
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => { this.waiting = 0; this.draw(); });
  }

  /* The wheel scrolls the page; with the browser's zoom key it zooms the axis around the pointer. */
  wheel(event) {
    if (!(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const box = this.root.querySelector(".tl-axis").getBoundingClientRect();
    const share = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1);
    this.zoom(this.from + share * (this.to - this.from), event.deltaY > 0 ? 1.15 : 1 / 1.15);
  }

  /* A mouse drags the axis; a finger scrolls the page. */
  press(event) {
    const area = event.target.closest(".tl-dated, .tl-axis, .tl-bars");
    if (!area || event.button || event.pointerType !== "mouse" || event.target.closest("button")) return;
    const start = { x: event.clientX, from: this.from, to: this.to };
    const move = (next) => {
      const by = ((start.x - next.clientX) / this.axis) * (start.to - start.from);
      this.show(start.from + by, start.to + by);
    };
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", () => document.removeEventListener("pointermove", move), { once: true });
    event.preventDefault();
  }
}
