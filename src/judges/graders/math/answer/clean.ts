/** Rewrites an answer into one spelling: what only changes its looks goes, synonyms become one. Lengths only shrink or stay near. */

import { closingIndex } from './split.ts';

/** The answer without dollar signs, sizes, spacing commands, degree signs; with `\frac`, `\text{…}`, `\le` and commas alone. */
export function cleanAnswer(answer: string): string {
  // A doubled backslash before a name is an escaping left over, but where rows are, it ends one.
  let text = answer.includes('\\begin') ? answer : answer.replace(/\\\\(?=[a-zA-Z{}])/g, '\\');
  for (const [pattern, replacement] of rewrites) text = text.replace(pattern, replacement);
  return dropUnits(dropLead(withoutBraces(unwrapBoxes(text).trim()))).trim();
}

const textCommands =
  'text|mbox|hbox|mathrm|mathbf|mathit|mathsf|mathtt|textbf|textit|textrm|textnormal|textsf|texttt|emph|operatorname|boldsymbol|bm';

/** In this order: later rules meet what earlier ones leave. Every pattern is linear: no nested repetition. */
const rewrites: readonly [RegExp, string][] = [
  [/[−–—]/g, '-'],
  [/[×✕]/g, '\\times '],
  [/[·⋅]/g, '\\cdot '],
  [/÷/g, '/'],
  [/π/g, '\\pi '],
  [/∞/g, '\\infty '],
  [/√/g, '\\sqrt '],
  [/≤|⩽/g, '\\le '],
  [/≥|⩾/g, '\\ge '],
  [/≠/g, '\\ne '],
  [/≈/g, '\\approx '],
  [/∪/g, '\\cup '],
  [/∈/g, '\\in '],
  [/±/g, '\\pm '],
  [/∅/g, '\\emptyset '],
  [/²/g, '^{2}'],
  [/³/g, '^{3}'],
  [/½/g, '\\frac{1}{2}'],
  [/[，、]/g, ','],
  [/；/g, ';'],
  [/（/g, '('],
  [/）/g, ')'],
  [/[：]/g, ':'],
  [/％/g, '%'],
  [/(?<!\\)\\[()[\]]/g, ' '],
  [/\\\$|\$|[€£¥₹]/g, ''],
  [/\\(?:displaystyle|textstyle|scriptstyle|limits|nolimits|boxed(?!\s*\{)|left\.|right\.)/g, ' '],
  [/\\(?:left|right|middle|[bB]igg?[lrm]?)(?![a-zA-Z])/g, ''],
  [/\\!\s*/g, ''],
  [/(?<!\\)\\[,:; ]|~/g, ' '],
  [/\\(?:thinspace|medspace|thickspace|quad|qquad|enspace|nobreakspace)(?![a-zA-Z])/g, ' '],
  [/\{([^{}]*)\\choose(?![a-zA-Z])([^{}]*)\}/g, '\\binom{$1}{$2}'],
  [/\{\s*,\s*\}/g, ','],
  [/\\[dtc]frac(?![a-zA-Z])/g, '\\frac'],
  [/\\[dt]binom(?![a-zA-Z])/g, '\\binom'],
  [new RegExp(`\\\\(?:${textCommands})\\s*\\{`, 'g'), '\\text{'],
  [/\\text\{\s*\}/g, ' '],
  [/\^\s*(?:\{\s*\\circ\s*\}|\\circ(?![a-zA-Z]))|\\degree(?![a-zA-Z])|°/g, ''],
  [
    /\\text\{\s*,?\s*(?:and|or)\s*\}|(?<![a-zA-Z\\])(?:and|or)(?![a-zA-Z])|(?<=[0-9}])\s*[和或]\s*(?=[0-9\\-])/g,
    ',',
  ],
  [/,\s*,/g, ','],
  [
    /\\text\{\s*(?:percent(?:age)?|pct|%|\\%)\s*\}|(?<![a-zA-Z\\])(?:percent(?:age)?|pct)(?![a-zA-Z])/g,
    '\\%',
  ],
  [/<=/g, '\\le '],
  [/>=/g, '\\ge '],
  [/!=/g, '\\ne '],
  [/==/g, '='],
  [/\\(?:leqslant|leqq|leq)(?![a-zA-Z])/g, '\\le'],
  [/\\(?:geqslant|geqq|geq)(?![a-zA-Z])/g, '\\ge'],
  [/\\neq(?![a-zA-Z])/g, '\\ne'],
  [/\\(?:lbrace)(?![a-zA-Z])/g, '\\{'],
  [/\\(?:rbrace)(?![a-zA-Z])/g, '\\}'],
  [/\\(?:lvert|rvert|vert)(?![a-zA-Z])/g, '|'],
  [/\\langle(?![a-zA-Z])/g, '('],
  [/\\rangle(?![a-zA-Z])/g, ')'],
  [/\\(?:varnothing)(?![a-zA-Z])/g, '\\emptyset'],
  [/(?<![a-zA-Z\\])(?:infinity|inf)(?![a-zA-Z])/g, '\\infty'],
  [/\s+/g, ' '],
];

