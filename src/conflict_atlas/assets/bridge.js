/* Listens for presses in our own HTML: choices go to the server, copying and folding happen here. */
let focused = ""; /* the element that last had the focus, across runs */

/* Where the reader comes from and goes to, across runs. */
const way = {
  stepped: -Infinity, /* when the reader went through the history, until the server has answered */
  leaving: -Infinity, /* when the reader set out for another page, until that is drawn */
  path: location.pathname,
  page: "", /* the page that was drawn last */
  held: null, /* where the pointer went down, until it goes up */
};

function tellCut() {
  const app = document.querySelector(".stApp");
  const isCut = app && !["CONNECTED", "INITIAL"].includes(app.dataset.testConnectionState);
  const notice = document.querySelector(".atlas-cut");
  if (notice && !isCut) notice.remove();
  if (!isCut) return;
  if (!notice) {
    const words = document.createElement("div");
    words.className = "atlas-cut";
    words.setAttribute("role", "status");
    words.textContent = "The connection is interrupted. What you see stays; the page comes back by itself.";
    document.body.appendChild(words);
  }
  const window_ = [...document.querySelectorAll("[role=dialog]")].find((one) => one.textContent.trim().startsWith("Connection error"));
  if (window_) window_.querySelector("button")?.click();
}

/* The browser's history should have a step for each choice of the reader: page, filters, claim. Streamlit
   only replaces the address when a control is set, but adds steps for changes that merely follow from a
   choice, such as the view of the map. */
function chosen(url) {
  const query = new URLSearchParams(url.search);
  ["view", "at", "embed", "embed_options"].forEach((name) => query.delete(name));
  if (query.get("step") === "1") query.delete("step"); /* where the story begins without a parameter too */
  query.sort();
  return `${url.pathname}?${query}`;
}

function keepSteps() {
  if (window.atlasSteps) return;
  window.atlasSteps = true;
  const add = history.pushState.bind(history), replace = history.replaceState.bind(history);
  let pressed = false; /* since the last step: a page that is redrawn writes its controls' values too */
  let added = -Infinity; /* when the last step was; what follows from it comes without a press */
  ["pointerdown", "keydown"].forEach((name) => window.addEventListener(name, () => { pressed = true; }, true));
  let clicks = 0; /* on the map, which is a frame of its own */
  window.addEventListener("message", ({ data }) => {
    const told = data?.type === "streamlit:setComponentValue" ? data.value?.last_object_clicked_count : 0;
    if (told && told !== clicks) pressed = true;
    clicks = told || clicks;
  }, true);
  window.addEventListener("popstate", () => {
    pressed = false;
    way.stepped = performance.now();
    if (location.pathname !== way.path) way.leaving = way.stepped;
    way.path = location.pathname;
  }, true);
  const isWhole = (address) => String(address).startsWith("http");
  const write = (state, address, mayAdd) => {
    const to = new URL(address, location.href), isOther = to.pathname !== location.pathname;
    /* A run that began before a step through the history still writes its own address. */
    const isLate = !isWhole(address) && !isOther && performance.now() - way.stepped < 5000;
    if (isLate && chosen(to) !== chosen(location)) return;
    const follows = !isOther && !pressed && performance.now() - added < 2000;
    const isStep = mayAdd && !follows && chosen(to) !== chosen(location);
    if (isOther || isStep) added = performance.now();
    if (isStep) pressed = false;
    (isStep ? add : replace)(state, "", address);
    way.path = location.pathname;
  };
  history.pushState = (state, _, address) => write(state, address, true);
  /* A control sets a whole address; what the server corrects after a step back is only a path. */
  history.replaceState = (state, _, address) => write(state, address, pressed && isWhole(address));
}

/* Whether the browser opens a pressed link in another tab or window. */
const opensElsewhere = (event) => event.button || event.ctrlKey || event.metaKey || event.shiftKey;

/* The map reports its view a moment after it has moved. If the reader is on the way to another page by then,
   the report must not follow: the server takes the page from the last request that it gets. */
function letLeave() {
  if (window.atlasLeaves) return;
  window.atlasLeaves = true;
  window.addEventListener("click", (event) => {
    if (!opensElsewhere(event) && event.target.closest("[data-testid=stPageLink] a")) way.leaving = performance.now();
  }, true);
  window.addEventListener("message", (event) => {
    const isLeaving = performance.now() - way.leaving < 5000;
    if (isLeaving && event.data?.type === "streamlit:setComponentValue") event.stopImmediatePropagation();
  }, true);
}

/* The styles of a server that was updated while the page is open. */
function keepStyles(address) {
  const wanted = new URL(address, document.baseURI).href;
  const [present] = document.querySelectorAll("link[data-styles]");
  if (present?.href === wanted) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = wanted;
  link.dataset.styles = "";
  link.onload = () => present?.remove();
  document.body.append(link);
}

