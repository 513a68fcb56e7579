// [data-push]: a form with which this browser asks to be told things while no page is open (Web Push). The form's hidden
// fields are filled in with what the browser gives and sent like any other form. Where the browser cannot, it says so.
import { script } from "./html.js";

const met = new WeakSet();

export function start(root) {
  for (const form of root.querySelectorAll("form[data-push]")) {
    if (met.has(form)) continue;
    met.add(form);
    wire(form);
  }
}

async function wire(form) {
  const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  const say = (key) => { form.querySelector("[role=status]").textContent = form.dataset[key]; };
  if (!able) return say("cannot");
  form.querySelector("button").disabled = false;
  form.addEventListener("submit", async (event) => {
    if (form.endpoint.value) return;
    event.preventDefault();
    event.stopPropagation();
    try {
      if (await Notification.requestPermission() !== "granted") return say("denied");
      const registration = await navigator.serviceWorker.register(script("/push.js"), { scope: "/" });
      await navigator.serviceWorker.ready;
      const wanted = { userVisibleOnly: true, applicationServerKey: bytes(form.dataset.push) };
      const before = await registration.pushManager.getSubscription();
      await before?.unsubscribe();
      const { endpoint, keys } = (await registration.pushManager.subscribe(wanted)).toJSON();
      form.endpoint.value = endpoint;
      form.p256dh.value = keys.p256dh;
      form.auth.value = keys.auth;
      form.requestSubmit();
    } catch (error) {
      console.error(error);
      say("failed");
    }
  });
}

function bytes(base64url) {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
