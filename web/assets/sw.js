// Opens report forms without network. With network every answer is the
// server's; without it the shell comes from the cache and a form that was opened
// before from the vault, encrypted. Only this origin, only reading: nothing is
// ever sent from here, and signing needs the server. Not here: drafts (offline.js).

importScripts("/assets/vault.js");

const SHELL = "giaoban-shell";
const AWAY = "/ngoai-tuyen";
const FILES = [
  AWAY, "/assets/giaoban.css", "/assets/giaoban.js", "/assets/icon.svg", "/assets/kept.js", "/assets/cite.js", "/assets/clash.js",
  "/assets/live.js", "/assets/number.js", "/assets/offline.js", "/assets/report.js",
  "/assets/rules.js", "/assets/table.js", "/assets/vault.js",
];
const FORM = /^\/bao-cao\/([0-9a-f-]{36})$/;
const OWN = /<form [^>]*data-report="[^"]*"[^>]*data-owner="([0-9a-f-]+)"/;
// An answer that takes longer to begin counts as none.
const PATIENCE = 10_000;
// A form that nobody opened for so long must come from the server again.
const OLDEST = 30 * 24 * 3600 * 1000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (request.method === "GET" && FILES.includes(url.pathname)) event.respondWith(shell(event, url));
});

function withPatience(request) {
  return Promise.race([fetch(request), new Promise((_, reject) => setTimeout(reject, PATIENCE))]);
}

async function shell(event, url) {
  const cache = await caches.open(SHELL);
  try {
    const answer = await withPatience(event.request);
    if (answer.ok) event.waitUntil(cache.put(url.pathname, answer.clone()));
    return answer;
  } catch {
    return (await cache.match(url.pathname)) ?? Response.error();
  }
}

async function page(event, url) {
  const report = event.request.method === "GET" && FORM.exec(url.pathname)?.[1];
  const part = /^\d+$/.exec(url.searchParams.get("phan") ?? "");
  const id = report && (part ? `${report}.${part}` : report);
  try {
    // What is sent may take its time: a form must not be sent twice.
    const answer = await (event.request.method === "GET" ? withPatience(event.request) : fetch(event.request));
    if (id && answer.ok && !answer.redirected) event.waitUntil(keep(id, answer.clone()));
    return answer;
  } catch {
    return (id && (await kept(id))) || (await caches.match(AWAY)) || Response.error();
  }
}

// Only a form that is written in: the page of who reads or only signs would stand for the
// server's long after it. Who no longer writes keeps no form of that report either.
async function keep(id, answer) {
  const html = await answer.text();
  if (!vault.isThere) return;
  const owner = OWN.exec(html)?.[1];
  if (owner) await vault.put(owner, "page", id, { html, title: /<title>([^<]*)/.exec(html)?.[1] ?? "" });
  else await forget(id.split(".")[0]);
}

/** Takes away the form of a report with all its parts. */
async function forget(report) {
  const owner = await vault.current();
  const rows = owner ? await vault.list(owner, "page") : [];
  for (const { id } of rows) if (id.split(".")[0] === report) await vault.drop(owner, "page", id);
}

async function kept(id) {
  const owner = await vault.current();
  const row = owner && (await vault.get(owner, "page", id));
  if (!row || Date.now() - row.at > OLDEST) return null;
  const html = row.value.html.replace("<html ", `<html data-kept="${row.at}" `);
  const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", ...HEADERS };
  return new Response(html, { headers });
}

// The same limits as the server sets, since a kept page is made here.
const HEADERS = {
  "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; worker-src 'self'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
};
