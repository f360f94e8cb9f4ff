import { expect, test } from 'vitest';
import { readRateLimits } from '../../../src/providers/http/rate-limits.ts';

const now = Date.UTC(2026, 0, 1);
const read = (headers: Record<string, string>) => readRateLimits((name) => headers[name], now);

test('`readRateLimits()` reads the headers that OpenAI sends', () => {
  const limits = read({
    'x-ratelimit-limit-requests': '500',
    'x-ratelimit-remaining-requests': '499',
    'x-ratelimit-reset-requests': '120ms',
    'x-ratelimit-limit-tokens': '30000',
    'x-ratelimit-remaining-tokens': '29000',
    'x-ratelimit-reset-tokens': '6m0s',
  });
  expect(limits).toEqual({
    requests: { limit: 500, remaining: 499, resetMs: 120 },
    tokens: { limit: 30000, remaining: 29000, resetMs: 360_000 },
  });
});

test('`readRateLimits()` reads the headers that Anthropic sends', () => {
  const limits = read({
    'anthropic-ratelimit-requests-limit': '50',
    'anthropic-ratelimit-requests-remaining': '49',
    'anthropic-ratelimit-requests-reset': new Date(now + 1200).toISOString(),
  });
  expect(limits).toEqual({ requests: { limit: 50, remaining: 49, resetMs: 1200 } });
});

test.each<[string, number]>([
  ['2', 2000],
  ['1.5s', 1500],
  ['1h2m3s', 3_723_000],
  [String(now / 1000 + 3), 3000],
  [String(now + 4), 4],
  [new Date(now - 5000).toISOString(), 0],
])('`readRateLimits()` reads "%s" as the time of a reset', (reset, resetMs) => {
  const headers = { 'x-ratelimit-limit-requests': '9', 'x-ratelimit-remaining-requests': '3' };
  expect(read({ ...headers, 'x-ratelimit-reset-requests': reset })?.requests?.resetMs).toBeCloseTo(resetMs);
});

test.each([
  {},
  { 'x-ratelimit-limit-requests': '9' },
  {
    'x-ratelimit-limit-requests': 'many',
    'x-ratelimit-remaining-requests': '3',
    'x-ratelimit-reset-requests': '1s',
  },
  {
    'x-ratelimit-limit-requests': '-9',
    'x-ratelimit-remaining-requests': '3',
    'x-ratelimit-reset-requests': '1s',
  },
  {
    'x-ratelimit-limit-requests': '9',
    'x-ratelimit-remaining-requests': '-3',
    'x-ratelimit-reset-requests': '1s',
  },
  {
    'x-ratelimit-limit-requests': '9',
    'x-ratelimit-remaining-requests': '3',
    'x-ratelimit-reset-requests': 'soon',
  },
])('`readRateLimits()` makes nothing of headers that say nothing usable: %j', (headers) => {
  expect(read(headers as Record<string, string>)).toBeUndefined();
});
