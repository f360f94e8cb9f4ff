import { expect, test } from 'vitest';
import { ProviderError } from '../../src/errors.ts';
import { noteFailure, tellFailures } from '../../src/generate/failures.ts';

const slow = (message: string) => new ProviderError('rate limit', message, { retryable: true });
const bad = new ProviderError('bad request', 'no', { retryable: false });

function told(count: number, all = false): string[] {
  const lines: string[] = [];
  const failures = tellFailures((line) => lines.push(line), { all });
  for (let number = 1; number <= count; number += 1) {
    failures.tell({ who: 'm', what: `question ${number}`, error: slow(`429 for ${number}`) });
  }
  failures.tell({ who: 'm', what: 'question x', error: bad });
  failures.tell({ who: 'judge j', what: 'question y', error: slow('429') });
  failures.tellRest();
  return lines;
}

test('five failures of a kind are named in full, and the rest counted', () => {
  const lines = told(42);
  expect(lines).toHaveLength(8);
  expect(lines[0]).toBe('failed: m, question 1: 429 for 1');
  expect(lines.slice(5)).toEqual([
    'failed: m, question x: no',
    'failed: judge j, question y: 429',
    'failed: m: … and 37 more like it (rate limit)',
  ]);
});

test('a sixth that is the last is named, for counting it would take as long', () => {
  expect(told(6).at(-1)).toBe('failed: m, question 6: 429 for 6');
});

test('all are named where all are wanted', () => {
  expect(told(42, true)).toHaveLength(44);
});

test('what closes a model is told once, what is cancelled not at all, and a bug is thrown', () => {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const closed = new AbortController();
  const options = { who: 'm', what: 'q', closed, say, failures: tellFailures(say, { all: false }) };
  const key = new ProviderError('auth', 'no key', { retryable: false, closesModel: true });
  expect([noteFailure(key, options), noteFailure(key, options)]).toEqual([key, key]);
  expect(closed.signal.aborted).toBe(true);
  expect(lines).toEqual(['stopped: m: no key']);
  const cancelled = new ProviderError('cancelled', 'stop', { retryable: false });
  expect(noteFailure(cancelled, options)).toBeUndefined();
  expect(() => noteFailure(new TypeError('bug'), options)).toThrow('bug');
});
