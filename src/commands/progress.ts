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
      if (stopped) stream.write(`${plainLine(line, 1000)}\n`);
      else bars.log(`${plainLine(line, 1000)}\n`);
    },
    stop: () => {
      stopped = true;
      bars.stop();
    },
  };
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
  return (line) => stream.write(`${plainLine(line, 1000)}\n`);
}
