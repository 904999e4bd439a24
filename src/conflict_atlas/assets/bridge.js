/* Hears what is pressed in our own HTML: what chooses goes to the server, what copies or folds stays here. */
let focused = ""; /* what had the focus last, across runs */

function tellCut() {
  const app = document.querySelector(".stApp");
  const isCut = app && !["CONNECTED", "INITIAL"].includes(app.dataset.testConnectionState);
  const told = document.querySelector(".atlas-cut");
  if (told && !isCut) told.remove();
  if (!isCut) return;
  if (!told) {
    const words = document.createElement("div");
    words.className = "atlas-cut";
    words.setAttribute("role", "status");
    words.textContent = "The connection is interrupted. What you see stays; the page comes back by itself.";
    document.body.appendChild(words);
  }
  const window_ = [...document.querySelectorAll("[role=dialog]")].find((one) => one.textContent.trim().startsWith("Connection error"));
  if (window_) window_.querySelector("button")?.click();
}

export default function (component) {
  const { setTriggerValue } = component;
  /* Called anew with every run: who heard before hears no more, or each press would count twice. */
  if (window.atlasBridge) window.atlasBridge.abort();
  const stop = (window.atlasBridge = new AbortController());
  const on = (name, hear) => document.addEventListener(name, hear, { signal: stop.signal });

  on("click", (event) => {
    const pressed = event.target.closest("[data-choose], [data-copy], [data-toggle]");
    if (!pressed) return;
    if (pressed.dataset.choose) setTriggerValue("chosen", pressed.dataset.choose);
    else if (pressed.dataset.copy) copy(pressed);
    else document.body.toggleAttribute(`data-${pressed.dataset.toggle}`);
  });
  /* Charts keep a finger to themselves, though none is dragged: a swipe over one scrolls the page. */
  ["touchstart", "touchmove"].forEach((name) => document.addEventListener(name, (event) => {
    if (event.target.closest(".js-plotly-plot")) event.preventDefault = () => {};
  }, { capture: true, passive: true, signal: stop.signal }));
  on("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (document.querySelector("[data-testid=stPopoverBody], [data-testid=stDialog]")) return;
    if (document.querySelector(".st-key-card .atlas-place")) setTriggerValue("chosen", "close");
  });

  /* A list that is drawn anew would drop the focus: what stands for the same thing takes it over. */
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

  /* A connection that is cut is told in a quiet word; Streamlit would put a window over the page. */
  const watched = new MutationObserver(tellCut);
  watched.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-test-connection-state"] });
  stop.signal.addEventListener("abort", () => watched.disconnect());

  /* The address is known whole only here; a page without a secure origin has no clipboard of its own. */
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
