// [data-later]: a time in the viewer's own zone. Without this it is UTC, as is said beside it. time[data-local] likewise.
import { language } from "./words.js";

const met = new WeakSet();
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const words = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" });
const two = (number) => String(number).padStart(2, "0");
const wall = (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;

export function start(root) {
  for (const field of root.querySelectorAll("input[data-later]")) {
    if (met.has(field)) continue;
    met.add(field);
    wire(field);
  }
  for (const time of root.querySelectorAll("time[data-local]")) {
    if (met.has(time)) continue;
    met.add(time);
    time.title = time.textContent;
    time.textContent = words.format(new Date(time.dateTime));
  }
}

function wire(field) {
  const offset = field.form.elements.namedItem("later-offset");
  // What the pod wrote is UTC until a browser has said otherwise.
  if (field.value && offset.value === "") field.value = wall(new Date(`${field.value}Z`));
  const tell = () => { offset.value = field.value ? String(new Date(field.value).getTimezoneOffset()) : ""; };
  field.addEventListener("input", tell);
  field.addEventListener("change", tell);
  tell();
  const said = document.getElementById("extra-later-zone");
  if (said) said.textContent = said.dataset.zone.replace("{zone}", zone);
}
