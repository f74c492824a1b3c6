// Numbers as people write them, read and written exactly as `domain::number`
// and `domain::report::entry` do it: whole BigInts at 10^scale, nothing is ever
// rounded. A test in a browser holds both readers equal. Not here: the page.

const LIMIT = 2n ** 63n;
const MALFORMED = { error: "number.malformed" };
// The white space of Unicode; the language's own \s differs in two characters.
const trimStart = (text) => text.replace(/^\p{White_Space}+/u, "");
const trimEnd = (text) => text.replace(/\p{White_Space}+$/u, "");
export const trim = (text) => trimEnd(trimStart(text));

export const fitsI64 = (number) => number >= -LIMIT && number < LIMIT;

/** `{ exact }`, `{ thousands, decimal }` where it reads two ways, or `{ error }`. */
export function readNumber(text, scale) {
  text = trim(text);
  if (!text) return { error: "number.empty" };
  if (scale > 18) return { error: "number.overflow" };
  if (text.endsWith("%")) text = trimEnd(text.slice(0, -1));
  const negative = /^[-−–]/.test(text);
  if (negative) text = trimStart(text.slice(1));
  else if (text.startsWith("+")) text = text.slice(1);
  const body = text.replace(/\p{White_Space}/gu, " ");
  if (!/^(?:\d|[\d.,][\d., ]*\d)$/.test(body)) return MALFORMED;
  const parts = split(body);
  if (!parts) return MALFORMED;
  const { left, right } = parts;
  if (left === undefined) return scaled(negative, parts.whole, parts.decimals, scale);
  const thousands = scaled(negative, left + right, "", scale);
  if (scale < right.length && (body.includes(".") || scale === 0)) return thousands;
  const decimal = scaled(negative, left, right, scale);
  if (decimal.error || thousands.error) return decimal;
  return { thousands: thousands.exact, decimal: decimal.exact };
}

function split(body) {
  const separators = body.match(/[., ]/g) ?? [];
  const last = separators.pop();
  if (last === undefined) return { whole: body, decimals: "" };
  // The last separator, if it differs from all before it, starts the decimals.
  if (separators.some((c) => c !== last)) {
    if (last === " " || separators.some((c) => c !== separators[0])) return null;
    const at = body.lastIndexOf(last);
    return grouped(body.slice(0, at), separators[0], body.slice(at + 1));
  }
  if (last === " " || separators.length) return grouped(body, last, "");
  const [left, right] = body.split(last);
  const mayBeThousands = right.length === 3 && /^[^0].{0,2}$/.test(left);
  return mayBeThousands ? { left, right } : { whole: left, decimals: right };
}

// Joins groups of three digits, refusing "1.23.456" and "12345.678".
function grouped(text, separator, decimals) {
  const [first, ...rest] = text.split(separator);
  if (first.length < 1 || first.length > 3 || rest.some((group) => group.length !== 3)) return null;
  return { whole: first + rest.join(""), decimals };
}

function scaled(negative, whole, decimals, scale) {
  decimals = decimals.replace(/0+$/, "");
  if (decimals.length > scale) return { error: "number.too_precise" };
  const number = BigInt((whole || "0") + decimals.padEnd(scale, "0"));
  const exact = negative ? -number : number;
  return fitsI64(exact) ? { exact } : { error: "number.overflow" };
}

/** As above under the form's answer about doubtful numbers ("vi", "en" or ""). */
export function readTyped(text, scale, style) {
  const read = readNumber(text, scale);
  if (read.error === "number.empty") return {};
  if (read.thousands === undefined) return read;
  const byPoint = text.includes(".");
  const vietnamese = byPoint ? read.thousands : read.decimal;
  const english = byPoint ? read.decimal : read.thousands;
  if (style === "vi") return { exact: vietnamese };
  if (style === "en") return { exact: english };
  return { error: "number.doubtful", vietnamese, english };
}

