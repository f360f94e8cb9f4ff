/** Arena-Hard-Auto as processes: judged in five steps, killed and resumed; imported, scored by its rule, styles held equal. */

import { expect, onTestFinished, test } from 'vitest';
import { seededRandom } from '../../src/stats/random.ts';
import { makeDataDir, run } from '../support/cli.ts';
import { startHub } from '../support/hub.ts';
import { jsonl } from '../support/importing.ts';
import type { Asked } from '../support/loopback.ts';
import { standing } from '../support/pairs.ts';
import { killAndGoOn, openProtocolScene, timelessRow } from '../support/protocols.ts';

const path = 'judgments/small/j.arena-hard_pair.jsonl';
const judging = [
  '--judge-prompts',
  'arena-hard',
  '--mode',
  'pairwise-baseline',
  '--baseline',
  'base',
  '-j',
  '2',
];

/** `good` is much better than the baseline, `fair` a little worse; the labels come in any case and order. */
function reply({ prompt }: Asked): string {
  const [first, second] = standing(prompt);
  if (first === 'good') return 'A is right.\n\n[[B<<A]]';
  if (second === 'good') return 'B is right.\n\nMy verdict: [[b >> a]]';
  if (prompt.includes('Instruction 5')) return 'I thought of [[A>B]].\n\nBut: [[A>>B]] or [[B>A]]';
  return first === 'fair' ? 'Hm.\n\n**[[b>a]]**' : 'Hm.\n\n[[A>B]]';
}

const openJudged = () => openProtocolScene(['base', 'fair', 'good'], { reply });

test('five-step verdicts in both orders: killed and resumed, the same records; strong ones count three times', async () => {
  const whole = await openJudged();
  expect(await whole.judge(judging)).toMatchObject({ code: 0 });
  const rows = await whole.data.records(path);
  expect(rows).toHaveLength(12);
  expect(rows.filter(({ model_2 }) => model_2 === 'good')[0]).toMatchObject({
    ...{ model_1: 'base', g1_winner: 'model_2', g1_label: 'B>>A', g2_winner: 'model_2', g2_label: 'A>>B' },
  });
  expect(rows.find(({ model_2, question_id }) => model_2 === 'fair' && question_id === 5)).toMatchObject({
    ...{ g1_winner: 'error', g2_winner: 'error' },
  });
  const killed = await openJudged();
  await killAndGoOn(killed, judging, 9);
  expect((await killed.data.records(path)).map(timelessRow)).toEqual(rows.map(timelessRow));

  const { code, stdout, stderr } = await whole.show(['--compat', 'arena-hard', '--format', 'json']);
  expect(code).toBe(0);
  const { categories } = JSON.parse(stdout);
  expect(categories.map(({ category }: { category: string }) => category)).toEqual(['odd', 'plain']);
  for (const { baseline, models } of categories) {
    expect(baseline).toBe('base');
    expect(models[0]).toMatchObject({ model: 'good', score: 1, low: 1, high: 1, nulls: 0, judgments: 3 });
    expect(models[1]).toMatchObject({ model: 'fair', score: 0 });
  }
  expect(categories[0].models[1]).toMatchObject({ judgments: 2, nulls: 1 });
  expect(stderr).toContain('odd: fair: coverage 2/3, 1 with an error in a game');
  const table = await whole.show(['--compat', 'arena-hard']);
  expect(table.stdout).toContain(
    '##### Category: plain #####\nModel  Scores (%)  CI (%)\ngood   100.0       (-0.0 / +0.0)',
  );
  expect(table.stdout).toContain('judgments without a verdict in both games, left out: 1');
});

test('`--compat arena-hard --style-control` holds length and Markdown equal, and needs the answers', async () => {
  const scene = await openProtocolScene(['base', 'good'], { reply, count: 12 });
  const answers = await scene.data.records('answers/small/good.jsonl');
  const metadata = (id: number) => ({
    ...{
      token_len: 40 + 7 * id,
      header_count: { h1: id % 3, h2: 0 },
      list_count: { ordered: id % 2, unordered: 1 },
    },
    bold_count: { '**': id % 4, __: 0 },
  });
  await scene.data.write(
    'answers/small/good.jsonl',
    answers.map((row) => ({ ...row, metadata: metadata(row.question_id) })),
  );
  await scene.judge(judging);
  const show = (...more: string[]) =>
    scene.show([
      '--compat',
      'arena-hard',
      '--baseline',
      'base',
      '--style-control',
      '--format',
      'json',
      ...more,
    ]);
  const first = await show();
  expect(first.code).toBe(0);
  const { categories } = JSON.parse(first.stdout);
  expect(categories[0].models[0].score).toBeGreaterThan(0.9);
  expect(Object.keys(categories[0].style_coefficients)).toEqual(['length', 'headers', 'lists', 'bold']);
  expect((await show()).stdout).toBe(first.stdout);
  expect((await show('--seed', '2')).stdout).not.toBe(first.stdout);
  await scene.data.write('answers/small/base.jsonl', []);
  const refused = await show();
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('--style-control needs the answers of both models');
});

