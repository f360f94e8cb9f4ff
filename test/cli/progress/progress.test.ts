import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRate } from '../../../src/cli/progress/eta.ts';
import { createProgress } from '../../../src/cli/progress/progress.ts';
import { createMeter } from '../../../src/client/meter.ts';
import { createReporter } from '../../../src/generate/progress.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A stream that keeps what is written; a terminal where it is given rows. */
function streamOf(rows?: number): { stream: NodeJS.WriteStream; written: string[] } {
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  const stream = { isTTY: rows !== undefined, columns: 80, rows, write };
  return { stream: stream as unknown as NodeJS.WriteStream, written };
}

/** What a run reports through, shown on the stream. */
function open(stream: NodeJS.WriteStream, { quiet = false, term }: { quiet?: boolean; term?: string } = {}) {
  const { show, say, stop } = createProgress({ stream, quiet, now: Date.now, term });
  const { begin } = createReporter((event) => {
    if (event.kind === 'work') show(event.work);
  });
  return { add: begin, say, stop };
}

test('without a terminal a line is due every ten percent', () => {
  const { stream, written } = streamOf();
  const line = open(stream).add('m', 40);
  for (let done = 0; done < 40; done += 1) line.tick();
  expect(written).toHaveLength(10);
  expect([written[0], written[9]]).toEqual(['m: 4/40 (10 %)\n', 'm: 40/40 (100 %)\n']);
});

test('without a terminal a line is due every ten seconds, also while nothing finishes', async () => {
  const { stream, written } = streamOf();
  const progress = open(stream);
  const meter = createMeter();
  progress.add('m', 40, { meter });
  meter.waiting.add({ kind: 'rate limit', until: Date.now() + 60_000 });
  await vi.advanceTimersByTimeAsync(9000);
  expect(written).toEqual([]);
  await vi.advanceTimersByTimeAsync(11_500);
  expect(written).toEqual([
    'm: 0/40 (0 %), 0 in flight, 1 waiting 50 s (429)\n',
    'm: 0/40 (0 %), 0 in flight, 1 waiting 40 s (429)\n',
  ]);
  progress.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(written).toHaveLength(2);
});

test('the time left counts what the pieces under way have come to', async () => {
  const { stream, written } = streamOf();
  const meter = createMeter();
  const line = open(stream).add('m', 10, { meter, each: 2 });
  // Ten first turns and two second ones, a reply a second: eight second turns are left.
  for (let reply = 0; reply < 12; reply += 1) {
    await vi.advanceTimersByTimeAsync(1000);
    meter.replied += 1;
    if (reply >= 10) line.tick();
  }
  expect(written.at(-1)).toBe('m: 2/10 (20 %), 0 in flight, 30/min, ETA 0:08\n');
  // A piece that fails has had fewer replies than the others.
  for (let piece = 0; piece < 5; piece += 1) line.tick();
  expect(written.at(-1)).toMatch(/^m: 7\/10 .* ETA 0:05\n$/);
});

test('control sequences in labels and messages never reach the stream', () => {
  const { stream, written } = streamOf();
  const progress = open(stream);
  progress.add('a\u001b[2Jb\u202ec\nd', 1).tick();
  progress.say('x\u001b]0;title\u0007y\rz');
  expect(written).toEqual(['abc d: 1/1 (100 %)\n', 'xy z\n']);
});

test('quiet shows messages and no progress', async () => {
  const { stream, written } = streamOf(24);
  const progress = open(stream, { quiet: true });
  progress.add('m', 1).tick();
  await vi.advanceTimersByTimeAsync(20_000);
  progress.say('failed: x');
  progress.stop();
  expect(written).toEqual(['failed: x\n']);
});

test('more bars than rows: unfinished ones are shown, the others counted, and all of them at the end', async () => {
  const { stream, written } = streamOf(12);
  const progress = open(stream);
  const lines = Array.from({ length: 20 }, (_, index) => progress.add(`m${index}`, 1));
  for (const line of lines.slice(0, 3)) line.tick();
  await vi.advanceTimersByTimeAsync(250);
  const drawn = linesOf(written.at(-1));
  expect(drawn).toHaveLength(10);
  expect(drawn[0]).toMatch(/^m3 /);
  expect(drawn[9]).toBe('… and 11 more, 3 of them finished');
  progress.stop();
  expect(linesOf(written.at(-2))).toHaveLength(20);
  expect(written.at(-1)).toBe('\u001b[?25h');
});

test('a message is printed above the bars, which are drawn again below it', async () => {
  const { stream, written } = streamOf(24);
  const progress = open(stream);
  progress.add('m', 2);
  await vi.advanceTimersByTimeAsync(250);
  const bar = 'm [--------] 0/2\u001b[K\n';
  expect(written[0]).toBe(`\u001b[?25l${bar}\u001b[J`);
  progress.say('failed: x');
  expect(written[1]).toBe(`\r\u001b[1A\u001b[Jfailed: x\n${bar}`);
  progress.stop();
  progress.say('next: y');
  expect(written.at(-1)).toBe('next: y\n');
});

test('a terminal that does not know its size is taken for one of 80 columns and 24 rows', async () => {
  const { stream, written } = streamOf(0);
  stream.columns = 0;
  const progress = open(stream);
  progress.add('m', 2);
  await vi.advanceTimersByTimeAsync(250);
  expect(linesOf(written.at(-1))).toEqual(['m [--------] 0/2']);
  progress.say('failed: x');
  expect(written.at(-1)).toContain('\u001b[1A');
  progress.stop();
});

test('a model that was stopped makes room for those at work, and its line is not repeated', async () => {
  const { stream, written } = streamOf(5);
  const progress = open(stream);
  const [first] = ['a', 'b', 'c', 'd'].map((name) => progress.add(name, 2));
  first?.end();
  await vi.advanceTimersByTimeAsync(250);
  expect(linesOf(written.at(-1))).toEqual([
    ...['b [--------] 0/2', 'c [--------] 0/2', '… and 2 more, 1 of them finished'],
  ]);
  progress.stop();
  const plain = streamOf();
  open(plain.stream).add('a', 2).end();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(plain.written).toEqual([]);
});

test('a dumb terminal gets plain lines', () => {
  const { stream, written } = streamOf(24);
  open(stream, { term: 'dumb' }).add('m', 1).tick();
  expect(written).toEqual(['m: 1/1 (100 %)\n']);
});

test('a line that grows counts its percents anew', () => {
  const { stream, written } = streamOf();
  const line = open(stream).add('m', 0);
  line.grow(3);
  line.grow(-1);
  line.tick();
  line.tick();
  expect(written).toEqual(['m: 1/2 (50 %)\n', 'm: 2/2 (100 %)\n']);
});

test('the rate is that of the last minute', () => {
  let at = 0;
  const rate = createRate(() => at);
  expect(rate.perMinute(0)).toBeUndefined();
  for (at = 1000; at <= 120_000; at += 1000) rate.perMinute(at / 1000);
  at = 120_000;
  expect(rate.perMinute(120)).toBe(60);
  for (at = 121_000; at <= 200_000; at += 1000) rate.perMinute(120);
  expect(rate.perMinute(120)).toBe(0);
});

function linesOf(text = ''): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what moves the cursor is taken away
  const plain = text.replace(/\u001b\[[?\d]*[A-Za-z]|\r/g, '');
  return plain.split('\n').filter((line) => line !== '');
}
