/** `gen-judgment` in its pairwise modes: two games a match, what is kept, what is asked again, and bad input. */

import { expect, test } from 'vitest';
import { sampleQuestions } from '../support/cli.ts';
import { markedAnswers, openPairScene, pairsPath, standing, verdictFor } from '../support/pairs.ts';
import { linesOf, type Row, type Scene, snapshot } from '../support/scene.ts';

const all = ['--mode', 'pairwise-all'];
const baseline = (model: string) => ['--mode', 'pairwise-baseline', '--baseline', model];
const nameOf = (row: Row) => `${row.model_1} ${row.model_2} ${row.question_id}.${row.turn}`;
const timeless = ({ tstamp: _, g1_calls: __, g2_calls: ___, ...row }: Row) => row;

/** Runs gen-judgment, which must succeed, and says how many calls it made. */
async function judged(scene: Scene, args: readonly string[]): Promise<number> {
  scene.server.requests.length = 0;
  expect(await scene.judge(args)).toMatchObject({ code: 0, stdout: '' });
  return scene.server.requests.length;
}

test('pairwise-all lets every two models meet on every turn, in both orders, in two calls', async () => {
  const scene = await openPairScene(['a', 'b', 'c']);
  expect(await judged(scene, all)).toBe(24);
  const rows = await scene.data.records(pairsPath);
  expect(rows.map(nameOf)).toEqual(
    ['a b', 'a c', 'b c'].flatMap((pair) => ['1.1', '1.2', '2.1', '2.2'].map((turn) => `${pair} ${turn}`)),
  );
  const asked = scene.server.requests.map(({ prompt }) => standing(prompt).join(' ')).sort();
  expect(asked).toEqual(['a b', 'a c', 'b a', 'b c', 'c a', 'c b'].flatMap((order) => Array(4).fill(order)));
  for (const row of rows) {
    expect(row).toMatchObject({
      g1_winner: 'model_2',
      g2_winner: 'model_2',
      judge: ['j', expect.anything()],
    });
    expect(standing(row.g1_user_prompt)).toEqual([row.model_1, row.model_2]);
    expect(standing(row.g2_user_prompt)).toEqual([row.model_2, row.model_1]);
    expect([row.g1_judgment, row.g2_judgment]).toEqual([
      expect.stringContaining('[[B]]'),
      expect.stringContaining('[[A]]'),
    ]);
  }
});

test('a judge that prefers whoever stands first is asked again by nobody, and shows in the order', async () => {
  const scene = await openPairScene(['a', 'b'], { reply: () => 'The first.\n\n[[A]]' });
  expect(await judged(scene, all)).toBe(8);
  const rows = await scene.data.records(pairsPath);
  expect(rows.every(({ g1_winner, g2_winner }) => g1_winner === 'model_1' && g2_winner === 'model_2')).toBe(
    true,
  );
  const shown = await scene.show([...all, '--format', 'json']);
  expect(JSON.parse(shown.stdout)).toMatchObject({
    models: [
      { model: 'a', tie: 4, win_rate_adjusted: 0.5, coverage: { expected: 4, judged: 4 } },
      { model: 'b', tie: 4 },
    ],
    order: { consistent: 0, inconsistent: 4, prefers_first: 4, prefers_second: 0, one_tied: 0 },
    order_by_category: { math: { prefers_first: 2 }, writing: { prefers_first: 2 } },
  });
  expect(shown.stderr).toBe('');
});

test('what pairwise-baseline has judged, pairwise-all does not ask again, and both make the same records', async () => {
  const scene = await openPairScene(['a', 'b', 'c']);
  expect(await judged(scene, baseline('b'))).toBe(16);
  const before = await scene.data.records(pairsPath);
  expect(before.every((row) => [row.model_1, row.model_2].includes('b'))).toBe(true);
  expect(await judged(scene, all)).toBe(8);
  const after = await scene.data.records(pairsPath);
  for (const row of before) expect(after).toContainEqual(row);
  expect(await judged(scene, baseline('a'))).toBe(0);
  const other = await openPairScene(['a', 'b', 'c']);
  await judged(other, all);
  expect((await other.data.records(pairsPath)).map(timeless)).toEqual(after.map(timeless));
});

test('a changed answer has its own pairs judged again, and no others', async () => {
  const scene = await openPairScene(['a', 'b', 'c']);
  await judged(scene, all);
  const before = await scene.data.records(pairsPath);
  const [first, second] = markedAnswers('c', 2);
  const [, changed] = markedAnswers('c', 2, 'another answer');
  await scene.data.write('answers/small/c.jsonl', [first, changed]);
  expect(second).not.toEqual(changed);
  const stale = await scene.show([...all, '--format', 'json']);
  expect(JSON.parse(stale.stdout).models.map(({ model, coverage }: Row) => [model, coverage.stale])).toEqual(
    expect.arrayContaining([
      ['a', 2],
      ['b', 2],
      ['c', 4],
    ]),
  );
  expect(stale.stderr).toContain('warning: c: coverage 4/8, 4 stale\n');
  expect(await judged(scene, all)).toBe(8);
  const after = await scene.data.records(pairsPath);
  expect(after).toHaveLength(before.length);
  const again = after.filter((row) => !before.some((old) => old.tstamp === row.tstamp)).map(nameOf);
  expect(again).toEqual(['a c 2.1', 'a c 2.2', 'b c 2.1', 'b c 2.2']);
  expect((await scene.show(all)).stderr).not.toContain('stale');
  // A bench that has shrunk expects no more than what is left of it.
  await scene.data.write('questions/small.jsonl', sampleQuestions(1));
  const { models } = JSON.parse((await scene.show([...all, '--format', 'json'])).stdout);
  expect(models[0].coverage).toMatchObject({ expected: 4, judged: 4, missing: 0, stale: 4 });
});

