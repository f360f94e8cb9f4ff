/** Judging with a service that keeps what it is told to keep of a prompt, as Anthropic does. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runBoth } from '../support/both-stages.ts';
import { sampleQuestions } from '../support/cli.ts';
import type { Asked, Reply } from '../support/loopback.ts';
import { openScene, type Scene, type SceneOptions } from '../support/scene.ts';

const judge = 'anthropic/claude-sonnet-4-5';
const judged = 'judgments/small/claude-sonnet-4-5.long_single.jsonl';
const instructions = 'Weigh the answer with care and say what is missing from it. '.repeat(120);

/** Prompts whose beginning is the same for every answer to a question, so long that it is worth keeping. */
const promptSet = (system: string) => `prompts:
${['first', 'later']
  .flatMap((turn) =>
    [true, false].map(
      (reference) => `  - name: ${turn}-${reference}
    type: single
    turn: ${turn}
    reference: ${reference}
    system_prompt: "${system}"
    prompt_template: "Question: {question_1}${reference ? ' Reference: {ref_answer_1}' : ''} Answer: {answer_1}${turn === 'later' ? ' Then: {question_2} {answer_2}' : ''} Rate it."
    output_format: "[[rating]]"`,
    ),
  )
  .join('\n')}
`;
const prices = `models:
  ${judge}: { endpoint: anthropic, model: claude-sonnet-4-5, model_id: claude-sonnet-4-5, price: { input: 3, output: 15, cached_input: 0.3, cache_write: 3.75 } }
`;

/** Counts 2,000 tokens for what is marked: written the first time, read from then on. */
function keeper(): (asked: Asked) => Reply | string {
  const kept = new Set<string>();
  return ({ api, body, model, prompt, system }) => {
    if (api === 'openai' && model !== 'j') return `${model} to: ${prompt}`;
    const [first] = body.messages[0].content;
    const text = 'Good.\n\nRating: [[7]]';
    if (!first?.cache_control) return { text, usage: { input: 2100, output: 10 } };
    const name = JSON.stringify([system, first.text]);
    const known = kept.has(name);
    kept.add(name);
    return { text, usage: { input: 100, output: 10, ...(known ? { cached: 2000 } : { written: 2000 }) } };
  };
}

async function answeredScene(options: SceneOptions & { system?: string; models?: string[] } = {}) {
  const { system = instructions, models = ['m', 'n', 'o'], ...rest } = options;
  const scene = await openScene({ questions: sampleQuestions(2), reply: keeper(), ...rest });
  await scene.data.write('judge-prompts/long.yaml', promptSet(system));
  await scene.data.write('models.yaml', prices);
  for (const model of models) await scene.run('gen-answers', ['--model', `openai/${model}`]);
  scene.server.requests.length = 0;
  return scene;
}

const judging = (scene: Scene, ...args: string[]) =>
  scene.run('gen-judgment', ['--judge', judge, '--judge-prompts', 'long', '-j', '1', ...args]);

/** What was marked, by request. */
const marks = ({ server }: Scene) =>
  server.requests.map(({ body }) => {
    const { content } = body.messages[0];
    return typeof content === 'string' ? undefined : (content[0].text as string);
  });

test('what answers to one question share is written once and read from then on; the saving is told', async () => {
  const scene = await answeredScene();
  const { code, stderr } = await judging(scene);
  expect(code).toBe(0);
  expect(scene.server.requests).toHaveLength(12);
  expect(new Set(marks(scene)).size).toBe(2);
  expect(marks(scene)).not.toContain(undefined);
  for (const mark of marks(scene)) expect(mark).toMatch(/^Question: .* Answer: $/);
  // Each question's beginning is written once and read five times: 20,000 · 2.7 − 4,000 · 0.75 dollars a million.
  expect(stderr).toContain('prompt cache: 20,000 tokens read, 4,000 written, saved $0.051\n');
  const [row] = await scene.data.records(judged);
  expect(row.calls[0].usage).toEqual({
    ...{ input_tokens: 2100, output_tokens: 10, cache_write_input_tokens: 2000 },
  });
});

