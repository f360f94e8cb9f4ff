import { expect, test } from 'vitest';
import {
  barProgressLine,
  duration,
  type LineState,
  layOut,
  plainProgressLine,
} from '../../../src/cli/progress/line.ts';
import { createMeter, type Meter } from '../../../src/client/meter.ts';
import { textWidth } from '../../../src/text-width.ts';

const busy: Meter = {
  ...createMeter(),
  ...{ inFlight: 4, retries: 5, inputTokens: 12_000, outputTokens: 345, cost: 0.1234 },
  waiting: new Set([
    { kind: 'rate limit', until: 13_000 },
    { kind: 'timeout', until: undefined },
    { kind: 'rate limit', until: 9000 },
  ]),
};
const counts = { done: 40, total: 160, failed: 0, partly: 0, stopped: false };
const state: LineState = { ...counts, label: 'judge gpt-4.1-mini', perMinute: 120, meter: busy };

function barAt(columns: number, change: Partial<typeof state> = {}): string {
  const line = { ...state, ...change };
  return barProgressLine(line, layOut([line], { columns, now: 1000 }));
}

test('a plain line has every fact', () => {
  expect(plainProgressLine(state, 1000)).toBe(
    'judge gpt-4.1-mini: 40/160 (25 %), 4 in flight, 3 waiting 12 s (429), 5 retries, 120/min, ETA 1:00, 12.3k tokens, $0.12',
  );
});

test('while a service has asked to wait, the calls behind the refused ones wait as well', () => {
  const meter = { ...createMeter(), queued: 16, pausedFor: () => 7400 };
  const line = { ...state, perMinute: undefined, meter };
  expect(plainProgressLine(line, 0)).toContain('0 in flight, 16 waiting 8 s (after an error)');
  meter.waiting.add({ kind: 'rate limit', until: 2000 });
  expect(plainProgressLine(line, 0)).toContain('17 waiting 8 s (429)');
});

test('a wide terminal shows every fact beside the bar', () => {
  expect(barAt(200)).toBe(
    'judge gpt-4.1-mini [=====---------------] 40/160  4 in flight, 3 waiting 12 s (429), 5 retries, 120/min, ETA 1:00, 12.3k tokens, $0.12',
  );
});

test('80 columns keep what waits and what was retried, and let go of the rest', () => {
  expect(barAt(80)).toBe('judge gp….1-mini [==------] 40/160  3 waiting 12 s (429), 5 retries, ETA 1:00');
  const calm = { ...createMeter(), inFlight: 4, inputTokens: 900, cost: 1.5 };
  expect(barAt(80, { label: 'm', meter: calm })).toBe(
    'm [==------] 40/160  4 in flight, 120/min, ETA 1:00, 900 tokens, $1.50',
  );
});

test('45 columns still say that calls wait, and what fits beside it', () => {
  expect(barAt(45)).toBe('judge …-mini 40/160  3 waiting 12 s, $0.12');
  const meter = { ...createMeter(), queued: 12, cost: 0.0048, pausedFor: () => 4000 };
  expect(barAt(50, { label: 'm', perMinute: undefined, meter })).toBe(
    'm 40/160  0 in flight, 12 waiting 4 s, $0.0048',
  );
});

test('no line reaches the last column, however narrow the terminal and whatever the label', () => {
  for (let columns = 1; columns <= 200; columns += 1) {
    for (const label of ['m', state.label, '模型的名字很长很长', 'x'.repeat(60)]) {
      expect(textWidth(barAt(columns, { label }))).toBeLessThan(Math.max(columns, 1));
    }
  }
});

test('what has failed is counted before anything else that there is no room for', () => {
  const failing = { ...state, failed: 3 };
  expect(plainProgressLine(failing, 1000)).toContain('40/160 (25 %), 3 failed, 4 in flight');
  expect(barAt(36, { failed: 3 })).toBe('judge …-mini 40/160  3 failed');
});

test('work that was stopped has no time left and nothing in flight', () => {
  const meter = { ...createMeter(), inFlight: 2 };
  const line = plainProgressLine({ ...state, failed: 2, stopped: true, meter }, 0);
  expect(line).toBe('judge gpt-4.1-mini: 40/160 (25 %), stopped, 2 failed');
});

test('lines below each other are aligned', () => {
  const lines = [state, { ...state, label: 'm', done: 160, meter: createMeter() }];
  const layout = layOut(lines, { columns: 120, now: 0 });
  expect(lines.map((line) => barProgressLine(line, layout))).toEqual([
    expect.stringMatching(/^judge gpt-4\.1-mini \[={5}-{15}\] {2}40\/160 {2}/),
    'm                  [====================] 160/160',
  ]);
});

test('a rate and an ETA are shown once something is done, and no ETA where nothing has been for a minute', () => {
  const meter = { ...createMeter(), queued: 7 };
  expect(plainProgressLine({ ...state, done: 0, perMinute: 0, meter }, 0)).toBe(
    'judge gpt-4.1-mini: 0/160 (0 %), 7 queued',
  );
  expect(plainProgressLine({ ...state, perMinute: 0, meter: undefined }, 0)).toContain('0/min, ETA unknown');
});

test('a duration is minutes and seconds, and hours where there are any', () => {
  expect([0, 65, 3600, 7265.4].map(duration)).toEqual(['0:00', '1:05', '1:00:00', '2:01:05']);
});