/** Writes a number in Vietnamese notation, always with `scale` decimals. */
export function formatNumber(number, scale) {
  const digits = String(number < 0n ? -number : number).padStart(scale + 1, "0");
  const at = digits.length - scale;
  const whole = digits.slice(0, at).replace(/\B(?=(?:\d{3})+$)/g, ".");
  return (number < 0n ? "-" : "") + whole + (scale ? "," + digits.slice(at) : "");
}

/** Lower case, without marks, đ as d, blanks folded: as `domain::text::fold`. */
export function fold(text) {
  const plain = trim(text).normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d");
  return [...plain].map((c) => c.toLowerCase()).join("").split(/\p{White_Space}+/u).join(" ");
}

/** Words that make a number another one, whatever the column's unit of measure. */
export const MULTIPLES = ["%", "‰", "nghin", "trieu", "ty"];

/** Words and signs of a threshold before a number, folded, and behind it. */
const BEFORE = {
  at_least: ["≥", ">=", "it nhat", "toi thieu", "khong duoi", "at least"],
  above: [">", "tren", "hon", "more than", "over", "above"],
  at_most: ["≤", "<=", "khong qua", "khong tren", "toi da", "at most"],
  below: ["<", "duoi", "chua den", "less than", "under", "below"],
};
const BEHIND = { "tro len": "at_least", "or more": "at_least", "tro xuong": "at_most", "or less": "at_most" };

/** The bound and the rest of a text with threshold words, or null (`domain::number::split_bound`). */
export function splitBound(text) {
  const start = text.search(/[\d+\-−–.,]/);
  if (start < 0) return null;
  const [head, rest] = [trim(text.slice(0, start)), text.slice(start)];
  const tail = /\p{White_Space}+(\P{White_Space}+)\p{White_Space}+(\P{White_Space}+)\p{White_Space}*$/u.exec(rest);
  const behind = tail && `${fold(tail[1])} ${fold(tail[2])}`;
  if (behind && Object.hasOwn(BEHIND, behind)) {
    if (head && fold(head) !== "tu") return null;
    return { bound: BEHIND[behind], number: trim(rest.slice(0, tail.index)) };
  }
  const said = /\p{Alphabetic}/u.test(head) ? fold(head) : head;
  const bound = Object.keys(BEFORE).find((one) => BEFORE[one].includes(said));
  return bound ? { bound, number: trim(rest) } : null;
}

/** A written number with the words of its threshold, if it is one. */
export function bounded(bound, number) {
  if (bound === "at_least") return `từ ${number} trở lên`;
  const word = { above: "trên", at_most: "không quá", below: "dưới" }[bound];
  return word ? `${word} ${number}` : number;
}

/** A part of an indicator, `{ exact, bound }` where the value is a threshold. */
export function readPart(def, part, text, style, measures) {
  const { bound, number } = splitBound(text) ?? {};
  if (!bound) return readPlain(def, part, text, style, measures);
  const read = readPlain(def, part, number, style, measures);
  if (read.error) return read;
  if (part !== "value" || def.is_rank) return { error: "number.no_threshold" };
  return read.exact === undefined ? read : { ...read, bound };
}

/** A text up to its last digit, and folded what stands behind: a unit of measure. */
export function splitMeasure(text) {
  const end = text.search(/\d\D*$/) + 1 || text.length;
  return { number: text.slice(0, end), said: fold(text.slice(end)) };
}

// Its own unit behind the number is taken off, another one refused.
function readPlain(def, part, text, style, measures) {
  text = trim(text);
  const scale = part === "value" ? def.scale : 0;
  const { number, said } = splitMeasure(text);
  if (!said || said === fold(part === "value" ? def.measure : "")) return readTyped(number, scale, style);
  const { error } = readNumber(number, 0);
  const isNumber = error !== "number.empty" && error !== "number.malformed";
  const isKnown = MULTIPLES.includes(said) || measures.some((measure) => fold(measure) === said);
  return isNumber && isKnown ? { error: "number.other_measure" } : readTyped(text, scale, style);
}
