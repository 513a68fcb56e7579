// [data-thread]: the comments of a post that is open. What is said meanwhile is announced, not pushed under the reader's
// eyes: a button shows it. The connection is kept only while the page is looked at.
import { cards } from "./cards.js";
import { element, fragment } from "./html.js";
import { get } from "./net.js";
import { count, word } from "./words.js";
import { say } from "./toast.js";

let started = false;

export function start() {
  const list = document.querySelector("[data-thread]");
  if (started || !list) return;
  started = true;
  let source, known = Number(list.dataset.count), asked = false;
  const listen = () => {
    source?.close();
    source = undefined;
    if (document.visibilityState !== "visible") return;
    source = new EventSource(list.dataset.thread);
    source.addEventListener("comments", (event) => {
      const { count: all, card } = JSON.parse(event.data);
      announce(list, all - known, (shown) => { known = shown; });
      if (card && !asked) cards();
      asked ||= card;
    });
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => source?.close());
  listen();
}

function announce(list, more, shown) {
  let bar = list.querySelector(".newposts");
  if (more <= 0) { bar?.remove(); return; }
  if (!bar) {
    bar = element("div", "newposts newposts--here");
    bar.setAttribute("role", "status");
    const button = element("button", "button button--primary");
    button.type = "button";
    button.addEventListener("click", () => show(list, bar, shown));
    bar.append(button);
    const form = list.querySelector(".comment__form");
    if (form) form.before(bar); else list.append(bar);
  }
  bar.firstElementChild.textContent = count("newComments", more);
}

// The page is asked for again; what is new in it is put where it belongs: an answer stands below what it answers.
async function show(list, bar, shown) {
  bar.firstElementChild.disabled = true;
  try {
    const page = fragment(await (await get(location.pathname)).text()).querySelector("[data-thread]");
    const all = [...page.querySelectorAll("article.comment")];
    const fresh = all.filter((one) => !document.getElementById(one.id));
    for (const one of fresh) {
      const before = all[all.indexOf(one) - 1];
      const place = before && document.getElementById(before.id);
      if (place) place.after(one); else bar.before(one);
      one.dispatchEvent(new Event("samara:added", { bubbles: true }));
    }
    shown(Number(page.dataset.count));
    bar.remove();
    const first = fresh[0]?.querySelector("a");
    first?.focus({ preventScroll: true });
    fresh[0]?.scrollIntoView({ block: "nearest" });
  } catch {
    bar.firstElementChild.disabled = false;
    say(word("failed"));
  }
}
