/** The boxes in which a reply gives its answer. */

import { closingBrace } from '../boxed.ts';

interface BoxedAnswer {
  /** The content of the last box, or of the last ones where they are a list; undefined where there is none. */
  content: string | undefined;
  /** How many boxes that is. */
  count: number;
  /** The reply without a last box that is empty or cut off, for other ways of finding an answer. */
  rest: string;
  /** What follows the last box. */
  after: string;
}

interface Box {
  start: number;
  end: number;
  content: string;
}

export function boxedAnswer(reply: string): BoxedAnswer {
  const { boxes, rest } = completeBoxes(reply);
  const last = boxes.at(-1);
  if (!last) return { content: undefined, count: 0, rest, after: '' };
  let first = boxes.length - 1;
  for (; first > 0; first -= 1) {
    const [box, next] = [boxes[first - 1], boxes[first]];
    if (!box || !next || !isSeparator(reply.slice(box.end, next.start))) break;
  }
  const together = boxes.slice(first);
  return {
    content: together.map(({ content }) => content).join(', '),
    count: together.length,
    rest,
    after: reply.slice(last.end),
  };
}

/** The outermost boxes that are closed and not empty. */
function completeBoxes(reply: string): { boxes: Box[]; rest: string } {
  const boxes: Box[] = [];
  let rest = reply;
  let from = 0;
  for (const match of reply.matchAll(/\\boxed\s{0,3}\{/g)) {
    if (match.index < from) continue;
    const open = match.index + match[0].length - 1;
    const end = closingBrace(reply, open);
    if (end === undefined) {
      // Whatever follows is inside the box that was cut off.
      rest = rest.slice(0, match.index);
      break;
    }
    const content = reply.slice(open + 1, end - 1).trim();
    if (content !== '') boxes.push({ start: match.index, end, content });
    from = end;
  }
  return { boxes, rest };
}

/** Between two boxes of one list stand commas and words like "and" alone, or blanks on one line. */
function isSeparator(between: string): boolean {
  if (between.length > 40) return false;
  const words = between.replace(/\$|\\[()[\],;:! ]|\\q?quad|\\text\{([^{}]*)\}/g, '$1');
  return /^[^\S\n]*$|^\s*(?:[,;&、和或]|,?\s*(?:and|or))\s*$/.test(words);
}
