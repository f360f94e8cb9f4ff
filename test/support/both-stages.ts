/** `mt-judge run` on a scene's bench, and what its files are compared by. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Run, RunOptions } from './cli.ts';
import { run } from './cli.ts';
import type { Asked } from './loopback.ts';
import { keys, type Row, type Scene } from './scene.ts';

/** Runs both stages against the scene's server. */
export function runBoth(scene: Scene, args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const shared = ['run', '--bench', 'small', '--data-dir', scene.data.path];
  const address = ['--base-url', `${scene.server.url}/v1`, '--judge-base-url', `${scene.server.url}/v1`];
  return run('mt-judge', [...shared, ...address, ...args], { ...options, env: { ...keys, ...options.env } });
}

/** A reply that depends on nothing but the request; one verdict is unparsed, and asked for once more. */
export function steadyReply({ model, prompt }: Asked): string {
  if (model.startsWith('m')) return `An answer of ${model}, ${prompt.length} letters, to: ${prompt}`;
  if (/\[\[A\]\]/.test(prompt)) return `Compared.\n\nFinal verdict: [[${'ABC'[prompt.length % 3]}]]`;
  if (prompt.includes('question 3, first') && !prompt.includes('second turn')) return 'I cannot say.';
  return `It has ${prompt.length} letters.\n\nRating: [[${(prompt.length % 10) + 1}]]`;
}

/** Whether a judge was asked, and not a model. */
export function isJudged({ model }: Pick<Asked, 'model'>): boolean {
  return !model.startsWith('m');
}

/** The rows of files, without what differs from run to run: times, and the port of the server. */
export async function timelessFiles(
  scene: Scene,
  files: readonly string[],
): Promise<Record<string, unknown[] | undefined>> {
  const found = files.map(async (file) => {
    const there = existsSync(join(scene.data.path, file));
    return [file, there ? (await scene.data.records(file)).map(timeless) : undefined] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}

function timeless(row: Row): unknown {
  const volatile = ['tstamp', 'latency_ms', 'attempts', 'base_url'];
  // Text again, since the order of fields counts too.
  return JSON.stringify(row, (name, value) => (volatile.includes(name) ? undefined : value));
}
