// The report page with JavaScript: saves by itself, reads numbers back, counts
// words, warns before unsaved work is left. Without it the buttons do the same.

const PAUSE = 4000;

for (const form of document.querySelectorAll("[data-report]")) watch(form);

function watch(form) {
  const status = form.querySelector("[data-status]");
  let timer = 0;
  let changed = false;
  let saving = false;
  let stopped = false;
  // While a Vietnamese input method composes a syllable the text is not what
  // the person means yet.
  let composing = false;

  const say = (text) => { if (status.textContent !== text) status.textContent = text; };

  const later = () => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, PAUSE);
  };

  const touched = (event) => {
    changed = true;
    count(form, event.target);
    if (!composing) later();
  };

  form.addEventListener("compositionstart", () => { composing = true; clearTimeout(timer); });
  form.addEventListener("compositionend", (event) => { composing = false; touched(event); });
  form.addEventListener("input", touched);
  form.addEventListener("change", touched);
  form.addEventListener("submit", () => { changed = false; stopped = true; clearTimeout(timer); });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

  async function save() {
    if (saving || composing || stopped) return later();
    saving = true;
    const body = new URLSearchParams(new FormData(form));
    changed = false;
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body });
      const told = await answer.json();
      if (answer.ok) {
        form.elements.version.value = told.version;
        readBack(form, told);
        say(told.message);
      } else {
        // Somebody else saved, or the round closed: the person must look, so
        // nothing more is sent by itself and everything typed stays.
        changed = true;
        stopped = answer.status === 409 || answer.status === 422;
        say(told.message || told.detail || form.dataset.offline);
      }
    } catch {
      changed = true;
      say(form.dataset.offline);
      later();
    } finally {
      saving = false;
      if (changed && !stopped) later();
    }
  }
}

function readBack(form, told) {
  for (const place of form.querySelectorAll("[data-read]")) {
    const name = place.dataset.read;
    const trouble = told.troubles[name];
    const input = form.elements[name];
    place.textContent = trouble || (told.readings[name] ? "= " + told.readings[name] : "");
    place.className = trouble ? "field__error" : "field__hint";
    if (trouble) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
}

function count(form, field) {
  const place = form.querySelector(`[data-count="${CSS.escape(field.name || "")}"]`);
  if (place) place.textContent = (field.value.match(/\S+/g) || []).length;
}
