/** `mt-judge compare` as a process, on judgments and answers written for it: verdicts, flips, refusals, formats, gates. */

import { expect, onTestFinished, test } from 'vitest';
import { type DataDir, makeDataDir, type Run, run } from '../support/cli.ts';
import { writeBench } from '../support/compared-bench.ts';

function openData(): { data: DataDir; compare: (...args: string[]) => Promise<Run> } {
  const data = makeDataDir();
  onTestFinished(data.remove);
  return { data, compare: (...args) => run('mt-judge', ['compare', ...args], { cwd: data.path }) };
}

const list = (count: number, of: (at: number) => number) => Array.from({ length: count }, (_, at) => of(at));
const grader = { judge: 'number@1', scale: [0, 1] as [number, number] };

test('right or wrong: McNemar, flips by name, and a verdict against the margin', async () => {
  const { data, compare } = openData();
  await writeBench(data, {
    ...grader,
    bench: 'sums',
    sides: [
      { model: 'base', scores: list(400, (at) => (at < 300 ? 1 : 0)) },
      // 40 lost, 4 gained.
      {
        model: 'q4',
        scores: list(400, (at) => (at < 260 || at >= 396 ? 1 : 0)),
        texts: (at) => (at < 100 ? `answer ${at}` : 'cut'),
        finish: (at) => (at < 40 ? 'length' : 'stop'),
      },
      { model: 'q8', scores: list(400, (at) => (at < 300 ? 1 : 0)) },
    ],
  });
  const { code, stdout } = await compare('base', 'q4', 'q8', '--format', 'json');
  expect(code).toBe(0);
  const [q4, q8] = JSON.parse(stdout).candidates;
  expect(q4).toMatchObject({ model: 'q4', verdict: 'worse', sentence: 'q4 is worse than the base on sums' });
  expect(q4.benches).toHaveLength(1);
  const [row] = q4.benches;
  expect(row).toMatchObject({
    bench: 'sums',
    judge: 'number@1',
    n: 400,
    of: 400,
    test: 'mcnemar',
    margin: 0.01,
  });
  expect(row.difference).toBeCloseTo(-36 / 400, 12);
  expect(row.flips.lost).toHaveLength(40);
  expect(row.flips.gained).toEqual(['q396', 'q397', 'q398', 'q399']);
  expect(row.identical).toBeCloseTo(100 / 400, 12);
  expect(row.answers.candidate.cut_off).toBeCloseTo(0.1, 12);
  expect(row.answers.base.cut_off).toBe(0);
  // 2·P(X ≤ 4) of 44 fair coins.
  expect(row.p_different).toBeLessThan(1e-7);
  // Equal on every question of 400, and yet 1 point is not excluded: (1.96 + 0.84)²·(1/401)/0.01² questions would.
  expect(q8).toMatchObject({ verdict: 'not worse' });
  expect(q8.benches[0]).toMatchObject({
    difference: 0,
    p_different: 1,
    identical: 1,
    questions_to_tell: null,
  });
});

test('few questions cannot tell, and the output says how many would', async () => {
  const { data, compare } = openData();
  const scores = list(60, (at) => at % 2);
  await writeBench(data, {
    ...grader,
    bench: 'sums',
    sides: [
      { model: 'base', scores },
      { model: 'q4', scores: scores.map((score, at) => (at < 2 ? 1 - score : score)) },
    ],
  });
  const { stdout } = await compare('base', 'q4');
  expect(stdout).toContain('cannot tell');
  expect(stdout).toMatch(/sums, number@1: about [\d,]+ questions would tell/);
  const gates = [
    await compare('base', 'q4', '--fail-if', 'worse'),
    await compare('base', 'q4', '--fail-if', 'not-shown'),
  ];
  expect(gates.map(({ code }) => code)).toEqual([0, 1]);
  expect(gates[1]?.stderr).toContain('gate missed: q4 cannot be told from the base on sums');
});

test('thousands of questions are written as people read them, and none are named where every question flipped', async () => {
  const { data, compare } = openData();
  const half = list(60, (at) => at % 2);
  const [few, flipped] = [
    half.map((score, at) => (at < 2 ? 1 - score : score)),
    half.map((score) => 1 - score),
  ];
  const sides = (scores: number[]) => [
    { model: 'base', scores: half },
    { model: 'q4', scores },
  ];
  await writeBench(data, { ...grader, bench: 'few', sides: sides(few) });
  await writeBench(data, { ...grader, bench: 'all', sides: sides(flipped) });
  const { stdout } = await compare('base', 'q4');
  expect(stdout).toMatch(/few, number@1: about \d{1,3},\d{3} questions would tell/);
  expect(stdout).toMatch(/^all .* cannot tell .* 30, 30 /m);
  expect(stdout).not.toMatch(/all, number@1: about/);
});