/** `\boxed{5}` and `\fbox{5}` inside a formula are 5. */
function unwrapBoxes(text: string): string {
  return text.replace(/\\(?:boxed|fbox)\s*(?=\{)/g, '');
}

/** Braces around the whole only group. */
export function withoutBraces(text: string): string {
  let inside = text;
  while (inside.startsWith('{') && closingIndex(inside) === inside.length - 1)
    inside = inside.slice(1, -1).trim();
  return inside;
}

/** Words before the answer: `\text{about } 5`. */
function dropLead(text: string): string {
  const lead = /^\\text\{([^{}]*)\}\s*(?=[0-9.\\(-])/.exec(text);
  return lead && /[a-zA-Z]{4}/.test(lead[1] ?? '') ? text.slice(lead[0].length) : text;
}

/** `440\text{ cm}^2`, `9\text{ m}/\text{s}`, `5 cm`: what is left must still be an answer. */
function dropUnits(text: string): string {
  let rest = text;
  for (let round = 0; round < 4; round += 1) {
    const start = unitStart(rest);
    const shorter = rest.slice(0, start).trimEnd();
    if (shorter === '' || /[=<>+\-*/^,(]$|\\(?:times|cdot|pm|cup|in|le|ge|ne)$/.test(shorter)) return rest;
    if (start === rest.length) return rest.replace(/(?<=[^0-9\s])[.,;]$/, '');
    rest = shorter;
  }
  return rest;
}

/** Where the last unit begins; the length of the text where it ends in none. */
function unitStart(text: string): number {
  const tail = text.slice(-maxUnit);
  const found = boxedUnit.exec(tail) ?? spacedUnit.exec(tail);
  return found ? text.length - tail.length + found.index : text.length;
}

const maxUnit = 80;
const boxedUnit = /(?:\/\s?)?\\text\{[^{}]*\}\s?(?:\^\s?(?:[0-9]|\{-?[0-9]\}))?\.?$/;

/** Units of measurement and of counting; other words may be part of the answer. One letter alone needs a blank. */
const names =
  'mm|cm|dm|km|in|ft|yd|mi|kg|mg|lb|oz|sec|min|hr|mph|ml|inch|inche|foot|feet|yard|mile|meter|metre|centimeter|centimetre|millimeter|millimetre|kilometer|kilometre|gram|kilogram|pound|ounce|ton|second|minute|hour|day|week|month|year|liter|litre|gallon|quart|cup|degree|cent|unit|way|time|apple|student|men|women|mark|coin|rupee|edge|digit';
const spacedUnit = new RegExp(
  `(?:(?<=[0-9})\\]])|\\s)(?:(?:square|cubic|sq|cu)\\.?\\s)?(?:(?:${names})s?|[ap]\\.?\\s?m|(?<=[0-9})\\]]\\s)(?:m|g|s|h|l|L))\\.?$`,
  'i',
);
