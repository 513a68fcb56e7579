// <time datetime data-relative>: the server wrote it right; this keeps it right while the page stays open.
import { language } from "./words.js";

const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
let started = false;

export function start() {
  if (started) return;
  started = true;
  setInterval(refresh, 60000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
}

function refresh() {
  if (document.hidden) return;
  for (const time of document.querySelectorAll("time[data-relative]")) {
    const minutes = (Date.now() - Date.parse(time.dateTime)) / 60000;
    // Under a minute the server's "now" stands; over a week it wrote a date.
    if (!(minutes >= 1) || minutes >= 7 * 24 * 60) continue;
    if (minutes < 60) time.textContent = words.format(-Math.floor(minutes), "minute");
    else if (minutes < 24 * 60) time.textContent = words.format(-Math.floor(minutes / 60), "hour");
    else time.textContent = words.format(-Math.floor(minutes / 60 / 24), "day");
  }
}
