/** Finds the characters that are not to be seen but change what is: direction marks, zero widths, controls. */

/** A piece of text as it is, or the name of a character that is to be shown by its name. */
export type Piece = { text: string } | { mark: string; title: string };

/** Direction controls, characters without width, tags, and controls other than tab and line break. */
const suspects =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\u034f|[\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;

const shortNames: Readonly<Record<string, string>> = {
  '00AD': 'SHY',
  '061C': 'ALM',
  '200B': 'ZWSP',
  '200C': 'ZWNJ',
  '200D': 'ZWJ',
  '200E': 'LRM',
  '200F': 'RLM',
  '2028': 'LS',
  '2029': 'PS',
  '202A': 'LRE',
  '202B': 'RLE',
  '202C': 'PDF',
  '202D': 'LRO',
  '202E': 'RLO',
  '2060': 'WJ',
  '2066': 'LRI',
  '2067': 'RLI',
  '2068': 'FSI',
  '2069': 'PDI',
  FEFF: 'BOM',
};

/** The text in pieces; one piece where nothing is hidden in it. */
export function splitInvisible(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const found of text.matchAll(suspects)) {
    const [character] = found;
    if (joins(text, found.index)) continue;
    if (found.index > from) pieces.push({ text: text.slice(from, found.index) });
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    pieces.push({ mark: shortNames[code] ?? `U+${code}`, title: `U+${code}` });
    from = found.index + character.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

/** The same as text alone, for places that hold no elements: `⟨RLO⟩`. */
export function visible(text: string): string {
  return splitInvisible(text)
    .map((piece) => ('text' in piece ? piece.text : `⟨${piece.mark}⟩`))
    .join('');
}

/** Whether a joiner does its work: between the parts of an emoji, or between letters of a script that joins. */
function joins(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code !== 0x200c && code !== 0x200d) return false;
  const [before, after] = [text.slice(Math.max(0, at - 4), at), text.slice(at + 1, at + 3)];
  const emoji = /(?:[\p{Extended_Pictographic}\p{Emoji_Modifier}]|\ufe0f)$/u.test(before);
  if (code === 0x200d && emoji) return /^\p{Extended_Pictographic}/u.test(after);
  const script =
    /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Mongolian}\p{Script=Myanmar}\p{Script=Oriya}\p{Script=Sinhala}\p{Script=Syriac}\p{Script=Tamil}\p{Script=Telugu}]\p{M}*$/u;
  return script.test(before);
}