test('several benches: Holm over them, a margin for each, a pooled difference', async () => {
  const { data, compare } = openData();
  for (const bench of ['one', 'two', 'three']) {
    await writeBench(data, {
      bench,
      judge: 'gpt',
      sides: [
        { model: 'base', scores: list(80, (at) => 5 + (at % 4)) },
        { model: 'new', scores: list(80, (at) => 5 + (at % 4) - (at % 10 === 0 ? 1 : 0)) },
      ],
    });
  }
  const { stdout } = await compare('base', 'new', '--format', 'json', '--margin', '0.5', 'three=0.05');
  const [{ benches, pooled, verdict }] = JSON.parse(stdout).candidates;
  expect(benches.map(({ margin }: { margin: number }) => margin)).toEqual([0.5, 0.05, 0.5]);
  for (const each of benches) {
    expect(each.test).toBe('paired t');
    expect(each.p_different_holm).toBeCloseTo(3 * each.p_different, 9);
    expect(each.flips).toBeNull();
  }
  expect(benches.map((each: { verdict: string }) => each.verdict)).toEqual([
    'not worse',
    'worse',
    'not worse',
  ]);
  expect(verdict).toBe('worse');
  expect(pooled.difference).toBeCloseTo(-0.1 / 9, 9);
  expect(Object.keys(pooled.weights)).toEqual(['one', 'three', 'two']);
});

test('answers that were asked for in different ways are refused, or said so', async () => {
  const { data, compare } = openData();
  const scores = list(50, () => 1);
  await writeBench(data, {
    ...grader,
    bench: 'sums',
    sides: [
      { model: 'base', scores },
      { model: 'q4', scores, temperature: 0.7 },
    ],
  });
  const refused = await compare('base', 'q4');
  expect(refused.code).toBe(2);
  expect(refused.stderr).toBe(
    'mt-judge: bench sums: base and q4 were asked with different settings: temperature 0 against 0.7; answer again with equal ones, or give --allow-different-settings\n',
  );
  for (const format of ['table', 'markdown', 'json', 'junit']) {
    const allowed = await compare('base', 'q4', '--allow-different-settings', '--format', format);
    expect(allowed.code).toBe(0);
    expect(allowed.stdout).toContain('temperature 0 against 0.7');
  }
});

test('models without a common bench, and margins outside the scale, are refused by name', async () => {
  const { data, compare } = openData();
  await writeBench(data, { ...grader, bench: 'sums', sides: [{ model: 'base', scores: [1, 0, 1] }] });
  await writeBench(data, { ...grader, bench: 'tales', sides: [{ model: 'q4', scores: [1, 0, 1] }] });
  const apart = await compare('base', 'q4');
  expect(apart).toMatchObject({ code: 2, stdout: '' });
  expect(apart.stderr).toBe(
    'mt-judge: base and q4 have no bench in common: q4 lacks sums; base lacks tales; there are results of base, q4\n',
  );
  const wide = await compare('base', 'q4', '--bench', 'nowhere');
  expect(wide.stderr).toContain('no single judgments of bench nowhere (--bench)');
  await writeBench(data, {
    ...grader,
    bench: 'both',
    sides: [
      { model: 'base', scores: [1, 0, 1] },
      { model: 'q4', scores: [1, 0, 1] },
    ],
  });
  expect((await compare('base', 'q4', '--margin', '1')).stderr).toContain('whose scores go from 0 to 1');
  expect((await compare('base', 'q4', '--margin', 'much')).stderr).toContain('It must be a number');
  expect((await compare('base', 'base')).stderr).toContain('cannot be compared with itself');
  const noted = await compare('base', 'q4');
  expect(noted.code).toBe(0);
  expect(noted.stderr).toContain('note: no results of q4 for sums');
});

test('candidates stand in the order of their sizes, and JUnit has a test for each', async () => {
  const { data, compare } = openData();
  const scores = list(50, () => 1);
  await data.write(
    'models.yaml',
    'models:\n  q4: { endpoint: llamacpp, model: q4, size_gb: 4.5 }\n  q8: { endpoint: llamacpp, model: q8, size_gb: 8.5 }\n',
  );
  await writeBench(data, {
    ...grader,
    bench: 'a<b',
    sides: [
      { model: 'base', scores },
      { model: 'q4', scores: scores.map(() => 0) },
      { model: 'q8', scores },
    ],
  });
  const { stdout } = await compare('base', 'q4', 'q8');
  expect(stdout.indexOf('\nq8')).toBeLessThan(stdout.indexOf('\nq4'));
  const junit = await compare('base', 'q4', 'q8', '--format', 'junit', '--fail-if', 'worse');
  expect(junit.code).toBe(1);
  expect(junit.stdout).toContain('<testsuites name="mt-judge compare" tests="2" failures="1">');
  expect(junit.stdout).toContain('classname="a&#60;b"');
  expect(junit.stdout).toContain('<failure message="worse: difference -1.0000');
});
