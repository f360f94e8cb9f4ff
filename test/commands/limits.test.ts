/** The limits a user sets: calls at a time, cost, none at all; and where output goes. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Run } from '../support/cli.ts';
import { answersPath, judgmentsPath, linesOf, openScene, type Scene } from '../support/scene.ts';

const priced = (extra = '') => `endpoints:
  mine: { provider: openai, base_url: 'http://127.0.0.1:9', ${extra} }
models:
  cheap: { endpoint: mine, model: m, price: { input: 1, output: 1 } }
  judge: { endpoint: mine, model: j, price: { input: 1, output: 1 }, parameters: { max_tokens: 1000 } }
`;

for (const [flags, limit] of [
  [['-j', '3'], 3],
  [['--concurrency', '1'], 1],
  [['--parallel', '2'], 2],
] as const) {
  test(`${flags.join(' ')} is reached and never exceeded, over models, choices and judges together`, async () => {
    const scene = await openScene({ latencyMs: 10 });
    const models = ['--model', 'openai/m', 'openai/n', '--num-choices', '3'];
    expect(await fullHouse(scene, limit, () => scene.run('gen-answers', [...models, ...flags]))).toBe(0);
    expect(scene.server.peak()).toBe(limit);
    const judges = ['--judge', 'openai/j', 'openai/k'];
    expect(await fullHouse(scene, limit, () => scene.run('gen-judgment', [...judges, ...flags]))).toBe(0);
    expect(scene.server.peak()).toBe(limit);
  });
}

/** Lets nothing pass until `limit` requests are there at once. */
async function fullHouse(scene: Scene, limit: number, start: () => Promise<Run>): Promise<number | null> {
  const full = scene.server.hold(limit);
  const running = start();
  await full;
  scene.server.release();
  return (await running).code;
}

test('the concurrency of an endpoint in models.yaml holds where no flag says otherwise', async () => {
  const scene = await openScene({ latencyMs: 10 });
  await scene.data.write('models.yaml', priced('concurrency: 2'));
  const start = () => scene.run('gen-answers', ['--model', 'cheap', '--num-choices', '3']);
  expect(await fullHouse(scene, 2, start)).toBe(0);
  expect(scene.server.peak()).toBe(2);
});

for (const [bin, flags, limit] of [
  ['gen-answers', ['--model', 'cheap', '--max-tokens', '1000'], '0.0055'],
  ['gen-judgment', ['--judge', 'judge'], '0.0074'],
] as const) {
  test(`${bin} stops before --max-cost with exit code 3, and a higher one goes on from there`, async () => {
    // Each reply costs 0.1 cents, and could have cost 0.104 (an answer) or about 0.3 (a judgment, with its long
    // prompt): five are sent, and a sixth could be too much.
    const scene = await openScene({
      reply: () => ({ text: 'Rating: [[5]]', usage: { input: 0, output: 1000 } }),
    });
    await scene.data.write('models.yaml', priced());
    if (bin === 'gen-judgment') await scene.run('gen-answers', ['--model', 'cheap']);
    scene.server.requests.length = 0;
    const stopped = await scene.run(bin, [...flags, '--max-cost', limit, '-j', '1']);
    expect(stopped).toMatchObject({ code: 3, stdout: '' });
    expect(linesOf(stopped.stderr).at(-1)).toBe(
      `${bin}: stopped, the next call could exceed --max-cost ${limit}; raise it and run the same command to go on`,
    );
    expect(stopped.stderr).toContain('$0.0050');
    expect(scene.server.requests).toHaveLength(5);
    const further = await scene.run(bin, [...flags, '--max-cost', '1']);
    expect(further.code).toBe(0);
    expect(scene.server.requests).toHaveLength(8);
    const path = bin === 'gen-answers' ? 'answers/small/cheap.jsonl' : 'judgments/small/judge_single.jsonl';
    expect(await scene.data.records(path)).toHaveLength(bin === 'gen-answers' ? 4 : 8);
  });
}

