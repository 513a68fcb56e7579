// [data-position]: fills in where one is, about ten metres exactly. Only when it is pressed, and nothing is asked of anybody else.
const met = new WeakSet();

export function start(root) {
  for (const button of root.querySelectorAll("[data-position]")) {
    if (met.has(button) || !navigator.geolocation) continue;
    met.add(button);
    button.hidden = false;
    const form = button.form;
    const state = form.querySelector("[data-position-state]");
    button.addEventListener("click", () => {
      button.disabled = true;
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        form.elements.namedItem("latitude").value = coords.latitude.toFixed(4);
        form.elements.namedItem("longitude").value = coords.longitude.toFixed(4);
        state.textContent = `${state.dataset.found} ${coords.latitude.toFixed(4)}, ${coords.longitude.toFixed(4)}`;
        button.disabled = false;
        form.elements.namedItem("place").focus();
      }, () => { state.textContent = state.dataset.failed; button.disabled = false; }, { timeout: 20000 });
    });
  }
}
