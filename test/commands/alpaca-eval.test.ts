/** AlpacaEval 2 end to end: judged by log-probabilities, killed and resumed, shown under its own names; and what is refused. */

import { expect, onTestFinished, test } from 'vitest';
import { makeDataDir, run } from '../support/cli.ts';
import { firstTokenBody } from '../support/completions.ts';
import type { Asked } from '../support/loopback.ts';
import { standing } from '../support/pairs.ts';
import { killAndGoOn, openProtocolScene, timelessRow } from '../support/protocols.ts';

const path = 'judgments/small/j.alpaca-eval_pair.jsonl';
const judging = [
  '--judge-prompts',
  'alpaca-eval',
  '--mode',
  'pairwise-baseline',
  '--baseline',
  'base',
  '-j',
  '2',
];

/** Whoever is `good` is preferred by 0.9 to 0.1, `fair` by 0.6; it depends on nothing but the request. */
function body(asked: Asked): unknown {
  const [first] = standing(asked.prompt);
  const other = standing(asked.prompt).find((model) => model !== 'base');
  const liked = other === 'good' ? 0.9 : 0.6;
  const forM = first === 'base' ? 1 - liked : liked;
  return firstTokenBody(asked, {
    m: Math.log(0.8 * forM),
    M: Math.log(0.8 * (1 - forM)),
    The: Math.log(0.2),
  });
}

const openJudged = () => openProtocolScene(['base', 'fair', 'good'], { body });

test('weighted verdicts: one order a question, drawn and recorded; killed and resumed, the same records', async () => {
  const whole = await openJudged();
  const run = await whole.judge(judging);
  expect(run).toMatchObject({ code: 0 });
  // The probe, then one request a match: no second order.
  expect(whole.server.requests).toHaveLength(13);
  expect(whole.server.requests[1]?.body).toMatchObject({ max_tokens: 1, logprobs: true, top_logprobs: 20 });
  const rows = await whole.data.records(path);
  expect(rows).toHaveLength(12);
  for (const row of rows) {
    const isSecond = row.model_2 !== 'base';
    expect(isSecond ? row.preference : 1 - row.preference).toBeCloseTo(
      row.model_1 === 'good' || row.model_2 === 'good' ? 0.9 : 0.6,
      12,
    );
    const [length_1, length_2] = [row.model_1, row.model_2].map(
      (model) => `<by ${model}> answer to 0`.length,
    );
    expect(row).toMatchObject({ length_1, length_2, g1_winner: row.g2_winner, g2_judgment: '' });
    const [shown] = standing(row.g1_user_prompt);
    expect(shown).toBe(row[row.shown_first]);
  }
  // The order is the question's, the same for both models, and not the same for all questions.
  const baseFirst = (model: string) =>
    rows
      .filter((row) => row.model_1 === model || row.model_2 === model)
      .map((row) => row[row.shown_first] === 'base');
  expect(baseFirst('good')).toEqual(baseFirst('fair'));
  expect(new Set(baseFirst('good')).size).toBe(2);

  const killed = await openJudged();
  await killAndGoOn(killed, judging, 6);
  expect((await killed.data.records(path)).map(timelessRow)).toEqual(rows.map(timelessRow));
  // Nothing that was answered is asked again; two were under way, and the probe is cached, too.
  expect(killed.server.requests.length).toBeLessThanOrEqual(15);
  expect((await killed.judge(judging)).stderr).toContain('12');
});

test('`--compat alpaca-eval` shows its names; few models have no length-controlled win rate, and it says so', async () => {
  const scene = await openJudged();
  await scene.judge(judging);
  const { code, stdout } = await scene.show(['--compat', 'alpaca-eval', '--format', 'json']);
  expect(code).toBe(0);
  const found = JSON.parse(stdout);
  expect(found).toMatchObject({ baseline: 'base', length_control: 'pool' });
  expect(found.models[0]).toMatchObject({ model: 'good', n_wins: 6, n_wins_base: 0, n_draws: 0, n_total: 6 });
  expect(found.models[0].win_rate).toBeCloseTo(90, 10);
  expect(found.models[1].win_rate).toBeCloseTo(60, 10);
  expect(found.models[1].length_controlled_winrate).toBeNull();
  const table = await scene.show(['--compat', 'alpaca-eval']);
  expect(table.stdout).toContain(
    'no length_controlled_winrate of fair, good: the difficulty of the questions',
  );
  const plain = await scene.show(['--mode', 'pairwise-baseline', '--baseline', 'base', '--format', 'json']);
  const board = JSON.parse(plain.stdout);
  expect(board.models[1]).toMatchObject({
    model: 'good',
    win: 6,
    loss: 0,
    coverage: { expected: 6, judged: 6 },
  });
  // One order alone tells nothing of what the order does.
  expect(board.order).toBeNull();
});

