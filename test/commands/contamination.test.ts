/** `mt-judge contamination` as a process, on judgments and answers written for it: fresh benches against public ones. */

import { expect, onTestFinished, test } from 'vitest';
import { type DataDir, makeDataDir, type Run, run } from '../support/cli.ts';
import { writeJudgedBench } from '../support/judged-bench.ts';

function openData(): { data: DataDir; contamination: (...args: string[]) => Promise<Run> } {
  const data = makeDataDir();
  onTestFinished(data.remove);
  return {
    data,
    contamination: (...args) => run('mt-judge', ['contamination', ...args], { cwd: data.path }),
  };
}

/** The first `right` of `count` questions are right. */
const firstRight = (right: number, count = 100) =>
  Array.from({ length: count }, (_, at) => (at < right ? 1 : 0));

/** `m` drops 30 points, two others 10 and 20. */
async function writePair(data: DataDir): Promise<void> {
  await writeJudgedBench(data, {
    bench: 'gsm8k',
    sides: [
      { model: 'm', scores: firstRight(90) },
      { model: 'a', scores: firstRight(70) },
      { model: 'b', scores: firstRight(80) },
      { model: 'elsewhere', scores: firstRight(80) },
    ],
  });
  await writeJudgedBench(data, {
    bench: 'gsm-fresh-7',
    sides: [
      { model: 'm', scores: firstRight(60) },
      { model: 'a', scores: firstRight(60) },
      { model: 'b', scores: firstRight(60) },
      { model: 'few', scores: firstRight(5, 5) },
    ],
  });
}

