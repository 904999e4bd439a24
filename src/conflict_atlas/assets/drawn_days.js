/* Functions shared by the scripts that draw days, and inserted before each of them. Days are counted from 1970. */
const DAY = 86400000;
const LONG = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

const day = (iso) => Math.round(Date.parse(iso) / DAY);
const say = (number) => LONG.format(new Date(number * DAY));

function html(tag, className, parent, words) {
  const made = document.createElement(tag);
  made.className = className;
  if (words !== undefined) made.textContent = words;
  if (parent) parent.appendChild(made);
  return made;
}
