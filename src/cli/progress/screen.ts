/** The lines at the foot of a terminal that are drawn again and again, and the text that scrolls above them. */

import { textWidth } from '../../text-width.ts';

interface Screen {
  /** Draws the lines over the ones before. */
  draw: (lines: readonly string[]) => void;
  /** Prints text above the lines, which stay where they are: at the foot. */
  print: (text: string) => void;
  /** Leaves the lines as they are, and the cursor visible. */
  stop: () => void;
}

const control = '\u001b[';
const hideCursor = `${control}?25l`;
const showCursor = `${control}?25h`;
const clearLine = `${control}K`;
const clearBelow = `${control}J`;

/** Lines must be narrower than the terminal, and fewer than its rows. */
export function createScreen(stream: NodeJS.WriteStream): Screen {
  let drawn: readonly string[] = [];
  let hidden = false;
  // However the process ends, its terminal gets the cursor back.
  const restore = () => {
    if (hidden) stream.write(showCursor);
    hidden = false;
  };
  const hide = () => {
    if (hidden) return '';
    hidden = true;
    process.once('exit', restore);
    return hideCursor;
  };
  /** To the first of the drawn lines, which a terminal made narrower since then has wrapped. */
  const toTop = () => {
    const columns = stream.columns || 80;
    const rows = drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(textWidth(line) / columns)), 0);
    return rows > 0 ? `\r${control}${rows}A` : '';
  };
  const block = (lines: readonly string[]) => lines.map((line) => `${line}${clearLine}\n`).join('');
  return {
    draw: (lines) => {
      if (lines.length === 0 && drawn.length === 0) return;
      stream.write(`${hide()}${toTop()}${block(lines)}${clearBelow}`);
      drawn = lines;
    },
    print: (text) => {
      stream.write(`${toTop()}${clearBelow}${text}\n${block(drawn)}`);
    },
    stop: () => {
      process.off('exit', restore);
      drawn = [];
      restore();
    },
  };
}
