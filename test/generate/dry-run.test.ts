/** `--dry-run`: what is left, what is cached, what it may cost; nothing sent and nothing written. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run, sampleQuestions } from '../support/cli.ts';
import { linesOf, openScene, type Scene, snapshot } from '../support/scene.ts';

const models = `endpoints:
  mine: { provider: openai, base_url: 'http://127.0.0.1:9', api_key_env: NOT_SET }
models:
  cheap: { endpoint: mine, model: m, price: { input: 1, output: 1, batch: { input: 0.5, output: 0.5 } } }
`;

/** A dry run that must leave the folder as it is and send nothing. */
async function dry(scene: Scene, start: () => ReturnType<Scene['answers']>): Promise<string[]> {
  const before = await snapshot(scene.data.path);
  scene.server.requests.length = 0;
  const { code, stdout, stderr } = await start();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(scene.server.requests).toEqual([]);
  expect(await snapshot(scene.data.path)).toEqual(before);
  return linesOf(stdout);
}

const forget = (scene: Scene, folder: string) =>
  rm(join(scene.data.path, folder), { recursive: true, force: true });

test('calls, tokens and a cost range, at the plain price and in batches', async () => {
  const scene = await openScene();
  await scene.data.write('models.yaml', models);
  const args = ['--model', 'cheap', 'openai/n', '--num-choices', '2', '--dry-run'];
  const lines = await dry(scene, () => scene.run('gen-answers', args));
  expect(lines).toHaveLength(6);
  expect(lines[0]).toMatch(
    /^cheap: 16 calls, 1,\d{3}–8,\d{3} tokens in, 2,400–16,000 out, \$0\.00\d+–\$0\.02\d \(\$0\.00\d+–\$0\.01\d in batches\); 0 records kept$/,
  );
  expect(lines[1]).toMatch(/^n: 16 calls, .*, cost unknown \(no price in models\.yaml\); 0 records kept$/);
  expect(lines[2]).toMatch(/^total: 32 calls, \$\S+–\$\S+ and what has no price; nothing was sent$/);
  expect(lines[3]).toBe('cheap: replies of 150–1,000 tokens each on average, a guess: too few are on record');
  expect(lines[5]).toMatch(/^Input is estimated from the texts .*, 10 % less to 15 % more\. Not counted:/);
});

test('a limit of reply tokens bounds the estimate', async () => {
  const scene = await openScene();
  const lines = await dry(scene, () => scene.answers(['--max-tokens', '200', '--dry-run']));
  expect(lines[0]).toContain(' 1,200–1,600 out,');
});

test('what is on record says how long replies are', async () => {
  let number = 0;
  const scene = await openScene({
    questions: sampleQuestions(8),
    reply: () => {
      number += 1;
      return { text: 'Rating: [[5]]', usage: { input: 10, output: 290 + 20 * (number % 2) } };
    },
  });
  await scene.answers(['--first-n', '4']);
  const answering = await dry(scene, () => scene.answers(['--dry-run']));
  // Two standard deviations of about 10 over 8 replies seen and 8 to come.
  expect(answering[0]).toMatch(/^m: 8 calls, .* 2,314–2,486 out, .*; 4 records kept$/);
  expect(answering[2]).toMatch(/^m: replies of 289–311 tokens each on average, going by 8 on record$/);
  await scene.judge([]);
  const judging = await dry(scene, () => scene.judge(['--repeats', '2', '--dry-run']));
  expect(judging[0]).toMatch(/^judge j: 8 calls, .*; 8 records kept; 4 answers missing$/);
  expect(judging[2]).toContain('going by 8 on record');
});

test('the cache is followed as far as it goes: a second turn only behind its own first', async () => {
  const scene = await openScene();
  await scene.answers(['--first-n', '3']);
  await forget(scene, 'answers');
  const all = await dry(scene, () => scene.answers(['--dry-run']));
  expect(all[0]).toMatch(/^m: 2 calls, .*; 6 replies cached; 0 records kept$/);
  expect(all[1]).toMatch(/^total: 2 calls, 6 replies cached; nothing was sent$/);
  // Another wording of a second turn: the first is cached still, the second is not.
  const questions = await scene.data.records('questions/small.jsonl');
  questions[0].turns[1] = 'And now?';
  questions[1].turns[0] = 'Something else?';
  await scene.data.write('questions/small.jsonl', questions);
  const changed = await dry(scene, () => scene.answers(['--first-n', '3', '--dry-run']));
  expect(changed[0]).toMatch(/^m: 3 calls, .*; 3 replies cached;/);
  const done = await scene.answers(['--first-n', '3']);
  expect(done.stderr).toContain('3 calls sent, 3 from the cache');
});

test('what would not be looked up in the cache is not foreseen there', async () => {
  const scene = await openScene();
  await scene.answers([]);
  for (const flag of ['--overwrite', '--no-cache']) {
    if (flag === '--no-cache') await forget(scene, 'answers');
    const [line] = await dry(scene, () => scene.answers([flag, '--dry-run']));
    expect(line).toMatch(/^m: 8 calls, /);
    expect(line).not.toContain('cached');
  }
  const [warmer] = await dry(scene, () => scene.answers(['--temperature', '1', '--dry-run']));
  expect(warmer).toMatch(/^m: 8 calls, /);
});

test('cached verdicts are foreseen, with the second try that an unreadable one takes', async () => {
  const scene = await openScene({
    reply: ({ model, prompt }) =>
      model === 'j' && prompt.includes('question 4, first') ? 'Unsure.' : 'Rating: [[5]]',
  });
  await scene.answers([]);
  const judged = await scene.judge([]);
  expect(judged.stderr).toContain('10 calls sent');
  await forget(scene, 'judgments');
  const [cached] = await dry(scene, () => scene.judge(['--repeats', '2', '--dry-run']));
  expect(cached).toMatch(/^judge j: 8 calls, .*; 10 replies cached; 0 records kept$/);
  const replayed = await dry(scene, () => scene.judge(['--repeats', '2', '--dry-run', '--replay']));
  expect(replayed.at(-1)).toBe('--replay sends nothing: each of these calls would be a miss.');
});

test('Claude’s input may come to more, and demo models take no call that costs', async () => {
  const scene = await openScene();
  await scene.answers([]);
  const judges = ['--judge', 'anthropic/claude-sonnet-4-5', 'offline/judge', '--dry-run'];
  const lines = await dry(scene, () => scene.run('gen-judgment', judges));
  expect(lines[1]).toBe('judge judge: 0 calls; 0 records kept');
  expect(lines.at(-1)).toContain('10 % less to 60 % more for Claude. ');
  expect(lines).toHaveLength(5);
});

test('`doctor --dry-run` counts its probes, and those that are cached', async () => {
  const scene = await openScene();
  const doctor = (...args: string[]) =>
    run(
      'mt-judge',
      [
        ...[
          'doctor',
          '--judge',
          'openai/j',
          '--data-dir',
          scene.data.path,
          '--base-url',
          `${scene.server.url}/v1`,
        ],
        ...args,
      ],
      { env: { OPENAI_API_KEY: 'sk-test' } },
    );
  const [fresh] = await dry(scene, () => doctor('--dry-run'));
  expect(fresh).toMatch(/^judge j: 126 calls, /);
  await doctor();
  const [cached] = await dry(scene, () => doctor('--dry-run'));
  expect(cached).toMatch(/^judge j: 0 calls; \d+ replies cached$/);
});
