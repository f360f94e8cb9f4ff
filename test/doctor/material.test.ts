/** The probe material is what it says: its results are right, its wrong ones wrong, its answers of the stated form. */

import { expect, test } from 'vitest';
import { probeQuestionsOf } from '../../src/doctor/probe-questions.ts';
import { probeMaterialSchema } from '../../src/records/probe-material.ts';
import { loadProbeMaterial } from '../../src/store/bench/probe-material.ts';

const material = await loadProbeMaterial();
const { checked, mixed } = probeQuestionsOf(material);

/** The results of the checked questions, computed from what the questions say. */
const results: Record<string, () => string> = {
  barrel: () => `Answer: ${240 / 3 + 12 * (9 - 3.5)} litres`,
  padlock: () => {
    const codes = Array.from({ length: 900 }, (_, index) => String(index + 100));
    const fits = codes.filter((code) => new Set(code).size === 3 && Number(code) % 5 === 0);
    return `Answer: ${fits.length} codes`;
  },
  berths: () => {
    const fits = orders([1, 2, 3, 4, 5]).filter(
      ([alder = 0, birch = 0, cedar = 0, dogwood = 0]) =>
        birch === 2 && cedar === alder + 1 && Math.abs(dogwood - birch) !== 1,
    );
    expect(fits).toHaveLength(1);
    return `Answer: berth ${fits[0]?.[3]}`;
  },
  crates: () => {
    const question = material.checked.find(({ id }) => id === 'crates')?.question ?? '';
    const thursday = question.split('. ').filter((part) => part.startsWith('Thu'));
    const counts = thursday.flatMap((part) => [...part.matchAll(/(\d+) \w+ in/g)].map(([, n]) => Number(n)));
    return `Answer: ${counts.reduce((sum, each) => sum + each, 0)} crates`;
  },
  loop: () => {
    const added = [1, 2, 3, 4, 5, 6, 7].filter((n) => n % 3 !== 0).map((n) => n * 2 - 1);
    return `Answer: ${added.reduce((sum, each) => sum + each, 0)}`;
  },
  kettle: () => `Answer: ${(15 * 42 * (80 - 20)) / 210} seconds`,
};

function orders(values: readonly number[]): number[][] {
  if (values.length === 0) return [[]];
  return values.flatMap((value) =>
    orders(values.filter((each) => each !== value)).map((rest) => [value, ...rest]),
  );
}

test.each(material.checked)(
  'the result of the probe question $id is right, and the wrong ones are not',
  (row) => {
    const result = results[row.id]?.();
    expect(row.final).toBe(result);
    expect(row.wrong_final).not.toBe(result);
    expect(row.worse.split('\n').at(-1)).toMatch(/^Answer: /);
    expect(row.worse).not.toContain(result);
    // The wrong value is the only flaw of that answer: its working gives no value that could contradict it.
    expect(row.working).not.toContain(result?.replace('Answer: ', ''));
  },
);

test.each(material.open)(
  'the good answer to the probe question $id keeps the form, the bad one does not',
  (row) => {
    const wanted = { two: 2, three: 3, four: 4 }[/exactly (\w+) sentences/.exec(row.question)?.[1] ?? ''];
    const sentences = (text: string) => text.match(/[.?!](?:\s|$)/g)?.length;
    expect(sentences(row.good)).toBe(wanted);
    expect(sentences(row.worse)).not.toBe(wanted);
    const forbidden = /without the word "(\w+)"/.exec(row.question)?.[1];
    if (forbidden) expect(row.good).not.toContain(forbidden);
  },
);

test('six questions have a reference, and six are used for all else, with and without one', () => {
  expect(checked).toHaveLength(6);
  expect(mixed.map(({ question }) => question.reference !== undefined)).toEqual([
    ...[false, false, false],
    ...[true, true, true],
  ]);
  expect(new Set(mixed.map(({ question }) => question.category)).size).toBe(6);
});

test('no bad answer is longer than the good one, so that length does not give it away as better', () => {
  for (const { good, worse } of [...checked, ...mixed]) expect(worse.length).toBeLessThanOrEqual(good.length);
});

test('the schema refuses a wrong final value that is the right one, and padding without the answer', () => {
  const [first] = material.checked;
  const same = { ...material, checked: [{ ...first, wrong_final: first?.final }] };
  expect(probeMaterialSchema.safeParse(same).error?.issues[0]?.path).toEqual(['checked', 0, 'wrong_final']);
  expect(probeMaterialSchema.safeParse({ ...material, padding: 'Well.' }).success).toBe(false);
  expect(probeMaterialSchema.safeParse(material).success).toBe(true);
});
