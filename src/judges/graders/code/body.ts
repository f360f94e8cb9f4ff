/** Indents the body of a function as the prompt's function is: four columns, whatever the reply had. */

import { type Line, readLines } from './lines.ts';

const width = 4;

/**
 * Three forms are read. An indented body keeps its shape and is moved to four columns, up to the first line of code that
 * is not indented (helper functions after the body). A body at the left margin is moved as a whole. A body whose first line
 * alone has lost its indentation, as services that trim replies leave it, gets it back first.
 */
export function indentBody(code: string): string {
  const lines = readLines(code);
  const first = lines.findIndex((line) => !line.blank);
  const firstLine = lines[first];
  if (!firstLine) return code;
  const lost = firstLine.indent === 0 ? lostIndent(firstLine, lines.slice(first + 1)) : 0;
  const indent = firstLine.indent || lost;
  const end = indent === 0 ? lines.length : endOfBlock(lines, first);
  const moved = lines.map((line, index) => {
    if (index > end - 1) return line.text;
    return move(line, width - indent + (index === first ? lost : 0));
  });
  return moved.join('\n');
}

/** How far the lines after the first are indented at least, where that can't be because the first opens a block. */
function lostIndent(first: Line, rest: readonly Line[]): number {
  const code = rest.filter((line) => !line.blank && !line.continued);
  const next = code[0];
  const least = Math.min(...code.map(({ indent }) => indent));
  if (!next || !Number.isFinite(least) || least === 0) return 0;
  return first.opensBlock && next.indent === least ? 0 : least;
}

function endOfBlock(lines: readonly Line[], first: number): number {
  const end = lines.findIndex(
    (line, index) => index > first && !line.blank && !line.continued && line.indent === 0,
  );
  return end < 0 ? lines.length : end;
}

function move({ text, indent, blank, inString }: Line, by: number): string {
  if (blank || inString) return text;
  return ' '.repeat(Math.max(0, indent + by)) + text.trimStart();
}
