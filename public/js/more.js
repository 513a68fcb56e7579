// Older posts load when the link to them comes near. The link stays for the keyboard, and keeps working by itself.
import { fragment, whole } from "./html.js";
import { get } from "./net.js";
import { word } from "./words.js";

const met = new WeakSet();

export function start(root) {
  const links = root.matches?.("a[rel=next][data-more]") ? [root] : root.querySelectorAll("a[rel=next][data-more]");
  for (const link of links) {
    if (met.has(link)) continue;
    met.add(link);
    wire(link);
  }
}

function wire(link) {
  const nav = link.closest(".pager") ?? link;
  const label = link.textContent;
  let busy = false;
  const load = async (byHand) => {
    if (busy) return;
    busy = true;
    eye.disconnect();
    nav.setAttribute("aria-busy", "true");
    link.textContent = word("loading") || label;
    try {
      const page = fragment(await (await get(link.href, { fragment: "posts" })).text());
      const posts = [...page.querySelectorAll("article[data-post]")].filter((post) => !document.getElementById(post.id));
      const next = page.querySelector(".pager");
      const first = posts[0];
      nav.before(...posts.map(whole));
      if (next) { nav.replaceWith(next); next.dispatchEvent(new Event("samara:added", { bubbles: true })); } else nav.remove();
      for (const post of posts) post.dispatchEvent(new Event("samara:added", { bubbles: true }));
      if (byHand) first?.focus({ preventScroll: true });
    } catch {
      busy = false;
      nav.removeAttribute("aria-busy");
      link.textContent = label;
      if (byHand) location.assign(link.href);
    }
  };
  // Not while the link has the focus: it would be taken away under the reader's fingers.
  const eye = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting) && document.activeElement !== link) load(false);
  }, { rootMargin: "600px" });
  eye.observe(link);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    load(true);
  });
}