const categories = ['hard_prompt', 'creative_writing'];
const baselines = ['o3-mini-2025-01-31', 'gemini-2.0-flash-001'];
const questions = Array.from({ length: 500 }, (_, index) => ({
  ...{ uid: `u${index}`, category: categories[index % 2], subcategory: 'x', prompt: `Question ${index}?` },
}));
const answer = (model: string, index: number) => ({
  ...{ uid: `u${index}`, ans_id: `a${index}`, model, tstamp: 1.5 },
  messages: [
    { role: 'user', content: `Question ${index}?` },
    { role: 'assistant', content: { answer: `${model} says ${index}` } },
  ],
  metadata: { token_len: 4, header_count: { h1: 0 }, list_count: { ordered: 0 }, bold_count: { '**': 0 } },
});

/** 20 models on 500 questions: 10,000 judgments with labels in any case and order, and some nulls. */
function synthetic() {
  const { below } = seededRandom(19);
  const labels = ['A>B', 'A>>B', 'A=B', 'B>A', 'B>>A', 'a<b', 'A<<b', 'b<a', 'B<<A', 'B=A', 'a=B', 'a>>b'];
  const pick = () => labels[below(labels.length)] ?? '';
  return Array.from({ length: 20 }, (_, model) =>
    questions.map(({ uid, category }, index) => {
      const game = () => ({
        score: pick(),
        judgment: { answer: 'So.' },
        prompt: [{ role: 'user', content: 'asked' }],
      });
      const odd = below(40);
      const games = [odd === 0 ? null : game(), odd === 1 ? { ...game(), score: null } : game()];
      return { uid, category, judge: 'gpt-4.1', model: `m${model}`, baseline: baselines[index % 2], games };
    }),
  );
}

/** The rule of its `show_result.py`, written again: a label is A's score, game 1 shows the baseline as A. */
function byItsRule(rows: ReturnType<typeof synthetic>[number], category: string) {
  const table: Record<string, number[]> = {
    ...{ 'A>B': [1], 'A>>B': [1, 1, 1], 'A=B': [0.5], 'A<<B': [0, 0, 0], 'A<B': [0] },
    ...{ 'B>A': [0], 'B>>A': [0, 0, 0], 'B=A': [0.5], 'B<<A': [1, 1, 1], 'B<A': [1] },
  };
  const own = rows.filter((row) => row.category === category);
  const whole = own.filter(({ games }) => games.every((game) => game !== null && game.score !== null));
  const scores = whole.flatMap(({ games: [first, second] }) => [
    ...(table[second?.score?.toUpperCase() ?? ''] ?? []),
    ...(table[first?.score?.toUpperCase() ?? ''] ?? []).map((score) => 1 - score),
  ]);
  return {
    score: scores.reduce((sum, each) => sum + each, 0) / scores.length,
    nulls: own.length - whole.length,
  };
}

/** A checkout with these judgments and the baselines' answers, and what imports it. */
async function openCheckout(judgments: ReturnType<typeof synthetic>) {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const folder = 'repo/data/arena-hard-v2.0';
  await data.write(`${folder}/question.jsonl`, questions);
  for (const [model, rows] of judgments.entries())
    await data.write(`${folder}/model_judgment/gpt-4.1/m${model}.jsonl`, rows);
  for (const [index, baseline] of baselines.entries()) {
    const own = questions.flatMap((_, at) => (at % 2 === index ? [answer(baseline, at)] : []));
    await data.write(`${folder}/model_answer/${baseline}.jsonl`, own);
  }
  return (args: readonly string[]) => run('mt-judge', args, { cwd: data.path });
}

test('scores of 10,000 imported judgments equal an independent computation, nulls left out and counted', async () => {
  const judgments = synthetic();
  const at = await openCheckout(judgments);
  const imported = await at(['import', 'arena-hard', '--from', 'repo']);
  expect(imported).toMatchObject({ code: 0 });
  expect(imported.stdout).toContain(
    'judgments/arena-hard-v2.0/gpt-4.1_pair.jsonl: 10,000 judgments (written)',
  );
  const shown = await at([
    'show-results',
    '--bench',
    'arena-hard-v2.0',
    '--compat',
    'arena-hard',
    '--format',
    'json',
  ]);
  expect(shown.code).toBe(0);
  const found = JSON.parse(shown.stdout).categories;
  expect(found.map(({ baseline }: { baseline: string }) => baseline)).toEqual([baselines[1], baselines[0]]);
  let nulls = 0;
  for (const { category, models } of found) {
    expect(models).toHaveLength(20);
    for (const row of models) {
      const expected = byItsRule(judgments[Number(row.model.slice(1))] ?? [], category);
      expect(row.score).toBeCloseTo(expected.score, 12);
      expect(row.nulls).toBe(expected.nulls);
      expect(row.low).toBeLessThan(row.score);
      expect(row.high).toBeGreaterThan(row.score);
      nulls += row.nulls;
    }
  }
  expect(nulls).toBeGreaterThan(300);
  expect(imported.stderr).toContain(
    `note: ${nulls} judgments without a verdict in both games: kept as errors`,
  );
});

