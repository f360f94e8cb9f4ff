/** Finds the numbers in a text with their values: signs, fractions, mixed numbers, powers of ten, percent, "million". */

import { signBefore, standsAlone } from './before.ts';
import { digitRun, readRun } from './notation.ts';
import { fromDecimal, negated, power, quotient, type Rational, scaled, sum } from './rational.ts';

export interface NumberToken {
  /** Place in the text, in UTF-16 units; the sign belongs to it, and what follows as part of the number. */
  start: number;
  end: number;
  /** What it may mean: 18% is 18 or 0.18, "5 million" 5,000,000 or 5 (of millions). None for a date, a time, a version. */
  values: readonly Rational[];
}

/** A number while it is read: what follows it may change the value and move the end. */
interface Reading {
  end: number;
  values: readonly Rational[];
}

/** `\frac{1}{2}`, `\dfrac12`. */
const latexFraction = String.raw`\\[dt]?frac\s?(?:\{\s?(-?\d[\d.,]{0,20})\s?\}|(\d))\s?(?:\{\s?(\d[\d.,]{0,20})\s?\}|(\d))`;

const vulgarValues = new Map(
  [
    '½1/2',
    '⅓1/3',
    '⅔2/3',
    '¼1/4',
    '¾3/4',
    '⅕1/5',
    '⅖2/5',
    '⅗3/5',
    '⅘4/5',
    '⅙1/6',
    '⅚5/6',
    '⅛1/8',
    '⅜3/8',
    '⅝5/8',
    '⅞7/8',
  ].map((entry) => [entry.charAt(0), { n: BigInt(entry.charAt(1)), d: BigInt(entry.charAt(3)) }] as const),
);

const vulgar = `[${[...vulgarValues.keys()].join('')}]`;

/** Numbers of `text`, in order. Time grows with its length: nothing is read twice but what stands just before a number. */
export function scanNumbers(text: string): NumberToken[] {
  const tokens: NumberToken[] = [];
  const begin = new RegExp(`${latexFraction}|${vulgar}|${digitRun.source}`, 'g');
  for (let match = begin.exec(text); match; match = begin.exec(text)) {
    const reading = followed(text, firstReading(match));
    begin.lastIndex = reading.end;
    if (!standsAlone(text, match.index)) continue;
    const sign = signBefore(text, match.index);
    const values = sign === undefined ? reading.values : reading.values.map(negated);
    tokens.push({ start: sign ?? match.index, end: reading.end, values });
  }
  return tokens;
}

function firstReading(match: RegExpExecArray): Reading {
  const [run, top, topDigit, bottom, bottomDigit] = match;
  const end = match.index + run.length;
  const value = vulgarValues.get(run) ?? (run.startsWith('\\') ? undefined : readRun(run));
  if (value) return { end, values: [value] };
  if (!run.startsWith('\\')) return { end, values: [] };
  return { end, values: ratio(top ?? topDigit ?? '', bottom ?? bottomDigit ?? '') };
}

function ratio(top: string, bottom: string): Rational[] {
  const negative = top.startsWith('-');
  const [over, under] = [readRun(negative ? top.slice(1) : top), readRun(bottom)];
  const value = over && under && quotient(negative ? negated(over) : over, under);
  return value ? [value] : [];
}

type Step = readonly [RegExp, (reading: Reading, match: RegExpExecArray) => readonly Rational[]];

const each = (reading: Reading, change: (value: Rational) => Rational | undefined): Rational[] =>
  reading.values.map(change).filter((value) => value !== undefined);

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const exponentOf = (digits: string): number =>
  Number(
    digits
      .replace('⁻', '-')
      .replace('⁺', '')
      .replace(/[⁰¹²³⁴-⁹]/g, (digit) => String(superscripts.indexOf(digit))),
  );

/** Bounded, so that nothing a response says makes a number of thousands of digits. */
function raised(base: Rational, exponent: number): Rational | undefined {
  const small = base.n < 10_000n && base.d < 10_000n && Math.abs(exponent) <= 100;
  return small ? power(base, exponent) : undefined;
}

