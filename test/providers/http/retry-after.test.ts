import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFaulty, subjects } from '../subjects.ts';

type Faulty = Awaited<ReturnType<typeof startFaulty>>;
let faulty: Faulty;

beforeAll(async () => {
  faulty = await startFaulty();
});
afterAll(() => faulty.close());

const faultOf: Faulty['faultOf'] = (...given) => faulty.faultOf(...given);

describe.each(subjects)('the provider %s', (subject) => {
  test.each([
    ['seconds', { 'retry-after': '7' }, 7000],
    ['seconds with their unit', { 'retry-after': '3s' }, 3000],
    ['a duration', { 'retry-after': '0m3s' }, 3000],
    ['a doubled header', { 'retry-after': '3, 3' }, 3000],
    ['a fraction of a second', { 'retry-after': '0.25' }, 250],
    ['milliseconds', { 'retry-after-ms': '1500', 'retry-after': '9' }, 1500],
    ['an absurd number', { 'retry-after': '31536000' }, 300_000],
    ['an absurd number of milliseconds', { 'retry-after-ms': '1e15' }, 300_000],
    ['a date long ago', { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }, 0],
    ['a date far ahead', { 'retry-after': 'Fri, 31 Dec 2100 23:59:59 GMT' }, 300_000],
    ['a negative number', { 'retry-after': '-5' }, 0],
    ['an infinite number', { 'retry-after': 'Infinity' }, undefined],
    ['nonsense', { 'retry-after': 'soon' }, undefined],
    ['nothing', {}, undefined],
  ])('waits as long as a Retry-After of %s asks, within bounds', async (_what, headers, retryAfterMs) => {
    for (const status of [429, 503, 529]) {
      expect((await faultOf(subject, status, { headers })).retryAfterMs).toBe(retryAfterMs);
    }
  });

  test('waits until the date that a Retry-After names', async () => {
    const inFourMinutes = new Date(Math.floor(Date.now() / 1000) * 1000 + 240_000).toUTCString();
    const { retryAfterMs } = await faultOf(subject, 429, { headers: { 'retry-after': inFourMinutes } });
    expect(retryAfterMs).toBeGreaterThan(60_000);
    expect(retryAfterMs).toBeLessThanOrEqual(240_000);
  });

  test('waits for nothing where the call is not to be tried again', async () => {
    expect((await faultOf(subject, 400, { headers: { 'retry-after': '7' } })).retryAfterMs).toBeUndefined();
  });
});
