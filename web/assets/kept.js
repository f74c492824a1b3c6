// What this browser keeps, seen from pages without a form: sends drafts that
// wait, lists what can be opened without network, and takes everything away at
// signing out (R-3.13, R-16.1).

import { isReachable, mark, sendAll } from "./offline.js";

/** Somebody else works here now: what the one before opened stays closed. */
export async function arrive(owner) {
  const before = await vault.current();
  if (before && before !== owner) await vault.enter(owner);
  await mark(owner);
  localStorage.setItem("giaoban.owner", owner);
}

/** Before signing out; false when the person rather stays. */
export async function leave(form) {
  const { owner } = form.dataset;
  if (!vault.isThere) return true;
  const isHere = await isReachable();
  document.dispatchEvent(new CustomEvent("giaoban:idle"));
  if (isHere) await sendAll(owner, { mode: "shared" });
  const waiting = (await vault.list(owner, "draft")).filter((row) => row.waits).length;
  if (waiting && !confirm(form.dataset.unsent.replace("%{count}", waiting))) return false;
  await vault.leave(owner);
  await mark(owner);
  localStorage.removeItem("giaoban.owner");
  for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) await worker.unregister();
  // The session lives on the server: who sits here must know that it is open.
  if (!isHere) alert(form.dataset.away);
  return isHere;
}

async function queue(place, owner) {
  const { sent, stuck } = await sendAll(owner);
  place.textContent = "";
  for (const [ids, text] of [[sent, place.dataset.sent], [stuck, place.dataset.stuck]]) {
    for (const id of ids) {
      const link = document.createElement("a");
      link.href = `/bao-cao/${id}`;
      link.textContent = (await vault.get(owner, "page", id))?.value.title ?? id;
      place.append(`${text} `, link, " ");
    }
  }
  place.hidden = !place.textContent;
}

async function list(place) {
  const owner = await vault.current();
  const pages = owner ? await vault.list(owner, "page") : [];
  const drafts = owner ? await vault.list(owner, "draft") : [];
  for (const { id, value, at } of pages) {
    // A part of a long table: its report is in the list.
    if (id.includes(".")) continue;
    const link = document.createElement("a");
    link.href = `/bao-cao/${id}`;
    link.textContent = value.title;
    const item = document.createElement("li");
    const waits = drafts.some((draft) => draft.id === id && draft.waits);
    const text = `${place.dataset.at} ${new Date(at).toLocaleString(document.documentElement.lang)}`;
    item.append(link, ` – ${text}${waits ? ` · ${place.dataset.waits}` : ""}`);
    place.append(item);
  }
  document.querySelector("[data-nothing]").hidden = pages.length > 0;
}

const waiting = document.querySelector("[data-queue]");
const kept = document.querySelector("[data-kept-list]");
if (waiting && vault.isThere && !document.querySelector("[data-report]")) {
  const { owner } = document.querySelector("form[data-owner]").dataset;
  queue(waiting, owner);
  addEventListener("online", () => queue(waiting, owner));
}
if (kept && vault.isThere) list(kept);
