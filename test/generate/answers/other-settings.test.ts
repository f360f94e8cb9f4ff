/** Answers of other settings stop a run before its first call, and name the two ways on. */

import { expect, test } from 'vitest';
import { answersPath, linesOf, openScene, type Row } from '../../support/scene.ts';

const oneLine = (run: { code: number | null; stderr: string }) => [run.code, linesOf(run.stderr).length];

test('another temperature and limit stop with both values of each, and nothing is sent', async () => {
  const scene = await openScene();
  expect((await scene.answers(['--first-n', '3'])).code).toBe(0);
  scene.server.requests.length = 0;
  const asked = ['--temperature', '0.2', '--max-tokens', '50'];
  for (const more of [[], ['--dry-run']]) {
    const other = await scene.answers([...asked, ...more]);
    expect(oneLine(other)).toEqual([2, 1]);
    expect(other.stderr).toContain('3 answers were made with other settings');
    expect(other.stderr).toContain(
      'temperature was 0.7 or 0 and is 0.2 now; max_tokens was 4096 and is 50 now',
    );
    expect(other.stderr).toContain('give --overwrite to replace them, or --model-id to keep both');
  }
  expect(scene.server.requests).toHaveLength(0);
  // The same as before, by whatever way it is said.
  expect((await scene.answers(['--first-n', '3', '--max-tokens', '4096'])).code).toBe(0);
  expect(scene.server.requests).toHaveLength(0);
});

test('--overwrite says how much it replaces, before the first call and in a dry run', async () => {
  const scene = await openScene();
  expect((await scene.answers([])).code).toBe(0);
  const asked = ['--temperature', '0.2', '--overwrite'];
  const dry = await scene.answers([...asked, '--dry-run']);
  expect(dry.stdout).toContain('replaces 4 answers of m\n');
  const part = await scene.answers([...asked, '--first-n', '3', '--quiet']);
  expect(part.code).toBe(0);
  expect(part.stderr).toContain('replaces 3 answers of m\n');
  expect(part.stderr).toContain('1 answer was made with other settings than this run’s'.replace('’', "'"));
  expect(part.stderr).toContain('they are not selected, and stay');
  expect((await scene.answers(asked)).code).toBe(0);
  expect((await scene.answers(['--temperature', '0.2'])).stderr).not.toContain('replaces');
});

test('parameters and the system prompt of models.yaml count, and a name of its own keeps both', async () => {
  const scene = await openScene();
  const entry = (...more: string[]) =>
    ['models:', '  m:', '    endpoint: openai', '    model: m', ...more, ''].join('\n');
  await scene.data.write('models.yaml', entry());
  expect((await scene.run('gen-answers', ['--model', 'm'])).code).toBe(0);
  await scene.data.write(
    'models.yaml',
    entry('    parameters: { top_p: 0.9 }', '    system_prompt: Be short.'),
  );
  const other = await scene.run('gen-answers', ['--model', 'm']);
  expect(oneLine(other)).toEqual([2, 1]);
  expect(other.stderr).toContain(
    'top_p was not sent and is 0.9 now; system prompt was not sent and is "Be short." now',
  );
  expect((await scene.run('gen-answers', ['--model', 'm', '--model-id', 'short'])).code).toBe(0);
  expect(await scene.data.records('answers/small/short.jsonl')).toHaveLength(4);
});

test('imported answers that say nothing are kept, and so are those whose service refused a parameter', async () => {
  const scene = await openScene();
  const imported = [
    {
      question_id: 1,
      answer_id: 'a',
      model_id: 'm',
      choices: [{ index: 0, turns: ['One.', 'Two.'] }],
      tstamp: 1,
    },
  ];
  await scene.data.write(answersPath, imported);
  expect((await scene.answers(['--temperature', '0.2'])).code).toBe(0);
  const rows = await scene.data.records(answersPath);
  const refused = rows.map((row: Row) =>
    JSON.parse(JSON.stringify(row).replaceAll('"temperature":0.2,', '')),
  );
  await scene.data.write(answersPath, refused);
  expect((await scene.answers(['--temperature', '0.2'])).code).toBe(0);
  expect((await scene.answers([])).code).toBe(0);
});

test('a service that refuses a parameter of models.yaml does not stop the next run', async () => {
  const scene = await openScene({
    fault: ({ body }) => {
      if (!('top_k' in body)) return undefined;
      const message = "Unsupported parameter: 'top_k' is not supported with this model.";
      const error = { message, type: 'invalid_request_error', param: 'top_k', code: 'unsupported_parameter' };
      return { kind: 'status', status: 400, body: { error } };
    },
  });
  await scene.data.write(
    'models.yaml',
    'models:\n  m:\n    endpoint: openai\n    model: m\n    parameters: { top_k: 5 }\n',
  );
  expect((await scene.run('gen-answers', ['--model', 'm', '--first-n', '2'])).code).toBe(0);
  const [row] = await scene.data.records(answersPath);
  expect(row.choices[0].calls[0].sent.left_out).toEqual(['top_k']);
  expect((await scene.run('gen-answers', ['--model', 'm'])).code).toBe(0);
});

test('a judge whose parameters have changed stops likewise, and --overwrite says how much it replaces', async () => {
  const scene = await openScene();
  const entry = (temperature: number) =>
    `models:\n  j:\n    endpoint: openai\n    model: j\n    parameters: { temperature: ${temperature} }\n`;
  await scene.data.write('models.yaml', entry(0));
  expect((await scene.answers([])).code).toBe(0);
  expect((await scene.run('gen-judgment', ['--judge', 'j'])).code).toBe(0);
  await scene.data.write('models.yaml', entry(1));
  scene.server.requests.length = 0;
  const other = await scene.run('gen-judgment', ['--judge', 'j']);
  expect(oneLine(other)).toEqual([2, 1]);
  expect(other.stderr).toContain('8 judgments were made with other settings than this run');
  expect(other.stderr).toContain('temperature was 0 and is 1 now; give --overwrite');
  expect(scene.server.requests).toHaveLength(0);
  const dry = await scene.run('gen-judgment', ['--judge', 'j', '--overwrite', '--dry-run']);
  expect(dry.stdout).toContain('replaces 8 judgments of judge j\n');
  const again = await scene.run('gen-judgment', ['--judge', 'j', '--overwrite', '--quiet']);
  expect([again.code, again.stderr]).toEqual([0, 'replaces 8 judgments of judge j\n']);
});
