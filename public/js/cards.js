// What a link leads to is known a moment after its post was shared: the card is put where it belongs on the page that is
// open. Nothing else of the page changes.
import { fragment } from "./html.js";
import { get } from "./net.js";

const KEY = "samara-shared";
let asking = false;

/** A post with a link is about to be shared: the page that comes next looks for its card. */
export function expect() {
  try { sessionStorage.setItem(KEY, "yes"); } catch { /* then it is there when the page is next opened */ }
}

/** Whether one was shared just now. */
export function expected() {
  try {
    const shared = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return shared !== null;
  } catch { return false; }
}

/** Cards that have arrived for posts of this page. */
export async function cards() {
  const bare = [...document.querySelectorAll("article[data-post]")].filter((post) => !post.querySelector(".preview") && post.querySelector('.post__body a[rel~="nofollow"]'));
  if (!bare.length || asking) return;
  asking = true;
  try {
    const page = fragment(await (await get(location.pathname + location.search, { fragment: "posts" })).text());
    for (const post of bare) put(post, page.querySelector(`#${post.id}`)?.querySelector(".preview"));
  } catch { /* it is there when the page is next opened */ }
  asking = false;
}

function put(post, card) {
  const before = card?.previousElementSibling;
  if (!before || card.closest(".reshared")) return;
  const place = post.querySelector(`.${before.classList[0]}`);
  if (!place) return;
  place.after(card);
  card.dispatchEvent(new Event("samara:added", { bubbles: true }));
}
