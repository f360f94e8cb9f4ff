/** The commands on a real small language model: SmolLM2-135M-Instruct (Q4_1), through llama.cpp with its chat template. */

import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type DataDir, makeDataDir, run, sampleQuestions } from '../../support/cli.ts';
import { modelFolder, startModel } from './model.ts';

const folder = modelFolder() ?? '';

/** A judge's reply has a sentence and a verdict: the grammar lets it say nothing else. */
const verdict = String.raw`root ::= [A-Za-z ,.]{20,60} "\n\nRating: [[" [1-9] "]]"`;
const modelsFile = (parameters: object, more: object = {}) =>
  JSON.stringify({
    models: {
      smol: { endpoint: 'llamacpp', model: 'smol', parameters: { seed: 7, ...parameters }, ...more },
      judge: { endpoint: 'llamacpp', model: 'smol', parameters: { max_tokens: 60, grammar: verdict } },
    },
  });

async function openModelScene(args: readonly string[], entry: object = {}) {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const url = await startModel(folder, args);
  await data.write('questions/small.jsonl', sampleQuestions(3));
  await data.write('models.yaml', modelsFile({}, entry));
  const shared = ['--data-dir', data.path, '--base-url', url, '--timeout', '600'];
  return {
    ...{ data, url },
    answers: (more: readonly string[], options = {}) =>
      run('gen-answers', ['--model', 'smol', ...shared, ...more], options),
    judge: (more: readonly string[]) => run('gen-judgment', ['--judge', 'judge', ...shared, ...more]),
    show: (more: readonly string[]) => run('show-results', ['--data-dir', data.path, ...more]),
  };
}

const textsIn = async (data: DataDir, file: string) =>
  (await data.records(file)).map(({ question_id, choices }) => [question_id, choices[0].turns]);

const realTest = test.skipIf(folder === '');

realTest('all 80 questions are answered, and each answer says by which weights', async () => {
  const { data, answers } = await openModelScene(['--context', '4096']);
  const began = Date.now();
  expect(await answers(['--max-tokens', '8', '-j', '2'])).toMatchObject({ code: 0 });
  const rows = await data.records('answers/mt80/smol.jsonl');
  expect(rows).toHaveLength(80);
  const calls = rows.flatMap(({ choices }) => choices[0].calls);
  const tokens = (name: string) => calls.reduce((sum, { usage }) => sum + usage[name], 0);
  const seconds = (Date.now() - began) / 1000;
  process.stdout.write(`${tokens('input_tokens')} + ${tokens('output_tokens')} tokens in ${seconds} s\n`);
  for (const { served_by } of calls) {
    expect(served_by).toMatchObject({
      ...{ server: 'llamacpp', context: 4096, model_file: 'SmolLM2-135M-Instruct.Q4_1.gguf' },
      version: 'node-llama-cpp 3.21.1 (llama.cpp v0.4.0)',
    });
  }
});

realTest('a judge that a grammar holds to a verdict gives one each time', async () => {
  const { data, answers, judge, show } = await openModelScene(['--context', '2048']);
  const small = ['--bench', 'small', '-j', '2'];
  expect(await answers([...small, '--max-tokens', '8'])).toMatchObject({ code: 0 });
  expect(await judge(small)).toMatchObject({ code: 0 });
  const judgments = await data.records('judgments/small/judge_single.jsonl');
  expect(judgments).toHaveLength(6);
  for (const { score, judgment } of judgments) {
    expect(score).toBeGreaterThanOrEqual(1);
    expect(judgment).toMatch(/\n\nRating: \[\[[1-9]\]\]$/);
  }
  const { stdout } = await show(['--bench', 'small', '--format', 'json']);
  expect(JSON.parse(stdout).models[0].coverage).toMatchObject({ expected: 6, judged: 6, unparsed: 0 });
});

