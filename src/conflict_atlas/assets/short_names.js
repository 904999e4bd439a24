/* In the filter by actor, Enter picks the actor that is called what was typed ("US", "Daesh"). Streamlit's list knows
   the names it shows and takes the first that contains the text. */
const SECOND = 1000;
let called = null;

/* As claims/filter_options.py writes names. */
const plain = (text) => text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}\s]/gu, "").trim().replace(/\s+/g, " ");

const boxOf = ({ target }) => (target.matches?.(".st-key-actor input") ? target : null);

function write(box, text) {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(box, text);
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

/* The list holds the option once it is narrowed to its name, and does not if the actor is picked already. */
function pick(box, name) {
  write(box, name);
  const until = performance.now() + SECOND;
  const look = () => {
    const options = document.querySelectorAll("[data-testid=stMultiSelectDropdown] [role=option]");
    const option = [...options].find((one) => one.textContent.trim() === name);
    if (option) option.click();
    else if (performance.now() < until) requestAnimationFrame(look);
    else write(box, "");
  };
  requestAnimationFrame(look);
}

function tell(box) {
  const label = box.closest(".st-key-actor").querySelector("[data-testid=stWidgetLabel]");
  const name = called[plain(box.value)];
  if (name) label.dataset.enter = name; else delete label.dataset.enter;
}

export default function know(names) {
  const isNew = !called;
  called = names;
  if (!isNew) return;
  document.addEventListener("input", (event) => { if (boxOf(event)) tell(boxOf(event)); });
  document.addEventListener("keydown", (event) => {
    const box = event.key === "Enter" && !event.isComposing && boxOf(event);
    const name = box && called[plain(box.value)];
    if (!name) return;
    event.preventDefault();
    event.stopPropagation();
    pick(box, name);
  }, true);
}