test('`import arena-hard` brings v2.0 from the hub at its revision, and says how each category is judged', async () => {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const folder = 'data/arena-hard-v2.0';
  const hub = await startHub({
    files: {
      [`${folder}/question.jsonl`]: jsonl(questions.slice(0, 4)),
      ...Object.fromEntries(
        baselines.map((model, index) => [
          `${folder}/model_answer/${model}.jsonl`,
          jsonl([answer(model, index)]),
        ]),
      ),
    },
  });
  const { code, stdout } = await run('mt-judge', ['import', 'arena-hard'], {
    cwd: data.path,
    env: { HF_ENDPOINT: hub.url },
  });
  expect(code).toBe(0);
  expect(stdout.split('\n').slice(0, 4)).toEqual([
    'questions/arena-hard-v2.0.jsonl: 4 questions (written)',
    'questions/arena-hard-v2.0.yaml: how they are asked: generate (written)',
    'answers/arena-hard-v2.0/o3-mini-2025-01-31.jsonl: 1 answer (written)',
    'answers/arena-hard-v2.0/gemini-2.0-flash-001.jsonl: 1 answer (written)',
  ]);
  expect(stdout).toContain('--baseline o3-mini-2025-01-31 --category hard_prompt');
  expect(stdout).toContain('--baseline gemini-2.0-flash-001 --category creative_writing');
  const [kept] = await data.records('answers/arena-hard-v2.0/o3-mini-2025-01-31.jsonl');
  expect(kept).toMatchObject({
    question_id: 'u0',
    metadata: { token_len: 4 },
    choices: [{ turns: ['o3-mini-2025-01-31 says 0'] }],
  });
});

const game = (score: string | null) => ({ user_prompt: 'asked', judgment: 'Well.', score });

/** A checkout of the earlier release with one question, and these judgments of it, a list of games each. */
async function openEarlier() {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const [category, folder] = ['arena-hard-v0.1', 'repo/data/arena-hard-v0.1'];
  const question = { question_id: 'q1', category, cluster: 'c', turns: [{ content: 'Why {so}?' }] };
  const given = {
    question_id: 'q1',
    answer_id: 'x',
    model_id: 'm',
    tstamp: 2,
    conv_metadata: { token_len: 2 },
  };
  const choices = [{ index: 0, turns: [{ content: 'Because.', token_len: 2 }] }];
  await data.write(`${folder}/question.jsonl`, [question]);
  await data.write(`${folder}/model_answer/m.jsonl`, [{ ...given, choices }]);
  const config = [
    'system_prompt: "Judge {fairly}. End with [[A>>B]] or another."',
    'prompt_template: ["<|Q|>{question_1}<|A|>{answer_1}<|B|>{answer_2}"]',
  ];
  await data.write('repo/config/judge_config.yaml', config.join('\n'));
  const load = async (...lists: unknown[][]) => {
    const row = { question_id: 'q1', model: 'm', judge: 'gpt-4-1106-preview' };
    const rows = lists.map((games) => ({ ...row, games }));
    await data.write(`${folder}/model_judgment/gpt-4-1106-preview/m.jsonl`, rows);
    const args = ['import', 'arena-hard-v0.1', '--from', 'repo', '--overwrite'];
    return run('mt-judge', args, { cwd: data.path });
  };
  return { data, load };
}

test('`import arena-hard-v0.1` reads the earlier form, with the judge prompt in its own words', async () => {
  const { data, load } = await openEarlier();
  expect(await load([game('B>>A'), game('A>B')])).toMatchObject({ code: 0 });
  const [judgment] = await data.records('judgments/arena-hard-v0.1/gpt-4-1106-preview_pair.jsonl');
  expect(judgment).toMatchObject({
    ...{ model_1: 'gpt-4-0314', model_2: 'm', g1_label: 'B>>A', g1_winner: 'model_2', g2_winner: 'model_2' },
  });
  const prompts = await data.read('judge-prompts/arena-hard-v0.1.yaml');
  expect(prompts).toContain('system_prompt: Judge {{fairly}}. End with [[A>>B]] or another.');
  expect(prompts).toContain('prompt_template: <|Q|>{question}<|A|>{answer_a}<|B|>{answer_b}');
});

test('a label that is no step, and games that are not two, are refused by line', async () => {
  const { load } = await openEarlier();
  const bad = async (games: unknown[]) => {
    const { code, stderr } = await load([game('A=B'), game(null)], games);
    expect(code).toBe(2);
    return stderr;
  };
  expect(await bad([game('A'), game('A>B')])).toContain(
    'm.jsonl:2: a score must be one of A>>B, A>B, A=B, B>A, B>>A or null, not "A"',
  );
  expect(await bad([game('A>B')])).toContain('m.jsonl:2: games must be a list of two');
});
