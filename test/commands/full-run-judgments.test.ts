/** Stages 2 and 3 as processes: how a panel is asked, what is written field by field, and the results made of it. */

import { expect, test } from 'vitest';
import type { Asked } from '../support/loopback.ts';
import { openScene, type Row, type Scene } from '../support/scene.ts';

const questions = [
  { question_id: 1, category: 'writing', turns: ['Write one.', 'Shorten it.'] },
  {
    question_id: 2,
    category: 'math',
    turns: ['Add.', 'Subtract.'],
    reference: ['three, says the key', 'one, says the key'],
  },
];
const models = ['m-a', 'm-b'];
const judges = ['j-x', 'j-y'];
const repeats = [0, 1];
const choices = [0, 1];

/** Model m-a is rated 8 in turn 1 and 6 in turn 2 by every judge; m-b always 4. */
function reply({ model, prompt, number }: Asked): string {
  if (models.includes(model)) return `${model} says #${number}`;
  const rating = prompt.includes('m-b says') ? 4 : /Shorten|Subtract/.test(prompt) ? 6 : 8;
  return `Because of ${number}.\n\nRating: [[${rating}]]`;
}

for (const api of ['openai', 'anthropic']) {
  test(`a panel of two rates two models' choices twice over the API of ${api}`, async () => {
    const scene = await openScene({ questions, reply });
    const specs = (names: string[]) => names.map((name) => `${api}/${name}`);
    await scene.run('gen-answers', ['--model', ...specs(models), '--num-choices', '2']);
    scene.server.requests.length = 0;
    const done = await scene.run('gen-judgment', ['--judge', ...specs(judges), '--repeats', '2']);
    expect(done).toMatchObject({ code: 0, stdout: '' });
    expect(scene.server.requests).toHaveLength(64);
    for (const judge of judges) await checkJudgments(scene, judge, api);
    await checkResults(scene);
  });
}

async function checkJudgments(scene: Scene, judge: string, api: string): Promise<void> {
  const rows = await scene.data.records(`judgments/small/${judge}_single.jsonl`);
  const order = models.flatMap((model) =>
    [1, 2].flatMap((question) =>
      [1, 2].flatMap((turn) =>
        choices.flatMap((choice) => repeats.map((repeat) => [model, question, turn, choice, repeat])),
      ),
    ),
  );
  expect(rows.map((row) => [row.model, row.question_id, row.turn, row.choice, row.repeat])).toEqual(order);
  for (const row of rows) {
    const asked = scene.server.requests.find((each) => each.model === judge && reply(each) === row.judgment);
    expect(row).toEqual(expectedRow(row, asked, { judge, api, url: scene.server.url }));
    await checkShown(scene, row);
  }
  const hashes = (pick: string[]) => new Set(rows.map((row) => pick.map((name) => row[name]).join(' '))).size;
  expect(hashes(['question_hash'])).toBe(4);
  expect(hashes(['reference_hash'])).toBe(3);
  expect(hashes(['prompt_hash'])).toBe(4);
  expect(hashes(['answer_hash'])).toBe(models.length * 4 * choices.length);
}

function expectedRow(
  row: Row,
  asked: Asked | undefined,
  { judge, api, url }: Record<'judge' | 'api' | 'url', string>,
) {
  const usage = { input_tokens: expect.any(Number), output_tokens: expect.any(Number) };
  const hash = expect.stringMatching(/^[0-9a-f]{32}$/);
  const withReference = row.question_id === 2;
  const parameters = { temperature: 0, max_tokens: 4096 };
  expect(asked?.body).toMatchObject(parameters);
  return {
    question_id: row.question_id,
    model: row.model,
    judge: [judge, `single${row.turn === 1 ? '' : '-later'}${withReference ? '-reference' : ''}`],
    user_prompt: asked?.prompt,
    judgment: asked && reply(asked),
    score: row.model === 'm-b' ? 4 : row.turn === 1 ? 8 : 6,
    turn: row.turn,
    tstamp: expect.any(Number),
    rationale: `Because of ${asked?.number}.`,
    choice: row.choice,
    repeat: row.repeat,
    question_hash: hash,
    answer_hash: hash,
    reference_hash: withReference ? hash : null,
    prompt_hash: hash,
    prompt_set: 'default',
    prompt_set_hash: hash,
    usage,
    calls: [
      {
        sent: { endpoint: api, base_url: `${url}/v1`, model: judge, parameters },
        model: judge,
        finish_reason: 'stop',
        usage,
        latency_ms: expect.any(Number),
        attempts: 1,
      },
    ],
  };
}

/** The judge saw the turns up to the judged one, this choice's answers to them, and the references of these turns. */
async function checkShown(scene: Scene, row: Row): Promise<void> {
  const answers = await scene.data.records(`answers/small/${row.model}.jsonl`);
  const answer = answers.find((record) => record.question_id === row.question_id);
  const question = questions.find((each) => each.question_id === row.question_id);
  const shown = row.user_prompt as string;
  for (const turn of [1, 2]) {
    const seen = turn <= row.turn;
    expect(shown.includes(question?.turns[turn - 1] ?? '')).toBe(seen);
    // Numbers of replies are no prefixes of one another here: the text ends its line.
    expect(shown.includes(`${answer.choices[row.choice].turns[turn - 1]}\n`)).toBe(seen);
    if (question?.reference) expect(shown.includes(question.reference[turn - 1] ?? '')).toBe(seen);
  }
  expect(shown.includes('says the key')).toBe(question?.reference !== undefined);
}

async function checkResults(scene: Scene): Promise<void> {
  const { code, stdout, stderr } = await scene.show(['--format', 'json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const byJudge = await scene.show(['--format', 'json', '--by', 'judge']);
  const [{ judges: means }] = JSON.parse(byJudge.stdout).models;
  expect(means).toMatchObject({ 'j-x': { score: 7, n: 16 }, 'j-y': { score: 7, n: 16 } });
  const estimate = (score: number, n: number) => ({ score, n, ci: [expect.any(Number), expect.any(Number)] });
  const one = (score: number, n: number) => ({ score, n, ci: null });
  const coverage = { expected: 32, judged: 32, unparsed: 0, missing: 0, duplicates: 0, stale: 0 };
  const model = (rank: number, name: string, [first, second, average]: [number, number, number]) => ({
    rank,
    rank_worst: rank,
    model: name,
    average: estimate(average, 32),
    turns: { 1: estimate(first, 16), 2: estimate(second, 16) },
    categories: { math: one(average, 16), writing: one(average, 16) },
    coverage,
  });
  expect(JSON.parse(stdout)).toEqual({
    bench: 'small',
    mode: 'single',
    judges,
    prompt_set: 'default',
    asked: judges.map((judge) => ({ judge, models: [judge], temperatures: [0], repeats: 2 })),
    demo: false,
    provenance: expect.objectContaining({ prompt_set: 'default' }),
    models: [model(1, 'm-a', [8, 6, 7]), model(2, 'm-b', [4, 4, 4])],
  });
}
