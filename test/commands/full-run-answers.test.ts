/** Stage 1 as a process: what is sent over both APIs, and what is written, field by field. */

import { expect, test } from 'vitest';
import type { Asked } from '../support/loopback.ts';
import { answersPath, keys, openScene } from '../support/scene.ts';

const questions = [
  { question_id: 1, category: 'writing', turns: ['Write one.', 'Shorten it.'] },
  { question_id: 'b-2', category: 'math', turns: ['Add.', 'Subtract.'], reference: ['3', '1'] },
  { question_id: 3, category: 'stem', turns: ['Why?', 'And then?', 'And at last?'] },
  { question_id: 4, category: 'gardening', turns: ['How to prune?'] },
  { question_id: 5, category: 'math', turns: ['Guess.'], required_temperature: 0.3 },
];
const temperatures: Record<string, number> = { '1': 0.7, 'b-2': 0, '3': 0.1, '4': 0.7, '5': 0.3 };
const callsOfAChoice = 9;

/** Replies that differ from request to request, so that a mixed-up conversation shows. */
const numbered = ({ model, number }: Asked) => `${model} says #${number}`;

const apis = [
  { api: 'openai', path: '/v1/chat/completions' },
  { api: 'anthropic', path: '/v1/messages' },
] as const;

for (const { api, path } of apis) {
  test(`gen-answers has two models answer in two choices over the API of ${api}`, async () => {
    const scene = await openScene({ questions, reply: numbered });
    const models = ['m-a', 'm-b'];
    const specs = models.map((model) => `${api}/${model}`);
    const done = await scene.run('gen-answers', ['--model', ...specs, '--num-choices', '2']);
    expect(done).toMatchObject({ code: 0, stdout: '' });
    expect(scene.server.requests).toHaveLength(2 * 2 * callsOfAChoice);
    expect(new Set(scene.server.requests.map((asked) => asked.path))).toEqual(new Set([path]));
    for (const model of models) {
      const records = await scene.data.records(`answers/small/${model}.jsonl`);
      expect(records.map((record) => record.question_id)).toEqual([1, 'b-2', 3, 4, 5]);
      for (const record of records) {
        expect(record).toEqual(expectedRecord(record.question_id, { api, model, url: scene.server.url }));
        for (const choice of record.choices)
          checkConversation(record.question_id, choice.turns, scene.server.requests);
      }
    }
  });
}

function expectedRecord(
  id: number | string,
  { api, model, url }: { api: string; model: string; url: string },
) {
  const { turns = [] } = questions.find(({ question_id }) => question_id === id) ?? {};
  const call = {
    sent: {
      endpoint: api,
      base_url: `${url}/v1`,
      model,
      parameters: { temperature: temperatures[String(id)], max_tokens: 4096 },
    },
    model,
    finish_reason: 'stop',
    usage: { input_tokens: expect.any(Number), output_tokens: expect.any(Number) },
    latency_ms: expect.any(Number),
    attempts: 1,
  };
  return {
    question_id: id,
    answer_id: expect.stringMatching(/^[0-9a-f]{22}$/),
    model_id: model,
    choices: [0, 1].map((index) => ({
      index,
      turns: turns.map(() => expect.stringContaining(`${model} says #`)),
      calls: turns.map(() => call),
    })),
    tstamp: expect.toSatisfy((seconds: number) => Math.abs(seconds - Date.now() / 1000) < 600),
    question_hash: expect.stringMatching(/^[0-9a-f]{32}$/),
  };
}

/** Each turn was asked with the earlier ones and with the choice's own answers to them, and its reply was kept. */
function checkConversation(id: number | string, given: string[], requests: readonly Asked[]): void {
  const { turns = [] } = questions.find(({ question_id }) => question_id === id) ?? {};
  for (const [turn, text] of given.entries()) {
    const asked = requests.find((request) => numbered(request) === text);
    const messages = turns
      .slice(0, turn + 1)
      .flatMap((content, index) => [
        { role: 'user', content },
        ...(index < turn ? [{ role: 'assistant', content: given[index] ?? '' }] : []),
      ]);
    expect(asked?.messages).toEqual(messages);
    expect(asked?.body.temperature).toBe(temperatures[String(id)]);
  }
}

