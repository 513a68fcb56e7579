// What is new, as it happens: "3 new posts" over the stream, the count at the bell and in the title.
// One tab of a browser listens and tells the others, so that many tabs do not use up the browser's connections.
// Closed when the page is left; asked again with patience; not at all once the pod says no (401, 204).
import { cards, expected } from "./cards.js";
import { fragment, element, whole } from "./html.js";
import { get } from "./net.js";
import { count, word } from "./words.js";
import { say } from "./toast.js";

const name = `samara-live-${document.body.dataset.me}`;
const title = document.title;
let started = false;

export function start() {
  if (started) return;
  started = true;
  const others = globalThis.BroadcastChannel ? new BroadcastChannel(name) : null;
  const tell = (message) => { hear(message); others?.postMessage(message); };
  others?.addEventListener("message", (event) => hear(event.data));

  let leave = () => {};
  const listen = () => {
    if (!navigator.locks || !others) { leave = open(tell); return; }
    const gone = new AbortController();
    leave = () => gone.abort();
    navigator.locks.request(name, { signal: gone.signal }, () => new Promise((free) => {
      const close = open(tell);
      leave = () => { close(); free(); };
    })).catch(() => { /* the page was left before its turn came */ });
  };
  listen();
  addEventListener("pagehide", () => leave());
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  unread(Number(document.body.dataset.unread ?? 0));
  // What was shared just now may get its card after the page was drawn and before anybody listens.
  if (expected()) setTimeout(cards, 2500);
}

function open(tell) {
  const url = document.body.dataset.live;
  let source, timer, pause = 1000, over = false;
  const connect = () => {
    source = new EventSource(url);
    source.addEventListener("open", () => { pause = 1000; });
    source.addEventListener("posts", (event) => tell({ posts: JSON.parse(event.data).count }));
    source.addEventListener("notifications", (event) => tell({ unread: JSON.parse(event.data).unread }));
    source.addEventListener("messages", (event) => tell({ messages: JSON.parse(event.data).unread }));
    source.addEventListener("cards", () => tell({ cards: true }));
    source.addEventListener("error", () => { source.close(); if (!over) ask(); });
  };
  // An EventSource does not say why it failed: one plain request does.
  const ask = () => {
    timer = setTimeout(async () => {
      const stop = new AbortController();
      try {
        const answer = await fetch(url, { headers: { Accept: "text/event-stream" }, credentials: "same-origin", signal: stop.signal });
        stop.abort();
        if ([204, 401, 403, 404].includes(answer.status)) return;
        if (answer.ok && !over) { connect(); return; }
      } catch { /* no answer: later */ }
      if (!over) ask();
    }, pause * (0.75 + Math.random() / 2));
    pause = Math.min(pause * 2, 120000);
  };
  connect();
  return () => { over = true; clearTimeout(timer); source.close(); };
}

function hear(message) {
  if (message.unread !== undefined) unread(message.unread);
  if (message.posts) posts(message.posts);
  if (message.messages !== undefined) messages(message.messages);
  if (message.cards) cards();
}

// The pod counts no further than a hundred.
function unread(all) {
  const n = all > 99 ? "99+" : all;
  document.title = all > 0 ? `(${n}) ${title}` : title;
  mark(all > 0);
  const bell = document.querySelector("[data-bell]");
  const badge = document.querySelector("[data-unread-count]");
  if (!bell || !badge) return;
  badge.textContent = n;
  badge.hidden = all === 0;
  bell.setAttribute("aria-label", count("unread", n));
}

// A dot on the page's icon.
function mark(there) {
  const icon = document.querySelector('link[rel="icon"][data-unread]');
  if (!icon) return;
  icon.dataset.plain ??= icon.href;
  icon.href = there ? icon.dataset.unread : icon.dataset.plain;
}

function messages(n) {
  const badge = document.querySelector("[data-messages-count]");
  if (badge) {
    badge.textContent = n;
    badge.hidden = n === 0;
    badge.parentElement.setAttribute("aria-label", count("messages", n));
  }
  document.dispatchEvent(new Event("samara:messages"));
}

let waiting = 0;

function posts(n) {
  const stream = document.querySelector("[data-stream]");
  if (!stream) return;
  waiting += n;
  let bar = stream.querySelector(".newposts");
  if (!bar) {
    bar = element("div", "newposts");
    bar.setAttribute("role", "status");
    const button = element("button", "button button--primary");
    button.type = "button";
    button.addEventListener("click", () => show(stream, bar));
    bar.append(button);
    stream.prepend(bar);
  }
  bar.firstElementChild.textContent = count("newPosts", waiting);
}

async function show(stream, bar) {
  const button = bar.firstElementChild;
  button.disabled = true;
  try {
    const page = fragment(await (await get(location.pathname + location.search, { fragment: "posts" })).text());
    const fresh = [...page.querySelectorAll("article[data-post]")].filter((post) => !document.getElementById(post.id));
    const anchor = stream.querySelector("article[data-post]");
    const from = anchor?.getBoundingClientRect().top ?? 0;
    waiting = 0;
    bar.remove();
    stream.querySelector(".empty")?.remove();
    if (anchor) whole(anchor).before(...fresh.map(whole)); else stream.append(...fresh.map(whole));
    for (const post of fresh) post.dispatchEvent(new Event("samara:added", { bubbles: true }));
    // What was being read stays where it was, unless the reader is at the top.
    if (anchor && scrollY > 200) scrollBy(0, anchor.getBoundingClientRect().top - from);
    fresh[0]?.focus({ preventScroll: true });
  } catch {
    button.disabled = false;
    say(word("failed"));
  }
}
