// [data-photos]: pictures open over the page, with keys and swipes; until one is there, its blurred likeness is shown.
import { element, icon } from "./html.js";
import { pixels } from "./blurhash.js";

const met = new WeakSet();
let box;

export function start(root) {
  for (const group of root.querySelectorAll("[data-photos]")) {
    if (met.has(group)) continue;
    met.add(group);
    for (const link of group.querySelectorAll("a[data-blur]")) blur(link);
    group.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-large]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      open([...group.querySelectorAll("a[data-large]")], link);
    });
  }
}

function blur(link) {
  const image = link.querySelector("img");
  if (!image || image.complete && image.naturalWidth) return;
  const data = pixels(link.dataset.blur, 20, 20);
  if (!data) return;
  const canvas = element("canvas", "photo__blur");
  canvas.width = canvas.height = 20;
  canvas.setAttribute("aria-hidden", "true");
  canvas.getContext("2d").putImageData(data, 0, 0);
  link.prepend(canvas);
  const gone = () => canvas.remove();
  image.addEventListener("load", gone, { once: true });
  image.addEventListener("error", gone, { once: true });
}

function words() {
  return document.getElementById("words").dataset;
}

function open(links, from) {
  box ??= build();
  box.links = links;
  box.from = from;
  show(links.indexOf(from));
  box.dialog.showModal();
}

function show(at) {
  const { links, image, alt, place, page, earlier, later } = box;
  box.at = at;
  const link = links[at];
  image.src = link.dataset.large;
  image.alt = link.dataset.alt;
  alt.textContent = link.dataset.alt;
  alt.hidden = !link.dataset.alt;
  place.textContent = links.length > 1 ? words().photoPlace.replace("{number}", at + 1).replace("{count}", links.length) : "";
  page.href = link.href;
  earlier.disabled = at === 0;
  later.disabled = at === links.length - 1;
  // The next one is fetched while this one is looked at.
  if (links[at + 1]) new Image().src = links[at + 1].dataset.large;
}

const step = (by) => { if (box.links[box.at + by]) show(box.at + by); };

function build() {
  const dialog = element("dialog", "lightbox");
  dialog.setAttribute("aria-label", words().photoBox);
  const button = (label, name, act) => {
    const made = element("button", "iconlink lightbox__button");
    made.type = "button";
    made.setAttribute("aria-label", label);
    made.title = label;
    made.append(icon(name));
    made.addEventListener("click", act);
    return made;
  };
  const image = element("img", "lightbox__image");
  const alt = element("p", "lightbox__alt");
  alt.dir = "auto";
  const place = element("span", "lightbox__place");
  place.setAttribute("role", "status");
  const page = element("a", "link", words().photoPage);
  const earlier = button(words().photoEarlier, "chevron-left", () => step(-1));
  const later = button(words().photoLater, "chevron-right", () => step(1));
  const close = button(words().close, "x", () => dialog.close());
  close.autofocus = true;
  const bar = element("div", "lightbox__bar");
  bar.append(place, page, close);
  const middle = element("div", "lightbox__middle");
  middle.append(earlier, image, later);
  dialog.append(bar, middle, alt);
  document.body.append(dialog);
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") { event.preventDefault(); step(document.dir === "rtl" ? 1 : -1); }
    if (event.key === "ArrowRight") { event.preventDefault(); step(document.dir === "rtl" ? -1 : 1); }
    // The page below has keys of its own.
    event.stopPropagation();
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog || event.target === middle) dialog.close(); });
  dialog.addEventListener("close", () => { image.removeAttribute("src"); box.from?.focus(); });
  let began;
  image.addEventListener("pointerdown", (event) => { began = event.clientX; });
  image.addEventListener("pointerup", (event) => {
    const far = event.clientX - (began ?? event.clientX);
    if (Math.abs(far) > 40) step(far < 0 ? 1 : -1);
    began = undefined;
  });
  image.draggable = false;
  return { dialog, image, alt, place, page, earlier, later };
}
