/** How long a service asks to wait before the same request may be sent again. */

import { readReset } from './rate-limits.ts';

/** The longest wait that a service is granted, in milliseconds; a longer one is cut to it. */
const longestMs = 300_000;

/**
 * Milliseconds from `retry-after-ms`, from `Retry-After` in seconds, as a duration (`2m59s`), a date or seconds since 1970,
 * or from what the body says; of a doubled header the first value. Never negative, never beyond five minutes.
 */
export function readRetryAfter(
  header: (name: string) => string | undefined,
  { inBody, now }: { inBody: string | undefined; now: number },
): number | undefined {
  const precise = Number(header('retry-after-ms') ?? Number.NaN);
  const given = header('retry-after');
  // The first value first: as a whole, `3, 3` is a day in March 2001.
  const waits = [precise, read(given?.split(',')[0], now), read(given, now), read(inBody, now)];
  const wait = waits.find((value) => value !== undefined && Number.isFinite(value));
  return wait === undefined ? undefined : Math.min(Math.max(0, wait), longestMs);
}

function read(text: string | undefined, now: number): number | undefined {
  return text === undefined ? undefined : readReset(text.trim(), now);
}
