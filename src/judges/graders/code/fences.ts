/** Fenced blocks of a reply: three or more backticks or tildes, with any tag, closed or running to the end. */

export interface Fenced {
  /** The word after the fence, in small letters; empty where there is none. */
  tag: string;
  code: string;
  /** Place of the opening fence in the text. */
  start: number;
}

const fenceLine = /^([ \t]*)(`{3,}|~{3,})([^`\n]*)$/;
const oneLine = /^[ \t]*```(?:python[ \t]|py[ \t]|[ \t])?([^`\n]+)```[ \t]*$/;

interface Open {
  mark: string;
  indent: number;
  tag: string;
  start: number;
  lines: string[];
}

export function fencedBlocks(text: string): readonly Fenced[] {
  const blocks: Fenced[] = [];
  let open: Open | undefined;
  let start = 0;
  for (const line of text.split('\n')) {
    const fence = fenceLine.exec(line);
    if (open) {
      if (fence && closes(open, fence)) {
        blocks.push(block(open));
        open = undefined;
      } else open.lines.push(withoutIndent(line, open.indent));
    } else if (fence) {
      const [, indent = '', mark = '', info = ''] = fence;
      open = { mark, indent: indent.length, tag: tagOf(info), start, lines: [] };
    } else {
      const code = oneLine.exec(line)?.[1];
      if (code !== undefined) blocks.push({ tag: '', code, start });
    }
    start += line.length + 1;
  }
  return open ? [...blocks, block(open)] : blocks;
}

function closes({ mark }: Open, [, , fence = '', info = '']: RegExpExecArray): boolean {
  return info.trim() === '' && fence[0] === mark[0] && fence.length >= mark.length;
}

function block({ tag, start, lines }: Open): Fenced {
  return { tag, start, code: lines.join('\n') };
}

function tagOf(info: string): string {
  return info.trim().split(/[\s{]/)[0]?.toLowerCase() ?? '';
}

/** A fence inside a list is indented, and its lines with it. */
function withoutIndent(line: string, columns: number): string {
  const spaces = line.length - line.trimStart().length;
  return line.slice(Math.min(columns, spaces));
}
