// Names of people: after a moment under the mouse, or with the keyboard's focus, a card says who that is.
// It is what the pod would say on their page; a finger, or a browser without popovers, gets the page itself.
import { fragment, element } from "./html.js";
import { get } from "./net.js";

const WAIT = 400, STAY = 250;
const not = "dialog, .topbar, .tabbar, .personcard, .row[data-person]";
let started = false;
let anchor = null, box = null, asked = 0, opening, closing;

export function start() {
  if (started || !HTMLElement.prototype.showPopover) return;
  started = true;
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    meet(event.target, true);
  });
  document.documentElement.addEventListener("pointerleave", leave);
  document.addEventListener("focusin", (event) => meet(event.target, event.target.matches(":focus-visible")));
  document.addEventListener("click", (event) => { if (!box?.contains(event.target) && !busy()) close(); });
  document.addEventListener("scroll", (event) => { if (!box?.contains(event.target) && !busy()) close(); }, { capture: true, passive: true });
  document.addEventListener("keydown", press, { capture: true });
}

// While somebody chooses aspects from the card, it stays.
const busy = () => document.querySelector("dialog[open]") !== null;

function named(node) {
  const link = node.closest?.('a[href^="/people/"]');
  return link && /^\/people\/[^/]+$/.test(link.pathname) && !link.closest(not) ? link : null;
}

function meet(node, wanted) {
  if (busy()) return;
  const link = named(node);
  if (box && (link === anchor || box.contains(node))) clearTimeout(closing);
  else if (!link || !wanted) leave();
  else {
    leave();
    const turn = asked;
    opening = setTimeout(() => open(link, turn), WAIT);
  }
}

function leave() {
  if (busy()) return;
  asked++;
  clearTimeout(opening);
  clearTimeout(closing);
  if (box) closing = setTimeout(close, STAY);
}

function close() {
  asked++;
  clearTimeout(opening);
  clearTimeout(closing);
  box?.remove();
  box = anchor = null;
}

async function open(link, turn) {
  let words;
  try {
    words = fragment(await (await get(`${link.pathname}/card`, { fragment: "posts" })).text());
  } catch { return; }
  if (turn !== asked || !link.isConnected) return;
  close();
  anchor = link;
  box = element("div", "personcard");
  box.popover = "manual";
  box.setAttribute("role", "dialog");
  box.append(words);
  box.setAttribute("aria-label", box.querySelector(".personcard__name")?.textContent ?? "");
  document.body.append(box);
  box.showPopover();
  place();
  box.dispatchEvent(new Event("samara:added", { bubbles: true }));
}

// Under the name, over it where there is no room, and never beyond the edge.
function place() {
  const name = anchor.getClientRects()[0], card = box.getBoundingClientRect(), gap = 6;
  const below = name.bottom + gap + card.height <= innerHeight;
  const from = document.documentElement.dir === "rtl" ? name.right - card.width : name.left;
  box.style.top = `${Math.max(gap, below ? name.bottom + gap : name.top - gap - card.height)}px`;
  box.style.left = `${Math.max(gap, Math.min(from, document.documentElement.clientWidth - card.width - gap))}px`;
}

// The card stands at the end of the page, but is reached from the name and leads back to it.
function press(event) {
  if (!box || busy()) return;
  const inside = [...box.querySelectorAll("a, button")];
  if (event.key === "Escape") {
    if (box.contains(document.activeElement)) anchor.focus();
    close();
    event.preventDefault();
    event.stopPropagation();
  } else if (event.key === "Tab" && !event.shiftKey && document.activeElement === anchor && inside.length) {
    event.preventDefault();
    inside[0].focus();
  } else if (event.key === "Tab" && event.shiftKey && document.activeElement === inside[0]) {
    event.preventDefault();
    anchor.focus();
  } else if (event.key === "Tab" && !event.shiftKey && document.activeElement === inside.at(-1)) {
    anchor.focus();
    close();
  }
}