export default function (component) {
  keepStyles(component.data.styles);
  keepSteps();
  letLeave();
  const { data, setTriggerValue } = component;
  if (way.page !== data.page) way.leaving = -Infinity;
  way.page = data.page;
  if (chosen(new URL(`?${data.asked}`, location.href)) === chosen(location)) way.stepped = -Infinity;
  /* Called again in every run: earlier listeners are removed, or each press would count twice. */
  if (window.atlasBridge) window.atlasBridge.abort();
  const stop = (window.atlasBridge = new AbortController());
  const on = (name, hear) => document.addEventListener(name, hear, { signal: stop.signal });

  /* A list that is redrawn under the pointer: the click is then one of what surrounds the row, or there is none. */
  const held = ({ clientX, clientY }) => {
    const down = way.held;
    return down && Math.hypot(clientX - down.clientX, clientY - down.clientY) < 5 ? down.row : null;
  };
  on("pointerdown", ({ target, clientX, clientY }) => {
    const row = target.closest("[data-choose]");
    way.held = row && { row, clientX, clientY };
  });
  on("pointerup", (event) => {
    const row = held(event);
    if (row && !row.isConnected) setTimeout(() => { if (way.held?.row === row) choose(row.dataset.choose); }, 100);
  });
  on("click", (event) => {
    const pressed = event.target.closest("[data-choose], [data-copy], [data-toggle], [data-picture]") || held(event);
    way.held = null;
    if (!pressed) return;
    /* Anything with its own address can be opened in another tab, like any link. */
    if (pressed.href && opensElsewhere(event)) return;
    if (pressed.href) event.preventDefault();
    if (pressed.dataset.choose) choose(pressed.dataset.choose);
    else if (pressed.dataset.copy) copy(pressed);
    else if (pressed.dataset.picture) takePicture(pressed);
    else document.body.toggleAttribute(`data-${pressed.dataset.toggle}`);
  });
  /* Charts capture touches although none can be dragged: a swipe over one has to scroll the page, two fingers to
     enlarge it. */
  ["touchstart", "touchmove"].forEach((name) => document.addEventListener(name, (event) => {
    if (!event.target.closest(".js-plotly-plot")) return;
    event.preventDefault = () => {};
    if (event.touches.length > 1) event.stopPropagation();
  }, { capture: true, passive: true, signal: stop.signal }));
  /* Actors are picked by any of their names; the script is fetched when somebody opens their filter. */
  on("focusin", async ({ target }) => {
    if (target.matches(".st-key-actor input")) (await import("./short_names.js")).default(data.called);
  });
  /* The script that draws pictures is fetched when somebody wants one. */
  const takePicture = async (button) => (await import("./chart_picture.js")).default(button, data.plotly);

  on("keydown", (event) => {
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") return turn(event);
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (document.querySelector("[data-testid=stPopoverBody], [data-testid=stDialog]")) return;
    if (document.querySelector(":is(.st-key-card, .st-key-beside) .atlas-place")) setTriggerValue("chosen", "close");
  });

  /* Redrawing a list loses the focus: give it to the element for the same claim or place. */
  on("focusin", (event) => { focused = event.target.dataset?.choose || ""; });
  on("focusout", ({ target, relatedTarget }) => setTimeout(() => {
    if (!relatedTarget && target.isConnected && document.activeElement === document.body) focused = "";
  }));
  const redrawn = new MutationObserver(() => {
    if (!focused || document.activeElement !== document.body) return;
    const again = document.querySelector(`[data-choose="${CSS.escape(focused)}"]`);
    if (again) again.focus({ preventScroll: true });
  });
  redrawn.observe(document.body, { childList: true, subtree: true });
  stop.signal.addEventListener("abort", () => redrawn.disconnect());

  /* A lost connection is shown as a short notice; Streamlit would cover the page with a dialog. */
  const watched = new MutationObserver(tellCut);
  watched.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-test-connection-state"] });
  stop.signal.addEventListener("abort", () => watched.disconnect());

  /* Links to other pages carry the filters that all pages share, also when opened in a new tab. Streamlit writes
     only the page's name, and for the first page nothing, which would mean the current page. */
  function carry() {
    const set = new URLSearchParams();
    Object.entries(data.carried).forEach(([name, values]) => values.forEach((value) => set.append(name, value)));
    document.querySelectorAll(".st-key-pages a, .st-key-siblings a, [data-testid=stPopoverBody] [data-testid=stPageLink] a").forEach((link) => {
      const page = link.getAttribute("href").replace("./", "").split("?")[0];
      /* The story has no filters: with more in it, the bare address would mean the map. */
      const more = page || data.first !== "story" ? `?${set}` : "";
      link.setAttribute("href", `./${page}${more.length > 1 ? more : ""}`);
    });
  }
  [0, 500, 2000].forEach((soon) => setTimeout(() => { if (!stop.signal.aborted) carry(); }, soon)); /* the bar is drawn later */
  ["pointerdown", "focusin", "mouseover"].forEach((name) => on(name, (event) => {
    if (event.target.closest("[data-testid=stPageLink]")) carry();
  }));

  function choose(what) {
    setTriggerValue("chosen", what);
    if (!what.startsWith("step:")) return;
    /* A step starts at its top: on a wide screen its column scrolls, on a narrow one the page. */
    document.querySelectorAll(".st-key-story-text, [data-testid=stMain]").forEach((box) => box.scrollTo(0, 0));
  }

  /* The arrow keys turn the story's pages, unless the focused element uses them itself. */
  function turn(event) {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest("input, textarea, select, [role=slider], [contenteditable], [role=dialog], [role=listbox], [role=tablist], canvas")) return;
    const way = document.querySelector(event.key === "ArrowRight" ? ".atlas-next[data-choose]" : "a.atlas-back");
    if (!way) return;
    event.preventDefault();
    choose(way.dataset.choose);
  }

  /* Only the browser knows the full address; without a secure origin a page has no clipboard. */
  async function copy(button) {
    const address = new URL(button.dataset.address || "", window.location.href).href;
    const words = button.dataset.copy.split("{address}").join(address);
    try {
      await navigator.clipboard.writeText(words);
    } catch (error) {
      const area = document.createElement("textarea");
      area.value = words;
      document.body.appendChild(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    const label = button.textContent;
    if (button.dataset.copied) return;
    button.dataset.copied = "true";
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = label; delete button.dataset.copied; }, 4000);
  }

  return () => stop.abort();
}
