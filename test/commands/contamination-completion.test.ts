/** `mt-judge contamination --completion` as a process: first halves of public and fresh texts, written on by served models. */

import { expect, onTestFinished, test } from 'vitest';
import { makeDataDir, run } from '../support/cli.ts';
import { type Asked, startLoopback } from '../support/loopback.ts';
import { keys } from '../support/scene.ts';

const letters = 'abcdefghijklmnopqrst';

/** Twenty-four words that no other text has. */
const textOf = (name: string, id: number) =>
  Array.from({ length: 24 }, (_, at) => `${name}${letters[id]}${letters[at % 20]}${at > 19 ? 'z' : ''}`).join(
    ' ',
  );

const questionsOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, id) => ({ question_id: id, turns: [textOf(name, id)] }));

/** `reciter` knows the public texts by heart and guesses at the fresh ones; `other` guesses at all. */
function reply({ model, prompt }: Asked): string {
  const given = prompt.trim().split('\n').at(-1) ?? '';
  const known = questionsOf('public', 12).find(({ turns }) => turns[0]?.startsWith(given));
  if (model === 'reciter' && known) return known.turns[0]?.slice(given.length) ?? '';
  return 'Some other words that stand nowhere else at all, so that nothing is in common with them.';
}

async function openPair() {
  const data = makeDataDir();
  const server = await startLoopback({ reply });
  onTestFinished(async () => {
    await server.close();
    await data.remove();
  });
  // One text is too short to be halved.
  await data.write('questions/mine.jsonl', [
    ...questionsOf('public', 12),
    { question_id: 'short', turns: ['Why so?'] },
  ]);
  await data.write('questions/mine-new.jsonl', questionsOf('fresh', 10));
  const contamination = (...args: string[]) =>
    run('mt-judge', ['contamination', '--pair', 'mine-new=mine', '--base-url', `${server.url}/v1`, ...args], {
      cwd: data.path,
      env: keys,
    });
  return { data, server, contamination };
}

test('texts that are recited against texts that are not: means, p, and the runs themselves', async () => {
  const { server, contamination } = await openPair();
  const dry = await contamination('--model', 'openai/reciter', '--completion', '--dry-run');
  expect(dry).toMatchObject({ code: 0 });
  expect(dry.stdout).toMatch(/completion-mine-mine-new[\s\S]*22 calls/);
  expect(server.requests).toHaveLength(0);

  const args = ['--completion', '--format', 'json'];
  const { code, stdout, stderr } = await contamination('--model', 'openai/reciter', ...args);
  expect(code).toBe(0);
  expect(stderr).toContain('mine: 12 of 13 questions are long enough to be halved');
  expect(server.requests).toHaveLength(22);
  expect(server.requests.every(({ body }) => body.temperature === 0)).toBe(true);
  const value = JSON.parse(stdout);
  expect(value.fresh).toEqual([]);
  expect(value.completion.map(({ judge }: { judge: string }) => judge)).toEqual([
    'completion:longest-run@1',
    'completion:rouge-l@1',
  ]);
  for (const found of value.completion) {
    expect(found).toMatchObject({
      pair: { public: 'mine', fresh: 'mine-new' },
      bench: 'completion-mine-mine-new',
      n: { public: 12, fresh: 10 },
      score: { public: 1, fresh: 0 },
      difference: 1,
      p: 0.0001,
      others: [],
      above_others: null,
    });
  }
  const [{ runs }] = value.completion;
  expect(runs.fresh).toEqual([]);
  expect(runs.public).toHaveLength(3);
  expect(runs.public[0]).toMatchObject({ share: 1, words: 12 });
  const { question, text } = runs.public[0];
  expect(textOf('public', Number(question)).endsWith(text)).toBe(true);
});

test('other models on the same texts are what a model is measured by, and what is on disk is not asked again', async () => {
  const { data, server, contamination } = await openPair();
  const args = ['--completion', '--format', 'json'];
  expect((await contamination('--model', 'openai/reciter', ...args)).code).toBe(0);
  const other = JSON.parse((await contamination('--model', 'openai/other', ...args)).stdout);
  expect(other.completion[0]).toMatchObject({ difference: 0, p: 1, above_others: -1, above_others_p: 1 });
  expect(server.requests).toHaveLength(44);
  const again = await contamination('--model', 'openai/reciter', '--completion');
  expect(server.requests).toHaveLength(44);
  expect(again.stdout).toMatch(
    /the difference of other: 0\.000; the model's is 1\.000 above their mean, p <0\.001/,
  );
  expect(again.stdout).toMatch(/mine, question \d+: 12 words as in the true rest, 100 % of it: "public/);
  // A demo model among the others does not make a demo of the one in question.
  const demo = ['contamination', '--pair', 'mine-new=mine', '--model', 'offline/echo', ...args];
  const echo = await run('mt-judge', demo, { cwd: data.path });
  expect(JSON.parse(echo.stdout)).toMatchObject({ model: 'echo', demo: true });
  // Without --completion the probe stands on what is on disk.
  const read = await contamination('--model', 'reciter', '--format', 'markdown');
  expect(read.stdout).toMatch(/\*\*reciter: first halves written on\*\*/);
  expect(read.stdout).not.toMatch(/demo:/);
  expect(await data.read('questions/completion-mine-mine-new.yaml')).toContain('generator: completion');
});

test('--limit takes so many texts of each side', async () => {
  const { server, contamination } = await openPair();
  const { code, stdout } = await contamination(
    ...['--model', 'openai/reciter', '--completion', '--limit', '4', '--format', 'json'],
  );
  expect(code).toBe(0);
  expect(server.requests).toHaveLength(8);
  expect(JSON.parse(stdout).completion[0].n).toEqual({ public: 4, fresh: 4 });
});

test('a budget, an unknown model, texts that are too short, and flags that need --completion', async () => {
  const { data, server, contamination } = await openPair();
  const unpriced = await contamination('--model', 'openai/m', '--completion', '--max-cost', '1');
  expect(unpriced).toMatchObject({ code: 2, stdout: '' });
  expect(unpriced.stderr).toMatch(/--max-cost needs a price/);
  expect((await contamination('--model', 'm', '--completion')).code).toBe(2);
  expect((await contamination('--model', 'm', '--limit', '4')).stderr).toMatch(
    /--limit goes with --completion/,
  );
  expect((await contamination('--model', 'm', '--dry-run')).stderr).toMatch(/--dry-run goes with/);
  await data.write('questions/mine-new.jsonl', [{ question_id: 1, turns: ['Why so?'] }]);
  const short = await contamination('--model', 'openai/m', '--completion');
  expect(short.code).toBe(2);
  expect(short.stderr).toMatch(/cannot have mine-new continued: 0 of its 1 questions/);
  expect(server.requests).toHaveLength(0);
});
