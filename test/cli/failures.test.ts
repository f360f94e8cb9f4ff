import { expect, test } from 'vitest';
import { createFailures } from '../../src/cli/failures.ts';
import { ProviderError } from '../../src/errors.ts';

const slow = (message: string) => new ProviderError('rate limit', message, { retryable: true });
const bad = new ProviderError('bad request', 'no', { retryable: false });

function said(count: number, all = false): string[] {
  const lines: string[] = [];
  const failures = createFailures((line) => lines.push(line), { all });
  for (let number = 1; number <= count; number += 1) {
    failures.report({ who: 'm', what: `question ${number}`, error: slow(`429 for ${number}`) });
  }
  failures.report({ who: 'm', what: 'question x', error: bad });
  failures.report({ who: 'judge j', what: 'question y', error: slow('429') });
  failures.reportRest();
  return lines;
}

test('five failures of a kind are named in full, and the rest counted', () => {
  const lines = said(42);
  expect(lines).toHaveLength(8);
  expect(lines[0]).toBe('failed: m, question 1: 429 for 1');
  expect(lines.slice(5)).toEqual([
    'failed: m, question x: no',
    'failed: judge j, question y: 429',
    'failed: m: … and 37 more like it (rate limit)',
  ]);
});

test('a sixth that is the last is named, for counting it would take as long', () => {
  expect(said(6).at(-1)).toBe('failed: m, question 6: 429 for 6');
});

test('all are named where all are wanted', () => {
  expect(said(42, true)).toHaveLength(44);
});
