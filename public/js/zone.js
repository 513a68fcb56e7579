// select[data-zone]: the zone that the browser lives in is offered beside the list. Where nothing was kept yet
// (data-zone="take") it is chosen at once, in sight, so that nobody's night begins in Greenwich by accident.
const met = new WeakSet();
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function start(root) {
  for (const field of root.querySelectorAll("select[data-zone]")) {
    if (met.has(field)) continue;
    met.add(field);
    offer(field);
  }
}

function offer(field) {
  const known = [...field.options].some((option) => option.value === here);
  if (!known || field.value === here) return;
  const line = field.closest(".field").querySelector("[data-zone-offer]");
  const button = line.querySelector("button");
  const follow = () => { button.hidden = field.value === here; };
  const take = () => { field.value = here; follow(); };
  if (field.dataset.zone === "take") take();
  line.querySelector("span").textContent = line.dataset.says.replace("{zone}", here);
  line.hidden = false;
  field.addEventListener("change", follow);
  button.addEventListener("click", () => { take(); field.focus(); });
}
