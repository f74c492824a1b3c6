// Two authors changed the same place: both texts with their
// authors, and the person decides place by place. Nothing is sent before all
// are decided. The server finds the places; see `domain::report::merge`.

const make = (name, text, className = "") => Object.assign(document.createElement(name), { textContent: text, className });

/** Shows the places of `told`; calls `settled` when each has an answer. */
export function showClash(form, told, word, fill, settled) {
  for (const old of form.querySelectorAll("[data-clash]")) old.remove();
  const open = new Set(told.places.map((place) => place.place));
  for (const { place, by, at, mine, theirs } of told.places) {
    const field = form.elements[place] ?? form.elements[Object.keys(theirs)[0]];
    const box = make("div", "", "notice notice--warn");
    box.dataset.clash = place;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", word("clash", { name: by, at }));
    box.append(make("p", word("clash", { name: by, at })), ...side(word("theirs", { name: by }), theirs), ...side(word("mine"), mine));
    for (const [text, values] of [[word("take_theirs"), theirs], [word("keep_mine"), null]]) {
      const button = make("button", text, "button button--quiet button--small");
      button.type = "button";
      button.addEventListener("click", () => {
        if (values) fill(values);
        open.delete(place);
        box.remove();
        field?.focus();
        if (open.size === 0) settled(told.version);
      });
      box.append(button, " ");
    }
    const near = field?.closest("td, .field, .card, p");
    if (near?.matches("td")) near.append(box);
    else if (near) near.after(box);
    else form.prepend(box);
  }
  form.querySelector("[data-clash] button")?.focus();
}

// Who, and what stands in the fields of a place.
function side(title, values) {
  const shown = Object.entries(values).filter(([name, value]) => value && !name.startsWith("k."));
  const text = shown.map(([, value]) => (value === "on" ? "✓" : value)).join(" · ");
  return [make("p", title, "field__hint"), make("p", text || "–", "keep")];
}
