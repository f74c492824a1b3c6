// Numbers read back, ratios and remarks while a person types (R-3.7, R-3.9): the
// rules that came with the page, in the server's words. The server has the last
// word at saving and signing. Not here: reading and rules themselves.

import { bounded, formatNumber, readPart, splitBound, trim } from "./number.js";
import { checkAll, indicatorsOf, parseExact, shownBound, shownValue, testOutlier, unpack } from "./rules.js";

const TAGS = { high: "late", medium: "warn", low: "info" };

/** `check(field)` reads anew after a change; `told(answer)` takes a save's answer. */
export function live(form, word, touched) {
  const data = parseExact(document.getElementById("quy-tac")?.textContent ?? '{"definitions":{},"rules":[],"texts":{}}');
  // Without definitions the server's reading stands.
  let answered = { readings: {}, troubles: {} };
  const { definitions, past = {}, history = {}, limits = {}, outliers = [] } = data;
  const rules = unpack(data.rules);
  const measures = Object.values(definitions).map((def) => def.measure);
  const english = document.documentElement.lang === "en";
  const inputs = [...form.querySelectorAll("[name^='v.']")].map((input) => ({ input, ...partOf(input.name.slice(2)) }));
  // A place for each reading and each row's remarks, where the page has none yet.
  for (const { input } of inputs) {
    if (input.type === "hidden" || input.tagName === "SELECT" || form.querySelector(`[data-read="${CSS.escape(input.name)}"]`)) continue;
    const hint = Object.assign(document.createElement("span"), { id: `r-${input.name}`, className: "field__hint" });
    hint.dataset.read = input.name;
    input.after(hint);
    input.setAttribute("aria-describedby", `${hint.id} ${input.getAttribute("aria-describedby") ?? ""}`.trim());
  }
  for (const { name, parentElement } of form.querySelectorAll(".table--entry select[name^='k.']")) {
    const cell = parentElement.previousElementSibling;
    if (cell.querySelector("[data-remarks]")) continue;
    const place = document.createElement("div");
    place.dataset.remarks = name.slice(2);
    cell.append(place);
  }
  const hints = new Map([...form.querySelectorAll("[data-read]")].map((hint) => [hint.dataset.read, hint]));
  const hinted = new Map([...hints].map(([name, hint]) => [name, hint.textContent]));
  // What the server wrote itself is certain, however it could be read.
  const written = new Map(inputs.filter(({ input }) => !input.hasAttribute("aria-invalid")).map(({ input }) => [input.name, input.defaultValue]));

  function partOf(key) {
    const [, base, part] = /^(.*)_(NUM|DEN)$/.exec(key) ?? [];
    return definitions[base]?.factor ? { code: base, part: part.toLowerCase() } : { code: key, part: "value" };
  }

  const style = () => form.elements.style?.value ?? "";

  // A number that is shown; what the server wrote for a field is Vietnamese.
  const inWords = (bound, number) => (english && bound ? word(`threshold-${bound}`, { number }) : bounded(bound, number));

  function readBack(text) {
    const { bound, number } = splitBound(text) ?? { number: text };
    return inWords(bound, number);
  }

  function read({ input, code, part }) {
    const def = definitions[code];
    const text = trim(input.value);
    if (!def || !text) return {};
    const shown = written.get(input.name) === text && readPart(def, part, text, "vi", measures);
    return shown && shown.exact !== undefined ? shown : readPart(def, part, input.value, style(), measures);
  }

  function check(field) {
    const now = {};
    let doubtful = null;
    for (const one of inputs) {
      const { input, code, part } = one;
      const told = read(one);
      const scale = part === "value" ? definitions[code]?.scale : 0;
      if (told.exact !== undefined) (now[code] ??= {})[part] = told.exact;
      if (told.bound) now[code].bound = told.bound;
      if (told.error === "number.doubtful") doubtful ??= { ...told, input, scale };
      // While it is being typed a number is not wrong yet.
      const isOpen = field && input === document.activeElement && field === input && !input.hasAttribute("aria-invalid");
      show(input, told, scale, isOpen);
    }
    ask(doubtful);
    for (const place of form.querySelectorAll("[data-share]")) {
      const code = place.dataset.share;
      const value = now[code] && shownValue(now[code], definitions[code]);
      const isWhole = value !== null && value !== undefined && now[code].num !== undefined;
      place.textContent = isWhole ? `= ${formatNumber(value, definitions[code].scale)} ${definitions[code].measure}` : "";
    }
    remarks(now);
  }

  function show(input, told, scale, isOpen) {
    const hint = hints.get(input.name);
    if (!hint || (told.error && isOpen)) return;
    const isUnknown = !definitions[partOf(input.name.slice(2)).code];
    const back = isUnknown && answered.readings[input.name];
    const own = told.error ? word(told.error, { typed: input.value }) : isUnknown && answered.troubles[input.name];
    const text = own || (back ? `= ${readBack(back)}` : told.exact === undefined ? hinted.get(input.name) : `= ${inWords(told.bound, formatNumber(told.exact, scale))}`);
    if (hint.textContent !== text) hint.textContent = text;
    hint.className = own ? "field__error" : "field__hint";
    if (own) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    const old = document.getElementById(`e-${input.name}`);
    if (old) old.hidden = true;
  }

  // Which way doubtful numbers are meant: asked once for the form.
  function ask(doubtful) {
    const answer = form.elements.style;
    document.getElementById("cach-doc")?.remove();
    if (!doubtful || answer?.type !== "hidden") return;
    const box = document.createElement("fieldset");
    box.id = "cach-doc";
    box.className = "notice";
    const legend = document.createElement("legend");
    legend.textContent = word("doubt", { typed: doubtful.input.value });
    box.append(legend);
    for (const [code, number] of [["vi", doubtful.vietnamese], ["en", doubtful.english]]) {
      const label = document.createElement("label");
      const choice = Object.assign(document.createElement("input"), { type: "radio", value: code });
      choice.addEventListener("change", () => { answer.value = code; check(); touched(); });
      label.className = "choice";
      label.append(choice, ` ${formatNumber(number, doubtful.scale)} – ${word(`style-${code}`)}`);
      box.append(label);
    }
    form.querySelector("legend").after(box);
  }

  // ---- what the rules say

  const text = (code, place, detail = "") => (data.texts[code] ?? code).replace("%{place}", place).replace("%{detail}", detail);
  const said = (rule, place) => (rule.says ? text("check.own", place, english && rule.says_en ? rule.says_en : rule.says) : text(rule.code, place));
  const places = new Map([...form.querySelectorAll("[data-remarks]")].map((place) => [place.dataset.remarks, place]));
  // Every sentence that is said here, so that the server's copy of it gives way.
  const sayable = new Set(rules.map((rule) => said(rule, indicatorsOf(rule)[0])));
  for (const code of places.keys()) for (const one of ["outlier.unusual", "outlier.beyond_limits"]) sayable.add(text(one, code));
  const sentence = (item) => {
    const copy = item.querySelector("a") ?? item;
    return trim(copy.textContent.replace(item.querySelector(".tag")?.textContent ?? "", ""));
  };
  const listed = [...document.querySelectorAll("#nhan-xet ~ ul > li")].map((item) => [item, sentence(item)]).filter(([, one]) => sayable.has(one));
  for (const place of places.values()) for (const old of [...place.children]) if (sayable.has(sentence(old))) old.remove();

  const filled = (name) => Boolean(form.elements[name]?.value.trim());

  function remarks(now) {
    const facts = { definitions, now, ...past };
    const found = form.elements.nil?.checked ? [] : checkAll(rules, facts).map((rule) => {
      const place = rule.indicators[0];
      const isExplained = rule.indicators.some((code) => filled(`n.${code}`)) || filled(`x.${rule.code}@${place}`);
      return { place, weight: rule.importance, isExplained, says: said(rule, place) };
    });
    for (const code of form.elements.nil?.checked ? [] : Object.keys(now)) {
      const value = shownValue(now[code], definitions[code]);
      if (value === null) continue;
      const bound = shownBound(now[code], definitions[code]);
      const unusual = (test) => testOutlier(test, history[code] ?? [], value, bound) === "unusual";
      const add = (one, weight) => found.push({ place: code, weight, isExplained: filled(`n.${code}`) || filled(`x.${one}@${code}`), says: text(one, code) });
      if (limits[code] && unusual({ test: "min_max", min: limits[code][0], max: limits[code][1] })) add("outlier.beyond_limits", "medium");
      if (outliers.some(unusual)) add("outlier.unusual", "low");
    }
    for (const [code, place] of places) {
      const here = found.filter((one) => one.place === code);
      const key = JSON.stringify(here);
      if (place.dataset.says === key) continue;
      place.dataset.says = key;
      for (const old of place.querySelectorAll("[data-live]")) old.remove();
      for (const one of here) {
        const line = document.createElement("p");
        const tag = document.createElement("span");
        const grade = one.weight === "medium" && one.isExplained ? "info" : TAGS[one.weight];
        line.dataset.live = "";
        tag.className = `tag tag--${grade}`;
        tag.textContent = word(`weight-${grade}`);
        line.append(tag, ` ${one.says}`);
        place.append(line);
      }
    }
    const says = new Set(found.map((one) => one.says));
    for (const [item, one] of listed) item.hidden = !says.has(one);
  }

  return {
    check,
    definitions,
    told(answer) {
      answered = answer;
      for (const { input } of inputs) {
        const back = answer.readings[input.name];
        if (back !== undefined) written.set(input.name, back);
        else written.delete(input.name);
      }
      check(document.activeElement);
    },
  };
}