test('both blocks together are the prompt on record, and judgments are what they are without marks', async () => {
  const scene = await answeredScene();
  await judging(scene);
  const marked = await scene.data.records(judged);
  const asked = new Set(scene.server.requests.map(({ prompt }) => prompt));
  expect(new Set(marked.map(({ user_prompt }) => user_prompt))).toEqual(asked);
  const sent = scene.server.requests.length;
  await rm(join(scene.data.path, 'judgments'), { recursive: true });
  // One model at a time shares nothing, so its keys are those of unmarked requests.
  for (const model of ['m', 'n', 'o']) {
    expect((await judging(scene, '--model-list', model, '--replay')).code).toBe(0);
  }
  expect(scene.server.requests).toHaveLength(sent);
  const texts = (rows: typeof marked) => rows.map(({ tstamp: _, ...rest }) => rest);
  expect(texts(await scene.data.records(judged))).toEqual(texts(marked));
});

test('repeats share the whole prompt, even where a nonce sets all answers apart', async () => {
  const scene = await answeredScene({ models: ['m'], system: `${instructions}{nonce}` });
  expect((await judging(scene, '--repeats', '3')).stderr).toMatch(/prompt cache: \d/);
  const whole = marks(scene).filter((mark) => mark?.endsWith('Rate it.'));
  expect(whole).toHaveLength(12);
  expect(new Set(whole).size).toBe(4);
});

test('`mt-judge run` asks for repeats once the first of them has been replied to, and so reads what that one wrote', async () => {
  const scene = await answeredScene({ models: [], system: `${instructions}{nonce}` });
  const args = ['--model', 'openai/m', '--judge', judge, '--judge-prompts', 'long', '--repeats', '3'];
  const ran = await runBoth(scene, [...args, '-j', '16']);
  expect(ran.code).toBe(0);
  // Four prompts of 2,000 tokens, each written once and read twice.
  expect(ran.stderr).toContain('prompt cache: 16,000 tokens read, 8,000 written, saved $0.037\n');
  const judged = scene.server.requests.filter(({ api }) => api === 'anthropic');
  expect(judged).toHaveLength(12);
  expect(judged.every(({ body }) => body.messages[0].content[0].cache_control !== undefined)).toBe(true);
});

test('`mt-judge run` lets go of repeats whose first has failed, and holds back none that is too short to be kept', async () => {
  const scene = await answeredScene({ models: [], system: `${instructions}{nonce}` });
  const args = ['--model', 'openai/m', '--judge', judge, '--judge-prompts', 'long', '--repeats', '2'];
  scene.server.options.fault = ({ api }) =>
    api === 'anthropic' ? { kind: 'status', status: 400 } : undefined;
  const failed = await runBoth(scene, args);
  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain('0 judgments written, 0 kept, 8 failed (bad request)');
  const short = await openScene({ questions: sampleQuestions(1), reply: keeper() });
  await short.data.write('judge-prompts/long.yaml', promptSet('{nonce}'));
  let waiting = short.server.hold(1);
  const running = runBoth(short, args);
  // Both turns of the answer; then all four judgments are asked for before any of them is replied to.
  for (const requests of [1, 4]) {
    await waiting;
    short.server.release();
    waiting = short.server.hold(requests);
  }
  await waiting;
  short.server.release();
  expect((await running).code).toBe(0);
});

test('nothing is marked that is asked for once, is too short, or begins with a nonce', async () => {
  const once = await answeredScene({ models: ['m'] });
  const short = await answeredScene({ system: 'Judge.' });
  const nonce = await answeredScene({ system: `{nonce} ${instructions}` });
  for (const scene of [once, short, nonce]) {
    const { code, stderr } = await judging(scene);
    expect(code).toBe(0);
    expect(new Set(marks(scene))).toEqual(new Set([undefined]));
    expect(stderr).not.toContain('prompt cache');
  }
});

test('no other service is sent a mark', async () => {
  const scene = await answeredScene();
  await scene.judge(['--judge-prompts', 'long', '--repeats', '2']);
  expect(scene.server.requests).toHaveLength(24);
  expect(JSON.stringify(scene.server.requests.map(({ body }) => body))).not.toMatch(/cache_control|keep"/);
});

test('a server that knows no marks is asked without them', async () => {
  const refusal = {
    type: 'error',
    error: { message: 'messages.0.content.0.cache_control: Extra inputs are not permitted' },
  };
  const scene = await answeredScene({
    fault: ({ body }) =>
      JSON.stringify(body).includes('cache_control')
        ? { kind: 'status', status: 400, body: refusal }
        : undefined,
  });
  expect((await judging(scene)).code).toBe(0);
  expect(await scene.data.records(judged)).toHaveLength(12);
  expect(marks(scene).filter((mark) => mark !== undefined)).toHaveLength(1);
});
