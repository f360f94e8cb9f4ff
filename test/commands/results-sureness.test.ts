/** Stage 3 as a process: how sure the means are, and which models differ significantly. */

import { expect, test } from 'vitest';
import { middling, ratedFolder, three } from '../support/rated-folder.ts';
import { linesOf, type Row } from '../support/scene.ts';

const everyKey = ['bench', 'mode', 'judges', 'demo', 'prompt_set', 'asked', 'provenance', 'models'];

test('without a flag that asks for more, JSON keeps to the contract, panel or not', async () => {
  const { show } = await ratedFolder([...three, ...three.map((each) => ({ ...each, judge: 'k' }))]);
  for (const flags of [[], ['--by', 'turn'], ['--seed', '3']]) {
    const board = JSON.parse((await show('--format', 'json', ...flags)).stdout);
    expect(Object.keys(board)).toEqual(everyKey);
    const own = ['model', 'average', 'turns', 'categories', 'coverage', 'rank', 'rank_worst'];
    expect(Object.keys(board.models[0])).toEqual(own);
  }
});

test('each flag adds its own keys to JSON, and no other', async () => {
  const { show } = await ratedFolder([...three, ...three.map((each) => ({ ...each, judge: 'k' }))]);
  for (const [flags, keys] of [
    [
      ['--compare', 'a', 'b'],
      ['seed', 'resolution', 'comparison', 'comparisons'],
    ],
    [['--by', 'judge'], ['agreement']],
    [['--health'], ['health']],
    [['--no-self'], ['left_out']],
    [
      ['--interval', 'bootstrap'],
      ['interval', 'rounds', 'seed'],
    ],
  ] as const) {
    const board = JSON.parse((await show('--format', 'json', ...flags)).stdout);
    expect(Object.keys(board).slice(everyKey.length)).toEqual(keys);
  }
});

test('--compare says in a sentence whether two models differ significantly', async () => {
  const { show } = await ratedFolder(three);
  const apart = (await show('--compare', 'c', 'a')).stdout;
  expect(apart).toMatch(/^c − a +\+1\.50 +\+1\.17 to \+1\.83 +12 /m);
  expect(apart).toMatch(
    /^c and a differ significantly: c is rated above a; .* on all 12 questions, p < 0\.001/m,
  );
  const close = (await show('--compare', 'a', 'b', '--format', 'markdown')).stdout;
  expect(close).toMatch(/^a and b do not differ significantly: chance explains as much; difference 0\.00/m);
});

test('--compare stands on the questions that both models have, and marks that', async () => {
  const five = { questions: 5 };
  const { show } = await ratedFolder([
    ...three,
    { model: 'd', score: middling, ...five },
    { model: 'e', score: middling, ...five },
  ]);
  const { stdout } = await show('--compare', 'c', 'd');
  expect(stdout).toMatch(/^c − d .* 5 of 12 \*/m);
  expect(stdout).toMatch(/on the 5 of 12 questions they share \*/);
  // Neither has been asked the rest of the bench.
  const { comparison } = JSON.parse((await show('--compare', 'd', 'e', '--format', 'json')).stdout);
  expect(comparison).toMatchObject({ n: 5, of: 12 });
});

test('--compare gives all pairs in JSON and CSV, with Holm’s correction', async () => {
  const { show } = await ratedFolder(three);
  const board = JSON.parse((await show('--compare', 'c', 'a', '--format', 'json')).stdout);
  expect(board.comparison).toMatchObject({ a: 'c', b: 'a', told_apart: true, exact: true });
  const pairs = board.comparisons.map(({ a, b, told_apart }: Row) => [a, b, told_apart]);
  expect(pairs).toEqual([
    ['c', 'a', true],
    ['c', 'b', true],
    ['a', 'b', false],
  ]);
  for (const each of board.comparisons) expect(each.p_holm).toBeGreaterThanOrEqual(each.p);
  expect(board.resolution).toMatchObject({ pairs: 3, questions: 12 });
  const csv = linesOf((await show('--compare', 'c', 'a', '--format', 'csv')).stdout);
  const { difference, ci } = board.comparison;
  expect(csv.some((line) => line.startsWith(`c,difference,a,${difference},12,${ci[0]},${ci[1]}`))).toBe(true);
  expect(csv.filter((line) => /,difference p by Holm,/.test(line))).toHaveLength(3);
});

test('one line under the table tells what this bench tells apart', async () => {
  const { show } = await ratedFolder(three);
  expect((await show()).stdout).toMatch(
    /^separability 0\.67: the intervals of 2 of 3 pairs of models do not overlap; the smallest difference found with 80 % power on 12 questions is \d\.\d\d$/m,
  );
  expect((await show('--model-list', 'a')).stdout).toMatch(
    /^the smallest distance from a fixed value found/m,
  );
});

test('--interval bootstrap draws questions again: the same seed the same interval, another seed another', async () => {
  const { show } = await ratedFolder([{ model: 'a', score: (question) => 1 + ((question * 7) % 10) }]);
  const interval = async (...flags: string[]) =>
    JSON.parse((await show('--format', 'json', ...flags)).stdout).models[0].average.ci;
  const drawn = await interval('--interval', 'bootstrap');
  expect(drawn).not.toEqual(await interval());
  expect(await interval('--interval', 'bootstrap', '--seed', '1')).toEqual(drawn);
  expect(await interval('--interval', 'bootstrap', '--seed', '2')).not.toEqual(drawn);
  expect((await show('--interval', 'bootstrap', '--seed', '2')).stdout).toContain('1000 times with seed 2');
});

const two = ['--compare', 'a', 'b'];

test('what does not fit is refused in one line, before anything is shown', async () => {
  const { show } = await ratedFolder(three);
  for (const [flags, line] of [
    [['--compare', 'a'], /--compare takes two models, not 1: a/],
    [['--compare', 'a', 'b', 'c'], /--compare takes two models, not 3: a, b, c/],
    [['--compare', 'a', 'a'], /--compare takes two models, not "a" twice/],
    [['--compare', 'a', 'x'], /no judgments for "x" \(--compare\): there are c, a, b/],
    [[...two, '--model-list', 'a'], /no judgments for "b" \(--compare\): there are a/],
    [[...two, '--compat', 'fastchat'], /--compat fastchat has no use for --compare/],
    [['--no-self', '--compat', 'fastchat'], /--compat fastchat has no use for --no-self/],
    [['--health', '--compat', 'fastchat'], /--compat fastchat has no use for --health/],
    [[...two, '--mode', 'pairwise-all'], /--compare goes with --mode single/],
    [['--interval', 'wald'], /Allowed choices are t, bootstrap/],
    [['--seed', '-1'], /whole number from 0/],
  ] as const) {
    const { code, stdout, stderr } = await show(...flags);
    expect([code, stdout]).toEqual([2, '']);
    expect(linesOf(stderr)).toEqual([expect.stringMatching(line)]);
  }
});
