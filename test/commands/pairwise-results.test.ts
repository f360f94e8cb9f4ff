/** `show-results` in its pairwise modes as a process: what it reads, leaves out, refuses, and how it exits. */

import { expect, onTestFinished, test } from 'vitest';
import { type DataDir, makeDataDir, run, sampleQuestions } from '../support/cli.ts';
import { pair } from '../support/pairs.ts';
import { linesOf } from '../support/scene.ts';

const all = ['--mode', 'pairwise-all'];

type Change = Record<string, unknown>;

const rows = [
  pair('a b', '1 1'),
  pair('a b', '2 2', { turn: 2 }),
  pair('a b', '1 2', { question_id: 2 }),
  pair('b a', '1 error', { question_id: 2, turn: 2 }),
  pair('a c', '1 1'),
  pair('a c', '2 2', { question_id: 2 }),
  pair('b c', 'tie tie'),
  pair('b c', '1 1', { judge: ['k', 'p'] }),
];
const votes = [
  { model_a: 'a', model_b: 'b', winner: 'model_a' },
  { model_a: 'b', model_b: 'a', winner: 'model_a', conversation_a: ['long'] },
  { model_a: 'a', model_b: 'b', winner: 'tie (bothbad)' },
  { model_a: 'a', model_b: 'b', winner: 'tie (inconsistent)', judge: 'x' },
];

async function folder(files: Record<string, string | readonly unknown[]>) {
  const data = makeDataDir();
  onTestFinished(data.remove);
  for (const [name, content] of Object.entries(files)) await data.write(name, content);
  const show = (...args: string[]) =>
    run('show-results', ['--data-dir', data.path, ...args], { cwd: data.path });
  const json = async (...args: string[]) => {
    const shown = await show(...args, '--format', 'json');
    return { ...shown, board: shown.code === 0 ? JSON.parse(shown.stdout) : undefined };
  };
  return { data, show, json };
}

const judgments = (content: string | readonly unknown[] = rows) => ({
  'questions/small.jsonl': sampleQuestions(2),
  'judgments/small/j_pair.jsonl': content,
});
const small = ['--bench', 'small', ...all];

/** `a 1-2-3`: a model's wins, losses and ties. */
const counts = (board: { models: Change[] }) =>
  board.models.map(({ model, win, loss, tie }) => `${model} ${win}-${loss}-${tie}`).sort();

test('all pair judgments of the bench are shown, whoever judged; a game with an error leaves its match out', async () => {
  const [last, ...others] = [...rows].reverse();
  const { json } = await folder({ ...judgments(others.reverse()), 'judgments/small/k_pair.jsonl': [last] });
  const { board, stderr } = await json(...small);
  expect(board).toMatchObject({ bench: 'small', mode: 'pairwise-all', judges: ['j', 'k'], demo: false });
  expect(counts(board)).toEqual(['a 2-2-1', 'b 2-1-2', 'c 1-2-1']);
  const a = board.models.find(({ model }: Change) => model === 'a');
  expect(a.games_with_errors).toBe(1);
  expect(a.coverage).toEqual({
    ...{ expected: 16, judged: 5, unparsed: 1, missing: 10, duplicates: 0, stale: 0 },
  });
  expect(board.order).toMatchObject({ consistent: 6, inconsistent: 1, prefers_first: 1 });
  expect(linesOf(stderr)).toContain('warning: a: coverage 5/16, 1 with an error in a game, 10 missing');
});

test('a torn last line is left out and told', async () => {
  const { show } = await folder(judgments(`${JSON.stringify(rows[0])}\n{"question`));
  expect((await show(...small)).stderr).toMatch(/^warning: .*j_pair\.jsonl:2 is cut off and was left out$/m);
});

