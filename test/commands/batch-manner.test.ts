/** How a batch run is told to go about it: submit and leave, stop, spend, do again, look from outside. */

import type { ChildProcess } from 'node:child_process';
import { expect, test } from 'vitest';
import {
  type BatchScene,
  expectSubmittedOnce,
  openBatchScene,
  ordinaryRows,
  timeless,
} from '../support/batch-scene.ts';
import { run } from '../support/cli.ts';
import { answersPath, judgmentsPath, keys, linesOf, snapshot } from '../support/scene.ts';

const priced = {
  models: {
    dear: {
      ...{ endpoint: 'openai', model: 'm', model_id: 'm', parameters: { max_tokens: 1000 } },
      price: { input: 0, output: 100, batch: { input: 0, output: 50 } },
    },
  },
};
const dear = ['--model', 'dear', '--batch'];

function status(scene: BatchScene, ...args: string[]) {
  const shared = ['--data-dir', scene.data.path, '--base-url', `${scene.server.url}/v1`];
  return run('mt-judge', ['batch', 'status', ...shared, ...args], { env: keys });
}

test('--batch submit leaves after each batch round, and comes back for the results', async () => {
  const { answers } = await ordinaryRows();
  const scene = await openBatchScene({ looks: 2 });
  const left = await scene.answers(['--batch', 'submit']);
  expect(left).toMatchObject({ code: 0, stdout: '' });
  expect(left.stderr).toContain('m: 0 answers written, 0 kept, 4 waiting for their batches');
  expect(linesOf(left.stderr).at(-1)).toBe('next: run the same command again to collect what has come');
  expect((await scene.answers(['--batch', 'submit'])).stderr).toContain('in_progress');
  // Its second look finds the first round ended; the second is submitted.
  expect((await scene.answers(['--batch', 'submit'])).stderr).toContain('collected batch_1');
  expectSubmittedOnce(scene, 8);
  await scene.answers(['--batch', 'submit']);
  const last = await scene.answers(['--batch', 'submit']);
  expect(last.code).toBe(0);
  expect(last.stderr).toContain('m: 4 answers written, 0 kept');
  expectSubmittedOnce(scene, 8);
  expect((await scene.data.records(answersPath)).map(timeless)).toEqual(answers);
});

test('Ctrl-C while the run waits ends it with 130, and the batches go on', async () => {
  const scene = await openBatchScene({ looks: 1000 });
  let child: ChildProcess | undefined;
  scene.server.options.onDeed = (deed, count) => {
    if (deed === 'look' && count === 3) child?.kill('SIGINT');
  };
  const onStart = (started: ChildProcess) => {
    child = started;
  };
  const stopped = await scene.answers(['--batch'], { onStart });
  expect(stopped.code).toBe(130);
  expect(linesOf(stopped.stderr).at(-1)).toContain(
    'the batches go on at the service; run the same command again',
  );
  Object.assign(scene.server.options, { looks: 2, onDeed: undefined });
  expect((await scene.answers(['--batch'])).code).toBe(0);
  expectSubmittedOnce(scene, 8);
});

test('--overwrite asks everything once more, and once only across a restart', async () => {
  const scene = await openBatchScene({ looks: 1 });
  expect((await scene.answers(['--batch'])).code).toBe(0);
  expect(scene.server.batches).toHaveLength(2);
  const again = ['--batch', 'submit', '--overwrite'];
  // First turns submitted; collected, second turns submitted; collected, records written.
  for (const batches of [3, 4, 4]) {
    expect((await scene.answers(again)).code).toBe(0);
    expect(scene.server.batches).toHaveLength(batches);
  }
  expect(scene.server.asked()).toHaveLength(16);
  // That run is over: the next one asks anew.
  await scene.answers(again);
  expect(scene.server.batches).toHaveLength(5);
});

test('two judges go through the api together with a demo judge, and pairs are judged there too', async () => {
  const scene = await openBatchScene();
  await scene.answers(['--batch']);
  const judged = await scene.run('gen-judgment', [
    '--judge',
    'openai/j',
    'openai/j2',
    'offline/judge',
    '--batch',
  ]);
  expect(judged.code).toBe(0);
  expect(await scene.data.records(judgmentsPath)).toHaveLength(8);
  expect(await scene.data.records('judgments/small/j2_single.jsonl')).toHaveLength(8);
  expect(await scene.data.records('judgments/small/judge_single.jsonl')).toHaveLength(8);
  await scene.answers(['--batch', '--model-id', 'm2']);
  const pairs = await scene.judge(['--batch', '--mode', 'pairwise-all']);
  expect(pairs.code).toBe(0);
  expect(await scene.data.records('judgments/small/j_pair.jsonl')).toHaveLength(8);
});

