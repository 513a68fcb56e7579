// [data-conversation]: the messages of an open conversation, as they come. What is shown is asked for anew each time.
import { fragment } from "./html.js";
import { get } from "./net.js";

let started = false;

export function start() {
  if (started) return;
  started = true;
  const thread = document.querySelector("[data-conversation]");
  const list = () => thread.querySelector("[data-messages]");
  const down = () => { list().scrollTop = list().scrollHeight; };
  down();
  document.addEventListener("samara:messages", async () => {
    if (location.search.includes("before=")) return;
    try {
      const page = fragment(await (await get(thread.dataset.conversation, { fragment: "posts" })).text());
      const fresh = page.querySelector("[data-messages]");
      const newest = (root) => [...root.querySelectorAll(".message")].map((one) => one.id).join();
      if (!fresh || newest(fresh) === newest(list())) return;
      list().replaceWith(fresh);
      fresh.dispatchEvent(new Event("samara:added", { bubbles: true }));
      fresh.setAttribute("role", "log");
      down();
    } catch { /* the next one comes, or the page is loaded again */ }
  });
}