test('judges and models can be chosen; a model list is of both models', async () => {
  const { json } = await folder(judgments());
  expect(counts((await json(...small, '--judge', 'j')).board)).toEqual(['a 2-2-1', 'b 1-1-2', 'c 1-1-1']);
  const listed = (await json(...small, '--judge', 'j', '--model-list', 'a', 'c')).board;
  expect(counts(listed)).toEqual(['a 1-1-0', 'c 1-1-0']);
  expect(listed.models[0].coverage).toMatchObject({ expected: 4, missing: 2 });
});

test('pairwise-baseline shows the others against the baseline alone', async () => {
  const { json, show } = await folder(judgments());
  const { board } = await json('--bench', 'small', '--mode', 'pairwise-baseline', '--baseline', 'a');
  expect(counts(board)).toEqual(['b 1-1-1', 'c 1-1-0']);
  expect(board.baseline).toMatchObject({ model: 'a', rating: expect.closeTo(1000) });
  const narrowed = ['--baseline', 'a', '--model-list', 'b', '--mode', 'pairwise-baseline'];
  expect(counts((await json('--bench', 'small', ...narrowed)).board)).toEqual(['b 1-1-1']);
  const { stdout } = await show('--bench', 'small', ...narrowed);
  expect(stdout).toContain('bench small, mode pairwise-baseline, baseline a, judge j\n');
  expect(stdout).not.toMatch(/^\d +a /m);
});

test('the last of duplicate rows counts, also in the other order of models; with FastChat’s figures all do', async () => {
  const twice = [pair('a b', '1 1'), pair('a b', '2 2', { turn: 2 }), pair('b a', '1 1')];
  const { json, show } = await folder(judgments(twice));
  const { board, stderr } = await json(...small);
  expect(counts(board)).toEqual(['a 0-2-0', 'b 2-0-0']);
  expect(stderr).toContain('warning: b: coverage 2/4, 2 missing, 1 duplicates\n');
  const { stdout, stderr: silent } = await show(...small, '--compat', 'fastchat');
  expect(linesOf(stdout).slice(2)).toEqual([
    'b        2     1    0  0.666667   0.333333           0.666667',
    'a        1     2    0  0.333333   0.666667           0.333333',
  ]);
  expect(silent).toBe('');
});

test('votes give the same table, each vote for itself, and neither order nor coverage', async () => {
  const { json, show } = await folder({ 'votes.jsonl': votes });
  const named = [...all, '--input-file', 'votes.jsonl'];
  const { board, stderr } = await json(...named);
  expect(counts(board)).toEqual(['a 1-1-2', 'b 1-1-2']);
  expect(board).toMatchObject({ bench: 'unknown', judges: ['x'], order: null, inconsistent_votes: 1 });
  expect(board.models[0]).toMatchObject({ rating: 1000, coverage: null });
  expect(board.ratings.intervals).toMatchObject({ unit: 'battle', units: 4 });
  expect(stderr).not.toContain('coverage');
  expect(counts((await json(...named, '--judge', 'x')).board)).toEqual(['a 0-0-1', 'b 0-0-1']);
  for (const [flags, line] of [
    [['--compat', 'fastchat'], /votes among them/],
    [['--min-coverage', '0.5'], /--min-coverage needs judgments/],
    [['--by', 'turn'], /--by turn: no match is with a turn/],
    [['--by', 'category'], /whose category is known/],
  ] as const) {
    const { code, stdout, stderr } = await show(...named, ...flags);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(line);
  }
});

