// details.menu: closes on a click outside and on Esc; arrow keys move through it; one open at a time.
let started = false;

export function start() {
  if (started) return;
  started = true;
  const open = () => [...document.querySelectorAll("details.menu[open]")];
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("focusin", (event) => {
    for (const menu of open()) if (!menu.contains(event.target) && !event.target.closest("dialog")) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest?.("details.menu[open]") ?? (event.key === "Escape" ? open()[0] : undefined);
    if (!menu) return;
    const items = [...menu.querySelectorAll("li a, li button")].filter((item) => item.offsetParent);
    const at = items.indexOf(document.activeElement);
    if (event.key === "Escape") { menu.open = false; menu.querySelector("summary").focus(); }
    else if (event.key === "ArrowDown") items[(at + 1) % items.length]?.focus();
    else if (event.key === "ArrowUp") items[(at - 1 + items.length) % items.length]?.focus();
    else return;
    event.preventDefault();
  });
}