test('a game without a verdict is asked once more, kept as an error with its reason, and left out', async () => {
  const reply = (asked: Parameters<typeof verdictFor>[1]) =>
    standing(asked.prompt)[0] === 'b' && asked.prompt.includes('1.2')
      ? 'I cannot decide.'
      : verdictFor('a', asked);
  const scene = await openPairScene(['a', 'b'], { reply });
  expect(await judged(scene, all)).toBe(9);
  const row = (await scene.data.records(pairsPath)).find((each) => nameOf(each) === 'a b 1.2');
  expect(row).toMatchObject({ g1_winner: 'model_1', g2_winner: 'error', g2_judgment: 'I cannot decide.' });
  expect(row.g2_unparsed).toBeTypeOf('string');
  expect(row).not.toHaveProperty('g1_unparsed');
  expect(await judged(scene, all)).toBe(0);
  const shown = await scene.show([...all, '--format', 'json']);
  const [a] = JSON.parse(shown.stdout).models;
  expect(a).toMatchObject({ model: 'a', win: 3, tie: 0, games_with_errors: 1, rating: null });
  expect(linesOf(shown.stderr)).toContain('warning: a: coverage 3/4, 1 with an error in a game');
});

test('a failed game writes no judgment; the next run asks for that game alone', async () => {
  const scene = await openPairScene(['a', 'b']);
  scene.server.options.fault = ({ prompt }) =>
    standing(prompt)[0] === 'b' && prompt.includes('2.1') && !prompt.includes('2.2')
      ? { kind: 'status', status: 400 }
      : undefined;
  const failed = await scene.judge(all);
  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain('question 2');
  expect((await scene.data.records(pairsPath)).map(nameOf)).toEqual(['a b 1.1', 'a b 1.2', 'a b 2.2']);
  scene.server.options.fault = undefined;
  expect(await judged(scene, all)).toBe(1);
  expect(await scene.data.records(pairsPath)).toHaveLength(4);
});

test('records in FastChat’s order of models, with hashes or without, are recognised and not asked again', async () => {
  const scene = await openPairScene(['a', 'b']);
  await judged(scene, all);
  const rows = await scene.data.records(pairsPath);
  const other = { model_1: 'model_2', model_2: 'model_1', tie: 'tie', error: 'error' } as const;
  const turned = rows.map((row) => ({
    ...row,
    ...{ model_1: row.model_2, model_2: row.model_1 },
    ...{ answer_1_hash: row.answer_2_hash, answer_2_hash: row.answer_1_hash },
    ...{ g1_user_prompt: row.g2_user_prompt, g2_user_prompt: row.g1_user_prompt },
    ...{ g1_judgment: row.g2_judgment, g2_judgment: row.g1_judgment },
    g1_winner: other[row.g2_winner as keyof typeof other],
    g2_winner: other[row.g1_winner as keyof typeof other],
  }));
  const shown = await scene.show([...all, '--format', 'json']);
  await scene.data.write(pairsPath, turned);
  expect(await judged(scene, all)).toBe(0);
  expect(JSON.parse((await scene.show([...all, '--format', 'json'])).stdout)).toEqual(
    JSON.parse(shown.stdout),
  );
  const bare = turned.map((row) =>
    Object.fromEntries(
      Object.entries(row).filter(([field]) => !/hash|calls|usage|rationale|set/.test(field)),
    ),
  );
  await scene.data.write(pairsPath, bare);
  expect(await judged(scene, all)).toBe(0);
  await scene.data.write('answers/small/a.jsonl', markedAnswers('a', 2, 'another answer'));
  expect(await judged(scene, all)).toBe(8);
});

test('bad input is one line and exit 2, with nothing sent and nothing written', async () => {
  const scene = await openPairScene(['a', 'b']);
  const before = await snapshot(scene.data.path);
  const refused = async (args: readonly string[], line: RegExp) => {
    const { code, stderr } = await scene.judge(args);
    expect(code).toBe(2);
    expect(linesOf(stderr)).toEqual([expect.stringMatching(line)]);
  };
  await refused(['--mode', 'pairwise-baseline'], /needs a --baseline/);
  await refused(baseline('nobody'), /nobody/);
  await refused([...all, '--baseline', 'a'], /--baseline goes with --mode pairwise-baseline/);
  await refused(['--baseline', 'a'], /--baseline goes with/);
  await refused([...all, '--model-list', 'a'], /two models/);
  await refused(['--mode', 'pairwise'], /pairwise/);
  expect(scene.server.requests).toEqual([]);
  expect(await snapshot(scene.data.path)).toEqual(before);
  const alone = await openPairScene(['a']);
  for (const args of [all, baseline('a')]) {
    const { code, stderr } = await alone.judge(args);
    expect([code, linesOf(stderr).length]).toEqual([2, 1]);
    expect(stderr).toContain('two models');
  }
});
