/** Gives the full-width and the invisible characters of East Asian replies the form that verdicts are read in. */

const brackets: Readonly<Record<string, string>> = { '【': '[', '】': ']', '〔': '[', '〕': ']' };

/**
 * Full-width letters, digits and signs become half-width, invisible characters spaces; every character keeps its place.
 * Left as they are: ＇, ｀ and ～, which would become marks of quotation, code and fences.
 */
export function toHalfWidth(text: string): string {
  return text.replace(
    /[！-＆（-＿ａ-｝【】〔〕\u3000\u00AD\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g,
    (character) => {
      if (character >= '！') return String.fromCharCode(character.charCodeAt(0) - 0xfee0);
      return brackets[character] ?? ' ';
    },
  );
}