test('ratings can be anchored, and the seed decides the resamples', async () => {
  const games = ['1 1', '2 2', '1 2', '1 1', '2 2', 'tie tie', '1 1'];
  const results = ['a b', 'a c', 'b c'].flatMap((models, place) =>
    Array.from({ length: 20 }, (_, question_id) =>
      pair(models, games[(question_id * (place + 2) + place) % 7] ?? '', { question_id }),
    ),
  );
  const { json } = await folder({ 'pairs.jsonl': results });
  const intervals = async (...flags: string[]) =>
    (await json(...all, '--input-file', 'pairs.jsonl', ...flags)).board.models.map(
      ({ model, rating, rating_ci }: Change) => ({ model, rating, rating_ci }),
    );
  const fixed = await intervals();
  expect(await intervals('--seed', '1')).toEqual(fixed);
  expect(await intervals('--seed', '2')).not.toEqual(fixed);
  const anchored = await intervals('--anchor', 'b=1200.5');
  const rated = (board: Change[], name: string) => board.find(({ model }) => model === name);
  expect(rated(anchored, 'b')).toEqual({ model: 'b', rating: 1200.5, rating_ci: [1200.5, 1200.5] });
  const gap = (board: Change[]) => Number(rated(board, 'a')?.rating) - Number(rated(board, 'b')?.rating);
  expect(gap(anchored)).toBeCloseTo(gap(fixed));
});

test('where nobody can be rated, the table names who stands apart, and no output has a number', async () => {
  const { show, json } = await folder(
    judgments([pair('a b', '1 1'), pair('a c', '1 1'), pair('b c', 'tie tie')]),
  );
  const reason = 'a has never been beaten or tied by any of the others';
  const table = await show(...small);
  expect(table.code).toBe(0);
  expect(table.stdout).toContain(reason);
  const { board, stderr } = await json(...small);
  for (const { rating, rating_ci, rank, elo } of board.models) {
    expect([rating, rating_ci, rank, elo]).toEqual([null, null, null, null]);
  }
  expect(board.ratings.apart).toEqual([{ models: ['a'], reason: 'never beaten' }]);
  expect(stderr).toContain(reason);
  expect((await show(...small, '--format', 'csv')).stderr).toContain(reason);
});

test('--min-coverage is a gate, and --quiet spares its warnings alone', async () => {
  const { show } = await folder(judgments());
  const { code, stderr } = await show(...small, '--judge', 'j', '--min-coverage', '0.9', '--quiet');
  expect(code).toBe(1);
  expect(linesOf(stderr)).toHaveLength(3);
  expect(stderr).toMatch(/^gate missed: the coverage of a is 5\/8, .*, below --min-coverage 0\.9$/m);
  expect((await show(...small, '--judge', 'j', '--min-coverage', '0.2')).code).toBe(0);
  const compat = await show(...small, '--compat', 'fastchat', '--min-coverage', '0.9');
  expect([compat.code, compat.stdout.includes('win_rate_adjusted')]).toEqual([1, true]);
});

test('--format junit and github hold the win rates and the gates of coverage', async () => {
  const { show } = await folder(judgments());
  const args = [...small, '--judge', 'j', '--min-coverage', '0.9'];
  const junit = await show(...args, '--format', 'junit');
  expect(junit.code).toBe(1);
  expect(junit.stdout).toContain('<testsuite name="a" tests="2" failures="1" skipped="0">');
  expect(junit.stdout).toMatch(/name="win rate">\n *<system-out>50 %: 2 won, 2 lost, 1 tied</);
  const github = await show(...args, '--format', 'github');
  expect(github.stdout).toMatch(/^\| a: coverage from 0\.9 \| missed \| the coverage of a is 5\/8/m);
  expect(github.stderr).toMatch(/^::error title=mt-judge%3A gate missed::the coverage of a is 5\/8/m);
});

test('`--by` shows one table; in JSON and CSV one kind of group', async () => {
  const { show, json } = await folder(judgments());
  const table = await show(...small, '--by', 'category');
  expect(linesOf(table.stdout)[1]).toBe('model  math     writing');
  const { board } = await json(...small, '--by', 'judge');
  expect(Object.keys(board.models[0].judges)).toEqual(['j', 'k']);
  expect(board.models[0]).not.toHaveProperty('turns');
  expect(board.order_by_judge.k).toMatchObject({ consistent: 1 });
  const csv = await show(...small, '--by', 'turn', '--format', 'csv');
  expect(new Set(linesOf(csv.stdout).map((line) => line.split(',')[1]))).toEqual(
    new Set(['scope', 'all', 'turn']),
  );
});

