/** Lines of text that may be Python: how far they are indented, and which of them lie inside a string or a bracket. */

export interface Line {
  text: string;
  /** Columns of white space before the first character; a tab goes to the next multiple of four. */
  indent: number;
  blank: boolean;
  /** Starts inside a string of three quotes, where white space is content. */
  inString: boolean;
  /** Starts inside a string or a bracket, or after a backslash: its indentation says nothing. */
  continued: boolean;
  /** Has a colon as its last character, a comment apart: a block follows. */
  opensBlock: boolean;
}

interface State {
  /** The three quotes that end the string that is open. */
  quote: string | undefined;
  depth: number;
  backslash: boolean;
}

const tabWidth = 4;

/** One pass over the text. An apostrophe of prose ends with its line; a bracket of prose stays open to the next blank line. */
export function readLines(text: string): readonly Line[] {
  const state: State = { quote: undefined, depth: 0, backslash: false };
  return text.split('\n').map((line) => {
    const blank = line.trim() === '';
    if (blank && state.quote === undefined) Object.assign(state, { depth: 0, backslash: false });
    const inString = state.quote !== undefined;
    const continued = inString || state.depth > 0 || state.backslash;
    const opensBlock = scan(line, state);
    return { text: line, indent: indentOf(line), blank, inString, continued, opensBlock };
  });
}

function indentOf(line: string): number {
  let column = 0;
  for (const character of line) {
    if (character === ' ') column++;
    else if (character === '\t') column = (Math.floor(column / tabWidth) + 1) * tabWidth;
    else break;
  }
  return column;
}

/** Follows strings, comments and brackets to the end of the line. Says whether a colon ends it. */
function scan(line: string, state: State): boolean {
  let last = '';
  let at = 0;
  state.backslash = false;
  while (at < line.length) {
    const character = line[at] ?? '';
    if (state.quote !== undefined) at = endOfLongString(line, { at, state });
    else if (character === '#') break;
    else if (character === '"' || character === "'") {
      at = string(line, { at, state });
      last = character;
    } else {
      if ('([{'.includes(character)) state.depth++;
      else if (')]}'.includes(character)) state.depth = Math.max(0, state.depth - 1);
      if (character.trim() !== '') last = character;
      at++;
    }
  }
  state.backslash = last === '\\' && state.quote === undefined;
  return last === ':' && state.depth === 0 && state.quote === undefined;
}

interface Place {
  at: number;
  state: State;
}

function string(line: string, { at, state }: Place): number {
  const quote = line[at] ?? '';
  const long = quote.repeat(3);
  if (line.startsWith(long, at)) {
    state.quote = long;
    return at + long.length;
  }
  let end = at + 1;
  while (end < line.length && line[end] !== quote) end += line[end] === '\\' ? 2 : 1;
  return end + 1;
}

function endOfLongString(line: string, { at, state }: Place): number {
  for (let end = at; end < line.length; end++) {
    if (line[end] === '\\') end++;
    else if (state.quote !== undefined && line.startsWith(state.quote, end)) {
      state.quote = undefined;
      return end + 3;
    }
  }
  return line.length;
}
