/** How many tokens a text has, estimated from its characters: no tokenizer table is worth its 22 MB here. */

/** What a character is: numbers, since every character of every prompt is looked at. */
const kinds = { space: 0, letter: 1, digit: 2, mark: 3, wide: 4, foreign: 5, symbol: 6 } as const;

const asciiKinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[A-Za-z]/.test(character)) return kinds.letter;
  if (/\d/.test(character)) return kinds.digit;
  return code <= 32 || code === 127 ? kinds.space : kinds.mark;
});

/** Letters of a word that cost nothing beyond its first. */
const plainWord = 10;

/**
 * Token count of a text, estimated: a token for each word, a bit more for each three digits, most punctuation marks and
 * line breaks, parts of one for characters of other scripts. The weights were fitted to o200k_base on English prose, code
 * and mathematics; docs/performance.md has the error by kind of text.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  let before = -1;
  let previous = -1;
  let run = 0;
  let breaks = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const now = code < 128 ? (asciiKinds[code] ?? 0) : kindBeyondAscii(code);
    run = now === previous ? run + 1 : 1;
    if (now === kinds.space) {
      // One space belongs to the word behind it; what is more, or a line break, is a token, once.
      if (run === 1) breaks = 0;
      if (breaks === 0 && (run > 1 || code === 10)) {
        breaks = 1;
        tokens += 0.8;
      }
    } else if (now === kinds.letter) tokens += letterWeight(code, before, run);
    else tokens += otherWeight(now, run, code === before);
    previous = now;
    before = code;
  }
  return Math.ceil(tokens);
}

function kindBeyondAscii(code: number): number {
  if (code < 0xc0) return kinds.symbol;
  if (code < 0x250) return kinds.letter;
  if (code < 0x2000) return kinds.foreign;
  return code < 0x2e80 ? kinds.symbol : kinds.wide;
}

/** A word is a token; a capital in its middle begins another, and what is long or accented has more. */
function letterWeight(code: number, before: number, run: number): number {
  const accent = code > 127 ? 0.35 : 0;
  if (run === 1) return 1.02 + accent;
  if (code < 91 && before > 96) return 0.8;
  return (run > plainWord ? 0.3 : 0) + accent;
}

function otherWeight(now: number, run: number, repeats: boolean): number {
  if (now === kinds.digit) return run % 3 === 1 ? 1.4 : 0;
  if (now === kinds.mark) return run === 1 ? 0.9 : repeats ? 0.03 : 0.2;
  if (now === kinds.wide) return 0.9;
  return now === kinds.foreign ? 0.4 : 1.3;
}

/**
 * More tokens than texts should have: twice their estimate, and half their bytes, which scripts and strings that no
 * tokenizer knows come near to.
 */
export function mostTokens({ estimate, bytes }: { estimate: number; bytes: number }): number {
  return Math.max(2 * estimate, Math.ceil(bytes / 2));
}
