/** Shows how far a run is: bars on a terminal, a plain line now and then elsewhere. All on stderr. */

import { MultiBar } from 'cli-progress';
import { plainLine } from '../plain-text.ts';

export interface ProgressLine {
  /** One piece of work is done, or has failed. */
  tick: () => void;
}

export interface Progress {
  /** Adds a line of work of `total` pieces. */
  add: (label: string, total: number) => ProgressLine;
  /** Prints a line without breaking the bars. */
  say: (line: string) => void;
  stop: () => void;
}

export interface ProgressOptions {
  stream: NodeJS.WriteStream;
  quiet: boolean;
  /** Milliseconds. */
  now: () => number;
}

/** Milliseconds between plain lines. */
const plainInterval = 10_000;
/** Characters of a message; a list of missing answers is long. */
const longestLine = 4000;

export function createProgress(options: ProgressOptions): Progress {
  if (options.quiet)
    return { add: () => ({ tick: () => undefined }), say: writer(options.stream), stop: () => undefined };
  return options.stream.isTTY ? barProgress(options.stream) : plainProgress(options);
}

function barProgress(stream: NodeJS.WriteStream): Progress {
  const bars = new MultiBar({
    stream,
    format: '{label} [{bar}] {value}/{total} {percentage} % | {duration_formatted} | ETA {eta_formatted}',
    barsize: 24,
    hideCursor: true,
    gracefulExit: false,
  });
  let stopped = false;
  return {
    add: (label, total) => {
      if (total === 0) return { tick: () => undefined };
      const bar = bars.create(total, 0, { label: plainLine(label, 40) });
      return { tick: () => bar.increment() };
    },
    say: (line) => {
      const text = plainLine(line, longestLine);
      if (stopped) stream.write(`${text}\n`);
      else bars.log(wrapped(text, (stream.columns ?? 80) - 1));
    },
    stop: () => {
      stopped = true;
      bars.stop();
    },
  };
}

/** Whole, since cli-progress cuts what is wider than the screen, and each part clearing what a bar has left there. */
function wrapped(text: string, width: number): string {
  const parts = text.match(new RegExp(`.{1,${Math.max(1, width)}}`, 'gu')) ?? [''];
  return parts.map((part) => `${part}\u001b[K\n`).join('');
}

function plainProgress({ stream, now }: ProgressOptions): Progress {
  const say = writer(stream);
  return {
    add: (label, total) => {
      let done = 0;
      let shown = 0;
      let shownAt = now();
      const tick = () => {
        done += 1;
        const due = now() - shownAt >= plainInterval || done - shown >= total / 10 || done === total;
        if (!due) return;
        shown = done;
        shownAt = now();
        say(`${label}: ${done}/${total}`);
      };
      return { tick };
    },
    say,
    stop: () => undefined,
  };
}

function writer(stream: NodeJS.WriteStream): (line: string) => void {
  return (line) => stream.write(`${plainLine(line, longestLine)}\n`);
}
