/** The tokens of a formula in LaTeX or plain text, as people and models write them. */

export interface Token {
  kind: 'number' | 'letter' | 'command' | 'word' | 'sign' | 'end';
  text: string;
}

/** Undefined for text that holds something that is no formula. */
export function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < text.length) {
    const groups = pattern.exec(text)?.groups;
    if (!groups) return undefined;
    const kind = kinds.find((name) => groups[name] !== undefined);
    const found = kind && groups[kind];
    // `\{` and `{` are different signs.
    if (kind && found)
      tokens.push({ kind, text: kind === 'command' && /^[^a-zA-Z]/.test(found) ? `\\${found}` : found });
  }
  tokens.push({ kind: 'end', text: '' });
  return tokens;
}

const kinds = ['number', 'command', 'word', 'letter', 'sign'] as const;

/** Names that are read as functions or numbers without a backslash. */
const words = 'arcsin|arccos|arctan|sqrt|sin|cos|tan|cot|sec|csc|log|ln|exp|pi|lcm|gcd|max|min';

// A comma in a number is one of thousands here: lists were split before. A number may lack its first zero.
const pattern = new RegExp(
  `\\s+|(?<number>[0-9]+(?:,[0-9]{3})*(?:\\.(?:[0-9]+|(?=\\\\overline)))?|\\.[0-9]+)|\\\\(?<command>[a-zA-Z]+|[%{}|])|(?<word>(?:${words})(?![a-z]))|(?<letter>[a-zA-Z]|\\p{Script=Greek})|(?<sign>[-+*/^_(){}\\[\\]|!%:'])`,
  'uy',
);
