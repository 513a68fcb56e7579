// Single keys: j k o l c r n / ? and Esc. Silent while something is typed, with a modifier key, or when switched off in the help.
import { stamp } from "./html.js";

const off = "samara:keys-off";
let started = false;

export function start() {
  if (started) return;
  started = true;
  document.addEventListener("keydown", press);
}

const isOff = () => { try { return localStorage.getItem(off) === "yes"; } catch { return false; } };
const typing = (node) => node.isContentEditable || node.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])");

function press(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat && !"jk".includes(event.key)) return;
  if (event.key === "Escape") { if (typing(event.target)) event.target.blur(); return; }
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "?") { event.preventDefault(); help(); return; }
  if (isOff()) return;
  const act = keys[event.key];
  if (act && act() !== false) event.preventDefault();
}

const all = () => [...document.querySelectorAll("article[data-post]")].filter((post) => post.checkVisibility());
const current = () => document.activeElement?.closest?.("article[data-post]") ?? document.querySelector(".post--current");

function move(by) {
  const posts = all();
  if (!posts.length) return false;
  const now = posts.indexOf(current());
  const seen = posts.findIndex((post) => post.getBoundingClientRect().bottom > 80);
  const next = posts[Math.min(posts.length - 1, Math.max(0, now < 0 ? Math.max(0, seen) : now + by))];
  document.querySelector(".post--current")?.classList.remove("post--current");
  next.classList.add("post--current");
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: next.offsetHeight > innerHeight - 120 ? "start" : "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

function within(post, name) {
  const target = post?.querySelector(`[data-act="${name}"]`);
  if (!target) return false;
  target.click();
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  o: () => within(current(), "open"),
  l: () => within(current(), "like"),
  r: () => within(current(), "reshare"),
  c() {
    const post = current();
    const field = post?.querySelector('[data-act="comment"]');
    if (!field) return within(post, "open");
    if (field.matches("input, textarea")) field.focus(); else field.click();
  },
  n() {
    const text = document.getElementById("publisher-text");
    if (text) text.focus(); else location.assign("/stream#publisher");
  },
  "/"() {
    const search = document.querySelector("[data-search]");
    if (search?.offsetParent) search.select(); else location.assign("/search");
  },
};

function help() {
  const dialog = stamp("keys-sheet");
  if (!dialog) return;
  document.body.append(dialog);
  const on = dialog.querySelector("[data-keys-on]");
  on.checked = !isOff();
  on.addEventListener("change", () => { try { if (on.checked) localStorage.removeItem(off); else localStorage.setItem(off, "yes"); } catch { /* stays on */ } });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}
