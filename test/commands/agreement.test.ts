/** `mt-judge agreement` as a process: small files counted by hand, bad input, and the paper's own figures. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeDataDir, run, sharedData } from '../support/cli.ts';
import { linesOf } from '../support/scene.ts';

const humans = ['--human', 'expert_*'];

function vote(judge: string, winner: string, change: Record<string, unknown> = {}) {
  return { judge, model_a: 'm', model_b: 'n', question_id: 1, turn: 1, winner, ...change };
}

function pair(games: readonly [string, string], change: Record<string, unknown> = {}) {
  return {
    ...{ question_id: 1, model_1: 'm', model_2: 'n', g1_winner: games[0], g2_winner: games[1] },
    ...{ judge: ['gpt-4', 'pair-v2'], turn: 1, ...change },
  };
}

const votes = [
  vote('expert_1', 'model_a'),
  vote('expert_2', 'model_b', { model_a: 'n', model_b: 'm' }),
  vote('expert_1', 'tie', { question_id: 2 }),
  vote('expert_2', 'model_b', { question_id: 2 }),
  vote('expert_1', 'model_b', { turn: 2 }),
  vote('author_1', 'model_a'),
];
const pairs = [
  pair(['model_1', 'model_1']),
  pair(['model_1', 'model_2'], { question_id: 2 }),
  pair(['model_1', 'model_1'], { turn: 2 }),
  pair(['error', 'model_2'], { turn: 2, question_id: 2 }),
];

/** A folder with these files, and the command run on them. */
async function sceneOf(files: Record<string, string | readonly unknown[]>) {
  const data = makeDataDir();
  onTestFinished(data.remove);
  for (const [name, content] of Object.entries(files)) await data.write(name, content);
  return (...args: string[]) => run('mt-judge', ['agreement', ...args], { cwd: data.path });
}

const named = ['votes.jsonl', 'pairs.jsonl', ...humans, '--judge', 'gpt-4'];
const errorLine = 'warning: gpt-4: pair judgments left out, with an error in a game: 1';

test('`mt-judge agreement` prints what counting by hand gives, by turn and over all turns', async () => {
  const agreement = await sceneOf({ 'votes.jsonl': votes, 'pairs.jsonl': pairs });
  const shown = await agreement(...named);
  expect(shown.code).toBe(0);
  expect(linesOf(shown.stdout)).toEqual([
    'agreement of 1 judge and 2 humans',
    'votes of  with those of   turn  S1           κ     S2           κ',
    'gpt-4     humans          1     3/4 (75 %)   0.60  2/2 (100 %)  –',
    'gpt-4     humans          2     0/1 (0 %)    0.00  0/1 (0 %)    0.00',
    'gpt-4     humans          all   3/5 (60 %)   0.41  2/3 (67 %)   0.00',
    'gpt-4     human majority  1     1/1 (100 %)  –     1/1 (100 %)  –',
    'gpt-4     human majority  2     0/1 (0 %)    0.00  0/1 (0 %)    0.00',
    'gpt-4     human majority  all   1/2 (50 %)   0.00  1/2 (50 %)   0.00',
    'humans    each other      1     1/2 (50 %)   0.20  1/1 (100 %)  –',
    'humans    each other      2     –            –     –            –',
    'humans    each other      all   1/2 (50 %)   0.20  1/1 (100 %)  –',
    expect.stringMatching(/^S1: .*S2: .*κ: /),
  ]);
  expect(linesOf(shown.stderr)).toEqual([errorLine]);
});

test('`mt-judge agreement` prints the same for any order of rows, files and models', async () => {
  const turned = pairs.map((row) => {
    const flip = (winner: string) => ({ model_1: 'model_2', model_2: 'model_1' })[winner] ?? winner;
    const games = { g1_winner: flip(row.g1_winner), g2_winner: flip(row.g2_winner) };
    return { ...row, model_1: row.model_2, model_2: row.model_1, ...games };
  });
  const mixed = [...votes, ...turned].reverse();
  const agreement = await sceneOf({
    ...{ 'votes.jsonl': votes, 'pairs.jsonl': pairs },
    ...{ 'one.jsonl': mixed.slice(0, 4), 'two.jsonl': mixed.slice(4) },
  });
  const first = await agreement(...named);
  const second = await agreement('two.jsonl', 'one.jsonl', ...humans, '--judge', 'gpt-4');
  expect(second).toEqual(first);
  expect(first.stdout).toContain('3/4 (75 %)');
});

