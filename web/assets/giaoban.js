// What pages gain with JavaScript; everything works without it. All texts come
// from the page, so that both languages are right. No outside host, no library.

const all = (what) => document.querySelectorAll(what);
const store = {
  get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window */ } },
};

// Text size and contrast: kept in this browser only, never sent anywhere.
const root = document.documentElement;
const look = { size: ["1", "2", "3"], contrast: ["normal", "high"] };
for (const [name, values] of Object.entries(look)) {
  const kept = store.get(`giaoban.${name}`);
  if (values.includes(kept)) root.dataset[name] = kept;
}

function lookControls() {
  for (const button of all("[data-set-size], [data-set-contrast]")) {
    const name = button.dataset.setSize ? "size" : "contrast";
    const value = button.dataset.setSize ?? button.dataset.setContrast;
    const show = () => {
      const now = root.dataset[name] ?? look[name][0];
      for (const b of all(`[data-set-${name}]`)) b.setAttribute("aria-pressed", String(b.getAttribute(`data-set-${name}`) === now));
    };
    button.addEventListener("click", () => {
      root.dataset[name] = value;
      store.set(`giaoban.${name}`, value);
      show();
    });
    show();
  }
}

// Controls that need JavaScript are hidden until it is there.
function reveal() {
  for (const one of all("[data-needs-js]")) one.hidden = false;
}

// After a refused form the reader starts at the list of errors.
function focusErrors() {
  document.getElementById("loi")?.focus();
}

// Leaving with typed but unsent text asks first (form attribute data-guard).
function guardForms() {
  const dirty = new Set();
  for (const form of all("form[data-guard]")) {
    form.addEventListener("input", () => dirty.add(form));
    form.addEventListener("submit", () => dirty.delete(form));
    // Autosave says so when everything typed has arrived.
    form.addEventListener("giaoban:saved", () => dirty.delete(form));
  }
  addEventListener("beforeunload", (event) => { if (dirty.size > 0) event.preventDefault(); });
}

// Acts that cannot be taken back ask once (button attribute data-confirm).
function confirmDanger() {
  for (const button of all("button[data-confirm]")) {
    button.addEventListener("click", (event) => {
      if (!confirm(button.dataset.confirm)) event.preventDefault();
    });
  }
}

// A second press on a form's button must not send it twice.
function sendOnce() {
  addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) event.preventDefault();
    else form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 4000);
  });
  addEventListener("pageshow", () => { for (const form of all("form[data-sent]")) delete form.dataset.sent; });
}

function readerTools() {
  for (const button of all("[data-print]")) button.addEventListener("click", () => print());
  for (const button of all("[data-copy]")) {
    button.addEventListener("click", async () => {
      const text = button.dataset.copy || location.href.split("#")[0];
      const said = button.parentElement.querySelector("[data-copied]");
      try {
        await navigator.clipboard.writeText(text);
        if (said) said.textContent = button.dataset.done ?? "";
      } catch {
        // Without permission the address is at least shown to be copied by hand.
        if (said) said.textContent = text;
      }
    });
  }
}

// Ticks every box of a table from its head (data-tick-all="name of the boxes").
function tickAll() {
  for (const box of all("[data-tick-all]")) {
    box.addEventListener("change", () => {
      for (const one of all(`input[name="${CSS.escape(box.dataset.tickAll)}"]`)) if (!one.disabled) one.checked = box.checked;
    });
  }
}

// Before an idle session ends the person is warned and may stay. All
// windows of one browser share the session, so they share the time of the last
// request as well. Nothing is reloaded at the end: typed text stays readable.
function idle() {
  const dialog = document.querySelector("dialog[data-idle]");
  const seconds = Number(dialog?.dataset.idle ?? 0);
  if (!dialog || seconds <= 0) return;
  const warn = Math.min(120, seconds / 2);
  const left = dialog.querySelector("[data-left]");
  const touch = () => store.set("giaoban.seen", String(Date.now()));
  const start = Date.now();
  const seen = () => Math.max(start, Number(store.get("giaoban.seen") ?? 0));
  touch();
  dialog.querySelector("[data-stay]").addEventListener("click", async () => {
    const answer = await fetch("/suc-khoe", { credentials: "same-origin", cache: "no-store" }).catch(() => null);
    if (answer?.ok) { touch(); dialog.close(); }
  });
  let announced = false;
  setInterval(() => {
    const rest = Math.round(seconds - (Date.now() - seen()) / 1000);
    if (rest > warn) { announced = false; if (dialog.open) dialog.close(); return; }
    if (!announced) {
      announced = true;
      document.dispatchEvent(new CustomEvent("giaoban:idle"));
      if (!dialog.open) dialog.showModal();
    }
    if (rest > 0) left.textContent = `${Math.floor(rest / 60)}:${String(rest % 60).padStart(2, "0")}`;
    else { dialog.querySelector("[data-before]").hidden = true; dialog.querySelector("[data-after]").hidden = false; }
  }, 1000);
}

// Signing out takes away what this browser keeps, and drafts that wait are sent
// from any page.
function keptHere() {
  const form = document.querySelector('form[action="/dang-xuat"]');
  if (!form || !isSecureContext) return;
  let goes = false;
  form.addEventListener("submit", async (event) => {
    if (goes) return;
    event.preventDefault();
    goes = await import("./kept.js").then((kept) => kept.leave(form)).catch(() => true);
    if (goes) form.requestSubmit();
  });
  const { owner } = form.dataset;
  const isNew = owner && store.get("giaoban.owner") !== owner;
  if (!isNew && !store.get("giaoban.waits")) return;
  import("./kept.js").then((kept) => isNew && kept.arrive(owner)).catch(() => { /* at the next page */ });
}

lookControls();
reveal();
focusErrors();
guardForms();
confirmDanger();
sendOnce();
readerTools();
tickAll();
idle();
keptHere();
