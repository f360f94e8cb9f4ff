import { expect, test } from 'vitest';
import { packedJudgments } from '../../../src/generate/judgments/judgment-columns.ts';
import { packedAnswers } from '../../../src/store/answers/columns.ts';
import type { Entries } from '../../../src/store/jsonl/record-index.ts';

const hash = (number: number) => number.toString(16).padStart(32, '0');
const span = (number: number) => ({ offset: number * 3_000_000_000, length: number, number: number + 1 });

const answer = (number: number, turns: number) => ({
  modelId: `m${number % 3}`,
  choices: Array.from({ length: number % 4 }, (_, place) => ({
    index: 2 * place,
    hashes: Array.from({ length: turns }, (_, turn) => (turn === 2 ? 'no hash' : hash(number + turn))),
  })),
  method: number % 4 === 0 ? ('loglikelihood' as const) : ('generate' as const),
  questionHash: number % 5 === 0 ? undefined : hash(7 * number),
  sentTo: number % 2 === 0 ? undefined : 'openai/x',
  asked: number % 3 === 0 ? undefined : `asked ${number % 4}`,
  askedWith: number % 7 === 0 ? undefined : `[${number % 2}]`,
  ...span(number),
});

const judgment = (number: number, byPrompts: boolean) => ({
  methodName: `p${number % 3}`,
  inputsHash: byPrompts ? undefined : hash(number),
  sentTo: number % 2 === 0 ? undefined : 'openai/j',
  askedWith: number % 7 === 0 ? undefined : `[${number % 2}]`,
  promptSet: number % 5 === 0 ? undefined : `s${number % 2}`,
  prompts: byPrompts ? hash(number) : undefined,
  ...span(number),
});

/** Fills both alike, every seventh key a second time, and compares what they give back. */
function compare<Value>(packed: Entries<Value>, make: (number: number, again: boolean) => Value): void {
  const plain = new Map<string, Value>();
  const set = (key: string, value: Value) => {
    packed.set(key, value);
    plain.set(key, value);
  };
  // More than a block of a column.
  for (let number = 0; number < 9000; number += 1) set(`${number}`, make(number, false));
  for (let number = 0; number < 9000; number += 7) set(`${number}`, make(number + 1, true));
  expect(packed.size).toBe(plain.size);
  expect([...packed]).toEqual([...plain]);
  expect([...packed.values()]).toEqual([...plain.values()]);
  expect(packed.get('8999')).toEqual(plain.get('8999'));
  expect([packed.has('0'), packed.has('none'), packed.get('none')]).toEqual([true, false, undefined]);
}

test('answers in columns are those of a Map, replaced ones, several choices and foreign hashes included', () => {
  compare(packedAnswers(), (number, again) => answer(number, again ? 3 : 1));
});

test('judgments in columns are those of a Map, whichever hash each of them has', () => {
  compare(packedJudgments(), (number, again) => judgment(number, again !== (number % 2 === 0)));
});
