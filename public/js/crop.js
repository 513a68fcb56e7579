// form[data-crop] with a file field: shows the picture in a round window to move and to enlarge, and sends the square
// that was chosen as x, y, size (pixels of the upright picture). Without JavaScript the pod takes the middle.
import { element } from "./html.js";
import { word } from "./words.js";

const met = new WeakSet();
const side = 448;

export function start(root) {
  for (const form of root.querySelectorAll("form[data-crop]")) {
    if (met.has(form)) continue;
    met.add(form);
    const file = form.querySelector("input[type=file]");
    file?.addEventListener("change", () => open(form, file));
  }
}

async function open(form, file) {
  form.querySelector(".crop")?.remove();
  for (const name of ["x", "y", "size"]) form.elements.namedItem(name)?.remove();
  let picture;
  try { picture = await createImageBitmap(file.files[0]); } catch { return; } // the pod says what is wrong with it

  const whole = Math.min(picture.width, picture.height);
  const view = { size: whole, x: (picture.width - whole) / 2, y: (picture.height - whole) / 2 };
  const box = element("div", "crop");
  const canvas = element("canvas");
  canvas.width = canvas.height = side;
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", word("crop"));
  const zoom = element("input");
  Object.assign(zoom, { type: "range", min: "1", max: "4", step: "0.01", value: "1" });
  zoom.setAttribute("aria-label", word("zoom"));
  box.append(canvas, zoom, element("span", "field__hint", word("crop")));
  (file.closest(".field") ?? file).after(box);

  const fields = Object.fromEntries(["x", "y", "size"].map((name) => {
    const input = element("input");
    Object.assign(input, { type: "hidden", name });
    form.append(input);
    return [name, input];
  }));
  const draw = () => {
    view.size = Math.min(view.size, whole);
    view.x = Math.min(Math.max(0, view.x), picture.width - view.size);
    view.y = Math.min(Math.max(0, view.y), picture.height - view.size);
    const pen = canvas.getContext("2d");
    pen.clearRect(0, 0, side, side);
    pen.drawImage(picture, view.x, view.y, view.size, view.size, 0, 0, side, side);
    for (const name in fields) fields[name].value = Math.floor(view[name]);
  };
  zoom.addEventListener("input", () => {
    const middle = [view.x + view.size / 2, view.y + view.size / 2];
    view.size = whole / Number(zoom.value);
    view.x = middle[0] - view.size / 2;
    view.y = middle[1] - view.size / 2;
    draw();
  });
  canvas.addEventListener("pointerdown", (event) => canvas.setPointerCapture(event.pointerId));
  canvas.addEventListener("pointermove", (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    const scale = view.size / canvas.clientWidth;
    view.x -= event.movementX * scale;
    view.y -= event.movementY * scale;
    draw();
  });
  canvas.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!way) return;
    event.preventDefault();
    view.x += way[0] * view.size / 40;
    view.y += way[1] * view.size / 40;
    draw();
  });
  draw();
}