test('`mt-judge agreement` compares all that are not human, less those excluded', async () => {
  const agreement = await sceneOf({ 'votes.jsonl': votes, 'pairs.jsonl': pairs });
  const all = await agreement('votes.jsonl', 'pairs.jsonl', ...humans);
  expect(all.stdout).toContain('\nauthor_1  humans ');
  expect(all.stdout).toContain('\nauthor_1  gpt-4 ');
  const less = await agreement('votes.jsonl', 'pairs.jsonl', ...humans, '--exclude', 'author_?');
  expect(less.stdout).toBe((await agreement(...named)).stdout);
});

test('`mt-judge agreement --format json` has every figure, and counts what is left out', async () => {
  const later = vote('expert_1', 'model_b', { model_a: 'n', model_b: 'm' });
  const agreement = await sceneOf({ 'votes.jsonl': [...votes, later], 'pairs.jsonl': pairs });
  const shown = await agreement(...named, '--format', 'json');
  const report = JSON.parse(shown.stdout);
  expect(report).toMatchObject({ judges: ['gpt-4'], humans: ['expert_1', 'expert_2'], demo: false });
  expect(report).toMatchObject({ games_with_errors: 1, duplicates: 1 });
  expect(report.agreement[0]).toMatchObject({
    ...{ kind: 'judge-humans', left: 'gpt-4', right: 'humans' },
    turns: { 1: { s1: { agreed: 3, total: 4, share: 0.75 } }, 2: { s2: { agreed: 0, total: 1 } } },
    all: { s1: { agreed: 3, total: 5 }, s2: { agreed: 2, total: 3 } },
  });
  expect(report.agreement[0].turns[1].s1.kappa).toBeCloseTo(0.6, 12);
  expect(linesOf(shown.stderr)).toEqual([
    errorLine,
    'warning: expert_1: votes left out, with a later one on the same answers: 1',
  ]);
});

test('`mt-judge agreement` without files compares the judges of the bench, and a demo says so', async () => {
  const other = { judge: ['offline-judge', 'pair-v2'], demo: true };
  const agreement = await sceneOf({
    'judgments/small/gpt-4_pair.jsonl': pairs,
    'judgments/small/offline-judge_pair.jsonl': [pair(['tie', 'tie'], other)],
    'judgments/small/gpt-4_single.jsonl': 'no pair judgments',
  });
  const shown = await agreement('--bench', 'small', '--format', 'csv', '--quiet');
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout.split('\r\n')[1]).toBe('judges,gpt-4,offline-judge,1,0,1,0,0,0,0,,,true');
});

test('`mt-judge agreement` warns of a line that is cut off and of judges without a common comparison', async () => {
  const text = [...votes, vote('late', 'tie', { question_id: 3 })].map((row) => JSON.stringify(row));
  const agreement = await sceneOf({ 'votes.jsonl': `${text.join('\n')}\n{"judge": "exp` });
  const shown = await agreement('votes.jsonl', ...humans, '--format', 'markdown');
  expect(shown.code).toBe(0);
  expect(shown.stdout).toContain('\n| author\\_1 | humans | 1 | 2/2 (100 %) |');
  expect(linesOf(shown.stderr)).toEqual([
    'warning: votes.jsonl:8 is cut off and was left out',
    'warning: late and humans have no comparison in common',
    'warning: author_1 and late have no comparison in common',
  ]);
});

