// a[data-bookmark]: a bookmark to be dragged away. It acts on other pages; pressed here, it says so.
import { say } from "./toast.js";

let started = false;

export function start() {
  if (started) return;
  started = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-bookmark]");
    if (!link) return;
    event.preventDefault();
    say(link.dataset.bookmark);
  });
}