test('the drop from public to fresh against that of the others, with interval, context and limits', async () => {
  const { data, contamination } = openData();
  await writePair(data);
  const { code, stdout, stderr } = await contamination('--model', 'm', '--format', 'json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const value = JSON.parse(stdout);
  expect(value).toMatchObject({ model: 'm', demo: false, different_settings: [] });
  expect(value.fresh).toHaveLength(1);
  const [row] = value.fresh;
  expect(row).toMatchObject({
    pair: { public: 'gsm8k', fresh: 'gsm-fresh-7', same_questions: false },
    judge: 'number@1',
    n: { public: 100, fresh: 100 },
    score: { public: 0.9, fresh: 0.6 },
  });
  expect(row.drop).toBeCloseTo(0.3, 12);
  expect(row.others_drop).toBeCloseTo(0.15, 12);
  expect(row.difference).toBeCloseTo(0.15, 12);
  // All are alike on the fresh bench. On the public one m is 1 above both on 10 questions and ½ above on 10: Student, 99 df.
  const sd = Math.sqrt((10 * 1 + 10 * 0.25 - 100 * 0.15 ** 2) / 99);
  expect(row.ci[0]).toBeCloseTo(0.15 - (1.98422 * sd) / 10, 4);
  expect(row.others.map(({ model }: { model: string }) => model).sort()).toEqual(['a', 'b']);
  expect(row.others[0].above_rest).toBeCloseTo(-row.others[1].above_rest, 12);
  expect(row.sentence).toMatch(
    /^m drops 15\.0 points more from gsm8k to gsm-fresh-7 than 2 others do \[\d+\.\d, \d+\.\d\]$/,
  );
  const shown = await contamination('--model', 'm');
  expect(shown.stdout).toContain(row.sentence);
  expect(shown.stdout).toMatch(/The others, each against the rest of them: −10\.0 to 10\.0 points\./);
  expect(shown.stdout).toMatch(/no figure here proves/);
  expect(shown.stdout).not.toMatch(/contaminated/i);
  expect((await contamination('--model', 'm', '--format', 'markdown')).stdout).toMatch(/^\*\*m: fresh/);
});

test('questions that are the same but for their options are compared one by one', async () => {
  const { data, contamination } = openData();
  for (const [bench, right] of [
    ['mmlu', 80],
    ['mmlu-permuted-3', 60],
  ] as const) {
    const sides = [
      { model: 'm', scores: firstRight(right) },
      { model: 'a', scores: firstRight(50) },
    ];
    await writeJudgedBench(data, { bench, judge: 'letter@1', sides });
  }
  const [row] = JSON.parse((await contamination('--model', 'm', '--format', 'json')).stdout).fresh;
  expect(row.pair).toEqual({ public: 'mmlu', fresh: 'mmlu-permuted-3', same_questions: true });
  // 20 of 100 questions are lost: sd² = (20 − 100·0.04)/99.
  expect(row.ci[0]).toBeCloseTo(0.2 - (1.98422 * Math.sqrt(16 / 99)) / 10, 4);
});

test('a model alone has its own drop, and nothing to compare it with', async () => {
  const { data, contamination } = openData();
  for (const [bench, right] of [
    ['mine', 80],
    ['mine-new', 60],
  ] as const) {
    await writeJudgedBench(data, { bench, sides: [{ model: 'm', scores: firstRight(right) }] });
  }
  const { stdout } = await contamination('--model', 'm', '--pair', 'mine-new=mine');
  expect(stdout).toMatch(/m drops by 20\.0 points from mine to mine-new \[\d.*no other model has results/);
});

test('what is missing is named with the commands that give it', async () => {
  const { data, contamination } = openData();
  const none = await contamination('--model', 'm');
  expect(none).toMatchObject({ code: 2, stdout: '' });
  expect(none.stderr).toMatch(/m has no results for a pair .*bench make gsm-fresh/);
  await writePair(data);
  const elsewhere = await contamination('--model', 'elsewhere');
  expect(elsewhere).toMatchObject({ code: 2, stdout: '' });
  expect(elsewhere.stderr).toMatch(
    /no results of elsewhere for gsm-fresh-7: run gen-answers and gen-judgment --bench gsm-fresh-7/,
  );
  const named = await contamination('--model', 'm', '--pair', 'other=gsm8k');
  expect(named.code).toBe(2);
  expect(named.stderr).toMatch(/no results of m for other.*\(--pair\)/);
  const judged = await contamination('--model', 'm', '--judge', 'letter');
  expect(judged).toMatchObject({ code: 2 });
  expect(judged.stderr).toMatch(/gsm8k and gsm-fresh-7 have no judgments by letter/);
  expect((await contamination('--model', 'm', '--pair', 'gsm8k')).stderr).toMatch(/<fresh>=<public>/);
  expect((await contamination()).stderr).toMatch(/--model is missing/);
});

test('benches with different graders are refused', async () => {
  const { data, contamination } = openData();
  const sides = [{ model: 'm', scores: firstRight(50) }];
  await writeJudgedBench(data, { bench: 'gsm8k', judge: 'openai/gsm8k@1'.replace('/', '-'), sides });
  await writeJudgedBench(data, { bench: 'gsm-fresh-7', judge: 'number@1', sides });
  const { code, stderr } = await contamination('--model', 'm');
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /no judge or grader has judged both; gsm8k has openai-gsm8k@1, gsm-fresh-7 has number@1/,
  );
});

test('sides that were asked in two ways are refused, or said in every output', async () => {
  const { data, contamination } = openData();
  for (const [bench, temperature] of [
    ['gsm8k', 0],
    ['gsm-fresh-7', 0.7],
  ] as const) {
    const sides = [
      { model: 'm', scores: firstRight(50), temperature },
      { model: 'a', scores: firstRight(40) },
      { model: 'b', scores: firstRight(40), temperature },
    ];
    await writeJudgedBench(data, { bench, sides });
  }
  const refused = await contamination('--model', 'm');
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toMatch(/different settings on gsm8k and gsm-fresh-7: temperature 0 against 0\.7/);
  for (const format of ['table', 'json', 'markdown']) {
    const { code, stdout } = await contamination(
      ...['--model', 'm', '--allow-different-settings', '--format', format],
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/temperature 0 against 0\.7/);
  }
  // Another model's sides are its own matter: it is left out, and a note says so.
  const other = await contamination('--model', 'a');
  expect(other.stdout).toMatch(/no other model has results/);
  expect(other.stderr).toMatch(
    /note: left out, since asked with different settings on gsm8k and gsm-fresh-7: m, b: temp/,
  );
});
