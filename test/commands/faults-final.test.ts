/** Faults that no retry mends: asked once, told clearly, and for a whole model where it cannot go on. */

import { expect, test } from 'vitest';
import { sampleQuestions } from '../support/cli.ts';
import type { Asked, Fault } from '../support/loopback.ts';
import { answersPath, judgmentsPath, linesOf, openScene } from '../support/scene.ts';

const status = (code: number, body?: unknown): Fault => ({
  kind: 'status',
  status: code,
  ...(body === undefined ? {} : { body }),
});

for (const api of ['openai', 'anthropic']) {
  test(`statuses 400, 403, 413 and 422 of the ${api} API are asked once each and stop nothing else`, async () => {
    const statuses = [400, 403, 413, 422];
    const questions = [...statuses, 200].map((id) => ({ question_id: id, turns: [`Give me status ${id}.`] }));
    const fault = ({ prompt }: Asked) => {
      const code = Number(/status (\d+)/.exec(prompt)?.[1]);
      return code === 200
        ? undefined
        : status(code, { error: { message: `no ${code} today`, type: 'invalid' } });
    };
    const scene = await openScene({ questions, fault });
    const failed = await scene.run('gen-answers', ['--model', `${api}/m`]);
    expect(failed.code).toBe(1);
    expect(scene.server.requests).toHaveLength(5);
    expect((await scene.data.records(answersPath)).map((row) => row.question_id)).toEqual([200]);
    for (const code of statuses) {
      const line = `failed: m, question ${code}: ${api}/m answered ${code}: no ${code} today`;
      expect(linesOf(failed.stderr)).toContain(line);
    }
    expect(failed.stderr).toContain(
      'm: 1 answer written, 0 kept, 4 failed (2 bad request, 1 forbidden, 1 too large)\n',
    );
  });
}

const closing = {
  'a refused key (401)': ['openai', status(401), 'openai/NAME refuses the key in OPENAI_API_KEY (401)'],
  "Anthropic's refused key": [
    'anthropic',
    status(401),
    'anthropic/NAME refuses the key in ANTHROPIC_API_KEY (401)',
  ],
  'an unknown model (404)': [
    'openai',
    status(404, { error: { message: 'no such model' } }),
    'openai/NAME answered 404: no such model',
  ],
  'insufficient_quota (429)': [
    'openai',
    status(429, {
      error: {
        message: 'You exceeded your current quota.',
        type: 'insufficient_quota',
        code: 'insufficient_quota',
      },
    }),
    'openai/NAME: the quota or credit is used up (429: You exceeded your current quota.)',
  ],
  'insufficient_quota in the code alone': [
    'openai',
    status(429, { error: { message: 'No.', type: 'insufficient_quota', code: 'insufficient_quota' } }),
    'openai/NAME: the quota or credit is used up (429: No.)',
  ],
  'an empty Anthropic account (400)': [
    'anthropic',
    status(400, {
      type: 'error',
      error: { type: 'invalid_request_error', message: 'Your credit balance is too low.' },
    }),
    'anthropic/NAME: the quota or credit is used up (400: Your credit balance is too low.)',
  ],
  'payment required (402)': [
    'openai',
    status(402, { error: { message: 'Pay.' } }),
    'openai/NAME: the quota or credit is used up (402: Pay.)',
  ],
} as const;

for (const [what, [api, fault, line]] of Object.entries(closing)) {
  test(`${what} ends a run at once, with one line and not one for each question`, async () => {
    const scene = await openScene({ questions: sampleQuestions(20), fault: () => fault });
    const ended = await scene.run('gen-answers', ['--model', `${api}/m`, '-j', '2']);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(scene.server.requests.length).toBeLessThanOrEqual(2);
    expect(linesOf(ended.stderr).filter((each) => /^(stopped|failed):/.test(each))).toEqual([
      `stopped: m: ${line.replace('NAME', 'm')}`,
    ]);
    expect(ended.stderr).toMatch(/^m: 0 answers written, 0 kept, [12] failed (\(.*\)), 1[89] not begun$/m);
  });
}

test('a judge that is refused ends alone: the other judges of the panel finish', async () => {
  const scene = await openScene();
  await scene.answers([]);
  scene.server.requests.length = 0;
  scene.server.options.fault = ({ model }) => (model === 'refused' ? status(401) : undefined);
  const panel = await scene.run('gen-judgment', ['--judge', 'openai/refused', 'openai/j', '-j', '1']);
  expect(panel.code).toBe(1);
  expect(scene.server.requests.filter(({ model }) => model === 'refused')).toHaveLength(1);
  expect(await scene.data.records(judgmentsPath)).toHaveLength(8);
  expect(linesOf(panel.stderr).filter((line) => line.startsWith('stopped:'))).toHaveLength(1);
});

test('a temperature that the model refuses is left out for the run, and the record says what was sent', async () => {
  const fault = ({ body }: Asked) =>
    'temperature' in body
      ? status(400, {
          error: {
            message: 'Unsupported value: temperature',
            param: 'temperature',
            code: 'unsupported_value',
          },
        })
      : undefined;
  const scene = await openScene({ fault });
  const done = await scene.answers(['-j', '1', '--verbose']);
  expect(done.code).toBe(0);
  expect(scene.server.requests).toHaveLength(1 + 8);
  expect(done.stderr).toContain('openai/m refuses temperature: leaving it out for this run\n');
  for (const { choices } of await scene.data.records(answersPath)) {
    for (const call of choices[0].calls) expect(call.sent.parameters).toEqual({ max_tokens: 4096 });
  }
});

test('a token field that the model refuses is renamed for the run, and the record says what was sent', async () => {
  const message =
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
  const fault = ({ body }: Asked) =>
    'max_tokens' in body
      ? status(400, {
          error: {
            message,
            type: 'invalid_request_error',
            param: 'max_tokens',
            code: 'unsupported_parameter',
          },
        })
      : undefined;
  const scene = await openScene({ fault });
  const done = await scene.answers(['-j', '4', '--max-tokens', '77']);
  expect(done.code).toBe(0);
  // Each of the four that were under way may have met the refusal.
  expect(scene.server.requests.length).toBeLessThanOrEqual(4 + 8);
  const [record] = await scene.data.records(answersPath);
  expect(record.choices[0].calls[1].sent.parameters).toEqual({ temperature: 0.7, max_completion_tokens: 77 });
});

test("Anthropic's refusal of a temperature, which names no parameter in a field, is understood", async () => {
  const message = '`temperature` is deprecated for this model.';
  const fault = ({ body }: Asked) =>
    'temperature' in body
      ? status(400, { type: 'error', error: { type: 'invalid_request_error', message } })
      : undefined;
  const scene = await openScene({ fault });
  expect((await scene.run('gen-answers', ['--model', 'anthropic/m', '-j', '1'])).code).toBe(0);
  expect(scene.server.requests).toHaveLength(1 + 8);
});

test('a refused parameter is no refusal of others: a plain 400 is final', async () => {
  const fault = ({ number }: Asked) =>
    number === 1
      ? status(400, { error: { message: 'temperature is fine, but the prompt is too long' } })
      : undefined;
  const scene = await openScene({ fault });
  const failed = await scene.answers(['-j', '1', '--first-n', '2']);
  expect(failed.code).toBe(1);
  expect(scene.server.requests).toHaveLength(1 + 2);
});
