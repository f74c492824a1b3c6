// Sending what was written, from a page that may have no network, no session or
// an old token. Not here: what is kept (vault.js), the form (report.js).

import "./vault.js";

/** What the report's page says now, without showing it. */
export async function fresh(id) {
  let answer;
  try {
    answer = await fetch(`/bao-cao/${id}`, { cache: "no-store", signal: AbortSignal.timeout(30_000) });
  } catch {
    return { is: "away" };
  }
  if (answer.redirected && new URL(answer.url).pathname === "/dang-nhap") return { is: "signed_out" };
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = page.querySelector("form[data-report]");
  if (!form) return { is: answer.status >= 500 ? "away" : "gone" };
  return { is: "here", token: form.elements._token.value, owner: form.dataset.owner };
}

/**
 * Sends a draft under the counter that its author saw. Answers what became of
 * it: kept, clash, refused (with `told`), away, signed_out, other, gone.
 */
export async function send(id, owner, fields, version, token) {
  const first = token ? await post(id, fields, version, token) : { is: "stale" };
  if (first.is !== "stale" && first.is !== "signed_out") return first;
  // Signed in again meanwhile: the page of the new session has another token.
  const now = await fresh(id);
  if (now.is !== "here") return now;
  if (now.owner !== owner) return { is: "other" };
  const second = await post(id, fields, version, now.token);
  return { ...second, token: now.token, is: second.is === "stale" ? "signed_out" : second.is };
}

async function post(id, fields, version, token) {
  const body = new URLSearchParams(fields.filter(([name]) => name !== "_token" && name !== "version"));
  body.set("_token", token);
  body.set("version", version);
  let answer;
  try {
    answer = await fetch(`/bao-cao/${id}/tu-luu`, { method: "POST", body, signal: AbortSignal.timeout(30_000) });
  } catch {
    return { is: "away" };
  }
  if (answer.redirected) return { is: "signed_out" };
  const told = await answer.json().catch(() => ({}));
  if (answer.ok) return { is: "kept", told };
  if (answer.status === 409) return { is: "clash", told };
  if (told.errors?.some((error) => error.code === "form_token")) return { is: "stale" };
  // A server in trouble is asked again later, as one that is away.
  return { is: answer.status >= 500 || answer.status === 429 ? "away" : "refused", told };
}

/** Whether the server can be reached now. */
export async function isReachable() {
  const probe = fetch("/suc-khoe", { cache: "no-store", signal: AbortSignal.timeout(8_000) });
  return probe.then((answer) => answer.ok, () => false);
}

const FLAG = "giaoban.waits";

/** Remembers, for pages without a form, whether any draft waits. */
export async function mark(owner) {
  const waits = (await vault.list(owner, "draft")).some((row) => row.waits);
  try {
    if (waits) localStorage.setItem(FLAG, "1");
    else localStorage.removeItem(FLAG);
  } catch { /* private window: the report's own page still sends */ }
}

/** Sends all drafts that wait and whose form is not open; answers what became of them. */
export async function sendAll(owner, how = { ifAvailable: true }) {
  const told = { sent: [], stuck: [] };
  const waiting = (await vault.list(owner, "draft")).filter((row) => row.waits);
  for (const { id, value } of waiting) {
    await navigator.locks.request(`giaoban/${id}`, how, async (lock) => {
      if (!lock) return;
      const outcome = await send(id, owner, value.fields, value.version, "");
      (outcome.is === "kept" ? told.sent : told.stuck).push(id);
      // From now on the server's copy counts, joined with what others wrote.
      if (outcome.is === "kept") await vault.drop(owner, "draft", id);
    });
  }
  await mark(owner);
  return told;
}

/** Makes the form open without network from now on. */
export async function settle(owner, id) {
  navigator.storage?.persist?.().catch(() => false);
  await navigator.serviceWorker.register("/assets/sw.js", { scope: "/" });
  await navigator.serviceWorker.ready;
  if (await vault.get(owner, "page", id)) return;
  // The first visit came before the worker did.
  const answer = await fetch(`/bao-cao/${id}`, { cache: "no-store" });
  const html = await answer.text();
  if (answer.ok && !answer.redirected) await vault.put(owner, "page", id, { html, title: document.title });
}
