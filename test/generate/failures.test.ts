import { expect, test } from 'vitest';
import { ProviderError } from '../../src/errors.ts';
import { noteFailure } from '../../src/generate/failures.ts';
import { createReporter } from '../../src/generate/progress.ts';

test('what closes a model is reported once, what is cancelled not at all, and a bug is thrown', () => {
  const lines: string[] = [];
  const report = createReporter((event) => {
    lines.push(event.kind === 'message' ? event.text : event.kind);
  });
  const closed = new AbortController();
  const options = { who: 'm', what: 'q', closed, report };
  const slow = new ProviderError('rate limit', 'slow down', { retryable: true });
  expect(noteFailure(slow, options)).toBe(slow);
  const key = new ProviderError('auth', 'no key', { retryable: false, closesModel: true });
  expect([noteFailure(key, options), noteFailure(key, options)]).toEqual([key, key]);
  expect(closed.signal.aborted).toBe(true);
  expect(lines).toEqual(['failed', 'stopped: m: no key']);
  const cancelled = new ProviderError('cancelled', 'stop', { retryable: false });
  expect(noteFailure(cancelled, options)).toBeUndefined();
  expect(() => noteFailure(new TypeError('bug'), options)).toThrow('bug');
});
