// The report page with JavaScript: saves by itself, keeps what is typed in this
// browser until the server has it, and says where it is. Without JavaScript the
// buttons do the same. Signing is never kept for later: the time of receipt is
// the server's. Not here: numbers and rules (live.js), the table (table.js); both
// are fetched when the table of figures comes near.

import { mark, send, settle } from "./offline.js";

// After so long without typing: kept here, sent, and tried again.
const KEEP = 500;
const PAUSE = 4_000;
const AGAIN = 15_000;
// What the rows of another part of a long table say travels with the form.
const CARRIED = /^[vnk]\./;
// Fields that remarks on figures depend on.
const FIGURES = /^[vnkx]\.|^nil$|^style$/;

for (const form of document.querySelectorAll("form[data-report]")) watch(form);

function watch(form) {
  const { report: id, owner } = form.dataset;
  const words = JSON.parse(document.getElementById("loi-noi").textContent);
  const word = (key, args = {}) => (words[key] ?? key).replace(/%\{(\w+)\}/g, (_, name) => args[name] ?? "");
  const status = form.querySelector("[data-status]");
  const place = document.querySelector("[data-here]");
  // The time of the copy that the service worker gave, if it did.
  const copyAt = Number(document.documentElement.dataset.kept ?? 0);
  const canWrite = !form.querySelector("fieldset").disabled;
  const pairs = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !name.startsWith("b."));

  let edits = 0; // counts changes, to tell whether more came during a wait
  let sent = 0; // the last change that the server has
  let kept = 0; // the last change that this browser keeps
  let keptAt = 0;
  let canKeep = false;
  let isAway = false;
  let isStopped = !canWrite; // a person must look before anything more is sent
  let isLeaving = false;
  let composing = false;
  let isPressed = false;
  let unread = null; // a field that changed while a pointer was pressed
  let keeping, sending, running;

  function say(text, is) {
    if (status.textContent !== text) status.textContent = text;
    if (is !== "signed_out") return;
    const link = Object.assign(document.createElement("a"), { href: "/dang-nhap", target: "_blank", textContent: word("sign_in") });
    status.append(" ", link);
  }

  // ---- figures

  let reading = null;
  let coming = null;
  let told = null; // the last save's answer

  /** Fetches what reads numbers and works the table; tried again when it fails. */
  function figures() {
    coming ??= Promise.all([import("./live.js"), import("./table.js")]).then(([{ live }, { table }]) => {
      reading = live(form, word, touched);
      table(form, word, reading, touched);
      if (told) reading.told(told);
      else reading.check();
      form.dataset.figures = "1";
    }).catch(() => { coming = null; });
    return coming;
  }

  const check = (field) => {
    if (reading) reading.check(field);
    else if (field && FIGURES.test(field.name)) figures();
  };
  const isEntry = (target) => target.closest(".table--entry");
  const tables = form.querySelectorAll(".table--entry");
  const near = new IntersectionObserver((seen) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    near.disconnect();
    figures();
  }, { rootMargin: "100%" });
  for (const one of tables) near.observe(one);
  form.addEventListener("focusin", ({ target }) => { if (isEntry(target)) figures(); });
  // Enter in a row goes to the next one and never sends the form.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing && event.target.matches("input") && isEntry(event.target)) event.preventDefault();
  });

  // ---- typing

  function touched() {
    edits += 1;
    clearTimeout(keeping);
    keeping = setTimeout(keep, KEEP);
    if (!composing) later(PAUSE);
  }

  function later(pause) {
    clearTimeout(sending);
    if (!isStopped) sending = setTimeout(save, pause);
  }

  // Fields outside the form may belong to it, so the page listens.
  const own = (act) => (event) => { if (event.target.form === form) act(event); };
  document.addEventListener("compositionstart", own(() => { composing = true; clearTimeout(sending); }));
  document.addEventListener("compositionend", own((event) => { composing = false; typed(event); }));
  document.addEventListener("input", own((event) => typed(event)));
  document.addEventListener("change", own((event) => typed(event)));

  function typed({ target }) {
    count(target);
    // While an input method composes a syllable the text is not meant yet, and
    // what a remark moves must not slip away under a pointer that is pressed.
    if (isPressed) unread = target;
    else if (!composing) check(target);
    touched();
  }

  addEventListener("pointerdown", () => { isPressed = true; }, true);
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => {
    isPressed = false;
    if (unread) setTimeout((field) => (reading ? reading.check() : check(field)), 0, unread);
    unread = null;
  }, true);

  function count(field) {
    const number = form.querySelector(`[data-count="${CSS.escape(field.name || "")}"]`);
    if (number) number.textContent = (field.value.match(/\S+/g) || []).length;
  }

  // ---- keeping here

  async function keep(waits = true) {
    if (!canKeep || !canWrite) return;
    clearTimeout(keeping);
    const now = edits;
    const value = { fields: pairs(), version: form.elements.version.value };
    if (await vault.put(owner, "draft", id, value, waits).catch(() => false)) {
      kept = now;
      keptAt = Date.now();
      await mark(owner);
    }
    line();
  }

  async function restore() {
    const row = await vault.get(owner, "draft", id);
    // Only on the page itself: others show what was just sent or read from a file.
    if (!row || location.pathname !== `/bao-cao/${id}` || !(row.waits || copyAt)) return;
    fill(Object.fromEntries(row.value.fields), true);
    form.elements.version.value = row.value.version;
    keptAt = row.at;
    if (row.waits) edits = kept = 1;
    if (row.waits && !canWrite) refuse(word("closed"));
  }

  /** Puts values into fields; `all` also clears boxes that are not named. */
  function fill(values, all = false) {
    for (const field of form.elements) {
      const { name, type } = field;
      if (!name || name === "_token" || name === "version" || name === "phan") continue;
      if (type === "checkbox" || type === "radio") {
        if (all || name in values) field.checked = values[name] === (type === "radio" ? field.value : "on");
      } else if (name in values) field.value = values[name];
      count(field);
    }
    for (const [name, value] of Object.entries(values)) {
      if (!value || !CARRIED.test(name) || form.elements[name]) continue;
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    check();
  }

  // ---- sending

  // One after the other; answers what became of everything typed so far.
  async function save() {
    while (running) await running;
    if (isStopped || composing) return composing ? later(PAUSE) : { is: "stopped" };
    running = attempt();
    try { return await running; } finally { running = null; }
  }

  async function attempt() {
    clearTimeout(sending);
    const now = edits;
    const { version, _token } = form.elements;
    const fields = pairs();
    const outcome = await send(id, owner, fields, version.value, _token.value);
    const { is, told: answer, token } = outcome;
    if (token) for (const one of document.getElementsByName("_token")) one.value = token;
    isAway = is === "away";
    if (is === "kept") {
      sent = now;
      if (join(Object.fromEntries(fields), answer.joined ?? {})) version.value = answer.version;
      told = answer;
      reading?.told(answer);
      say(answer.message);
      // What came meanwhile is kept under the new counter.
      await keep(edits !== now);
    } else {
      if (edits > kept) await keep();
      if (is === "clash") clash(answer);
      else if (is === "refused") refused(answer);
      else say(word(is === "away" && !canKeep ? "not_saved" : is), is);
    }
    if (edits > sent && is !== "refused") later(is === "kept" ? PAUSE : AGAIN);
    line();
    return outcome;
  }

  // What others wrote elsewhere. The counter goes on only with all of it on the
  // page, or the next save would take their texts back.
  function join(was, joined) {
    const entries = Object.entries(joined).filter(([name]) => form.elements[name] || CARRIED.test(name));
    const asSent = entries.filter(([name]) => {
      if (!form.elements[name]) return true;
      const { type, checked, value } = form.elements[name];
      return (was[name] ?? "") === (type === "checkbox" ? (checked ? "on" : "") : value);
    });
    if (asSent.length) fill(Object.fromEntries(asSent));
    return asSent.length === entries.length;
  }

  async function clash(told) {
    isStopped = true;
    say(told.message);
    if (told.places) {
      const { showClash } = await import("./clash.js");
      showClash(form, told, word, fill, (version) => {
        form.elements.version.value = version;
        isStopped = false;
        touched();
        save();
      });
    }
  }

  function refused({ detail, errors = [] }) {
    // A text that cannot be taken is corrected and sent with the next change.
    const isText = errors.length > 0 && !errors.some((error) => error.code.startsWith("report."));
    if (isText) say(detail);
    else refuse(detail);
  }

  // The round closed or the office said no: everything typed stays here.
  function refuse(text) {
    isStopped = true;
    say(text);
    const ask = document.querySelector("details[data-ask]");
    if (ask) ask.open = true;
  }

  form.addEventListener("submit", async (event) => {
    if (isLeaving || isStopped) { isLeaving = true; return; }
    // A save under way is waited for: the next one must know its counter.
    event.preventDefault();
    const button = event.submitter;
    const signs = /\/ky(-gui)?$/.test(button?.formAction);
    if (form.dataset.pressed) return;
    form.dataset.pressed = "1";
    const { is, told } = (await save()) ?? {};
    delete form.dataset.pressed;
    if (is === "kept" && signs && Object.keys(told.joined ?? {}).length) say(word("joined_sign"));
    else if (is === "kept") { isLeaving = true; form.requestSubmit(button); }
    else if (signs && is === "away") say(word("sign_away"));
    // A part that was opened before is kept as well.
    else if (is === "away" && button?.name === "den" && edits === kept) location.assign(`?phan=${button.value}#so-lieu`);
  });

  // ---- saying what is where

  const clock = (at) => new Date(at).toLocaleString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit", year: "numeric" });

  function age(at) {
    const minutes = Math.floor((Date.now() - at) / 60_000);
    if (minutes < 1) return word("just_now");
    if (minutes < 60) return word("minutes", { count: minutes });
    return minutes < 1440 ? word("hours", { count: Math.floor(minutes / 60) }) : word("days", { count: Math.floor(minutes / 1440) });
  }

  function line() {
    const said = [];
    if (!canKeep) said.push(word("cannot_keep"));
    if (copyAt) said.push(word("copy", { at: clock(copyAt), age: age(copyAt) }));
    if (keptAt) said.push(word(edits > sent ? "waits" : "arrived", { at: clock(keptAt), age: age(keptAt) }));
    else if (canKeep && !copyAt) said.push(word("ready"));
    if (isAway || copyAt) said.push(word("sign_needs"));
    place.textContent = said.join(" ");
  }

  // ---- coming and going

  addEventListener("beforeunload", (event) => {
    // Kept here is not lost; the line says that it waits.
    if (!isLeaving && edits > sent && edits > kept) event.preventDefault();
  });
  addEventListener("pageshow", () => { isLeaving = false; });
  const retry = () => { if (edits > sent) save(); };
  addEventListener("online", retry);
  document.addEventListener("giaoban:idle", retry);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") retry();
    else if (edits > kept) keep();
  });

  async function begin() {
    // Nothing may be typed over before what waits stands in the fields.
    form.inert = true;
    try {
      if (vault.isThere) await restore();
    } catch { /* nothing is kept then */ } finally {
      form.inert = false;
    }
    try {
      if (vault.isThere && !copyAt) await vault.enter(owner);
      canKeep = vault.isThere && (await vault.current()) === owner;
    } catch { /* no room, or a private window: the page works as without */ }
    // What waited in this browser is read before it is sent.
    if (edits > sent) await figures();
    if (edits > sent && canWrite) save();
    line();
    setInterval(line, 60_000);
    // While this page is open no other one sends its draft.
    navigator.locks?.request(`giaoban/${id}`, { mode: "shared" }, () => new Promise(() => {}));
    if (canKeep) await settle(owner, id).catch(() => { /* tried again at the next visit */ });
    form.dataset.ready = "1";
  }
  begin();
}
