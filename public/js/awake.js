// Woken by the browser when this device is told something, whether a page is open or not. What it is told was encrypted
// for this browser alone; it shows it and asks the pod for nothing.
"use strict";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const told = event.data?.json() ?? {};
  const shown = { body: told.body, tag: told.tag, lang: told.lang, renotify: Boolean(told.tag) && told.renotify !== false, icon: "/favicon.ico", data: { url: told.url } };
  event.waitUntil(self.registration.showNotification(told.title ?? self.location.host, shown));
});

// Back to a page that is open already, or to a new one; never to another place than this pod.
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const wanted = new URL(event.notification.data?.url ?? "/notifications", self.location.origin);
  const url = wanted.origin === self.location.origin ? wanted.href : self.location.origin + "/notifications";
  event.waitUntil((async () => {
    const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const same = open.find((client) => client.url === url) ?? open[0];
    if (!same) return self.clients.openWindow(url);
    await same.focus();
    return same.url === url ? same : same.navigate(url).catch(() => self.clients.openWindow(url));
  })());
});
