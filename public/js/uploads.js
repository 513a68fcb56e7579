// [data-uploads] in a form: files that are picked, dropped or pasted are sent at once and shown with how far they are;
// each can be described, moved, taken away, and the point that matters chosen in it. What the form then sends is where
// they are: `photo` in order, and `alt-`, `focus-x-`, `focus-y-` with the name of each.
import { element, icon } from "./html.js";
import { post, send } from "./net.js";

const met = new WeakSet();
const STEP = 5;
/** So many are on their way at once; the others wait. */
const AT_ONCE = 2;

export function start(root) {
  for (const box of root.querySelectorAll("[data-uploads]")) {
    if (met.has(box)) continue;
    met.add(box);
    wire(box);
  }
}

function wire(box) {
  const form = box.closest("form");
  const list = box.querySelector("[data-uploads-list]");
  const input = box.querySelector("[data-uploads-files]");
  const words = box.querySelector("[data-uploads-words]").dataset;
  const pick = box.querySelector(".uploads__pick");
  const state = box.querySelector("[data-uploads-state]");
  const waiting = [];
  let running = 0;
  // The files themselves do not go along with the form any more.
  input.removeAttribute("name");
  pick.classList.add("uploads__pick--button");
  // In the publisher it stands among the other things that a post may have.
  const beside = form.querySelector(".publisher__tools");
  if (beside) {
    const label = pick.querySelector("span");
    pick.title = label.textContent;
    label.classList.add("visually-hidden");
    pick.classList.add("iconlink");
    beside.prepend(pick);
  }
  for (const plain of box.querySelectorAll("[data-plain]")) plain.remove();

  const changed = () => {
    form.dispatchEvent(new Event("change", { bubbles: true }));
    pick.hidden = list.children.length >= Number(box.dataset.most);
    for (const item of list.children) {
      const [earlier, later] = item.querySelectorAll("[data-move]");
      if (earlier) earlier.disabled = !item.previousElementSibling;
      if (later) later.disabled = !item.nextElementSibling;
    }
  };
  const say = (sentence) => {
    const error = box.querySelector("[data-uploads-error]");
    error.textContent = sentence;
    error.hidden = !sentence;
  };

  function take(files) {
    say("");
    for (const file of files) {
      if (list.children.length >= Number(box.dataset.most)) { say(words.many); break; }
      const item = box.querySelector("template[data-uploads-one]").content.firstElementChild.cloneNode(true);
      list.append(item);
      const stop = new AbortController();
      const cancel = button(words.cancel, "x", () => { stop.abort(); });
      item.querySelector(".upload__words").append(cancel);
      preview(item, file);
      waiting.push({ file, item, stop, cancel });
    }
    changed();
    next();
  }

  function next() {
    while (running < AT_ONCE && waiting.length) one(waiting.shift());
  }

  async function one({ file, item, stop, cancel }) {
    running += 1;
    const bar = item.querySelector("progress");
    state.textContent = words.busy;
    form.dataset.uploading = String(Number(form.dataset.uploading ?? 0) + 1);
    try {
      if (stop.signal.aborted) throw new Error("");
      const added = await send("/photos", file, (done) => { bar.value = Math.round(done * 100); }, stop);
      bar.remove();
      cancel.remove();
      ready(item, added.guid, added.kind);
      albums(added.albums ?? []);
      state.textContent = added.room || words.done;
    } catch (error) {
      item.remove();
      state.textContent = "";
      if (!stop.signal.aborted) say(error.message || words.failed.replace("{name}", file.name));
      changed();
    }
    running -= 1;
    form.dataset.uploading = String(Number(form.dataset.uploading) - 1);
    next();
  }

  function albums(found) {
    const field = box.querySelector("[data-uploads-album]");
    if (!field || !field.hidden || !found.length) return;
    const select = field.querySelector("select");
    for (const album of found) select.append(new Option(album.name, album.guid));
    select.disabled = false;
    field.hidden = false;
  }

  function ready(item, guid, kind) {
    item.dataset.upload = guid;
    const hidden = (name, value) => {
      const field = element("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      item.prepend(field);
    };
    hidden("photo", guid);
    hidden(`kind-${guid}`, kind);
    const [label, text] = [item.querySelector("label"), item.querySelector("textarea")];
    label.textContent = words.alt;
    text.id = `alt-${guid}`;
    label.htmlFor = text.id;
    text.name = `alt-${guid}`;
    const face = item.querySelector(".upload__face");
    if (kind === "picture") {
      const image = element("img");
      image.src = `/photos/${guid}/300`;
      image.alt = "";
      face.replaceChildren(image);
    }
    tools(item, guid, kind, ["50", "50"]);
    changed();
  }

  function tools(item, guid, kind, [x, y]) {
    if (kind === "picture") focus(item, guid, x, y);
    const row = element("div", "upload__tools");
    const move = (label, name, where) => {
      const move = button(label, name, () => {
        const other = where < 0 ? item.previousElementSibling : item.nextElementSibling;
        if (!other) return;
        if (where < 0) other.before(item); else other.after(item);
        changed();
        (move.disabled ? move.parentElement.querySelector("[data-move]:enabled") : move)?.focus();
      });
      move.dataset.move = String(where);
      return move;
    };
    row.append(move(words.before, "arrow-up", -1), move(words.after, "arrow-down", 1), button(words.remove, "trash", () => {
      const beside = item.nextElementSibling ?? item.previousElementSibling;
      item.remove();
      state.textContent = words.gone;
      // What was added just now goes at once; what was there before goes when the form is sent.
      if (!item.hasAttribute("data-kept")) post(`/photos/${guid}/delete`, {}).catch(() => {});
      changed();
      (beside?.querySelector("textarea") ?? input).focus();
    }));
    item.querySelector(".upload__words").append(row);
    drag(item);
  }

  // The point that matters: a click, or the arrow keys.
  function focus(item, guid, x, y) {
    const field = (name, value) => {
      const made = element("input");
      made.type = "hidden";
      made.name = `focus-${name}-${guid}`;
      made.value = value === "" ? "50" : value;
      item.prepend(made);
      return made;
    };
    const point = { x: field("x", x), y: field("y", y) };
    const face = item.querySelector(".upload__face");
    const spot = element("button", "upload__focus");
    spot.type = "button";
    spot.setAttribute("aria-label", words.focus);
    spot.title = words.focus;
    const dot = element("span", "upload__dot");
    spot.append(...face.childNodes, dot);
    face.replaceChildren(spot);
    const show = () => {
      for (const name of ["x", "y"]) dot.dataset[`f${name}`] = String(Math.round(Number(point[name].value) / STEP) * STEP);
    };
    const set = (name, value) => { point[name].value = String(Math.min(100, Math.max(0, Math.round(value)))); };
    spot.addEventListener("click", (event) => {
      if (!event.detail) return;
      const box = spot.getBoundingClientRect();
      set("x", (event.clientX - box.left) / box.width * 100);
      set("y", (event.clientY - box.top) / box.height * 100);
      show();
      form.dispatchEvent(new Event("change", { bubbles: true }));
    });
    spot.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: ["x", -STEP], ArrowRight: ["x", STEP], ArrowUp: ["y", -STEP], ArrowDown: ["y", STEP] }[event.key];
      if (!by) return;
      event.preventDefault();
      set(by[0], Number(point[by[0]].value) + by[1]);
      show();
      form.dispatchEvent(new Event("change", { bubbles: true }));
    });
    show();
  }

  function drag(item) {
    item.draggable = true;
    item.addEventListener("dragstart", (event) => {
      if (event.target !== item) return;
      item.classList.add("upload--dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
    });
    item.addEventListener("dragend", () => { item.classList.remove("upload--dragged"); changed(); });
    item.addEventListener("dragover", (event) => {
      const dragged = list.querySelector(".upload--dragged");
      if (!dragged || dragged === item) return;
      event.preventDefault();
      const box = item.getBoundingClientRect();
      if (event.clientY < box.top + box.height / 2) item.before(dragged); else item.after(dragged);
    });
  }

  function button(label, name, act) {
    const made = element("button", "iconlink");
    made.type = "button";
    made.setAttribute("aria-label", label);
    made.title = label;
    made.append(icon(name));
    made.addEventListener("click", act);
    return made;
  }

  // Those that the page came with, by a draft or because the post has them.
  for (const item of list.children) {
    const guid = item.dataset.upload;
    const value = (name) => item.querySelector(`[name="${name}-${guid}"]`)?.value ?? "";
    tools(item, guid, value("kind"), [value("focus-x"), value("focus-y")]);
  }
  input.addEventListener("change", (event) => {
    event.stopPropagation();
    take([...input.files]);
    input.value = "";
  });
  // Who was quicker than this script has picked already.
  if (input.files.length) input.dispatchEvent(new Event("change"));
  const files = (transfer) => [...(transfer?.files ?? [])];
  form.addEventListener("dragover", (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    box.classList.add("uploads--over");
  });
  form.addEventListener("dragleave", () => box.classList.remove("uploads--over"));
  form.addEventListener("drop", (event) => {
    box.classList.remove("uploads--over");
    if (!files(event.dataTransfer).length) return;
    event.preventDefault();
    take(files(event.dataTransfer));
  });
  form.addEventListener("paste", (event) => {
    if (!files(event.clipboardData).length) return;
    event.preventDefault();
    take(files(event.clipboardData));
  });
  // Nothing is sent while something is still on its way.
  form.addEventListener("submit", (event) => {
    if (!Number(form.dataset.uploading ?? 0) && !waiting.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    say(words.busy);
  }, true);
  changed();
}

// What it looks like, before the pod has it.
function preview(item, file) {
  if (!file.type.startsWith("image/") || file.type === "image/svg+xml") return;
  createImageBitmap(file, { resizeWidth: 160 }).then((bitmap) => {
    if (item.dataset.upload) return;
    const canvas = element("canvas");
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    canvas.getContext("2d").drawImage(bitmap, 0, 0);
    item.querySelector(".upload__face").replaceChildren(canvas);
  }).catch(() => { /* the pod will say what it is */ });
}