test('gen-answers sends each service its own key and nothing else of the environment', async () => {
  const scene = await openScene({ questions: questions.slice(3) });
  const env = { OPENAI_ORG_ID: 'org-of-someone', OPENAI_PROJECT_ID: 'project-of-someone' };
  await scene.run('gen-answers', ['--model', 'openai/m', 'anthropic/n'], { env });
  const headers = (model: string) => scene.server.requests.find((asked) => asked.model === model)?.headers;
  expect(headers('m')?.authorization).toBe(`Bearer ${keys.OPENAI_API_KEY}`);
  expect(headers('n')?.authorization).toBe(`Bearer ${keys.ANTHROPIC_API_KEY}`);
  expect(headers('n')?.['anthropic-version']).toBe('2023-06-01');
  expect(JSON.stringify([headers('m'), headers('n')])).not.toContain('of-someone');
});

test('gen-answers forces --temperature and --max-tokens on every question, whatever its category requires', async () => {
  const scene = await openScene({ questions });
  expect((await scene.answers(['--temperature', '0.5', '--max-tokens', '99'])).code).toBe(0);
  expect(new Set(scene.server.requests.map(({ body }) => body.temperature))).toEqual(new Set([0.5]));
  expect(new Set(scene.server.requests.map(({ body }) => body.max_tokens))).toEqual(new Set([99]));
  const calls = (await scene.data.records(answersPath)).flatMap(({ choices }) => choices[0].calls);
  expect(calls).toHaveLength(callsOfAChoice);
  for (const { sent } of calls) expect(sent.parameters).toEqual({ temperature: 0.5, max_tokens: 99 });
});

test('gen-answers sends reasoning models their own token field and no temperature', async () => {
  const scene = await openScene({ questions: questions.slice(3) });
  await scene.run('gen-answers', [
    '--model',
    'openai/gpt-5-mini',
    'anthropic/claude-opus-4-7',
    '--temperature',
    '0',
  ]);
  const sent = (model: string) => scene.server.requests.find((asked) => asked.model === model)?.body;
  expect(sent('gpt-5-mini')).toMatchObject({ max_completion_tokens: 16_384 });
  expect(sent('claude-opus-4-7')).toMatchObject({ max_tokens: 16_384 });
  for (const { body } of scene.server.requests) expect(body).not.toHaveProperty('temperature');
  const [record] = await scene.data.records('answers/small/gpt-5-mini.jsonl');
  expect(record.choices[0].calls[0].sent.parameters).toEqual({ max_completion_tokens: 16_384 });
});

test('gen-answers asks the selected questions only, in the order of the bench', async () => {
  const scene = await openScene({ questions });
  await scene.answers(['--question-id', '5', 'b-2']);
  await scene.answers(['--question-begin', '2', '--question-end', '4', '--model-id', 'ranged']);
  await scene.answers(['--category', 'math', 'stem', '--first-n', '2', '--model-id', 'first']);
  const ids = async (model: string) =>
    (await scene.data.records(`answers/small/${model}.jsonl`)).map((record) => record.question_id);
  expect(await ids('m')).toEqual(['b-2', 5]);
  expect(await ids('ranged')).toEqual([3, 4]);
  expect(await ids('first')).toEqual(['b-2', 3]);
});

test('gen-answers takes system prompt, parameters, name and rules of a model from models.yaml', async () => {
  const scene = await openScene({ questions: questions.slice(4) });
  const entry = `models:
  tuned:
    endpoint: openai
    model: org/some-model:1b
    system_prompt: Be brief.
    parameters: { top_p: 0.9, max_tokens: 50 }
    rules: { max_tokens_field: max_completion_tokens }
`;
  await scene.data.write('models.yaml', entry);
  await scene.run('gen-answers', ['--model', 'tuned']);
  const [asked] = scene.server.requests;
  expect(asked).toMatchObject({ model: 'org/some-model:1b', system: 'Be brief.' });
  expect(asked?.body).toMatchObject({ top_p: 0.9, max_completion_tokens: 50, temperature: 0.3 });
  expect(asked?.body).not.toHaveProperty('max_tokens');
  const [record] = await scene.data.records('answers/small/tuned.jsonl');
  expect(record).toMatchObject({ model_id: 'tuned' });
});
