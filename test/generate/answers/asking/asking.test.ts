/** Stage 1 of a bench that says how it is asked, as a process: what is sent, what is kept, what stops a run. */

import { expect, test } from 'vitest';
import { answersPath, linesOf, openScene, type Scene, type SceneOptions } from '../../../support/scene.ts';

const questions = ['one', 'two'].map((text, index) => ({
  question_id: index,
  category: 'sums',
  turns: [`What is ${text}?`],
  target: String(index),
}));
const shots = [1, 2, 3].map((number) => ({
  question_id: `s${number}`,
  category: 'sums',
  turns: [`Shot ${number}?`],
  answer: `#### ${number}`,
}));
const yaml = (...more: string[]) =>
  [
    'title: Sums',
    'ask:',
    '  generate:',
    '    template: "Question: {question}\\nAnswer:"',
    '    fewshot: { count: 2, source: train }',
    '    stop: ["Question:", "\\n", "</s>", "END", "<eos>"]',
    '    max_tokens: 256',
    ...more.map((line) => `    ${line}`),
    '',
  ].join('\n');

async function openBench(options: SceneOptions = {}, text = yaml()): Promise<Scene> {
  const scene = await openScene({ questions, ...options });
  await scene.data.write('questions/shots/small.jsonl', shots);
  await scene.data.write('questions/small.yaml', text);
  return scene;
}

test('the template and the shots are sent, the stop strings as far as they are taken, and all are applied', async () => {
  const scene = await openBench({ reply: () => ' 42<eos> and more\nQuestion: next' });
  expect(await scene.answers([])).toMatchObject({ code: 0 });
  const [asked] = scene.server.requests;
  expect(asked?.body).toMatchObject({
    temperature: 0,
    max_tokens: 256,
    stop: ['Question:', '\n', '</s>', 'END'],
    messages: [
      {
        role: 'user',
        content:
          'Question: Shot 1?\nAnswer: #### 1\n\nQuestion: Shot 2?\nAnswer: #### 2\n\nQuestion: What is one?\nAnswer:',
      },
    ],
  });
  const [row] = await scene.data.records(answersPath);
  expect(row?.choices[0].turns).toEqual([' 42']);
  expect(row?.asked).toEqual({
    method: 'generate',
    num_fewshot: 2,
    fewshot_source: 'train',
    fewshot_sampler: 'first',
    fewshot_hash: expect.stringMatching(/^[0-9a-f]{32}$/),
    layout: 'message',
    template_hash: expect.stringMatching(/^[0-9a-f]{32}$/),
    stop: {
      sent: ['Question:', '\n', '</s>', 'END'],
      applied: ['Question:', '\n', '</s>', 'END', '<eos>'],
    },
  });
  scene.server.requests.length = 0;
  expect(await scene.answers([])).toMatchObject({ code: 0 });
  expect(scene.server.requests).toHaveLength(0);
});

test('Anthropic’s API takes no blank stop string, and shots are turns where that is wanted', async () => {
  const scene = await openBench();
  const done = await scene.run('gen-answers', ['--model', 'anthropic/m', '--fewshot-as-multiturn']);
  expect(done).toMatchObject({ code: 0 });
  const [asked] = scene.server.requests;
  expect(asked?.body.stop_sequences).toEqual(['Question:', '</s>', 'END', '<eos>']);
  expect(asked?.messages.map(({ role, content }) => `${role}: ${content}`)).toEqual([
    'user: Question: Shot 1?\nAnswer:',
    'assistant: #### 1',
    'user: Question: Shot 2?\nAnswer:',
    'assistant: #### 2',
    'user: Question: What is one?\nAnswer:',
  ]);
});

test('a service that refuses stop strings gets none, which is no other setting', async () => {
  const message = "Unsupported parameter: 'stop' is not supported with this model.";
  const scene = await openBench({
    reply: () => '7 END',
    fault: ({ body }) =>
      body.stop && { kind: 'status', status: 400, body: { error: { message, param: 'stop' } } },
  });
  expect(await scene.answers([])).toMatchObject({ code: 0 });
  const [row] = await scene.data.records(answersPath);
  expect(row?.choices[0].turns).toEqual(['7 ']);
  expect(row?.asked.stop.sent).toEqual([]);
  expect(row?.choices[0].calls[0].sent.left_out).toEqual(['stop']);
  expect(await scene.answers([])).toMatchObject({ code: 0 });
});

