/** What the viewer has to show, kept up with the data directory while it runs. */

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import type { QuestionTexts } from '../../results/report/shape.ts';
import { packageDir } from '../../store/bench/paths.ts';
import { showArena } from '../arena/open.ts';
import type { EventHub } from '../server/events.ts';
import { Refused } from '../server/refused.ts';
import { json } from '../server/respond.ts';
import type { SiteRoutes } from '../server/server.ts';
import { type Built, maker } from './built.ts';
import type { ViewOptions } from './options.ts';
import { keepUp } from './rebuild-loop.ts';
import { followRecords, nothingRead } from './records.ts';
import { followSurroundings } from './watch-inputs.ts';

export interface LiveOptions {
  benchGiven: boolean;
  events: EventHub;
  warn: (line: string) => void;
  /** Seconds since 1970. */
  clock: () => number;
}

export interface Live {
  routes: SiteRoutes;
  /** Rejects with an error of the program. */
  ended: Promise<unknown>;
  stop: () => Promise<void>;
}

export function showLive(options: ViewOptions, { benchGiven, events, warn, clock }: LiveOptions): Live {
  const { dataDir, bench, voter, filter } = options;
  const ending = new AbortController();
  const { signal } = ending;
  const records = followRecords({ ...options, signal });
  const surroundings = followSurroundings(options);
  const say = sayOnce(warn);
  const { make, answersIn } = maker({ options, benchGiven, surroundings: surroundings.now, signal });
  // Something to show before anything was read.
  let latest = make(nothingRead, false);
  latest.catch(() => undefined);
  const first = firstTime();
  const follower = keepUp({
    read: async () => {
      const around = await surroundings.poll();
      return (await records.advance()) || around;
    },
    progress: records.progress,
    build: async (whole) => {
      const built = await make(records.snapshot(), whole);
      latest = Promise.resolve(built);
      if (whole) first.done();
      events.tell('overview', { version: randomUUID(), whole });
      say(built.snapshot.problems);
    },
    onProgress: (share) => events.tell('progress', { share }),
    onError: (error) => {
      say([messageOf(error)]);
      first.failed();
    },
    folders: ['judgments', 'answers'].map((name) => join(dataDir, name, bench)),
  });
  const { refresh } = follower;
  const arena = showArena({
    ...{ dataDir, bench, voter, filter, warn, clock, refresh, answersIn },
    latest: () => first.wait().then(() => latest),
  });
  return {
    ended: follower.ended,
    stop: () => {
      ending.abort();
      return follower.stop();
    },
    routes: {
      ...arena,
      pages: ['/', ...arena.pages],
      gets: { ...arena.gets, ...reading(() => latest, refresh) },
    },
  };
}

/** What a user can mend goes on when it is mended; anything else is a bug. */
function messageOf(error: unknown): string {
  if (error instanceof UserError) return error.message;
  throw error;
}

/** Whoever votes has to wait until the votes so far are read. */
function firstTime() {
  let isDone = false;
  let waiting: { resolve: () => void; reject: (error: Refused) => void }[] = [];
  const settle = (how: (each: (typeof waiting)[number]) => void) => {
    const settled = waiting;
    waiting = [];
    for (const each of settled) how(each);
  };
  return {
    done: () => {
      isDone = true;
      settle(({ resolve }) => resolve());
    },
    failed: () =>
      settle(({ reject }) =>
        reject(new Refused(503, 'a file cannot be read: the viewer’s terminal says which')),
      ),
    wait: () =>
      isDone ? Promise.resolve() : new Promise<void>((resolve, reject) => waiting.push({ resolve, reject })),
  };
}

function reading(latest: () => Promise<Built>, refresh: () => Promise<void>): SiteRoutes['gets'] {
  return {
    '/view.js': async () => ({ type: 'js', body: await readPart('view.js') }),
    '/view.css': async () => ({ type: 'css', body: await readPart('view.css') }),
    '/api/overview': async () => (await latest()).overview,
    '/api/texts': async (query) => json(await readTexts(query.get('key') ?? '', latest, refresh)),
  };
}

/** Files may have been put in order since they were read: one reading more, and the texts are where it says. */
async function readTexts(
  key: string,
  latest: () => Promise<Built>,
  refresh: () => Promise<void>,
): Promise<QuestionTexts> {
  const texts = (await latest()).texts(key);
  if (!texts) throw noQuestion();
  try {
    return await texts;
  } catch {
    await refresh();
  }
  const again = (await latest()).texts(key);
  if (!again) throw noQuestion();
  return again.catch(() => {
    throw new Refused(503, 'the files are being written anew: try again in a moment');
  });
}

function noQuestion(): Refused {
  return new Refused(404, 'there is no such question');
}

/** Reports each error once, however often it occurs. */
function sayOnce(warn: (line: string) => void): (lines: readonly string[]) => void {
  const said = new Set<string>();
  return (lines) => {
    for (const line of lines.slice(0, 20)) {
      if (said.has(line)) continue;
      said.add(line);
      warn(`warning: ${line}`);
    }
  };
}

/** A part of the page as `npm run build` has made it. */
function readPart(name: string): Promise<Buffer> {
  return readFile(join(packageDir, 'dist', 'web', name));
}
