/** How many tokens a text has, reckoned from its characters: no tokenizer table is worth its 22 MB here. */

const kind = { space: 0, letter: 1, digit: 2, mark: 3, wide: 4, foreign: 5, symbol: 6 } as const;
type Kind = (typeof kind)[keyof typeof kind];

const asciiKinds: readonly Kind[] = Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[A-Za-z]/.test(character)) return kind.letter;
  if (/\d/.test(character)) return kind.digit;
  return code <= 32 || code === 127 ? kind.space : kind.mark;
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
  let previous: Kind | undefined;
  let run = 0;
  let breaks = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const now = kindOf(code);
    run = now === previous ? run + 1 : 1;
    if (now === kind.space) {
      // One space belongs to the word behind it; what is more, or a line break, is a token, once.
      if (run === 1) breaks = 0;
      if (breaks === 0 && (run > 1 || code === 10)) {
        breaks = 1;
        tokens += 0.8;
      }
    } else tokens += weightOf(now, { code, before, run });
    previous = now;
    before = code;
  }
  return Math.ceil(tokens);
}

function kindOf(code: number): Kind {
  if (code < 128) return asciiKinds[code] ?? kind.mark;
  if (code < 0xc0) return kind.symbol;
  if (code < 0x250) return kind.letter;
  if (code < 0x2000) return kind.foreign;
  return code < 0x2e80 ? kind.symbol : kind.wide;
}

function weightOf(now: Kind, { code, before, run }: { code: number; before: number; run: number }): number {
  switch (now) {
    case kind.letter:
      return letterWeight(code, before, run) + (code > 127 ? 0.35 : 0);
    case kind.digit:
      return run % 3 === 1 ? 1.4 : 0;
    case kind.mark:
      if (run === 1) return 0.9;
      return code === before ? 0.03 : 0.2;
    case kind.wide:
      return 0.9;
    case kind.foreign:
      return 0.4;
    default:
      return 1.3;
  }
}

/** A word is a token; a capital in its middle begins another, and what is long has more. */
function letterWeight(code: number, before: number, run: number): number {
  if (run === 1) return 1.02;
  if (code < 91 && before > 96) return 0.8;
  return run > plainWord ? 0.3 : 0;
}

/**
 * More tokens than texts should have: twice their estimate, and half their bytes, which scripts and strings that no
 * tokenizer knows come near to.
 */
export function mostTokens({ estimate, bytes }: { estimate: number; bytes: number }): number {
  return Math.max(2 * estimate, Math.ceil(bytes / 2));
}