test('flags go before models.yaml, and that before the bench', async () => {
  const scene = await openBench();
  await scene.data.write(
    'models.yaml',
    'models:\n  m:\n    endpoint: openai\n    model: m\n    parameters: { temperature: 0.4, max_tokens: 99, stop: [STOP] }\n',
  );
  await scene.run('gen-answers', ['--model', 'm', '--max-tokens', '7']);
  expect(scene.server.requests[0]?.body).toMatchObject({ temperature: 0.4, max_tokens: 7, stop: ['STOP'] });
  const [row] = await scene.data.records(answersPath);
  expect(row?.asked.stop).toEqual({ sent: ['STOP'], applied: ['STOP'] });
});

test('answers that were asked for in another way stop a run, each setting with both values', async () => {
  const scene = await openBench();
  expect((await scene.answers([])).code).toBe(0);
  scene.server.requests.length = 0;
  const other = await scene.answers(['--num-fewshot', '0']);
  expect([other.code, linesOf(other.stderr).length]).toEqual([2, 1]);
  expect(other.stderr).toContain("this run's: num_fewshot was 2 and is 0 now; give --overwrite");
  const turns = await scene.answers(['--fewshot-as-multiturn', '--fewshot-sampler', 'lm-eval']);
  expect(turns.stderr).toContain('fewshot_sampler was "first" and is "lm-eval" now');
  expect(turns.stderr).toContain('layout was "message" and is "turns" now');
  await scene.data.write('questions/small.yaml', yaml('separator: "\\n"').replace('"END", ', ''));
  const changed = await scene.answers([]);
  expect(changed.code).toBe(2);
  expect(changed.stderr).toMatch(
    /template_hash \(of the texts in the bench's yaml\) was "[0-9a-f]+" and is "[0-9a-f]+" now/,
  );
  expect(changed.stderr).toContain('stop was');
  expect(scene.server.requests).toHaveLength(0);
});

test('answers from before a bench said how it is asked are other ones, and so are those after it says it no more', async () => {
  const scene = await openScene({ questions });
  expect((await scene.answers(['--temperature', '0'])).code).toBe(0);
  const before = await scene.data.records(answersPath);
  expect(before[0]).not.toHaveProperty('asked');
  await scene.data.write('questions/small.yaml', 'title: T\nask:\n  generate: { stop: [END] }\n');
  const other = await scene.answers(['--temperature', '0']);
  expect(other.code).toBe(2);
  expect(other.stderr).toContain('stop was [] and is ["END"] now');
});

test('what cannot be asked stops before anything is sent, in one line', async () => {
  const scene = await openBench();
  const refused = async (...args: string[]) => {
    const run = await scene.answers(args);
    expect([run.code, linesOf(run.stderr).length]).toEqual([2, 1]);
    return run.stderr;
  };
  expect(await refused('--num-fewshot', '4')).toContain(
    `4 shots are wanted (--num-fewshot 4), and ${scene.data.path}`,
  );
  expect(await refused('--method', 'loglikelihood')).toContain('it has generate');
  await scene.data.write('questions/small.yaml', yaml().replace('{question}', '{qestion}'));
  expect(await refused()).toContain(
    'small.yaml: ask.generate.template: question 0 has no text for {qestion}',
  );
  await scene.data.write('questions/small.yaml', 'title: T\nask:\n  generate: { template: "{question}" }\n');
  expect(await refused('--num-fewshot', '1')).toContain('names no shots (ask.generate.fewshot)');
  await scene.data.write('questions/plain.jsonl', questions);
  const plain = await scene.run('gen-answers', [
    '--model',
    'openai/m',
    '--bench',
    'plain',
    '--num-fewshot',
    '1',
  ]);
  expect(plain).toMatchObject({ code: 2 });
  expect(plain.stderr).toContain('--num-fewshot needs ');
  expect(scene.server.requests).toHaveLength(0);
});

test('a dry run counts what would be sent', async () => {
  const scene = await openBench();
  const dry = await scene.answers(['--dry-run']);
  expect(dry).toMatchObject({ code: 0 });
  expect(dry.stdout).toContain('m: 2 calls');
  expect(scene.server.requests).toHaveLength(0);
});
