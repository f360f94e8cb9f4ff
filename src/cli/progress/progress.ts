/** Shows how far a run is: bars on a terminal, a plain line now and then elsewhere. All on stderr. */

import type { Meter } from '../../client/meter.ts';
import { plainLine } from '../../plain-text.ts';
import { createPace, type Pace } from './eta.ts';
import { barProgressLine, layOut, plainProgressLine, type Standing } from './line.ts';
import { createScreen } from './screen.ts';

export interface ProgressLine {
  /** One piece of work is done, or has failed. */
  tick: () => void;
  /** The piece that is ticked next has failed. */
  fail: () => void;
  /** So many pieces more are to be done (or fewer). */
  grow: (pieces: number) => void;
  /** What is left will not be done. */
  end: () => void;
}

export interface Progress {
  /** Adds a line of work of `total` pieces, and the calls that are made for them. */
  add: (label: string, total: number, calls?: CountedWork) => ProgressLine;
  /** Prints a line without breaking the bars. */
  say: (line: string) => void;
  stop: () => void;
}

export interface CountedWork {
  meter: Meter;
  /** Calls that a piece takes one after another, on average: so far as they are replied to, it is half done. */
  each?: number;
}

export interface ProgressOptions {
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

/** A line of work as it stands. */
interface Work {
  standing: Standing;
  callsEach: number;
  pace: Pace;
}

export function createProgress(options: ProgressOptions): Progress {
  const { stream, quiet, term } = options;
  if (quiet) {
    const silent = {
      tick: () => undefined,
      fail: () => undefined,
      grow: () => undefined,
      end: () => undefined,
    };
    return { add: () => silent, say: writer(stream), stop: () => undefined };
  }
  return stream.isTTY && term !== 'dumb' ? barProgress(options) : plainProgress(options);
}

function barProgress({ stream, now }: ProgressOptions): Progress {
  const screen = createScreen(stream);
  const works: Work[] = [];
  let stopped = false;
  const draw = (rows: number) => {
    const standings = works.map(current).filter(({ total }) => total > 0);
    const layout = layOut(standings, { columns: stream.columns || 80, now: now() });
    const { shown, more } = fitRows(standings, rows);
    const lines = shown.map((standing) => barProgressLine(standing, layout));
    screen.draw([...lines, ...(more === undefined ? [] : [more])]);
  };
  // Some terminals do not know their size, and call it 0.
  const timer = setInterval(() => draw((stream.rows || 24) - 2), drawInterval);
  timer.unref();
  return {
    add: (label, total, calls) => {
      const work = newWork({ label, total, calls }, now);
      works.push(work);
      return lineOf(work, () => undefined);
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

/** What has room on the screen: unfinished work first. */
function fitRows(
  standings: readonly Standing[],
  rows: number,
): { shown: readonly Standing[]; more: string | undefined } {
  if (standings.length <= rows) return { shown: standings, more: undefined };
  const open = standings.filter(({ done, total, stopped }) => done < total && !stopped);
  const shown = [...open, ...standings.filter((each) => !open.includes(each))].slice(
    0,
    Math.max(0, rows - 1),
  );
  const hidden = standings.filter((each) => !shown.includes(each));
  const finished = hidden.filter((each) => !open.includes(each)).length;
  return { shown, more: `… and ${hidden.length} more, ${finished} of them finished` };
}

function plainProgress({ stream, now }: ProgressOptions): Progress {
  const say = writer(stream);
  const looks: (() => void)[] = [];
  const timer = setInterval(() => {
    for (const look of looks) look();
  }, plainInterval / 10);
  timer.unref();
  return {
    add: (label, total, calls) => {
      const work = newWork({ label, total, calls }, now);
      let shown = 0;
      let shownAt = now();
      const look = () => {
        const { done, total: all } = work.standing;
        if (shown >= all || work.standing.stopped) return;
        const due = now() - shownAt >= plainInterval || done - shown >= all / 10 || done >= all;
        if (!due) return;
        shown = done;
        shownAt = now();
        say(plainProgressLine(current(work), now()));
      };
      looks.push(look);
      return lineOf(work, look);
    },
    say,
    stop: () => clearInterval(timer),
  };
}

function newWork(
  { label, total, calls }: { label: string; total: number; calls: CountedWork | undefined },
  now: () => number,
): Work {
  const counts = { done: 0, failed: 0, partly: 0, total, perMinute: undefined };
  const standing = { ...counts, label: plainLine(label, 60), meter: calls?.meter };
  return { standing, callsEach: calls?.each ?? 1, pace: createPace(now) };
}

function current({ standing, callsEach, pace }: Work): Standing {
  const { done, total, meter } = standing;
  // Replies beyond those of the pieces that are done belong to pieces under way; one that failed has had fewer.
  const begun = callsEach > 1 && meter ? meter.replied / callsEach - done : 0;
  const partly = Math.min(Math.max(0, begun), Math.max(0, total - done));
  return { ...standing, partly, perMinute: pace.perMinute(done + partly) };
}

function lineOf({ standing }: Work, look: () => void): ProgressLine {
  return {
    tick: () => {
      standing.done += 1;
      look();
    },
    fail: () => {
      standing.failed = (standing.failed ?? 0) + 1;
    },
    grow: (pieces) => {
      standing.total += pieces;
    },
    end: () => {
      standing.stopped = true;
    },
  };
}

function writer(stream: NodeJS.WriteStream): (line: string) => void {
  return (line) => stream.write(`${plainLine(line, longestLine)}\n`);
}
