/** `mt-judge costs` on what the generating commands have written. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeDataDir, run, sharedData } from '../support/cli.ts';
import { answersPath, openScene, type Scene } from '../support/scene.ts';

const prices = `models:
  m: { endpoint: openai, model: m, price: { input: 1, output: 2, cached_input: 0.1 } }
  j: { endpoint: openai, model: j, price: { input: 10, output: 20 } }
`;
const reply = ({ model, prompt }: { model: string; prompt: string }) => ({
  text: model === 'j' ? (prompt.includes('[[A]]') ? '[[A]]' : 'Rating: [[5]]') : `To: ${prompt}`,
  usage: { input: 1000, output: 100, ...(model === 'm' ? { cached: 500 } : {}) },
});

const costs = ({ data }: Scene, ...args: string[]) =>
  run('mt-judge', ['costs', '--bench', 'small', '--data-dir', data.path, ...args]);
const json = async (scene: Scene, ...args: string[]) =>
  JSON.parse((await costs(scene, '--format', 'json', ...args)).stdout);

test('the calls of all stages are counted, second tries and both games of a pair among them', async () => {
  const scene = await openScene({
    reply: (asked) => {
      const usual = reply(asked);
      return asked.prompt.includes('question 4, first') && asked.model === 'j'
        ? { ...usual, text: 'Unsure.' }
        : usual;
    },
  });
  await scene.data.write('models.yaml', prices);
  for (const model of ['openai/m', 'openai/n']) await scene.run('gen-answers', ['--model', model]);
  await scene.judge([]);
  await scene.judge(['--mode', 'pairwise-all']);
  const { rows, total, unpriced } = await json(scene);
  expect(rows).toMatchObject([
    { stage: 'answers', name: 'm', records: 4, calls: 8, input_tokens: 8000, cached_input_tokens: 4000 },
    { stage: 'answers', name: 'n', records: 4, calls: 8, cost: null, unpriced_calls: 8 },
    // Of 16 judgments those of question 4, turns 1 and 2, take a second try.
    { stage: 'single', name: 'j', records: 16, calls: 20, output_tokens: 2000 },
    { stage: 'pair', name: 'j', records: 8, calls: 20 },
  ]);
  expect(rows[0].cost).toBeCloseTo((4000 * 1 + 4000 * 0.1 + 800 * 2) / 1e6, 12);
  expect(rows[2].cost).toBeCloseTo((20 * (1000 * 10 + 100 * 20)) / 1e6, 12);
  expect(total.calls).toBe(56);
  expect(unpriced).toEqual(['openai/n']);
  const table = await costs(scene);
  expect(table).toMatchObject({ code: 0, stderr: '' });
  expect(table.stdout).toMatch(/^answers {2}m {5}8 {6}8,000 {3}4,000 {3}800 {5}\$0\.0060 {2}\$0\.0036/m);
  expect(table.stdout).toContain('No price for 8 calls of openai/n: tokens only');
});

test('rows that were replaced are counted with --all alone, and choices that were taken over once', async () => {
  let count = 0;
  const scene = await openScene({
    reply: ({ prompt }) => {
      count += 1;
      return { text: `${count} to: ${prompt}`, usage: { input: 10, output: count } };
    },
  });
  await scene.answers(['--first-n', '1']);
  await scene.answers(['--first-n', '1', '--num-choices', '2']);
  expect((await json(scene)).total).toMatchObject({ records: 1, calls: 4, output_tokens: 1 + 2 + 3 + 4 });
  expect((await json(scene, '--all')).total).toMatchObject({ records: 2, calls: 4, output_tokens: 10 });
  await scene.answers(['--first-n', '1', '--overwrite']);
  expect((await json(scene)).total).toMatchObject({ calls: 2, output_tokens: 5 + 6 });
  expect((await json(scene, '--all')).total).toMatchObject({ calls: 6, output_tokens: 21 });
  const table = (await costs(scene, '--all')).stdout;
  expect(table).toContain('rows that were replaced are counted; failed calls are not');
});

test('a torn last line is told and left out; a broken line is named', async () => {
  const scene = await openScene({ reply });
  await scene.answers(['--first-n', '2']);
  const whole = await scene.data.read(answersPath);
  await scene.data.write(answersPath, `${whole}{"question_id": 3, "model_`);
  const torn = await costs(scene);
  expect(torn.stderr).toMatch(/^warning: .*m\.jsonl:3 is cut off and was left out\n$/);
  expect(torn.code).toBe(0);
  await scene.data.write(answersPath, `${whole}{"question_id": 3}\n`);
  const broken = await costs(scene);
  expect(broken).toMatchObject({ code: 2, stdout: '' });
  expect(broken.stderr).toMatch(/m\.jsonl:3: model_id is missing/);
});

test('a bench without records, and an unknown scope, are one line each', async () => {
  const scene = await openScene();
  const none = await costs(scene);
  expect(none).toMatchObject({ code: 2, stdout: '' });
  expect(none.stderr).toMatch(
    /^mt-judge: no answers or judgments of the bench "small" in .*: run gen-answers/,
  );
  expect((await costs(scene, '--by', 'turn')).code).toBe(2);
});

test.skipIf(!existsSync(sharedData))(
  'FastChat’s records are counted as saying nothing of their calls',
  async () => {
    const data = makeDataDir();
    try {
      const folder = join(sharedData, 'fastchat');
      await run('mt-judge', ['import', 'fastchat', folder, '--bench', 'real', '--data-dir', data.path]);
      const shown = await run('mt-judge', ['costs', '--bench', 'real', '--data-dir', data.path]);
      expect(shown.stdout).toMatch(/records without a word on their calls: not counted/);
    } finally {
      await data.remove();
    }
  },
);
