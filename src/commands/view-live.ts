/** What the viewer has to show, kept up with the data directory while it runs. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { UserError } from '../errors.ts';
import { packageDir } from '../store/paths.ts';
import type { EventHub } from '../view/events.ts';
import { keepUp } from '../view/keep-up.ts';
import { followRecords, type Snapshot } from '../view/live-records.ts';
import { json, type Reply } from '../view/respond.ts';
import { type Exhibits, Refused } from '../view/server.ts';
import type { BenchOptions } from './flags.ts';
import type { ReportOptions } from './report-options.ts';
import { type LiveFigures, liveFigures } from './view-figures.ts';
import { followSurroundings } from './view-surroundings.ts';
import { textsOf } from './view-texts.ts';

export interface LiveOptions {
  benchGiven: boolean;
  events: EventHub;
  warn: (line: string) => void;
}

/** What was built last. */
interface Built {
  figures: LiveFigures;
  snapshot: Snapshot;
  overview: Reply;
  texts: ReturnType<typeof textsOf>;
}

const compress = promisify(gzip);
const nothing: Snapshot = { ratings: [], games: [], votes: [], problems: [] };

export interface Live {
  exhibits: Exhibits;
  stop: () => Promise<void>;
}

export function showLive(options: BenchOptions, { benchGiven, events, warn }: LiveOptions): Live {
  const { dataDir, bench } = options;
  const request: ReportOptions = { dataDir, bench, mode: 'single', self: true, interval: 't' };
  const records = followRecords(options);
  const surroundings = followSurroundings(options);
  const say = sayOnce(warn);
  const make = async (snapshot: Snapshot): Promise<Built> => {
    const figures = await liveFigures(snapshot, request, benchGiven);
    const body = await compress(JSON.stringify(figures.overview), { level: 4 });
    const texts = textsOf(figures, snapshot);
    return { figures, snapshot, overview: { type: 'json', body, packed: true }, texts };
  };
  // Something to look at before anything was read.
  let latest: Promise<Built> = make(nothing);
  latest.catch(() => undefined);
  let version = 0;
  const build = async () => {
    const snapshot = records.snapshot();
    const built = await make(snapshot);
    latest = Promise.resolve(built);
    version += 1;
    events.tell('overview', { version });
    say(snapshot.problems);
  };
  const follower = keepUp({
    read: async () => {
      const around = await surroundings();
      return (await records.advance()) || around;
    },
    progress: records.progress,
    build,
    onProgress: (share) => events.tell('progress', { share }),
    onFault: (error) => {
      if (!(error instanceof UserError)) throw error;
      say([error.message]);
    },
    folders: ['judgments', 'answers'].map((name) => join(dataDir, name, bench)),
  });
  const texts = async (query: URLSearchParams) =>
    json(await readTexts(query.get('key') ?? '', () => latest, follower));
  return {
    stop: follower.stop,
    exhibits: {
      pages: ['/'],
      gets: {
        '/view.js': async () => ({ type: 'js', body: await readPart('view.js') }),
        '/view.css': async () => ({ type: 'css', body: await readPart('view.css') }),
        '/api/overview': async () => (await latest).overview,
        '/api/texts': texts,
      },
      posts: {},
    },
  };
}

/** Files may have been put in order since they were read: one reading more, and the texts are where it says. */
async function readTexts(
  key: string,
  latest: () => Promise<Built>,
  follower: { refresh: () => Promise<void> },
) {
  const { figures, texts } = await latest();
  if (!figures.overview.questions.some((question) => question.key === key)) {
    throw new Refused(404, 'there is no such question');
  }
  try {
    return await texts(key);
  } catch {
    await follower.refresh();
  }
  try {
    return await (await latest()).texts(key);
  } catch {
    throw new Refused(503, 'the files are being written anew: try again in a moment');
  }
}

/** Tells of each fault once, however often it is met. */
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