realTest('a killed run goes on, and ends as one that nothing has disturbed', async () => {
  const { data, answers } = await openModelScene(['--context', '512']);
  const small = ['--bench', 'small', '--max-tokens', '8', '-j', '1', '--temperature', '0'];
  expect(await answers(small)).toMatchObject({ code: 0 });
  const file = 'answers/small/smol.jsonl';
  const whole = await textsIn(data, file);
  const killed = makeDataDir();
  onTestFinished(killed.remove);
  await killed.write('questions/small.jsonl', sampleQuestions(3));
  await killed.write('models.yaml', modelsFile({}));
  const there = ['--data-dir', killed.path, ...small];
  const { signal } = await answers(there, {
    onStart: (child: ChildProcess) => killOnceWritten(child, join(killed.path, file)),
  });
  expect(signal).toBe('SIGKILL');
  expect((await killed.records(file)).length).toBeLessThan(3);
  expect(await answers(there)).toMatchObject({ code: 0 });
  expect(await textsIn(killed, file)).toEqual(whole);
});

realTest('at temperature 0 and with a seed, two runs give the same answers', async () => {
  const { data, answers } = await openModelScene(['--context', '512']);
  const small = ['--bench', 'small', '--max-tokens', '12', '-j', '1', '--temperature', '0', '--no-cache'];
  await answers([...small, '--model-id', 'one']);
  await answers([...small, '--model-id', 'two']);
  const first = await textsIn(data, 'answers/small/one.jsonl');
  expect(first).toHaveLength(3);
  expect(await textsIn(data, 'answers/small/two.jsonl')).toEqual(first);
});

realTest('more calls at a time than slots wait for their turn, and none is lost', async () => {
  const { data, answers } = await openModelScene(['--context', '512', '--slots', '2']);
  expect(await answers(['--bench', 'small', '--max-tokens', '4', '-j', '8'])).toMatchObject({ code: 0 });
  expect(await data.records('answers/small/smol.jsonl')).toHaveLength(3);
});

realTest('a prompt that does not fit the context fails alone, in the words of the server', async () => {
  const { data, answers } = await openModelScene(['--context', '256']);
  const [first, ...others] = sampleQuestions(3);
  const long = { ...first, turns: ['word '.repeat(400), 'And now?'] };
  await data.write('questions/small.jsonl', [long, ...others]);
  const { code, stderr } = await answers(['--bench', 'small', '--max-tokens', '4']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/question 1\b.*exceeds the available context size \(256 tokens\)/);
  expect(await data.records('answers/small/smol.jsonl')).toHaveLength(2);
});

realTest('a wrong key ends the run at once, and is named by its variable', async () => {
  const { answers } = await openModelScene(['--context', '256', '--key', 'sk-right-key']);
  const wrong = { env: { LLAMACPP_API_KEY: 'sk-wrong-key' } };
  const { code, stderr } = await answers(['--bench', 'small'], wrong);
  expect(code).toBe(1);
  expect(stderr).toMatch(/refuses the key in LLAMACPP_API_KEY \(401\)/);
  expect(stderr).not.toContain('sk-wrong-key');
  const right = { env: { LLAMACPP_API_KEY: 'sk-right-key' } };
  expect(await answers(['--bench', 'small', '--max-tokens', '2'], right)).toMatchObject({ code: 0 });
});

realTest('a chat template without a system role refuses a system prompt, in its own words', async () => {
  const args = ['--context', '256', '--no-system'];
  const { data, answers } = await openModelScene(args, { system_prompt: 'You are terse.' });
  const { code, stderr } = await answers(['--bench', 'small', '--max-tokens', '4']);
  const rows = existsSync(join(data.path, 'answers/small/smol.jsonl'))
    ? await data.records('answers/small/smol.jsonl')
    : [];
  // Folded into the first user message where the run knows how; else every question fails by name.
  if (code === 0) expect(rows).toHaveLength(3);
  else expect(stderr).toMatch(/System role not supported/);
});

/** Looks for the first line of a file, and kills the process that writes it. */
function killOnceWritten(child: ChildProcess, file: string): void {
  const timer = setInterval(() => {
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0;
    if (lines < 1 && child.exitCode === null) return;
    clearInterval(timer);
    child.kill('SIGKILL');
  }, 20);
}
