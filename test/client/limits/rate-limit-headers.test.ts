import { expect, test } from 'vitest';
import { createRateLimitGate } from '../../../src/client/limits/rate-limit-headers.ts';

function gateAt() {
  let time = 0;
  const gate = createRateLimitGate(() => time);
  return { gate, advance: (ms: number) => (time += ms) };
}

test('a model whose service says nothing of limits is held back by nothing', () => {
  const { gate } = gateAt();
  for (let call = 0; call < 1000; call += 1) gate.take(1e6);
  expect(gate.delay(1e9)).toBe(0);
});

test('no more requests are started than the service says are left, and then at the rate at which they return', () => {
  const { gate, advance } = gateAt();
  const counted = gate.take(10);
  gate.observe({ requests: { limit: 60, remaining: 2, resetMs: 58_000 } }, counted);
  expect(gate.delay(10)).toBe(0);
  gate.take(10);
  gate.take(10);
  expect(gate.delay(10)).toBeCloseTo(1000);
  advance(1000);
  expect(gate.delay(10)).toBeCloseTo(0);
});

test('calls that were started after the one whose reply has come are taken off', () => {
  const { gate } = gateAt();
  const counted = gate.take(10);
  gate.take(10);
  gate.take(10);
  gate.observe({ requests: { limit: 10, remaining: 2, resetMs: 8000 } }, counted);
  expect(gate.delay(10)).toBeCloseTo(1000);
});

test('tokens are waited for until as many are there as the call may take', () => {
  const { gate } = gateAt();
  const counted = gate.take(100);
  gate.observe({ tokens: { limit: 10_000, remaining: 1000, resetMs: 9000 } }, counted);
  expect(gate.delay(1000)).toBe(0);
  expect(gate.delay(3000)).toBeCloseTo(2000);
  expect(gate.delay(1e9)).toBeCloseTo(9000);
});

test('headers that would stop a run for a day are believed for five minutes', () => {
  const { gate } = gateAt();
  gate.observe({ requests: { limit: 10, remaining: 0, resetMs: 86_400_000 } }, gate.take(1));
  expect(gate.delay(1)).toBe(300_000);
});

test('a limit of which nothing is missing keeps the rate that was known', () => {
  const { gate } = gateAt();
  gate.observe({ requests: { limit: 2, remaining: 1, resetMs: 1000 } }, gate.take(1));
  gate.observe({ requests: { limit: 2, remaining: 2, resetMs: 0 } }, gate.take(1));
  gate.take(1);
  gate.take(1);
  expect(gate.delay(1)).toBeCloseTo(1000);
});
