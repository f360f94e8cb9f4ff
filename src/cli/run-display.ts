/** A run as its user sees it: progress and messages on stderr, and the signals that ask it to end. */

import type { ProgressEvent } from '../generate/progress.ts';
import type { Host } from '../generate/runtime.ts';
import { shellCommand } from '../shell-quote.ts';
import { createFailures } from './failures.ts';
import type { Context } from './main.ts';
import { createProgress } from './progress/progress.ts';
import { listenForStop } from './shutdown.ts';

/** How much a command prints. */
export interface OutputOptions {
  quiet?: true | undefined;
  verbose?: true | undefined;
}

export interface RunDisplay {
  /** What the run is given of it. */
  host: Host;
  say: (line: string) => void;
  /** The user's command line, to be typed again. */
  again: string;
  /** Ends bars and signal handlers; what is said from then on stands below. */
  end: () => void;
  /** Says how many failures were counted and not named. */
  reportRest: () => void;
}

/** From here on Ctrl-C is listened for, until `end`. */
export function openRunDisplay({ quiet, verbose }: OutputOptions, context: Context): RunDisplay {
  const { stderr, now, env } = context;
  const progress = createProgress({ stream: stderr, quiet: quiet === true, now, term: env.TERM });
  const failures = createFailures(progress.say, { all: verbose === true });
  const again = commandOf(context);
  const { stopping, aborting, dispose } = listenForStop({ say: progress.say, stop: progress.stop, again });
  const onProgress = (event: ProgressEvent) => {
    if (event.kind === 'work') progress.show(event.work);
    else if (event.kind === 'failed') failures.report(event.failure);
    else if (isShown(event.level, { quiet, verbose })) progress.say(event.text);
  };
  return {
    host: { signal: stopping, abortSignal: aborting, onProgress, now },
    say: progress.say,
    again,
    reportRest: failures.reportRest,
    end: () => {
      dispose();
      progress.stop();
    },
  };
}

function isShown(level: 'warning' | 'info' | 'detail', { quiet, verbose }: OutputOptions): boolean {
  return level === 'warning' || (level === 'info' ? !quiet : verbose === true);
}

function commandOf({ argv: [bin = '', ...given], programName }: Context): string {
  return [programName(bin), shellCommand(given)].join(' ').trim();
}
