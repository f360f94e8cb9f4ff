/** `mt-judge import lm-eval` as a process, on files that lm_eval 0.4.13 has written. */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../support/cli.ts';
import { fixture, importInto } from './support.ts';

async function results(model: string) {
  const folder = fixture(`lm-eval/${model}`);
  const name = (await readdir(folder)).find((each) => each.startsWith('results_')) ?? '';
  return JSON.parse(await readFile(join(folder, name), 'utf8')).results;
}

/** What `--compat lm-eval` prints of one model. */
async function figures(path: string, flags: readonly string[]) {
  const shown = await run('show-results', [
    '--data-dir',
    path,
    '--compat',
    'lm-eval',
    '--format',
    'json',
    ...flags,
  ]);
  expect(shown.code, shown.stderr).toBe(0);
  return JSON.parse(shown.stdout);
}

/** The figures of a results.json, without what is no figure. */
function numbersOf(tasks: Record<string, Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(tasks).map(([task, entry]) => [
      task,
      Object.fromEntries(Object.entries(entry).filter(([name]) => name.includes(','))),
    ]),
  );
}

test("show-results --compat lm-eval gives the file's own figures for imported verdicts", async () => {
  const data = await importInto('lm-eval', 'lm-eval');
  const sums = await figures(data.path, ['--bench', 'harbour_sums', '--model-list', 'harbour-b']);
  expect(numbersOf(sums.results)).toEqual(numbersOf(await results('harbour-b')));
  expect(sums.versions).toEqual({ harbour_sums: 2 });
  expect(sums.groups).toEqual({});
  const picks = await figures(data.path, ['--bench', 'harbour_pick']);
  const expected = numbersOf(await results('harbour-c'));
  expect(Object.keys(picks.groups)).toEqual(['harbour_pick']);
  for (const [task, entry] of Object.entries(expected)) {
    for (const [name, value] of Object.entries(entry)) {
      expect(picks.results[task][name], `${task} ${name}`).toBeCloseTo(value as number, 12);
    }
  }
});

test('our own graders give the verdicts that lm-eval has written down', async () => {
  const data = await importInto('lm-eval', 'lm-eval/harbour-c');
  const graded = await run('gen-judgment', ['--bench', 'harbour_pick', '--data-dir', data.path, '--quiet']);
  expect(graded.code, graded.stderr).toBe(0);
  for (const metric of ['acc', 'acc_norm']) {
    const theirs = await data.records(
      `judgments/harbour_pick/lm-eval-0.4.13-harbour_pick-${metric}-none-1.0_single.jsonl`,
    );
    const ours = await data.records(`judgments/harbour_pick/loglikelihood-${metric}-1_single.jsonl`);
    const verdicts = (rows: typeof ours) =>
      rows.map(({ question_id, score }) => `${question_id} ${score}`).sort();
    expect(verdicts(ours)).toEqual(verdicts(theirs));
    expect(new Set(ours.map(({ score }) => score)).size).toBe(2);
  }
});

test('a question is the prompt as it was sent, shots included, and a reply its answer', async () => {
  const data = await importInto('lm-eval', 'lm-eval/harbour-a');
  const [first] = await data.records('questions/harbour_sums.jsonl');
  expect(first).toMatchObject({ question_id: 0, category: 'harbour_sums', target: '19', reference: ['19'] });
  expect(first.turns[0]).toMatch(
    /^Question: A net holds 3 cod.*The answer is 7\n\nQuestion: A ferry.*Answer:$/s,
  );
  const [answer] = await data.records('answers/harbour_sums/harbour-a.jsonl');
  expect(answer.choices).toEqual([{ index: 0, turns: ['12 + 7 makes 19.\nThe answer is 19'] }]);
  const name = 'judgments/harbour_sums/lm-eval-0.4.13-harbour_sums-exact_match-strict-match-2_single.jsonl';
  const judgments = await data.records(name);
  expect(judgments[0]).toMatchObject({ score: 1, scale: [0, 1], extracted: '19', target: '19' });
  expect(judgments[3]).toMatchObject({ score: 0, unparsed: 'the filter found no answer' });
  expect(await data.read('questions/harbour_sums.yaml')).toMatch(/stop:\n +- "Question:"\n +max_tokens: 64/);
});

test('the answers of a second model are added, and a second import changes nothing', async () => {
  const data = await importInto('lm-eval', 'lm-eval/harbour-a');
  const flags = ['--data-dir', data.path];
  const added = await run('mt-judge', ['import', 'lm-eval', fixture('lm-eval/harbour-b'), ...flags]);
  expect(added.stdout).toMatch(/questions\/harbour_sums.jsonl: 4 questions \(unchanged\)/);
  expect(added.stdout).toMatch(/strict-match-2_single.jsonl: 4 judgments by \S+ \(4 new\)/);
  const again = await run('mt-judge', ['import', 'lm-eval', fixture('lm-eval'), '--quiet', ...flags]);
  expect(again.stdout.split('\n').filter((line) => /harbour_sums/.test(line))).toHaveLength(6);
  expect(again.stdout).not.toMatch(/harbour_sums.*(?:new|replaced)/);
});

test('what cannot be one bench, or is no folder of lm-eval, is refused in one line', async () => {
  const tried = (path: string, ...flags: string[]) =>
    run('mt-judge', ['import', 'lm-eval', path, '--data-dir', join(path, 'none'), ...flags]);
  expect(await tried(fixture('lm-eval'), '--bench', 'one')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /^mt-judge: cannot import \S+ as one bench \(--bench\): it holds harbour_sums, harbour_pick; .*\n$/,
    ),
  });
  expect(await tried(fixture('inspect'))).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/holds no samples_<task>_<time>.jsonl; run lm_eval with --log_samples\n$/),
  });
});
