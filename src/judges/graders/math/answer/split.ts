/** Splits an answer at signs that stand outside all brackets. */

export interface Piece {
  text: string;
  /** The sign after the piece; empty after the last. */
  sign: string;
}

/** `match` gives the sign that begins at an index, or nothing. */
export function splitTop(text: string, match: (text: string, index: number) => string | undefined): Piece[] {
  const pieces: Piece[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; ) {
    const step = bracketStep(text, index);
    depth = Math.max(0, depth + step.change);
    const sign = depth === 0 && step.change === 0 ? match(text, index) : undefined;
    if (sign !== undefined) {
      pieces.push({ text: text.slice(start, index).trim(), sign });
      start = index + sign.length;
    }
    index += sign?.length || step.length;
  }
  pieces.push({ text: text.slice(start).trim(), sign: '' });
  return pieces;
}

/** The index of the bracket that closes the one at the start, `-1` where it doesn't close. Kinds may differ: `[0,1)`. */
export function closingIndex(text: string): number {
  let depth = 0;
  for (let index = 0; index < text.length; ) {
    const { change, length } = bracketStep(text, index);
    depth += change;
    if (depth === 0) return index;
    index += length;
  }
  return -1;
}

function bracketStep(text: string, index: number): { change: number; length: number } {
  const char = text[index] ?? '';
  if (char === '\\') return commandStep(text, index);
  if ('([{'.includes(char)) return { change: 1, length: 1 };
  if (')]}'.includes(char)) return { change: -1, length: 1 };
  return { change: 0, length: 1 };
}

/** A command counts as one sign; `\{`, `\lfloor` and `\begin` open, their partners close. */
function commandStep(text: string, index: number): { change: number; length: number } {
  command.lastIndex = index;
  const name = command.exec(text)?.[0] ?? '\\';
  if (/^\\(?:\{|lfloor|lceil|begin)$/.test(name)) return { change: 1, length: name.length };
  if (/^\\(?:\}|rfloor|rceil|end)$/.test(name)) return { change: -1, length: name.length };
  return { change: 0, length: name.length };
}

const command = /\\(?:[a-zA-Z]+|[\s\S])/y;

/** Commas and semicolons; outside brackets, a comma before three digits may belong to a number: `12,500`. */
export function splitList(text: string, options: { bracketed: boolean }): string[] {
  return splitTop(text, (whole, index) => {
    const char = whole[index];
    const separates = char === ';' || (char === ',' && (options.bracketed || !isThousands(whole, index)));
    return separates ? char : undefined;
  }).map((piece) => piece.text);
}

function isThousands(text: string, comma: number): boolean {
  const before = /(?:^|[^0-9.,])(?:[1-9][0-9]{0,2})(?:,[0-9]{3})*$/.test(
    text.slice(Math.max(0, comma - 40), comma),
  );
  return before && /^,[0-9]{3}(?![0-9])/.test(text.slice(comma, comma + 5));
}
