/** Multiple choice by log-probabilities, as processes against servers that tell them in their ways, or do not. */

import { expect, test } from 'vitest';
import { echoBody, firstTokenBody, logOf, promptLogprobsBody } from '../../../support/completions.ts';
import type { Asked, LoopbackOptions } from '../../../support/loopback.ts';
import { answersPath, linesOf, openScene, type Scene } from '../../../support/scene.ts';

const questions = [
  {
    question_id: 1,
    category: 'c',
    turns: ['Which one?'],
    target: 'B',
    check: { options: ['a cat', 'dögs', 'x y z'] },
  },
  {
    question_id: 2,
    category: 'c',
    turns: ['And now? '],
    target: 'A',
    check: { options: ['red 🙂', 'blue'] },
  },
];
const yaml = `title: T
ask:
  loglikelihood:
    template: "Question: {question}"
    choice: text
  first-token:
    template: "{question}\\n{options}\\nAnswer:"
  generate: {}
`;

async function openBench(options: LoopbackOptions): Promise<Scene> {
  const scene = await openScene({ questions, ...options });
  await scene.data.write('questions/small.yaml', yaml);
  return scene;
}
const textsIn = async ({ data }: Scene) =>
  (await data.records(answersPath)).map(({ choices }) => choices[0].turns[0].split('\n'));
const byLogs = ['--method', 'loglikelihood'];
const row = (label: string, tokens: string[], text: string) =>
  `${label}\t${tokens.reduce((sum, token) => sum + logOf(token), 0)}\t${[...text].length}`;
const expected = [
  [row('A', [' a', ' cat'], 'a cat'), row('B', [' dögs'], 'dögs'), row('C', [' x', ' y', ' z'], 'x y z')],
  // The space at the end of the context is scored with the option.
  [row('A', [' ', ' red', ' 🙂'], 'red 🙂'), row('B', [' ', ' blue'], 'blue')],
];

const servers: Record<string, (asked: Asked) => unknown> = {
  'OpenAI’s echo': (asked) => echoBody(asked),
  'echo with a beginning of the text in its offsets': (asked) => echoBody(asked, { bos: true }),
  'echo without offsets': (asked) => echoBody(asked, { offsets: false }),
  'echo without offsets and with a beginning of the text': (asked) =>
    echoBody(asked, { offsets: false, bos: true }),
};

for (const [name, body] of Object.entries(servers)) {
  test(`log-likelihood by ${name}: the sums are those of the continuations`, async () => {
    const scene = await openBench({ body });
    expect(await scene.answers(byLogs)).toMatchObject({ code: 0 });
    expect(await textsIn(scene)).toEqual(expected);
  });
}

test('a question is one request, after one probe; all of it is recorded, cached, and not asked again', async () => {
  const scene = await openBench({ body: (asked) => echoBody(asked) });
  expect((await scene.answers([...byLogs, '--dry-run'])).stdout).toContain('m: 2 calls');
  expect(await scene.answers(byLogs)).toMatchObject({ code: 0 });
  const [, first, second] = scene.server.requests;
  expect(scene.server.requests).toHaveLength(3);
  expect(new Set(scene.server.requests.map(({ path }) => path))).toEqual(new Set(['/v1/completions']));
  expect([first?.body, second?.body].find(({ prompt }) => prompt.length === 3)).toEqual({
    model: 'm',
    prompt: ['Question: Which one? a cat', 'Question: Which one? dögs', 'Question: Which one? x y z'],
    temperature: 0,
    max_tokens: 1,
    echo: true,
    logprobs: 1,
    stream: false,
  });
  const [answer] = await scene.data.records(answersPath);
  expect(answer).toMatchObject({ asked: { method: 'loglikelihood', stop: { sent: [], applied: [] } } });
  expect(answer?.choices[0].calls[0].usage).toEqual({ input_tokens: 15, output_tokens: 3 });
  scene.server.requests.length = 0;
  expect(await scene.answers(byLogs)).toMatchObject({ code: 0 });
  await scene.data.write(answersPath, []);
  expect(await scene.answers([...byLogs, '--replay'])).toMatchObject({ code: 0 });
  expect(await textsIn(scene)).toEqual(expected);
  expect(scene.server.requests).toHaveLength(0);
  const other = await scene.answers(['--temperature', '0']);
  expect(other).toMatchObject({ code: 2 });
  expect(other.stderr).toContain('method was "loglikelihood" and is "generate" now');
});

