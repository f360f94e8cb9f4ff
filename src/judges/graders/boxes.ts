/** LaTeX boxes, in which models put their answers: `\boxed{...}`, `\fbox{...}`, `\boxed 5`. */

export interface Box {
  /** Where the command begins. */
  start: number;
  /** Its content. */
  from: number;
  to: number;
}

/**
 * The boxes in `text` that close, inner ones included, in the order of their ends. One pass with a stack: a search for the
 * close of each would take quadratic time where none closes.
 */
export function findBoxes(text: string): Box[] {
  const found: Box[] = [];
  const open: { start: number; from: number; boxed: boolean }[] = [];
  for (const match of text.matchAll(/\\boxed\s?\{|\\fbox\s?\{|\\?[{}]|\\boxed\s([^\s{}$]{1,40})/g)) {
    const [mark, bare] = match;
    const end = match.index + mark.length;
    if (bare !== undefined) {
      found.push({ start: match.index, from: end - bare.length, to: end });
    } else if (mark === '}') {
      const opened = open.pop();
      if (opened?.boxed) found.push({ start: opened.start, from: opened.from, to: match.index });
    } else if (mark.endsWith('{') && mark !== '\\{') {
      open.push({ start: match.index, from: end, boxed: mark.length > 1 });
    }
  }
  return found;
}