test('an output that is missing, and a reply without either token, show in the coverage', async () => {
  const scene = await openProtocolScene(['base', 'fair', 'good'], {
    body: (asked) =>
      asked.prompt.includes('<by good> answer to 4') ? firstTokenBody(asked, { The: -0.1 }) : body(asked),
  });
  const fair = await scene.data.records('answers/small/fair.jsonl');
  await scene.data.write('answers/small/fair.jsonl', fair.slice(0, 4));
  expect((await scene.judge(judging)).code).toBe(1);
  const rows = await scene.data.records(path);
  const odd = rows.find((row) => row.g1_unparsed !== undefined);
  expect(odd).toMatchObject({ question_id: 4, g1_winner: 'error', g2_winner: 'error' });
  expect(odd.g1_unparsed).toBe('neither "m" nor "M" is among the likely first tokens ("The")');
  expect(odd.preference).toBeUndefined();
  const { stdout, stderr } = await scene.show(['--compat', 'alpaca-eval', '--format', 'json']);
  const totals = JSON.parse(stdout).models.map(({ model, n_total }: { model: string; n_total: number }) => [
    model,
    n_total,
  ]);
  expect(Object.fromEntries(totals)).toEqual({ good: 5, fair: 4 });
  expect(stderr).toContain('fair: coverage 4/6, 2 missing');
  expect(stderr).toContain('good: coverage 5/6, 1 with an error in a game');
});

test('a judge without log-probabilities is refused before the first match, and the unweighted set is named', async () => {
  const scene = await openProtocolScene(['base', 'good'], {
    reply: ({ prompt }) => (prompt.includes('[[A]]') ? 'Fine.\n\n[[A]]' : 'm'),
  });
  const { code, stderr } = await scene.judge(judging);
  expect(code).toBe(2);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain('openai/j cannot give weighted verdicts');
  expect(stderr).toContain('--judge-prompts alpaca-eval-unweighted');
  expect(scene.server.requests).toHaveLength(1);
  const claude = await scene.run('gen-judgment', ['--judge', 'anthropic/claude-x', ...judging, '--dry-run']);
  expect(claude).toMatchObject({ code: 2 });
  expect(claude.stderr).toContain('Anthropic’s API tells no log-probabilities');
  expect(scene.server.requests).toHaveLength(1);
  const others = judging.map((flag) => (flag === 'alpaca-eval' ? 'alpaca-eval-unweighted' : flag));
  expect((await scene.judge(others)).code).toBe(0);
  const shown = await scene.show(['--compat', 'alpaca-eval', '--baseline', 'base', '--format', 'json']);
  // A is always better: both orders disagree, which is a tie.
  expect(JSON.parse(shown.stdout).models[0]).toMatchObject({ win_rate: 50, n_draws: 6, standard_error: 0 });
});

test('weighted prompts go through no batch API, and a set with two ways of asking is refused', async () => {
  const scene = await openProtocolScene(['base', 'good'], { body });
  const batch = await scene.judge([...judging, '--batch']);
  expect(batch.code).toBe(2);
  expect(batch.stderr).toContain('leave out --batch');
  const prompt = (more: string) =>
    `  - {name: p${more.length}, type: pairwise, turn: first, reference: false, system_prompt: '', prompt_template: '{question} {answer_a} {answer_b}', ${more}}\n`;
  const use = async (...prompts: string[]) => {
    await scene.data.write('judge-prompts/own.yaml', `prompts:\n${prompts.map(prompt).join('')}`);
    return scene.judge(['--judge-prompts', 'own', '--mode', 'pairwise-all']);
  };
  const mixed = await use('output_format: weighted, tokens: [m, M]', "output_format: '[[A]]'");
  expect(mixed.stderr).toContain('a set with a weighted prompt has such prompts only');
  const bare = await use('output_format: weighted');
  expect(bare.stderr).toContain('is weighted, so it needs tokens');
  const seeded = await use("output_format: '[[A>>B]]', seed: 3");
  expect(seeded.stderr).toContain('has seed, which goes with the output_format weighted');
  const both = await use('output_format: weighted, tokens: [m, M], order: both');
  expect(both.code).toBe(0);
  const rows = await scene.data.records('judgments/small/j.own_pair.jsonl');
  expect(rows).toHaveLength(6);
  for (const row of rows) {
    expect(row.shown_first).toBeUndefined();
    expect(row.preference).toBeCloseTo(0.9, 12);
    expect(row).toMatchObject({ g1_winner: 'model_2', g2_winner: 'model_2' });
  }
});

test('the demo: 24 instructions of our own, weighted by the demo judge, as a protocol', async () => {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const models = ['offline/reference', 'offline/terse', 'offline/echo'];
  const flags = ['--data-dir', data.path, '--judge', 'offline/judge', '--model', ...models];
  const { code, stdout } = await run('mt-judge', ['run', '--protocol', 'alpaca-eval-demo', ...flags]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^reference +– +99\.\d\d +0\.\d\d +100\.00 +24 +0 +0 +24 /m);
  expect(stdout).toMatch(/^echo +– +50\.00 +0\.00 +50\.00 +0 +0 +24 +24 /m);
  expect(stdout).toContain('demo: no language model was involved');
  expect(await data.records('judgments/instructions24/judge.alpaca-eval_pair.jsonl')).toHaveLength(48);
});
