/** How a run of digits and separators is to be read: thousands or decimals, in the notations that people use. */

import { fromDecimal, type Rational } from './rational.ts';

/** Longer numbers are nobody's answer, and their arithmetic would be slow. */
const longest = 300;

/** A separator inside a number: also LaTeX's `{,}`, `,\!` and `\,`, and the blanks that don't break a line. */
const separator = String.raw`(?:\{,\}|,\\!|\\[,;: !]|[.,'’\u00a0\u2007\u2009\u202f])`;

/** A run of digits in which every separator has a digit behind it; it may begin with a decimal point. */
export const digitRun = new RegExp(String.raw`(?:\d|(?<![\d.])\.(?=\d))(?:\d|${separator}(?=\d))*`, 'g');

const notations: readonly { pattern: RegExp; grouping: RegExp; point: string }[] = [
  { pattern: /^\d*\.?\d+$/, grouping: /(?!)/g, point: '.' },
  // 1,234.5; a group can't follow a lone 0, so 0,125 is a decimal.
  { pattern: /^(?!0,)\d{1,3}(?:,\d{3})+(?:\.\d+)?$/, grouping: /,/g, point: '.' },
  // 12,34,567 as in India.
  { pattern: /^\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?$/, grouping: /,/g, point: '.' },
  { pattern: /^\d{1,3}(?: \d{3})+(?:\.\d+)?$/, grouping: / /g, point: '.' },
  { pattern: /^\d{1,3}(?: \d{3})+,\d+$/, grouping: / /g, point: ',' },
  // 1.234.567 and 1.234,5; a lone 1.234 is the decimal above.
  { pattern: /^\d{1,3}(?:\.\d{3}){2,}$/, grouping: /\./g, point: ',' },
  { pattern: /^\d{1,3}(?:\.\d{3})+,\d+$/, grouping: /\./g, point: ',' },
  // 12,5 and 0,125.
  { pattern: /^\d+,\d+$/, grouping: /(?!)/g, point: ',' },
];

/** The value of a run, undefined for one that is no number: a list (1,2,3), a version (1.2.3), a date. */
export function readRun(run: string): Rational | undefined {
  if (run.length > longest) return undefined;
  const plain = run.replace(/\{,\}|,\\!/g, ',').replace(/\\[,;: !]|['’\u00a0\u2007\u2009\u202f]/g, ' ');
  const notation = notations.find(({ pattern }) => pattern.test(plain));
  return notation && fromDecimal(plain.replace(notation.grouping, '').replace(notation.point, '.'));
}
