/** What the tests of batch runs stand on: a small bench in a folder of its own, a server with batch apis, an ordinary run to compare with. */

import { expect, onTestFinished } from 'vitest';
import { type BatchServer, type BatchServerOptions, startBatchServer } from './batch-server.ts';
import {
  type Bin,
  type DataDir,
  makeDataDir,
  type Run,
  type RunOptions,
  run,
  sampleQuestions,
} from './cli.ts';
import type { Asked } from './loopback.ts';
import { answersPath, judgmentsPath, keys, openScene, type Row } from './scene.ts';

export interface BatchScene {
  data: DataDir;
  server: BatchServer;
  run: (bin: Bin, args: readonly string[], options?: RunOptions) => Promise<Run>;
  answers: (args: readonly string[], options?: RunOptions) => Promise<Run>;
  judge: (args: readonly string[], options?: RunOptions) => Promise<Run>;
}

/** A reply that depends on nothing but the request; one verdict is unparsed at the first try and at the second. */
export function steadyReply({ model, prompt }: Asked): string {
  if (!model.startsWith('j')) return `An answer of ${prompt.length} letters to: ${prompt}`;
  if (prompt.includes('question 3, first') && !prompt.includes('second turn')) return 'I cannot say.';
  return `It has ${prompt.length} letters.\n\nRating: [[${(prompt.length % 10) + 1}]]`;
}

/** Sets a scene for the test that runs now; it is taken down when that test ends. */
export async function openBatchScene(
  options: BatchServerOptions & { questions?: readonly unknown[]; api?: 'openai' | 'anthropic' } = {},
): Promise<BatchScene> {
  const { questions = sampleQuestions(4), api = 'openai', ...rest } = options;
  const data = makeDataDir();
  const server = await startBatchServer({ reply: steadyReply, ...rest });
  await data.write('questions/small.jsonl', questions);
  onTestFinished(async () => {
    await server.close();
    await data.remove();
  });
  const start: BatchScene['run'] = (bin, args, { env, ...others } = {}) => {
    const shared = ['--bench', 'small', '--data-dir', data.path, '--base-url', `${server.url}/v1`];
    const waits = args.includes('--batch') && args[args.indexOf('--batch') + 1] !== 'submit';
    return run(bin, [...args, ...shared, ...(waits ? ['--batch-poll', '0.01'] : [])], {
      env: { ...keys, ...env },
      ...others,
    });
  };
  return {
    ...{ data, server, run: start },
    answers: (args, more) => start('gen-answers', ['--model', `${api}/m`, ...args], more),
    judge: (args, more) => start('gen-judgment', ['--judge', `${api}/j`, ...args], more),
  };
}

/** A record without what sets a batch run apart: times, attempts, the port of the server, the mark of the batch. */
export function timeless(row: Row): unknown {
  const apart = ['tstamp', 'latency_ms', 'attempts', 'base_url', 'batch'];
  return JSON.parse(JSON.stringify(row, (name, value) => (apart.includes(name) ? undefined : value)));
}

interface Rows {
  answers: unknown[];
  judgments: unknown[];
}

const ordinary = new Map<string, Promise<Rows>>();

/** The records that an ordinary run of both stages makes of the same replies; made once for each API. */
export function ordinaryRows(api: 'openai' | 'anthropic' = 'openai'): Promise<Rows> {
  const rows = ordinary.get(api) ?? runOrdinary(api);
  ordinary.set(api, rows);
  return rows;
}

async function runOrdinary(api: 'openai' | 'anthropic'): Promise<Rows> {
  const scene = await openScene({ reply: steadyReply });
  expect((await scene.run('gen-answers', ['--model', `${api}/m`])).code).toBe(0);
  expect((await scene.run('gen-judgment', ['--judge', `${api}/j`])).code).toBe(0);
  const [answers, judgments] = [
    await scene.data.records(answersPath),
    await scene.data.records(judgmentsPath),
  ];
  return { answers: answers.map(timeless), judgments: judgments.map(timeless) };
}

/** Every request was part of one batch, and of one only. */
export function expectSubmittedOnce({ server }: BatchScene, count: number): void {
  const names = server.asked().map(({ custom_id }) => custom_id);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toHaveLength(count);
}