const million = new Map([
  ['hundred', 2],
  ['thousand', 3],
  ['k', 3],
  ['million', 6],
  ['billion', 9],
  ['trillion', 12],
]);

/** What may follow a number as part of it, tried in this order; sticky, so that each looks only where it stands. */
const steps: readonly Step[] = [
  [
    /e([+-]?\d{1,3})(?!\w|\.\d)/iy,
    (reading, [, exponent]) => each(reading, (value) => scaled(value, Number(exponent))),
  ],
  [
    /\s?(?:[×x*·⋅]|\\times|\\cdot)\s?10\s?(?:\^\s?\{?\s?([+-]?\d{1,3})(?!\d)\s?\}?|([⁻⁺]?[⁰¹²³⁴-⁹]{1,3}))/iy,
    (reading, [, caret, small]) => each(reading, (value) => scaled(value, exponentOf(caret ?? small ?? ''))),
  ],
  [
    /\s?\^\s?\{?\s?([+-]?\d{1,3})(?!\d)\s?\}?/y,
    (reading, [, exponent]) => each(reading, (value) => raised(value, Number(exponent))),
  ],
  [
    /(?<=10)[⁻⁺]?[⁰¹²³⁴-⁹]{1,3}/y,
    (reading, [exponent]) => each(reading, (value) => raised(value, exponentOf(exponent))),
  ],
  [
    new RegExp(`\\s?(${vulgar})`, 'y'),
    (reading, [, half]) => each(reading, (value) => sum(value, vulgarValues.get(half ?? '') ?? value)),
  ],
  [
    /(?: |\u00a0|\\ |~)(\d{1,6})[/⁄](\d{1,6})(?![\d/]|[.,]\d)/y,
    (reading, [, top, bottom]) => mixed(reading, ratio(top ?? '', bottom ?? '')),
  ],
  [
    new RegExp(`\\s?${latexFraction}`, 'y'),
    (reading, [, top, topDigit, bottom, bottomDigit]) =>
      mixed(reading, ratio(top ?? topDigit ?? '', bottom ?? bottomDigit ?? '')),
  ],
  [/ and (?:a|one)[ -]half\b/iy, (reading) => mixed(reading, [{ n: 1n, d: 2n }])],
  // A date has a second stroke.
  [/\/\d{1,4}\/\d{1,4}/y, () => []],
  [
    /\s?[/⁄]\s?(\d{1,15}(?:\.\d{1,15})?)(?!\d|[,.]\d)/y,
    (reading, [, bottom]) => each(reading, (value) => quotient(value, fromDecimal(bottom ?? ''))),
  ],
  // A time of day on the hour is its hour; 5:30 and 2:3 are no numbers.
  [/:\d{1,2}(?::\d{1,2})?(?![\d:])/y, (reading, [clock]) => (/^[:0]{3,}$/.test(clock) ? reading.values : [])],
  [
    /\s?(?:\\?%|per ?cent\b|\\text\s?\{\s?(?:\\?%|percent)\s?\})/iy,
    (reading) => [...reading.values, ...each(reading, (value) => scaled(value, -2))],
  ],
  [
    /(?:\s(hundred|thousand|million|billion|trillion)\b|(k)(?![\p{L}\d]))/iuy,
    (reading, [, word, letter]) => {
      const zeros = million.get((word ?? letter ?? '').toLowerCase()) ?? 0;
      return [...each(reading, (value) => scaled(value, zeros)), ...reading.values];
    },
  ],
];

/** 7 and 1/2; undefined parts and parts of one or more (7 3/2) make no mixed number. */
function mixed(reading: Reading, [part]: readonly Rational[]): readonly Rational[] {
  if (!part || part.n < 0n || part.n >= part.d) return [];
  return each(reading, (value) => (value.d === 1n ? sum(value, part) : undefined));
}

function followed(text: string, first: Reading): Reading {
  return steps.reduce((reading, [pattern, change]) => {
    pattern.lastIndex = reading.end;
    const match = pattern.exec(text);
    return match ? { end: reading.end + match[0].length, values: change(reading, match) } : reading;
  }, first);
}
