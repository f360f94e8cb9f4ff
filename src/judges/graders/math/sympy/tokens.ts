/** The tokens of SymPy's LaTeX reader (sympy 1.14.0, parsing/latex/LaTeX.g4): the longest match wins. */

export interface Token {
  /** A command's name with its backslash, the character itself, or one of the classes below. */
  type: string;
  text: string;
  end: number;
}

/** The text holds something at this place for which SymPy has no token, such as `%`, `;` or `\\`. */
export class UnknownToken extends Error {}

/** The token at or after `start`, blanks and spacing commands skipped. */
export function tokenAt(text: string, start: number): Token {
  skipped.lastIndex = start;
  let index = start;
  while (skipped.test(text)) index = skipped.lastIndex;
  if (index === text.length) return { type: 'end', text: '', end: index };
  return command(text, index) ?? differential(text, index) ?? character(text, index);
}

// Sticky, with its state set before each use. A command ends where its letters do: \lefty is no \left.
const skipped =
  /[ \t\r\n]+|\\[,:;!]|\\(?:thinspace|medspace|thickspace|quad|qquad|negthinspace|negmedspace|negthickspace|left(?!\|)|right(?!\|)|vrule|vcenter|vbox|vskip|vspace|hfil)(?![a-zA-Z])|\\[*\-./"(=]/y;

const commandPattern = /\\(?:[a-zA-Z]+|[{}])/y;

function command(text: string, index: number): Token | undefined {
  const name = match(commandPattern, text, index);
  if (name === undefined) return undefined;
  const end = index + name.length;
  // \left| and \right| are tokens of their own, which nothing but a bra or a ket uses.
  if ((name === '\\left' || name === '\\right') && text[end] === '|') {
    return { type: 'bar-of-a-ket', text: `${name}|`, end: end + 1 };
  }
  return { type: types.get(name) ?? 'symbol', text: name, end };
}

/** `d` and a letter or a command, as in `dx`: "dollars" begins with one. */
function differential(text: string, index: number): Token | undefined {
  const found = match(/d[ \t\r\n]*(?:[a-zA-Z]|\\[a-zA-Z]+)/y, text, index);
  return found === undefined ? undefined : { type: 'differential', text: found, end: index + found.length };
}

function character(text: string, index: number): Token {
  const relation = match(/&[ \t\r\n]*=|=[ \t\r\n]*&|[=<>]/y, text, index);
  if (relation !== undefined) return { type: 'relation', text: relation, end: index + relation.length };
  const quotes = match(/'+/y, text, index);
  if (quotes !== undefined) return { type: 'quotes', text: quotes, end: index + quotes.length };
  const found = text[index] ?? '';
  const end = index + found.length;
  if (/[a-zA-Z]/.test(found)) return { type: 'letter', text: found, end };
  if (/[0-9]/.test(found)) return { type: 'digit', text: found, end };
  if ('+-*/(){}[]|_^:!.,'.includes(found)) return { type: found, text: found, end };
  throw new UnknownToken(`No token at ${index}.`);
}

function match(pattern: RegExp, text: string, index: number): string | undefined {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0];
}

const functions =
  'exp log lg ln sin cos tan csc sec cot arcsin arccos arctan arccsc arcsec arccot sinh cosh tanh arsinh arcosh artanh';
const relations = 'neq leq le leqq leqslant geq ge geqq geqslant';
/** Named for completeness: they end an answer, as no operand begins with them. */
const others = 'lim to rightarrow Rightarrow longrightarrow Longrightarrow int sum prod langle rangle';

function entries(names: string, type: (name: string) => string): [string, string][] {
  return names.split(' ').map((name) => [`\\${name}`, type(name)]);
}

const types: ReadonlyMap<string, string> = new Map([
  ...entries(functions, () => 'function'),
  ...entries(relations, () => 'relation'),
  ...entries(others, (name) => `\\${name}`),
  ...entries('{ } lfloor rfloor lceil rceil sqrt overline mathit', (name) => `\\${name}`),
  ...entries('times cdot', () => '*'),
  ...entries('div', () => '/'),
  ...entries('frac dfrac tfrac', () => '\\frac'),
  ...entries('binom dbinom tbinom', () => '\\binom'),
]);
