/* Functions shared by the scripts that draw days. Days are counted from 1970. */
export const DAY = 86400000;
const LONG = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

export const day = (iso) => Math.round(Date.parse(iso) / DAY);
/* Months have three letters, as everywhere else: British dates shorten September to four. */
export const say = (number) => LONG.format(new Date(number * DAY)).replace("Sept", "Sep");

export function html(tag, className, parent, words) {
  const made = document.createElement(tag);
  made.className = className;
  if (words !== undefined) made.textContent = words;
  if (parent) parent.appendChild(made);
  return made;
}
