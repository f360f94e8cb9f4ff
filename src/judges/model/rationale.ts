/** What a judge said of the answer: its reply without the verdict. */

import { labelOf } from './label.ts';
import type { Range } from './open-marks.ts';

/** How far before the verdict its label may begin: a huge reply takes linear time. */
const labelReach = 60;
const labelAtEnd =
  /(?<![\p{L}\p{N}])(?:(?:my|the|final|overall)\s{1,3})*(?:rating|verdict|score)(?:\s{1,3}is)?$/iu;

/** The text before the verdict without its label ("Rating:"), and the text after it, if any. */
export function withoutVerdict(reply: string, verdict: Range, alone: boolean): string {
  const [start, end] = alone ? lineOf(reply, verdict) : [verdict.start, verdict.end];
  const before = withoutLabel(reply.slice(0, start));
  const after = reply.slice(end).replace(/^[\s*_.]+/, '');
  return [before.trim(), after.trim()].filter((part) => part !== '').join('\n\n');
}

function lineOf(reply: string, { start, end }: Range): [number, number] {
  const lineEnd = reply.indexOf('\n', end);
  return [reply.lastIndexOf('\n', start - 1) + 1, lineEnd < 0 ? reply.length : lineEnd];
}

/** The label stands in the verdict's line or is the line before; its bold marks and bullets go with it. */
function withoutLabel(before: string): string {
  const text = withoutMarks(before).trimEnd();
  const lastLine = text.slice(Math.max(text.lastIndexOf('\n') + 1, text.length - labelReach));
  if (text.endsWith(lastLine) && isLine(text, lastLine) && labelOf(lastLine) === 'verdict') {
    return text.slice(0, text.length - lastLine.length);
  }
  const bare = withoutMarks(text);
  const start = Math.max(0, bare.length - labelReach);
  const label = labelAtEnd.exec(bare.slice(start));
  return label ? withoutMarks(bare.slice(0, start + label.index)) : text;
}

function isLine(text: string, end: string): boolean {
  const start = text.length - end.length;
  return start === 0 || text.charAt(start - 1) === '\n';
}

function withoutMarks(text: string): string {
  let end = text.length;
  while (end > 0 && ' \t*_#>:=-'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