test('a flag that would be ignored is refused, in one line', async () => {
  const { show } = await folder(judgments());
  const baseline = ['--mode', 'pairwise-baseline'];
  for (const [flags, line] of [
    [baseline, /--mode pairwise-baseline needs a --baseline/],
    [[...baseline, '--baseline', 'x'], /"x" \(--baseline\): there are a, b, c/],
    [[...all, '--baseline', 'a'], /--baseline goes with --mode pairwise-baseline/],
    [['--baseline', 'a'], /--baseline goes with the pairwise modes, not with --mode single/],
    [['--anchor', 'a=1'], /--anchor goes with the pairwise modes/],
    [[...all, '--fail-under', '5'], /--fail-under goes with --mode single, not with --mode pairwise-all/],
    [[...all, '--anchor', 'a'], /such as gpt-4=1000/],
    [[...all, '--anchor', 'a='], /such as gpt-4=1000/],
    [[...all, '--anchor', 'x=1000'], /"x" \(--anchor\)/],
    [[...all, '--seed', '-1'], /whole number from 0/],
    [[...all, '--seed', '9'.repeat(20)], /whole number from 0/],
    [[...all, '--judge', 'x'], /"x" \(--judge\): there are j, k/],
    [[...all, '--model-list', 'x'], /"x" \(--model-list\)/],
    [[...all, '--model-list', 'a'], /no match is left/],
    [[...all, '--by', 'turn', '--anchor', 'a=1000'], /no ratings: leave out --anchor/],
    [[...all, '--compat', 'fastchat', '--anchor', 'a=1000'], /no use for --anchor/],
    [[...all, '--compat', 'fastchat', '--format', 'csv'], /knows --format table and json/],
  ] as const) {
    const { code, stdout, stderr } = await show('--bench', 'small', ...flags);
    expect([code, stdout]).toEqual([2, '']);
    expect(linesOf(stderr)).toEqual([expect.stringMatching(line)]);
  }
});

test('files that hold something else, or are broken, are one line with file and line number', async () => {
  const { show, data } = await folder({ 'judgments/small/j_single.jsonl': [{ model: 'a' }] });
  const refused = async (content: string | readonly unknown[] | undefined, line: RegExp) => {
    const file = content === undefined ? undefined : await (data as DataDir).write('given.jsonl', content);
    const { code, stderr } = await show(...small, ...(file ? ['--input-file', file] : []));
    expect(code).toBe(2);
    expect(linesOf(stderr)).toEqual([expect.stringMatching(line)]);
  };
  await refused(
    undefined,
    /no pair judgments in .*small: run gen-judgment --bench small --mode pairwise-all/,
  );
  await refused([], /no pair judgments or votes in .*given\.jsonl/);
  await refused(
    [{ question_id: 1, model: 'a', score: 5 }],
    /given\.jsonl:1: model_1 is missing .*pair judgments or votes/,
  );
  await refused([rows[0], pair('a a', '1 1')], /given\.jsonl:2: model_2 is "a" like model_1/);
  await refused([votes[0], { ...votes[0], winner: 'a' }], /given\.jsonl:2: winner is "a"/);
  await refused([{ ...rows[0], g1_winner: 'A' }], /given\.jsonl:1: g1_winner is "A"/);
  await refused('{"model_1"\n', /given\.jsonl:1: the line is not JSON/);
});

test('a board of the demo judge says so in every output', async () => {
  const { show, json } = await folder(judgments([{ ...rows[0], demo: true }, rows[1]]));
  expect((await show(...small)).stdout).toContain('demo: no language model was involved\n');
  expect((await show(...small, '--format', 'markdown')).stdout).toContain('demo: no language model');
  expect((await show(...small, '--format', 'csv')).stdout).toContain(',true,,,,1,small,');
  expect((await json(...small)).board.demo).toBe(true);
});
