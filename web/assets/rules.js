// The rules of a form, evaluated as `domain::validation` does it: exact
// decimals with the same limits, the same answers where figures are missing. A
// test in a browser holds both evaluators equal on random rules. The server
// checks again in any case. Not here: texts, the page.

import { fitsI64 } from "./number.js";

const LIMIT = 2n ** 127n;
// What the server could not hold has no value here either.
const fit = (number) => (number >= -LIMIT && number < LIMIT ? number : null);
const power = (scale) => (scale <= 38 ? 10n ** BigInt(scale) : null);

/** JSON with whole numbers of any length: long ones stay text for `BigInt`. */
export function parseExact(json) {
  const tokens = /"(?:[^"\\]|\\.)*"|-?\d{15,}(?![\d.eE])/g;
  return JSON.parse(json.replace(tokens, (token) => (token[0] === '"' ? token : `"${token}"`)));
}

/** The rules of their short form: `$` stands for each of `each`. */
export function unpack(packed) {
  return packed.flatMap(({ rule, each = [] }) => (each.length ? each.map((code) => renamed(rule, code)) : [rule]));
}

function renamed(rule, code) {
  const side = (part) => ({ ...part, ...(part.code && { code }), ...(part.of && { of: part.of.map(side) }) });
  return { ...rule, left: side(rule.left), right: side(rule.right) };
}

function at({ mantissa, scale }, finer) {
  const by = power(finer - scale);
  return by === null ? null : fit(mantissa * by);
}

function plus(a, b) {
  const scale = Math.max(a.scale, b.scale);
  const [x, y] = [at(a, scale), at(b, scale)];
  const mantissa = x === null || y === null ? null : fit(x + y);
  return mantissa === null ? null : { mantissa, scale };
}

/** Less than, equal or greater than 0; null where it cannot be said. */
function compare(a, b) {
  const scale = Math.max(a.scale, b.scale);
  const [x, y] = [at(a, scale), at(b, scale)];
  if (x === null || y === null) return null;
  return x < y ? -1 : Number(x > y);
}

/** `num / den × factor` at 10^scale, rounded half away from zero. */
export function ratioValue(num, den, factor, scale) {
  const by = power(scale);
  let big = den === 0n || by === null ? null : fit(num * factor);
  big = big === null ? null : fit(big * by);
  if (big === null || big === -LIMIT) return null;
  const size = (n) => (n < 0n ? -n : n);
  const [magnitude, whole] = [size(big), size(den)];
  const rounded = magnitude / whole + (magnitude % whole >= whole - whole / 2n ? 1n : 0n);
  const value = (big < 0n) === (den < 0n) ? rounded : -rounded;
  return fitsI64(value) ? value : null;
}

const given = (number) => number !== undefined && number !== null;

/** The value that a cell shows: of a ratio with both parts computed from them. */
export function shownValue(cell, def) {
  if (given(def.factor) && given(cell.num) && given(cell.den)) {
    return ratioValue(BigInt(cell.num), BigInt(cell.den), BigInt(def.factor), def.scale);
  }
  return given(cell.value) ? BigInt(cell.value) : null;
}

/** The threshold that the shown value is: a ratio from its parts is none. */
export function shownBound(cell, def) {
  const isComputed = given(def.factor) && given(cell.num) && given(cell.den);
  return !isComputed && given(cell.value) ? cell.bound : undefined;
}

const ZERO = { mantissa: 0n, scale: 0 };
const EXACT = { more: false, less: false, apart: false };

// Where the true figure may lie beside a threshold, as `domain::number::Reach`.
function reachOf(bound) {
  if (!bound) return EXACT;
  const more = bound === "at_least" || bound === "above";
  return { more, less: !more, apart: bound === "above" || bound === "below" };
}

const together = (a, b) => ({ more: a.more || b.more, less: a.less || b.less, apart: a.apart || b.apart });
const apartFrom = (a, b) => together(a, { more: b.less, less: b.more, apart: b.apart });
const isExact = ({ more, less }) => !more && !less;

function allows({ more, less, apart }, seen, wanted) {
  if (more && less) return true;
  if (!more && !less) return seen === wanted;
  if (apart && seen === 0 && wanted === 0) return false;
  return more ? wanted >= seen : wanted <= seen;
}

// Whether the true order surely is one of `wanted`.
const surely = (reach, seen, wanted) => [-1, 0, 1].every((order) => wanted.includes(order) || !allows(reach, seen, order));

