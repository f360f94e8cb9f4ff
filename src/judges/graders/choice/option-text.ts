/** Whether a statement is the text of one of the options. */

/** Alike for texts that differ in Markdown, quotes, an article, a final stop or the width of characters. */
function textKey(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\\(?:text|mathrm|mathbf|textbf)\s?\{([^{}]{0,200})\}/g, '$1')
    .replace(/\\[()[\]$]|[*_`$"“”‘’]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^ ?(?:the|an?) /i, '')
    .replace(/^[ :]+/, '')
    .replace(/[ .,;:!?]{0,8}$/, '');
}

/** What may follow the text of an option in a statement that names it. */
const tail =
  /^(?:[.,;:!?)]{0,2}(?:$|\s(?!(?:or|and)\b|\d))(?<=[.,;:!?)]\s|$)|\s(?:because|since|as|due|which)\b|\s?[(–—])/;

type NamedOption = number | 'several' | undefined;

export interface TextReader {
  (statement: string, how?: 'whole' | 'beginning'): NamedOption;
  /** How many characters of a statement are worth reading: those of the longest option, and room for decoration. */
  reach: number;
}

/**
 * The option that a statement names in its words: `whole` wants nothing else in it, `beginning` takes the longest option
 * with which it begins. `several` where two options have the same text.
 */
export function textReader(options: readonly string[]): TextReader {
  const exact = options.map(textKey);
  const folded = exact.map((key) => key.toLowerCase());
  /** RR and rr are two options, "rome" is still Rome. */
  const single = (key: string): NamedOption => only(exact, key) ?? only(folded, key.toLowerCase());
  const read = (statement: string, how: 'whole' | 'beginning' = 'whole'): NamedOption => {
    const key = textKey(statement);
    const whole = single(key);
    if (whole !== undefined || how === 'whole') return whole;
    const lower = key.toLowerCase();
    const begun = folded.filter(
      (text) => text !== '' && lower.startsWith(text) && tail.test(lower.slice(text.length)),
    );
    const [longest] = begun.sort((a, b) => b.length - a.length);
    return longest === undefined ? undefined : single(key.slice(0, longest.length));
  };
  return Object.assign(read, { reach: 60 + 2 * Math.max(...options.map(({ length }) => length)) });
}

function only(keys: readonly string[], key: string): NamedOption {
  const first = keys.indexOf(key);
  if (first === -1 || key === '') return undefined;
  return keys.lastIndexOf(key) === first ? first : 'several';
}