test('--max-cost is one purse for all models of a run, and cached replies cost nothing of it', async () => {
  // Each reply costs 0.101 cents, and its call could have cost little more.
  const scene = await openScene({
    reply: ({ model, prompt }) => ({ text: `${model}: ${prompt}`, usage: { input: 10, output: 1000 } }),
    fault: ({ number }) =>
      number === 2 ? { kind: 'status', status: 503, headers: { 'retry-after-ms': '1' } } : undefined,
  });
  const other = priced().replace('judge: { endpoint: mine, model: j,', 'other: { endpoint: mine, model: o,');
  await scene.data.write('models.yaml', other);
  const run = (max: string) =>
    scene.run('gen-answers', [
      ...['--model', 'cheap', 'other', '--max-tokens', '1000', '-j', '1', '--max-cost', max],
    ]);
  const stopped = await run('0.0055');
  expect(stopped.code).toBe(3);
  // Five paid for, and one that was tried again.
  expect(scene.server.answered).toHaveLength(5);
  expect(scene.server.requests).toHaveLength(6);
  const further = await run('0.0035');
  expect(further.code).toBe(3);
  expect(scene.server.answered).toHaveLength(5 + 3);
  expect((await run('1')).code).toBe(0);
  expect(scene.server.answered).toHaveLength(16);
  await rm(join(scene.data.path, 'answers'), { recursive: true });
  expect((await run('0.000001')).code).toBe(0);
  expect(scene.server.answered).toHaveLength(16);
});

test('--max-cost waits for the calls under way where they may leave enough for the next one', async () => {
  // Eight calls side by side could cost 0.8 cents, but do cost 0.08.
  const scene = await openScene({ reply: () => ({ text: 'Brief.', usage: { input: 50, output: 50 } }) });
  await scene.data.write('models.yaml', priced());
  const args = ['--model', 'cheap', '--max-tokens', '1000', '-j', '8', '--max-cost', '0.003'];
  expect((await scene.run('gen-answers', args)).code).toBe(0);
  expect(scene.server.requests).toHaveLength(8);
  expect(scene.server.peak()).toBeLessThanOrEqual(2);
});

test('results go to stdout, everything else to stderr, and --quiet leaves results and errors', async () => {
  const scene = await openScene({
    fault: ({ number }) => (number === 1 ? { kind: 'status', status: 400 } : undefined),
  });
  const loud = await scene.answers(['-j', '1', '--quiet']);
  expect(loud).toMatchObject({ code: 1, stdout: '' });
  expect(linesOf(loud.stderr).map((line) => line.split(':')[0])).toEqual([
    'failed',
    'm',
    'failed calls, bad request',
  ]);
  expect(await scene.answers(['--quiet'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
  expect(await scene.judge(['--quiet'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
  const shown = await scene.show(['--quiet']);
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).toContain('bench small, mode single, judge j\n');
});

test('what is no terminal gets no escape sequence, whatever the environment says of colour', async () => {
  const coloured = '\u001b[31mred\u001b[0m\u0007';
  const scene = await openScene({
    fault: ({ number }) =>
      number === 1
        ? { kind: 'status', status: 400, body: { error: { message: `${coloured} is\nno colour` } } }
        : undefined,
  });
  for (const env of [{ NO_COLOR: '' }, { NO_COLOR: '', FORCE_COLOR: '1', TERM: 'xterm-256color' }]) {
    const runs = [
      await scene.answers(['-j', '1', '--verbose'], { env }),
      await scene.judge([], { env }),
      await scene.show([], { env }),
    ];
    for (const { stdout, stderr } of runs) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
      expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    }
  }
  expect(await scene.data.records(answersPath)).toHaveLength(4);
  expect(await scene.data.records(judgmentsPath)).toHaveLength(8);
});

test('a dozen models in one run print no warning of Node', async () => {
  const scene = await openScene();
  const names = Array.from({ length: 12 }, (_, index) => `model-${index}`);
  const entries = names.map((name) => `  ${name}: { endpoint: openai, model: ${name} }\n`);
  await scene.data.write('models.yaml', `models:\n${entries.join('')}`);
  const done = await scene.run('gen-answers', ['--model', ...names, '--quiet']);
  expect(done).toMatchObject({ code: 0, stdout: '', stderr: '' });
  expect(await scene.judge(['--quiet', '-j', '64'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
  expect(await scene.data.records(judgmentsPath)).toHaveLength(12 * 8);
});
