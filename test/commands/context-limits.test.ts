/** Models whose context is small: our own limit is lowered, the user's is named, and a turn that does not fit is recorded. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runBoth } from '../support/both-stages.ts';
import type { Asked, Fault } from '../support/loopback.ts';
import { answersPath, judgmentsPath, linesOf, openScene } from '../support/scene.ts';

const twoTurns = [1, 2].map((question_id) => ({
  ...{ question_id, category: 'math' },
  turns: [`Question ${question_id}, first?`, `Question ${question_id}, second?`],
}));
const isFirst = ({ messages }: Asked) => messages.length === 1;

/** What vLLM says to a limit that leaves the request no room. */
function vllm(context: number, prompt = 50): (asked: Asked) => Fault | undefined {
  return ({ body }) => {
    const { max_tokens: limit } = body;
    const message = `'max_tokens' or 'max_completion_tokens' is too large: ${limit}. This model's maximum context length is ${context} tokens and your request has ${prompt} input tokens (${limit} > ${context} - ${prompt}).`;
    const error = { object: 'error', message, type: 'BadRequestError', code: 400 };
    return limit > context - prompt ? { kind: 'status', status: 400, body: error } : undefined;
  };
}

/** What llama.cpp says to a request that is longer than its context. */
const tooLong: Fault = {
  kind: 'status',
  status: 400,
  body: {
    error: {
      ...{ code: 400, type: 'exceed_context_size_error', n_prompt_tokens: 600, n_ctx: 512 },
      message: 'request (600 tokens) exceeds the available context size (512 tokens), try increasing it',
    },
  },
};

test('our own limit is lowered once for the run, recorded as sent, and is no other setting for the next run', async () => {
  const scene = await openScene({ questions: twoTurns, fault: vllm(4096) });
  const done = await scene.answers(['-j', '1']);
  expect(done.code, done.stderr).toBe(0);
  const lowered = 'openai/m has a context of 4096 tokens: lowering max_tokens from 4096 to 2048 for this run';
  expect(linesOf(done.stderr).filter((line) => line.includes('lowering'))).toEqual([lowered]);
  expect(scene.server.requests.map(({ body }) => body.max_tokens)).toEqual([4096, 2048, 2048, 2048, 2048]);
  for (const { choices } of await scene.data.records(answersPath))
    for (const { sent } of choices[0].calls)
      expect(sent).toMatchObject({ parameters: { max_tokens: 2048 }, max_tokens_lowered_from: 4096 });
  const again = await scene.answers([]);
  expect(again.code, again.stderr).toBe(0);
  expect(scene.server.requests).toHaveLength(5);
});

test('a limit that the user has set is not lowered: the error names the flag or the entry, and ends the model', async () => {
  const scene = await openScene({ questions: twoTurns, fault: vllm(4096) });
  const flag = await scene.answers(['--max-tokens', '5000', '-j', '1']);
  expect(flag.code).toBe(1);
  expect(flag.stderr).toContain('lower --max-tokens, which is 5000');
  expect(scene.server.requests).toHaveLength(1);
  const entry = { endpoint: 'openai', model: 'm', parameters: { max_tokens: 4500 } };
  await scene.data.write('models.yaml', JSON.stringify({ models: { m: entry } }));
  const file = await scene.run('gen-answers', ['--model', 'm', '-j', '1']);
  expect(file.code).toBe(1);
  expect(file.stderr).toContain('lower parameters.max_tokens in models.yaml, which is 4500');
  expect(scene.server.requests).toHaveLength(2);
});

test('judges take a limit of their own, and an error about it names its flag', async () => {
  const scene = await openScene({ questions: twoTurns });
  await scene.answers([]);
  scene.server.requests.length = 0;
  const judged = await scene.judge(['--max-tokens', '77']);
  expect(judged.code, judged.stderr).toBe(0);
  expect(new Set(scene.server.requests.map(({ body }) => body.max_tokens))).toEqual(new Set([77]));
  // Another limit is another setting.
  expect(await scene.judge(['--max-tokens', '78'])).toMatchObject({ code: 2 });

  const both = await openScene({ questions: twoTurns });
  const ran = await runBoth(both, [
    ...['--model', 'openai/m', '--judge', 'openai/j'],
    ...['--max-tokens', '70', '--judge-max-tokens', '50'],
  ]);
  expect(ran.code, ran.stderr).toBe(0);
  const limits = both.server.requests.map(({ model, body }) => `${model} ${body.max_tokens}`);
  expect([...new Set(limits)].sort()).toEqual(['j 50', 'm 70']);
  both.server.options.fault = (asked) => (asked.model === 'j' ? vllm(4096)(asked) : undefined);
  const failed = await runBoth(both, [
    ...['--model', 'openai/m', '--judge', 'openai/j', '--overwrite'],
    ...['--max-tokens', '70', '--judge-max-tokens', '5000'],
  ]);
  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain('lower --judge-max-tokens, which is 5000');
});

