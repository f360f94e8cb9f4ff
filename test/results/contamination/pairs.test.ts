/** Which benches are pairs: by the patterns of the package, and as the user names them. */

import { expect, test } from 'vitest';
import { pairsAmong, readPair } from '../../../src/results/contamination/pairs.ts';
import { loadContaminationProbes } from '../../../src/store/bench/probe-material.ts';

test('the declared pairs know the names that bench make gives', async () => {
  const { pairs } = await loadContaminationProbes();
  const benches = [
    'mt80',
    'gsm-fresh-7',
    'ifeval-fresh-12',
    'arc-challenge-permuted-3',
    'gsm-fresh-x',
    'mmlu',
  ];
  expect(pairsAmong(benches, pairs)).toEqual([
    { public: 'mt_bench', fresh: 'mt80', same_questions: false },
    { public: 'gsm8k', fresh: 'gsm-fresh-7', same_questions: false },
    { public: 'ifeval', fresh: 'ifeval-fresh-12', same_questions: false },
    { public: 'arc-challenge', fresh: 'arc-challenge-permuted-3', same_questions: true },
  ]);
});

test('a dot in a pattern is a dot', () => {
  const pattern = { public: 'a', fresh: 'a.b-*', same_questions: false };
  expect(pairsAmong(['a.b-1', 'axb-1'], [pattern]).map(({ fresh }) => fresh)).toEqual(['a.b-1']);
});

test('a pair is two different names', () => {
  expect(readPair('new=old')).toEqual({ public: 'old', fresh: 'new', same_questions: false });
  for (const text of ['new', 'new=', '=old', 'a=a', 'a=b=c', 'a/b=c']) {
    expect(() => readPair(text)).toThrow('--pair');
  }
});
