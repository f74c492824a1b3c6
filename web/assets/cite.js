// Document numbers while typing: under a text field stand the numbers that the
// server recognises, as links to the register, with an offer to enter a missing
// one. Only a list below the field changes; the text and the caret never do.

const PAUSE = 700;

for (const field of document.querySelectorAll("textarea, input[data-cites]")) watch(field);

function watch(field) {
  const form = field.form;
  if (!form?.elements._token) return;
  let timer = 0;
  let composing = false;
  let asked = "";
  let list = null;

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };
  // While Telex or VNI composes a syllable the text is not what is meant yet.
  field.addEventListener("compositionstart", () => { composing = true; clearTimeout(timer); });
  field.addEventListener("compositionend", () => { composing = false; later(); });
  field.addEventListener("input", () => { if (!composing) later(); });
  // Back from the other window, what was offered may have been entered.
  field.addEventListener("focus", () => {
    if (list?.querySelector("[data-offer]")) asked = "";
    if (field.value !== asked) later();
  });

  async function ask() {
    const text = field.value;
    if (composing || text === asked) return;
    asked = text;
    // Without a digit there is no number to ask about.
    if (!/\d/.test(text)) return show([]);
    try {
      const answer = await fetch("/van-ban/nhan-so", {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams({ _token: form.elements._token.value, text }),
      });
      if (!answer.ok) return;
      const found = await answer.json();
      if (field.value === text) show(found);
    } catch { /* offline: the list stays as it was */ }
  }

  function show(found) {
    if (!list) {
      if (found.length === 0) return;
      list = document.createElement("ul");
      list.className = "cites";
      list.setAttribute("aria-live", "polite");
      field.after(list);
    }
    list.replaceChildren(...found.map(line));
  }
}

function line({ text, href, about, create }) {
  const item = document.createElement("li");
  const to = href ?? create;
  if (!to) {
    item.textContent = `${text} – ${about}`;
    return item;
  }
  const link = document.createElement("a");
  link.href = to;
  // What is being typed must not be left.
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = href ? text : about;
  if (href) link.title = about;
  else link.dataset.offer = "";
  item.append(link);
  return item;
}
