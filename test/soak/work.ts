/** A data directory and a server of its own for one stage, in which runs are disturbed, counted and compared. */

import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { systemCode } from '../../src/errors.ts';
import { openKeyedLog } from '../../src/store/jsonl/keyed-log.ts';
import { type Run, type RunOptions, run } from '../support/cli.ts';
import { type Asked, type Loopback, startLoopback } from '../support/loopback.ts';
import type { Api, Stage } from './stages.ts';

/** Calls at a time. */
const width = 4;

/**
 * Calls of a run that the server may have seen and the disk has not when it is cut off: those in flight, and, where
 * replies have come but are not yet written, those that were sent in their places.
 */
export const mostUnderWay = 2 * width;

export interface Launch extends RunOptions {
  /** Goes out as the key, which neither cache nor records know: so the server can tell runs apart. */
  name: string;
  flags?: readonly string[];
  /** Another server than the work's own. */
  url?: string;
}

export interface Work {
  stage: Stage;
  api: Api;
  folder: string;
  server: Loopback;
  launch: (options: Launch) => Promise<Run>;
  /** Requests of the named runs that have arrived. */
  sent: (...names: string[]) => number;
  /** Replies in the cache, as a process that starts now would find them. */
  stored: () => number;
  /** Bytes of all files, the server's view of how far a run has come. */
  bytes: () => number;
  close: () => Promise<void>;
}

/** Opens a work in `folder`, or in a new one; the caller closes it, and removes a folder of its own. */
export async function openWork(stage: Stage, api: Api, folder?: string): Promise<Work> {
  const path = folder ?? mkdtempSync(join(tmpdir(), 'mt-judge-soak-'));
  for (const [name, rows] of Object.entries(stage.before)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }
  const server = await startLoopback({ reply: stage.reply, latencyMs });
  return {
    ...{ stage, api, folder: path, server },
    launch: ({ name, flags = [], url = server.url, ...options }) => {
      const address = [
        '--base-url',
        `${url}/v1`,
        ...(stage.bin === 'mt-judge' ? ['--judge-base-url', `${url}/v1`] : []),
      ];
      const shared = ['--bench', 'small', '--data-dir', path, '-j', String(width)];
      const env = { OPENAI_API_KEY: name, ANTHROPIC_API_KEY: name };
      return run(stage.bin, [...stage.args(api), ...shared, ...address, ...flags], { ...options, env });
    },
    sent: (...names) => server.requests.filter((asked) => names.includes(keyOf(asked))).length,
    stored: () => {
      const log = openKeyedLog(join(path, '.cache'));
      const { length } = log.names();
      log.close();
      return length;
    },
    bytes: () => bytesBelow(path),
    close: async () => {
      await server.close();
      if (folder === undefined) rmSync(path, { recursive: true, force: true });
    },
  };
}

/** From 1 to 32 ms, by the request alone: replies come in another order than the questions, and files must be sorted. */
function latencyMs(asked: Asked): number {
  return 1 + (createHash('sha256').update(contentOf(asked)).digest()[0] ?? 0) / 8;
}

/** Opens a work for as long as `use` takes. */
export async function withWork<Result>(
  [stage, api, folder]: readonly [Stage, Api, string?],
  use: (work: Work) => Promise<Result>,
): Promise<Result> {
  const work = await openWork(stage, api, folder);
  return use(work).finally(work.close);
}

/** The key that a request carries: the name of its run. */
export function keyOf({ headers }: Asked): string {
  return String(headers['x-api-key'] ?? headers.authorization).replace('Bearer ', '');
}

/** What a request is known by: equal ones are the same call, whichever run asks. */
export function contentOf({ path, body }: Asked): string {
  return `${path} ${JSON.stringify(body)}`;
}

function bytesBelow(folder: string): number {
  const sizes = namesBelow(folder).map((name) => {
    // It may be gone again.
    const found = statSync(join(folder, name), { throwIfNoEntry: false });
    return found?.isFile() ? found.size : 0;
  });
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Looks again when a folder, such as a lock, goes away between its being seen and its being read. */
function namesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    return namesBelow(folder);
  }
}
