/** A response in a form that is easy to scan for numbers: no character moves, so places in it are places in the response. */

import { withoutTags } from '../answer-phrases.ts';

/** The zeros of the decimal digits that answers are written in; the other nine follow each. */
const zeros = [
  0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0xff10,
];

const digits = new Map(
  zeros.flatMap((zero) =>
    Array.from({ length: 10 }, (_, digit) => [String.fromCharCode(zero + digit), String(digit)] as const),
  ),
);

const signs = new Map([
  ...['\u2212', '\ufe63', '\uff0d'].map((minus) => [minus, '-'] as const),
  ...Array.from('．％＄＝：／', (wide) => [wide, String.fromCharCode(wide.charCodeAt(0) - 0xfee0)] as const),
]);

/**
 * Blanks instead of GSM8K's calculator marks (`<<48/2=24>>`) and HTML tags, ASCII digits instead of those of other
 * scripts, ASCII signs instead of full-width ones and of the minus sign.
 */
export function plainDigits(response: string): string {
  return (
    withoutTags(response)
      .replace(/<<[^<>\n]{0,200}>>/g, (mark) => ' '.repeat(mark.length))
      // A comma of this width is punctuation in Chinese text, a separator only between digits as wide.
      .replace(/(?<=[０-９])，(?=[０-９])/g, ',')
      .replace(/[\u0660-\u0f29\uff10-\uff19]/g, (digit) => digits.get(digit) ?? digit)
      .replace(/[\u2212\ufe63．％＄＝：／－]/g, (sign) => signs.get(sign) ?? sign)
  );
}
