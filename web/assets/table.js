// The table of figures by keyboard, and a block pasted from a spreadsheet
// (R-3.9). A block is laid over the rows as `domain::report::paste` does it; only
// its plain text is looked at. Not here: what a number means (number.js).

import { fold, MULTIPLES, readNumber, splitBound, splitMeasure, trim } from "./number.js";
import { ratioValue } from "./rules.js";

export function table(form, word, reading, touched) {
  let undo = null;
  for (const one of form.querySelectorAll(".table--entry")) {
    one.addEventListener("keydown", (event) => move(event, one));
    one.addEventListener("paste", (event) => paste(event, one));
  }

  // Down and up stay in the same column, left and right leave a field at its ends.
  function move(event, one) {
    const { key, target, shiftKey } = event;
    if (event.isComposing || event.altKey || event.metaKey || !target.name) return;
    if (event.ctrlKey) {
      if (key === "z" && undo) { event.preventDefault(); undo(); }
      return;
    }
    const isField = target.matches("input");
    let to = null;
    if ((key === "Enter" && isField) || (isField && (key === "ArrowDown" || key === "ArrowUp"))) {
      const column = [...one.querySelectorAll(`[name^="${target.name[0]}."]`)];
      const back = key === "ArrowUp" || (key === "Enter" && shiftKey);
      to = column[column.indexOf(target) + (back ? -1 : 1)];
      // Enter in the last row must not send the form.
      event.preventDefault();
    } else if (isField && !shiftKey && (key === "ArrowLeft" || key === "ArrowRight")) {
      const { selectionStart: from, selectionEnd: until, value } = target;
      const row = [...target.closest("tr").querySelectorAll("input, select")];
      if (key === "ArrowLeft" && until === 0) to = row[row.indexOf(target) - 1];
      if (key === "ArrowRight" && from === value.length) to = row[row.indexOf(target) + 1];
      if (to) event.preventDefault();
    }
    to?.focus();
    to?.select?.();
  }

  function paste(event, one) {
    const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
    if (!event.target.name?.startsWith("v.") || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const rows = [...one.tBodies[0].rows].map((row) => {
      const code = row.querySelector("select").name.slice(2);
      const name = trim(row.cells[0].firstChild.textContent).slice(code.length);
      const levels = levelsOf(form.elements[`v.${code}`]);
      return { code, name: trim(name), row, scale: 0, measure: "", levels, ...reading.definitions[code] };
    });
    const first = rows.findIndex(({ row }) => row.contains(event.target));
    const { numbers, refused } = readBlock(rows, text, first);
    const before = [];
    for (const [key, value] of numbers) {
      const field = form.elements[`v.${key}`];
      before.push([field, field.value]);
      // A level is chosen by its place in the list.
      field.value = field.options ? readLevel({ levels: levelsOf(field) }, value) : value;
      field.classList.add("pasted");
    }
    undo = () => {
      for (const [field, value] of before) {
        field.value = value;
        field.classList.remove("pasted");
      }
      undo = null;
      one.parentElement.parentElement.querySelector("[data-pasted]")?.remove();
      event.target.focus();
      reading.check();
      touched();
    };
    report(one, numbers.length, refused);
    reading.check();
    touched();
  }

  function report(one, count, refused) {
    form.querySelector("[data-pasted]")?.remove();
    const box = Object.assign(document.createElement("div"), { className: "notice" });
    box.dataset.pasted = "";
    box.setAttribute("role", "status");
    const line = document.createElement("p");
    line.textContent = word("pasted", { count });
    const list = document.createElement("ul");
    for (const { line: at, code, quote } of refused) {
      const item = document.createElement("li");
      item.textContent = `${word("pasted_line", { line: at })} ${quote}: ${word(`paste-${code}`)}`;
      list.append(item);
    }
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--quiet button--small", textContent: word("undo") });
    button.addEventListener("click", () => undo?.());
    box.append(line, ...(refused.length ? [list] : []), button);
    one.parentElement.after(box);
  }
}

// The names of the levels that a list offers, none of an input; its first line is "no level".
const levelsOf = (field) => [...(field?.options ?? [])].slice(1).map((option) => option.text);

/** The place of a level by its name or place, from 1, or 0 (`IndicatorDef::read_level`). */
function readLevel({ levels }, text) {
  const said = fold(text);
  return 1 + levels.findIndex((name, at) => fold(name) === said || String(at + 1) === said);
}

/** Which text belongs to which input, from the row `first` on or as rows name themselves. */
export function readBlock(defs, text, first = 0) {
  const rows = text.split(/\r?\n/).map((row) => row.split("\t").map(trim));
  const isNamed = rows.some((row) => named(defs, row));
  const passedOver = isNamed ? 0 : leading(defs, rows);
  const done = { numbers: [], refused: [] };
  let next = first;
  rows.forEach((row, at) => {
    const refuse = (code) => done.refused.push({ line: at + 1, code, quote: row.join(" | ") });
    const isEmpty = row.every((cell) => !cell);
    const hasNumber = row.some((cell) => isNumber(defs, cell));
    let [def, cells] = [null, row];
    if (isNamed) {
      const found = named(defs, row);
      if (!found) {
        // A heading, or a row of another table.
        if (hasNumber) refuse("row-unknown");
        return;
      }
      // What stands before the name is a row number.
      [def, cells] = [found.def, row.slice(found.at + 1)];
    } else if (!isEmpty && !hasNumber && next === first && !(defs[next] && row.some((cell) => readLevel(defs[next], cell)))) {
      return;
    } else {
      def = defs[next];
      if (!def) {
        if (!isEmpty) refuse("too-many-rows");
        return;
      }
      next += 1;
      cells = row.slice(passedOver);
    }
    const taken = take(defs, def, cells);
    if (typeof taken === "string") refuse(taken);
    else done.numbers.push(...taken);
  });
  return done;
}

function named(defs, row) {
  for (const def of defs) {
    const [code, name] = [def.code.toLowerCase(), fold(def.name)];
    const at = row.findLastIndex((cell) => cell.toLowerCase() === code || (cell && fold(cell) === name));
    if (at >= 0) return { def, at };
  }
  return null;
}

// How many first columns only tell the rows apart: labels, perhaps behind row numbers.
function leading(defs, rows) {
  if (hasLabels(defs, rows, 0)) return 1;
  return countsRows(defs, rows) && (hasLabels(defs, rows, 1) || hasWords(defs, rows)) ? 2 : 0;
}

// Thresholds in a column are names ("Dưới 5") before other numbers, none of which is a
// threshold, where at least two rows differ by them and no row has a plain number there. A
// threshold with a unit of the table is a figure.
function hasLabels(defs, rows, at) {
  const isGroup = (text) => {
    const number = splitBound(text)?.number;
    return number !== undefined && (!isPlain(defs, number) || !splitMeasure(number).said);
  };
  const told = withFigures(defs, rows, at + 1);
  return told.some((row) => isGroup(row[at] ?? "")) && differ(told, at)
    && !rows.some((row) => isPlain(defs, row[at] ?? "") || row.slice(at + 1).some((cell) => splitBound(cell)));
}

// The first column counts the rows: 1, 2, 3 …
function countsRows(defs, rows) {
  const told = withFigures(defs, rows, 0);
  return told.length > 1 && told.every(([first], i) => first === String(i + 1));
}

// The second column has words, and no unit of measure, before figures.
function hasWords(defs, rows) {
  const isWords = (text = "") => text && !isNumber(defs, text) && !isMeasure(defs, fold(text));
  return withFigures(defs, rows, 0).every((row) => isWords(row[1])) && differ(withFigures(defs, rows, 2), 1);
}

const withFigures = (defs, rows, from) => rows.filter((row) => row.slice(from).some((cell) => isNumber(defs, cell)));
const differ = (rows, at) => new Set(rows.map((row) => fold(row[at] ?? "")).filter(Boolean)).size > 1;
const isMeasure = (defs, said) => MULTIPLES.includes(said) || defs.some((def) => fold(def.measure) === said);

// A number and nothing else but perhaps a unit of measure of the table.
function isPlain(defs, text) {
  const { number, said } = splitMeasure(text);
  const isKnown = !said || isMeasure(defs, said);
  return isKnown && !["number.empty", "number.malformed"].includes(readNumber(number, 0).error);
}

// Begins like a number, perhaps with its unit, and is no label such as "1.1 Trường đạt chuẩn";
// or is a threshold and nothing else: "dưới 5 tuổi" names a row.
function isNumber(defs, cell) {
  const threshold = splitBound(cell);
  if (threshold) return isPlain(defs, threshold.number);
  const words = cell.split(/\p{White_Space}+/u).filter((part) => /^\p{Alphabetic}+$/u.test(part));
  return /^[-−+]*\d/.test(cell) && words.length <= 2;
}

function take(defs, def, row) {
  const numbers = [];
  // Words behind a unit of measure stand where a level should.
  let [isMeasured, hasWords] = [false, false];
  for (const [at, cell] of row.entries()) {
    const said = fold(cell);
    // The category of a row that is named by its code.
    const isCategory = splitBound(cell) && fold(def.name).endsWith(said) && row.slice(at + 1).some((next) => isNumber(defs, next));
    if (!cell || isCategory || cell.toLowerCase() === def.code.toLowerCase()) continue;
    if (isMeasure(defs, said)) {
      if (said !== fold(def.measure)) return "other-measure";
      isMeasured = true;
    } else if (isNumber(defs, cell) || readLevel(def, cell) || (said !== fold(def.name) && row.length === 1)) {
      // A lone text in a column of numbers is shown as typed, not dropped.
      numbers.push(cell);
    } else {
      hasWords ||= isMeasured;
    }
  }
  const [num, den, ratio] = numbers;
  const isLevel = def.levels.length > 0;
  if (!numbers.length) return isLevel && hasWords ? "no-level" : [];
  // A list to choose from cannot show what is none of its levels.
  if (isLevel && numbers.length === 1 && !readLevel(def, num)) return "no-level";
  if (!def.factor) return numbers.length === 1 ? [[def.code, num]] : "many-numbers";
  if (numbers.length !== 2 && numbers.length !== 3) return "ratio-parts";
  if (ratio !== undefined && !agrees(def, num, den, ratio)) return "parts-disagree";
  return [[`${def.code}_NUM`, num], [`${def.code}_DEN`, den]];
}

// Whether a ratio beside its parts is theirs, to the decimals that it has.
function agrees(def, num, den, ratio) {
  const readings = (text, scale) => {
    const read = readNumber(text, scale);
    return [read.exact, read.thousands, read.decimal].filter((one) => one !== undefined);
  };
  for (let scale = 0; scale <= def.scale; scale += 1) {
    const said = readings(ratio, scale);
    for (const n of readings(num, 0)) for (const d of readings(den, 0)) if (said.includes(ratioValue(n, d, BigInt(def.factor), scale))) return true;
  }
  return false;
}
