/** Shows how far a run is: bars on a terminal, a plain line now and then elsewhere. All on stderr. */

import type { WorkProgress } from '../../generate/progress.ts';
import { plainLine } from '../../plain-text.ts';
import { createRate, type Rate } from './eta.ts';
import { barProgressLine, type LineState, layOut, plainProgressLine } from './line.ts';
import { createScreen } from './screen.ts';

export interface Progress {
  /** A line of work has begun or changed. */
  show: (work: WorkProgress) => void;
  /** Prints a line without breaking the bars. */
  say: (line: string) => void;
  stop: () => void;
}

interface ProgressOptions {
  stream: NodeJS.WriteStream;
  quiet: boolean;
  /** Milliseconds. */
  now: () => number;
  /** The kind of terminal: a dumb one cannot move its cursor. */
  term?: string | undefined;
}

/** Milliseconds between plain lines. */
const plainInterval = 10_000;
/** Milliseconds between two drawings of the bars. */
const drawInterval = 200;
/** Characters of a message; a list of missing answers is long. */
const longestLine = 4000;

/** A line of work, and what showing it needs. */
interface Shown {
  work: WorkProgress;
  rate: Rate;
}

export function createProgress(options: ProgressOptions): Progress {
  const { stream, quiet, term } = options;
  if (quiet) return { show: () => undefined, say: writer(stream), stop: () => undefined };
  return stream.isTTY && term !== 'dumb' ? barProgress(options) : plainProgress(options);
}

function barProgress({ stream, now }: ProgressOptions): Progress {
  const screen = createScreen(stream);
  const lines = new Map<WorkProgress, Shown>();
  let stopped = false;
  const draw = (rows: number) => {
    const states = [...lines.values()].map(current).filter(({ total }) => total > 0);
    const layout = layOut(states, { columns: stream.columns || 80, now: now() });
    const { shown, more } = fitRows(states, rows);
    const drawn = shown.map((state) => barProgressLine(state, layout));
    screen.draw([...drawn, ...(more === undefined ? [] : [more])]);
  };
  // Some terminals do not know their size, and call it 0.
  const timer = setInterval(() => draw((stream.rows || 24) - 2), drawInterval);
  timer.unref();
  return {
    show: (work) => {
      if (!lines.has(work)) lines.set(work, { work, rate: createRate(now) });
    },
    say: (line) => {
      const text = plainLine(line, longestLine);
      if (stopped) stream.write(`${text}\n`);
      else screen.print(text);
    },
    stop: () => {
      if (stopped) return;
      stopped = true;
      clearInterval(timer);
      // Nothing is drawn over these any more, so that they may scroll.
      draw(Number.POSITIVE_INFINITY);
      screen.stop();
    },
  };
}

/** What fits on the screen: unfinished work first. */
function fitRows(
  states: readonly LineState[],
  rows: number,
): { shown: readonly LineState[]; more: string | undefined } {
  if (states.length <= rows) return { shown: states, more: undefined };
  const open = states.filter(({ done, total, stopped }) => done < total && !stopped);
  const shown = [...open, ...states.filter((each) => !open.includes(each))].slice(0, Math.max(0, rows - 1));
  const hidden = states.filter((each) => !shown.includes(each));
  const finished = hidden.filter((each) => !open.includes(each)).length;
  return { shown, more: `… and ${hidden.length} more, ${finished} of them finished` };
}

/** A plain line, and how far its work was when it was last printed. */
interface Printed extends Shown {
  done: number;
  at: number;
}

function plainProgress({ stream, now }: ProgressOptions): Progress {
  const say = writer(stream);
  const lines = new Map<WorkProgress, Printed>();
  const printIfDue = (line: Printed) => {
    const { done, total, stopped } = line.work;
    if (line.done >= total || stopped) return;
    const due = now() - line.at >= plainInterval || done - line.done >= total / 10 || done >= total;
    if (!due) return;
    line.done = done;
    line.at = now();
    say(plainProgressLine(current(line), now()));
  };
  const timer = setInterval(() => {
    for (const line of lines.values()) printIfDue(line);
  }, plainInterval / 10);
  timer.unref();
  return {
    show: (work) => {
      const line = lines.get(work);
      if (line) printIfDue(line);
      else lines.set(work, { work, rate: createRate(now), done: 0, at: now() });
    },
    say,
    stop: () => clearInterval(timer),
  };
}

function current({ work, rate }: Shown): LineState {
  const { done, total, meter, callsEach } = work;
  // Replies beyond those of the pieces that are done belong to pieces under way; one that failed has had fewer.
  const begun = callsEach > 1 && meter ? meter.replied / callsEach - done : 0;
  const partly = Math.min(Math.max(0, begun), Math.max(0, total - done));
  return { ...work, label: plainLine(work.label, 60), partly, perMinute: rate.perMinute(done + partly) };
}

function writer(stream: NodeJS.WriteStream): (line: string) => void {
  return (line) => stream.write(`${plainLine(line, longestLine)}\n`);
}
