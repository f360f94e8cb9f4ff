/** When a wait is said: long ones, once a pause, again when a pause goes on for long. */

import { expect, test } from 'vitest';
import { announceOnce, createAnnounce } from '../../../src/client/limits/announce.ts';

function opened() {
  const lines: string[] = [];
  const clock = { now: 0 };
  const announce = createAnnounce('m', { now: () => clock.now, note: (line) => lines.push(line) });
  return { lines, clock, announce };
}

test('waits of ten seconds and less, and those without an end, are not said', () => {
  const { lines, announce } = opened();
  for (const ms of [0, 10_000, Number.POSITIVE_INFINITY]) announce(ms, 'why');
  expect(lines).toEqual([]);
  announce(10_001, 'why');
  expect(lines).toEqual(['m: waiting for up to 10 s: why']);
});

test('a pause is said once, and again when it lasts much longer than was said', () => {
  const { lines, clock, announce } = opened();
  announce(60_000, 'a');
  clock.now = 5000;
  announce(60_000, 'a');
  expect(lines).toHaveLength(1);
  announce(300_000, 'b');
  clock.now = 400_000;
  announce(20_000, 'c');
  expect(lines.map((line) => line.slice(-1))).toEqual(['a', 'b', 'c']);
});

test('a reason that lasts is said once', () => {
  const { lines, clock, announce } = opened();
  const once = announceOnce(announce);
  for (clock.now = 0; clock.now < 300_000; clock.now += 30_000) once(30_000, 'own limit');
  expect(lines).toEqual(['m: waiting for up to 30 s: own limit']);
});