test('--max-cost holds back a whole batch round that could exceed it, at batch prices', async () => {
  const scene = await openBatchScene();
  await scene.data.write('models.yaml', JSON.stringify(priced));
  // Four replies of at most 1,000 tokens at 50 dollars a million: 20 cents a round.
  const poor = await scene.run('gen-answers', [...dear, '--max-cost', '0.19']);
  expect(poor.code).toBe(3);
  expect(scene.server.requests).toEqual([]);
  const rich = await scene.run('gen-answers', [...dear, '--max-cost', '0.21']);
  // The first round has really cost a fraction of a cent, so that the bound of the second fits too.
  expect(rich.code).toBe(0);
  expectSubmittedOnce(scene, 8);
});

test('--dry-run prices at batch prices and counts the first batch round', async () => {
  const scene = await openBatchScene();
  await scene.data.write('models.yaml', JSON.stringify(priced));
  const before = await snapshot(scene.data.path);
  const dry = await scene.run('gen-answers', [...dear, '--dry-run']);
  expect(dry.code).toBe(0);
  // Eight replies of 150 to 1,000 tokens at 50 dollars a million.
  expect(dry.stdout).toContain('1,200–8,000 out, $0.060–$0.40, 4 requests in the first batch round');
  expect(await snapshot(scene.data.path)).toEqual(before);
  expect(scene.server.requests).toEqual([]);
});

for (const [flag, reason] of [
  [['--no-cache'], '--batch keeps its results in the cache, so it cannot go with --no-cache'],
  [['--replay'], '--replay sends nothing, so it cannot go with --batch'],
  [
    ['--batch', 'later'],
    '--batch knows no "later": give it alone, or as --batch submit or --batch file <dir>',
  ],
  [['--batch', 'file'], '--batch file needs a folder for its files: --batch file <dir>'],
] as const) {
  test(`--batch with ${flag.join(' ')} is refused before anything is written`, async () => {
    const scene = await openBatchScene();
    const before = await snapshot(scene.data.path);
    const refused = await scene.answers([...(flag[0] === '--batch' ? [] : ['--batch']), ...flag]);
    expect(refused).toMatchObject({ code: 2, stdout: '', stderr: `gen-answers: ${reason}\n` });
    expect(await snapshot(scene.data.path)).toEqual(before);
  });
}

test('--batch-poll without a run that waits is refused', async () => {
  const scene = await openBatchScene();
  for (const args of [[], ['--batch', 'submit']]) {
    const refused = await scene.answers([...args, '--batch-poll', '5']);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toContain('give --batch alone with it');
  }
});

test('a second batch run on the same folder is told who is at work there', async () => {
  const scene = await openBatchScene({ looks: 1000 });
  let child: ChildProcess | undefined;
  const looking = new Promise<void>((resolve) => {
    scene.server.options.onDeed = (deed) => deed === 'look' && resolve();
  });
  const first = scene.answers(['--batch'], {
    onStart: (started) => {
      child = started;
    },
  });
  await looking;
  const second = await scene.run('gen-answers', ['--model', 'openai/other', '--batch']);
  expect(second.code).toBe(2);
  expect(second.stderr).toContain('is writing it; wait for it to end');
  child?.kill('SIGKILL');
  await first;
});

test('batch status asks the service, and without a key shows what was last heard', async () => {
  const scene = await openBatchScene({ looks: 3 });
  await scene.answers(['--batch', 'submit']);
  const live = await status(scene);
  expect(live.code).toBe(0);
  expect(linesOf(live.stdout)).toHaveLength(2);
  expect(live.stdout).toMatch(/batch_1 +openai\/m +1 +in_progress +0\/4 +0 +0 min/);
  const shared = ['--data-dir', scene.data.path, '--format', 'json'];
  const known = await run('mt-judge', ['batch', 'status', ...shared, '--base-url', `${scene.server.url}/v1`]);
  expect(JSON.parse(known.stdout)).toMatchObject([
    { batch: 'batch_1', state: 'validating', live: false, total: 4 },
  ]);
  expect(known.stderr).toContain('last known state: no key for openai/m');
  expect(known.stderr).not.toContain(keys.OPENAI_API_KEY);
});

test('batch status sends no key to an address that only the folder names', async () => {
  const scene = await openBatchScene();
  await scene.answers(['--batch', 'submit']);
  const before = scene.server.requests.length;
  const asked = await run('mt-judge', ['batch', 'status', '--data-dir', scene.data.path], { env: keys });
  expect(asked.stderr).toContain('give --base-url');
  expect(scene.server.requests).toHaveLength(before);
});