/** A bench whose second question leaves no room for its second turn, answered once. */
async function answeredInPart() {
  const fault = (asked: Asked) =>
    asked.model === 'm' && !isFirst(asked) && /Question 2/.test(asked.prompt) ? tooLong : undefined;
  const scene = await openScene({ questions: twoTurns, fault });
  return { scene, first: await scene.answers([]) };
}

test('a second turn that does not fit is recorded with its reason, and not asked for by the next run', async () => {
  const { scene, first } = await answeredInPart();
  expect(first.code).toBe(1);
  expect(first.stderr).toContain('failed: m, question 2 turn 2: openai/m answered 400: request (600 tokens)');
  expect(first.stderr).toContain(
    '2 answers written, 0 kept, 1 of the written without a turn that did not fit',
  );
  const [, { choices }] = await scene.data.records(answersPath);
  expect(choices[0].turns).toEqual([expect.stringContaining('Question 2'), '']);
  expect(choices[0].calls).toHaveLength(1);
  expect(choices[0].unanswered).toMatchObject({ turn: 2, reason: 'context_exceeded' });
  expect(choices[0].unanswered.message).toContain('exceeds the available context size');
  scene.server.requests.length = 0;
  const second = await scene.answers([]);
  expect(second.code, second.stderr).toBe(0);
  expect(second.stderr).toContain(
    'm: 1 answer on disk lacks a turn that did not fit into the context; --retry-failed',
  );
  expect(scene.server.requests).toHaveLength(0);
});

test('a turn that was not answered is not judged, and missing in the coverage', async () => {
  const { scene } = await answeredInPart();
  const judged = await scene.judge([]);
  expect(judged.code, judged.stderr).toBe(0);
  expect(judged.stderr).toContain('no answer to turn 2, which did not fit into the context: question 2');
  const rows = await scene.data.records(judgmentsPath);
  expect(rows.map(({ question_id, turn }) => [question_id, turn])).toEqual([
    [1, 1],
    [1, 2],
    [2, 1],
  ]);
  const { models } = JSON.parse((await scene.show(['--format', 'json'])).stdout);
  expect(models[0].coverage).toMatchObject({ expected: 4, judged: 3, missing: 1, stale: 0 });
});

test('--retry-failed asks again for what did not fit, and for nothing else', async () => {
  const { scene } = await answeredInPart();
  expect(await scene.judge([])).toMatchObject({ code: 0 });
  scene.server.requests.length = 0;
  expect(await scene.answers(['--retry-failed'])).toMatchObject({ code: 1 });
  expect(scene.server.requests.map(({ messages }) => messages.length)).toEqual([3]);
  scene.server.options.fault = undefined;
  const whole = await scene.answers(['--retry-failed']);
  expect(whole.code, whole.stderr).toBe(0);
  const [, { choices }] = await scene.data.records(answersPath);
  expect(choices[0].turns[1]).toContain('Question 2, second?');
  expect(choices[0].unanswered).toBeUndefined();
  expect(await scene.judge([])).toMatchObject({ code: 0 });
  expect(await scene.data.records(judgmentsPath)).toHaveLength(4);
});

test('both stages at once judge the turns that there are', async () => {
  const scene = await openScene({
    questions: twoTurns,
    fault: (asked) => (asked.model === 'm' && !isFirst(asked) ? tooLong : undefined),
  });
  const ran = await runBoth(scene, ['--model', 'openai/m', '--judge', 'openai/j']);
  expect(ran.code).toBe(1);
  const rows = await scene.data.records(judgmentsPath);
  expect(rows.map(({ question_id, turn }) => [question_id, turn])).toEqual([
    [1, 1],
    [2, 1],
  ]);
});

test('a first turn that does not fit has nothing to keep: it is a failed call, and writes no answer', async () => {
  const scene = await openScene({ questions: twoTurns, fault: () => tooLong });
  const done = await scene.answers([]);
  expect(done.code).toBe(1);
  expect(done.stderr).toContain('2 failed (context exceeded)');
  expect(existsSync(join(scene.data.path, answersPath))).toBe(false);
});

test('a reply that filled the context is not said to need a higher limit', async () => {
  const scene = await openScene({
    questions: [{ question_id: 1, category: 'math', turns: ['One?'] }],
    reply: () => ({ text: 'Half', finishReason: 'length', usage: { input: 400, output: 112 } }),
  });
  const done = await scene.answers([]);
  expect(done.stderr).toContain(
    '1 reply cut off before the token limit (finish_reason "length"): the context was full',
  );
  expect(done.stderr).not.toContain('raise --max-tokens');
});
