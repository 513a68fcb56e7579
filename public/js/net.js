// Talking to the pod: same origin only, with the token that proves the request came from a page of ours.

const token = () => document.querySelector('meta[name="csrf"]')?.content ?? "";

/** GET, as text. `fragment` asks for a part of the page instead of the whole of it. */
export async function get(url, { fragment, accept } = {}) {
  const headers = {};
  if (fragment) headers["X-Fragment"] = fragment;
  if (accept) headers.Accept = accept;
  const answer = await fetch(url, { headers, credentials: "same-origin" });
  if (!answer.ok || new URL(answer.url).origin !== location.origin) throw new Error(String(answer.status));
  return answer;
}

/**
 * POST of a form's fields; `fragment` asks for a part of a page in return. Redirects are not followed: "opaqueredirect" means that it
 * was done. With `leaves` another page comes next, and shows the sentence that the pod has for it.
 */
export function post(url, fields, { fragment, signal, keepalive = false, leaves = false } = {}) {
  const headers = { "X-Csrf": token() };
  if (!leaves) headers["X-Stays"] = "yes";
  if (fragment) headers["X-Fragment"] = fragment;
  return fetch(url, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers,
    credentials: "same-origin",
    redirect: "manual",
    signal,
    keepalive,
  });
}

/** Whether a POST did what it asked for. */
export const done = (answer) => answer.ok || answer.type === "opaqueredirect";

/** POST of one file, with what was sent of it so far (0 to 1). Answers the JSON that came back; `stop.abort()` breaks it off. */
export function send(url, file, progress, stop) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("file", file);
    request.open("POST", url);
    request.setRequestHeader("X-Csrf", token());
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) progress(event.loaded / event.total); });
    request.addEventListener("load", () => {
      if (request.status === 200 && request.response?.guid) resolve(request.response);
      else reject(new Error(request.response?.error ?? ""));
    });
    for (const name of ["error", "abort", "timeout"]) request.addEventListener(name, () => reject(new Error("")));
    stop.signal.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}