const bad: Record<string, readonly [args: string, line: string]> = {
  'a human that nobody is': [
    'votes.jsonl --human exprt_*',
    'no judge fits "exprt_*" (--human): there are author_1, expert_1, expert_2',
  ],
  'a judge that nobody is': [
    'votes.jsonl --judge gpt-5',
    'no judge fits "gpt-5" (--judge): there are author_1,',
  ],
  'a mistyped flag': ['votes.jsonl --humen x', "unknown option '--humen' (Did you mean --human?)"],
  'an unknown format': ['votes.jsonl --format xml', 'Allowed choices are table, json, csv, markdown.'],
  'no files where there are no judgments': [
    '--bench none',
    'no pair judgments in judgments/none: name files',
  ],
  'a missing file': ['nowhere.jsonl', 'cannot read nowhere.jsonl: there is no such file'],
  'a winner that is none': ['bad.jsonl', 'cannot read bad.jsonl:2: winner is "model_1"'],
  'a vote on no question': ['arena.jsonl', 'cannot read arena.jsonl:1: question_id is missing'],
  'one judge alone': ['pairs.jsonl', 'nothing to compare: all votes are of gpt-4'],
  'votes on different answers': [
    'apart.jsonl',
    'nothing to compare: no two votes of v, w are on the same question',
  ],
  'a crowd of judges': [
    'crowd.jsonl',
    'cannot compare 21 judges with each other, 20 at most: say which are human',
  ],
};

describe('`mt-judge agreement` refuses', () => {
  test.each(Object.entries(bad))('%s', async (_, [args, line]) => {
    const agreement = await sceneOf({
      ...{ 'votes.jsonl': votes, 'pairs.jsonl': pairs, 'bad.jsonl': [votes[0], vote('v', 'model_1')] },
      'arena.jsonl': [{ model_a: 'm', model_b: 'n', winner: 'tie (bothbad)' }],
      'apart.jsonl': [vote('v', 'tie'), vote('w', 'tie', { turn: 2 })],
      'crowd.jsonl': Array.from({ length: 21 }, (_each, index) => vote(`v${index}`, 'tie')),
    });
    const refused = await agreement(...args.split(' '));
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(linesOf(refused.stderr)).toEqual([expect.stringContaining(line)]);
    expect(refused.stderr.startsWith('mt-judge: ')).toBe(true);
  });
});

const real = join(sharedData, 'human');
const realPairs = join(sharedData, 'fastchat', 'model_judgment', 'gpt-4_pair.jsonl');

describe.skipIf(!existsSync(real))('on the votes published with MT-Bench (needs shared/data/human)', () => {
  const files = ['human.jsonl', 'gpt4_pair.jsonl'].map((name) => join(real, name));

  test('GPT-4 and the experts agree as in the paper, the first turn to the count', async () => {
    const agreement = await sceneOf({});
    const shown = await agreement(...files, ...humans, '--judge', 'gpt4_pair');
    expect(shown).toMatchObject({ code: 0, stderr: '' });
    const rows = linesOf(shown.stdout).map((line) => line.split(/ {2,}/));
    expect(rows).toContainEqual([
      'gpt4_pair',
      'humans',
      '1',
      '886/1343 (66 %)',
      '0.48',
      '727/859 (85 %)',
      '0.69',
    ]);
    expect(rows).toContainEqual([
      'gpt4_pair',
      'humans',
      '2',
      '871/1325 (66 %)',
      '0.47',
      '731/864 (85 %)',
      '0.69',
    ]);
    const among = ['humans', 'each other', '1', '454/721 (63 %)', '0.43', '388/479 (81 %)', '0.62'];
    expect(rows).toContainEqual(among);
  });

  test('the order of rows and files does not matter', async () => {
    const [votesText, pairsText] = files.map((file) => readFileSync(file, 'utf8').trimEnd().split('\n'));
    const turned = [...(votesText ?? []), ...(pairsText ?? [])].reverse();
    const agreement = await sceneOf({ 'all.jsonl': `${turned.join('\n')}\n` });
    const flags = [...humans, '--exclude', 'author_*', '--format', 'json'];
    expect(await agreement('all.jsonl', ...flags)).toEqual(await agreement(...files, ...flags));
  });
});

describe.skipIf(!existsSync(realPairs))("on FastChat's pair judgments (needs shared/data/fastchat)", () => {
  test('two of 75 have an error and are left out', async () => {
    const people = vote('me', 'tie', { model_a: 'phi-3', model_b: 'phi-3-dpo', question_id: 81 });
    const agreement = await sceneOf({ 'mine.jsonl': [people] });
    const shown = await agreement(realPairs, 'mine.jsonl', '--human', 'me', '--format', 'json');
    expect(JSON.parse(shown.stdout)).toMatchObject({ games_with_errors: 2, duplicates: 0 });
    expect(JSON.parse(shown.stdout).agreement[0].turns[1].s1).toMatchObject({ agreed: 1, total: 1 });
  });
});
