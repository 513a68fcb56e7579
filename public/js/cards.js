// What a link leads to is known a moment after its post was shared: the card is put where it belongs on the page that is
// open. Nothing else of the page changes.
import { fragment } from "./html.js";
import { get } from "./net.js";

let asking = false;

/** Cards that have arrived for posts of this page; `among` says of which (a selector). */
export async function cards(among = "article[data-post]") {
  const bare = [...document.querySelectorAll(among)].filter((post) => !post.querySelector(".preview") && post.querySelector('.post__body a[rel~="nofollow"]'));
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