test('a server that takes one prompt at a time gets one, and one with vLLM’s own field is asked for that', async () => {
  const single = await openBench({
    body: (asked) => echoBody(asked),
    fault: ({ body }) => (Array.isArray(body.prompt) ? { kind: 'status', status: 400 } : undefined),
  });
  expect(await single.answers(byLogs)).toMatchObject({ code: 0 });
  expect(await textsIn(single)).toEqual(expected);
  expect((await single.data.records(answersPath))[0]?.choices[0].calls).toHaveLength(3);
  expect(single.server.requests).toHaveLength(2 + 3 + 2);
  await single.data.write(answersPath, []);
  expect(await single.answers([...byLogs, '--replay'])).toMatchObject({ code: 0 });

  const vllm = await openBench({
    body: (asked) => promptLogprobsBody(asked),
    fault: ({ body }) => (body.echo ? { kind: 'status', status: 400 } : undefined),
  });
  expect(await vllm.answers(byLogs)).toMatchObject({ code: 0 });
  expect(await textsIn(vllm)).toEqual(expected);
  expect(await vllm.answers(byLogs)).toMatchObject({ code: 0 });
});

test('a server that cannot says so after its probe, and no question is sent', async () => {
  const cases: Record<string, LoopbackOptions> = {
    'a chat endpoint only': { fault: () => ({ kind: 'status', status: 404 }) },
    'an echo that is ignored': {
      body: ({ body }) => ({
        choices: [body.prompt].flat().map((_: string, index: number) => ({
          index,
          text: ' next',
          logprobs: { tokens: [' next'], token_logprobs: [-1], text_offset: [0] },
        })),
      }),
    },
    'no log-probabilities': {
      body: ({ body }) => ({
        choices: [body.prompt].flat().map((text: string, index: number) => ({ index, text, logprobs: null })),
      }),
    },
  };
  for (const [name, options] of Object.entries(cases)) {
    const scene = await openBench(options);
    const run = await scene.answers(byLogs);
    expect([name, run.code, linesOf(run.stderr).length]).toEqual([name, 2, 1]);
    expect(run.stderr).toContain(
      'openai/m cannot be asked by --method loglikelihood, which needs a completions',
    );
    expect(JSON.stringify(scene.server.requests.map(({ body }) => body))).not.toContain('Which one?');
  }
});

test('first-token: the mass of each letter in whatever white space, and unknown where it is not told', async () => {
  const tokens = { A: Math.log(0.5), ' A': Math.log(0.25), '\nC': -3, a: -4, AB: -5, the: -6 };
  const scene = await openBench({ body: (asked) => firstTokenBody(asked, tokens) });
  expect(await scene.answers(['--method', 'first-token'])).toMatchObject({ code: 0 });
  const [first, second] = await textsIn(scene);
  expect(first?.map((line: string) => line.split('\t')[1])).toEqual([expect.any(String), 'unknown', '-3']);
  expect(Number(first?.[0]?.split('\t')[1])).toBeCloseTo(Math.log(0.75), 12);
  expect(second?.[1]).toBe('B\tunknown\t1');
  expect(scene.server.requests.at(-1)?.body).toMatchObject({
    max_tokens: 1,
    logprobs: true,
    top_logprobs: 20,
    temperature: 0,
  });
  const judged = await scene.run('gen-judgment', ['--judge', 'first-token:acc']);
  expect(judged).toMatchObject({ code: 0 });
  const rows = await scene.data.records('judgments/small/first-token-acc-1_single.jsonl');
  expect(rows.map(({ score, extracted }) => [score, extracted])).toEqual([
    [0, 'A'],
    [1, 'A'],
  ]);
});

test('first-token at a service that tells none, and methods where there is no such thing, stop with exit 2', async () => {
  const scene = await openBench({});
  const run = await scene.answers(['--method', 'first-token']);
  expect([run.code, linesOf(run.stderr).length]).toEqual([2, 1]);
  expect(run.stderr).toContain('which needs a chat endpoint that tells the top_logprobs');
  expect(scene.server.requests).toHaveLength(1);
  const refused = async (args: string[], said: string) => {
    const other = await scene.run('gen-answers', args);
    expect([other.code, linesOf(other.stderr).length]).toEqual([2, 1]);
    expect(other.stderr).toContain(said);
  };
  await refused(['--model', 'anthropic/m', ...byLogs], 'tells no log-probabilities');
  await refused(['--model', 'offline/echo', ...byLogs], 'demo models');
  await refused(['--model', 'openai/m', ...byLogs, '--batch'], 'leave out --batch');
  await refused(['--model', 'openai/m', ...byLogs, '--num-choices', '2'], 'has one answer to a question');
  await refused(['--model', 'openai/m', ...byLogs, '--fewshot-as-multiturn'], 'one text');
  expect(scene.server.requests).toHaveLength(1);
});