function evaluate(side, facts) {
  if (side.is === "number") {
    return { value: { mantissa: BigInt(side.value), scale: side.scale ?? 0 }, reach: EXACT, present: 0, missing: 0 };
  }
  if (side.is === "sum") {
    return side.of.reduce((sum, part) => {
      const { value, reach, present, missing } = evaluate(part, facts);
      return {
        value: sum.value && value && plus(sum.value, value),
        reach: together(sum.reach, reach),
        present: sum.present + present,
        missing: sum.missing + missing,
      };
    }, { value: ZERO, reach: EXACT, present: 0, missing: 0 });
  }
  const def = facts.definitions[side.code];
  const cell = facts[side.when ?? "now"]?.[side.code];
  let [found, bound] = [null, undefined];
  if (def && cell) {
    if (side.is === "value") [found, bound] = [shownValue(cell, def), shownBound(cell, def)];
    else if (side.is === "sent") [found, bound] = [cell.value, cell.bound];
    else found = cell[side.is];
  }
  if (!given(found)) return { value: ZERO, reach: EXACT, present: 0, missing: 1 };
  const scale = side.is === "num" || side.is === "den" ? 0 : def.scale;
  return { value: { mantissa: BigInt(found), scale }, reach: reachOf(bound), present: 1, missing: 0 };
}

function holds(rule, facts) {
  const [left, right] = [evaluate(rule.left, facts), evaluate(rule.right, facts)];
  const [hasLeft, hasRight] = [left.present > 0, right.present > 0];
  const { is, times } = rule.operator;
  if (is === "compulsory_pair") return hasLeft === hasRight;
  if (is === "exclusive_pair") return !(hasLeft && hasRight);
  const missing = left.missing + right.missing > 0;
  const strategy = rule.missing ?? "skip_if_any";
  const skipped = missing && (strategy === "skip_if_any" || (strategy === "skip_if_all" && !hasLeft && !hasRight));
  const [a, b] = [left.value, right.value];
  if (skipped || !a || !b) return true;
  const order = compare(a, b);
  if (order === null) return true;
  // A rule is broken only where every figure within the thresholds breaks it.
  const breaks = (...wanted) => surely(apartFrom(left.reach, right.reach), order, wanted);
  switch (is) {
    case "equal": return !breaks(-1, 1);
    case "not_equal": return !breaks(0);
    case "less": return !breaks(0, 1);
    case "at_most": return !breaks(1);
    case "greater": return !breaks(-1, 0);
    case "at_least": return !breaks(-1);
    case "not_copied": return !breaks(0) || a.mantissa === 0n;
    case "not_all_copied": return !isCopy(rule, facts);
    case "within_factor": return (a.mantissa <= 0n || b.mantissa <= 0n) || !(exceeds(left, right, times) || exceeds(right, left, times));
    default: return true;
  }
}

// Every figure of one side is that of the other, and one is no zero.
function isCopy(rule, facts) {
  const terms = (side) => (side.is === "sum" ? side.of : [side]).map((term) => evaluate(term, facts));
  const [left, right] = [terms(rule.left), terms(rule.right)];
  const same = (a, b) => a.value && b.value && isExact(a.reach) && isExact(b.reach) && compare(a.value, b.value) === 0;
  return left.length === right.length && left.every((a, i) => same(a, right[i])) && left.some((a) => a.value.mantissa !== 0n);
}

function exceeds(big, small, times) {
  const mantissa = fit(small.value.mantissa * BigInt(times));
  const isKnown = !big.reach.less && isExact(small.reach);
  return isKnown && mantissa !== null && compare(big.value, { mantissa, scale: small.value.scale }) === 1;
}

/** The indicators that a rule looks at, each once. */
export function indicatorsOf(rule) {
  const codes = (side) => (side.of ? side.of.flatMap(codes) : side.code !== undefined ? [side.code] : []);
  return [...new Set([...codes(rule.left), ...codes(rule.right)])];
}

const WEIGHT = { low: 0, medium: 1, high: 2 };

/** The rules that do not hold, gravest first, with the indicators concerned. */
export function checkAll(rules, facts) {
  return rules
    .filter((rule) => !holds(rule, facts))
    .map((rule) => ({ ...rule, indicators: indicatorsOf(rule) }))
    .sort((a, b) => WEIGHT[b.importance] - WEIGHT[a.importance]);
}

/** Whether a value is unlike the unit's own past; of a threshold as far as that follows. */
export function testOutlier(test, history, value, bound) {
  if (bound) {
    if (test.test !== "min_max") return "usual";
    const order = (limit) => (value < limit ? -1 : Number(value > limit));
    const reach = reachOf(bound);
    return answer(surely(reach, order(BigInt(test.min)), [-1]) || surely(reach, order(BigInt(test.max)), [1]));
  }
  if (test.test === "min_max") return answer(value < BigInt(test.min) || value > BigInt(test.max));
  if (history.length < 6) return "not_enough_history";
  const past = history.map(Number);
  let centre, spread;
  if (test.test === "z_score") {
    centre = past.reduce((sum, v) => sum + v, 0) / past.length;
    const squares = past.reduce((sum, v) => sum + (v - centre) * (v - centre), 0);
    spread = Math.sqrt(squares / (past.length - 1));
  } else {
    centre = median(past);
    spread = median(past.map((v) => Math.abs(v - centre))) / 0.6745;
  }
  return answer(Math.abs(Number(value) - centre) > (spread * test.tenths) / 10);
}

const answer = (isUnusual) => (isUnusual ? "unusual" : "usual");

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
