// The service worker of the pages that are written where there is no network: a note in a workshop,
// a report in a car park. It keeps those pages alone, as their reader had them last, with the styles
// and scripts that they need, and gives them back when nobody answers. Everything else goes to the
// network untouched. What is kept leaves at the first sign that its reader has: signing out or in,
// entering by a link, or a page that the server no longer gives. See tripartite/core/drafts.py.
"use strict";

const KEPT = "tripartite-hors-ligne-1";
const PAGES = [/^\/journal\/\d+\/noter\/$/, /^\/echanges\/echange\/\d+\/compte-rendu\/$/];
const PEOPLE_CHANGE = /^\/(compte|acces|exploitation)\//;
const MOST_PAGES = 6;
const MOST_DAYS = 7;

const isKept = (path) => PAGES.some((page) => page.test(path));
const isOld = (answer) => Date.now() - Number(answer.headers.get("X-Kept-At")) > MOST_DAYS * 86400000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { path, title, assets } = event.data || {};
  if (path && isKept(path) && new URL(event.source.url).origin === self.location.origin) {
    event.waitUntil(keep(path, title, assets).catch(() => {}));
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST" && request.mode === "navigate" && PEOPLE_CHANGE.test(url.pathname)) {
    event.waitUntil(caches.delete(KEPT));
  } else if (request.method === "GET" && request.mode === "navigate") {
    event.respondWith(navigate(event, url.pathname));
  } else if (request.method === "GET" && url.pathname.startsWith("/static/")) {
    event.respondWith(fetch(request).catch(() => keptOr(request.url, Response.error())));
  }
});

// ------------------------------------------------------------ keeping
async function keep(path, title, assets) {
  const answer = await fetch(path, { credentials: "same-origin", cache: "no-store" });
  if (!answer.ok || answer.redirected) return;
  const now = Date.now();
  // The page knows that it was kept, and when: it takes a number and a date of its own.
  const text = (await answer.text()).replace("<html ", `<html data-kept="${now}" `);
  const headers = new Headers({
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": answer.headers.get("Content-Security-Policy") || "default-src 'self'",
    "X-Kept-At": String(now),
    "X-Title": encodeURIComponent(String(title || "").slice(0, 120)),
  });
  const cache = await caches.open(KEPT);
  await cache.put(path, new Response(text, { headers }));
  const wanted = (assets || []).filter((asset) => new URL(asset).pathname.startsWith("/static/"));
  await Promise.all(wanted.map(async (asset) => {
    const file = await fetch(asset);
    if (file.ok) await cache.put(asset, file);
  }));
  await tidy(cache);
}

async function pages(cache) {
  const found = [];
  for (const request of await cache.keys()) {
    const path = new URL(request.url).pathname;
    if (isKept(path)) found.push({ path, answer: await cache.match(request) });
  }
  const at = (page) => Number(page.answer.headers.get("X-Kept-At"));
  return found.sort((one, other) => at(other) - at(one));
}

async function tidy(cache) {
  const found = await pages(cache);
  const gone = found.filter((page, rank) => rank >= MOST_PAGES || isOld(page.answer));
  await Promise.all(gone.map((page) => cache.delete(page.path)));
}

// ------------------------------------------------------------ giving back
async function navigate(event, path) {
  try {
    const answer = await fetch(event.request);
    const over = answer.type === "opaqueredirect" || [401, 403, 404, 410].includes(answer.status);
    if (isKept(path) && over) event.waitUntil(forget(path));
    return answer;
  } catch {
    return without(path);
  }
}

async function forget(path) {
  const cache = await caches.open(KEPT);
  await cache.delete(path);
}

async function keptOr(key, otherwise) {
  const found = await caches.match(key, { cacheName: KEPT });
  return found || otherwise;
}

async function without(path) {
  if (!(await caches.has(KEPT))) return Response.error();
  const cache = await caches.open(KEPT);
  await tidy(cache);
  const found = await pages(cache);
  const here = found.find((page) => page.path === path);
  if (here) return here.answer;
  return found.length ? list(cache, found) : Response.error();
}

const escaped = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

async function list(cache, found) {
  const styles = (await cache.keys()).map((r) => r.url).filter((url) => url.endsWith(".css"));
  const sheets = styles.map((url) => `<link rel="stylesheet" href="${escaped(url)}">`).join("");
  const rows = found.map(({ path, answer }) => {
    const title = decodeURIComponent(answer.headers.get("X-Title")) || path;
    return `<li><a href="${escaped(path)}">${escaped(title)}</a></li>`;
  });
  const page = `<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Pas de réseau · Tripartite</title>${sheets}</head>
<body><main id="contenu"><div class="container-xl"><h1>Pas de réseau</h1>
<p>Ce que vous écrivez ici est gardé sur cet appareil et part dès le retour du réseau.</p>
<ul>${rows.join("")}</ul></div></main></body></html>`;
  return new Response(page, {
    headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "default-src 'self'" },
  });
}
