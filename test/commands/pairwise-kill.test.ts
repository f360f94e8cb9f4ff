/** SIGKILL in the middle of pairwise judging, at moments that the server sees, and the run that goes on from there. */

import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openKeyedLog } from '../../src/store/jsonl/keyed-log.ts';
import type { Asked } from '../support/loopback.ts';
import { openPairScene, pairsPath, standing, verdictFor } from '../support/pairs.ts';
import type { Row, Scene } from '../support/scene.ts';

/** Three pairs on two questions of two turns: twelve matches of two games, and one game is asked for once more. */
const calls = 25;
const records = 12;
const judge = ['--mode', 'pairwise-all', '-j', '2'];

/** A reply that depends on nothing but the request. */
function reply(asked: Asked): string {
  const [first, second] = standing(asked.prompt);
  if (first === 'c' && second === 'a' && asked.prompt.includes('to 2.2')) return 'I cannot say.';
  return verdictFor([first, second, undefined][asked.prompt.length % 3], asked);
}

type Moment = readonly ['request' | 'answered' | 'line', number];

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const everyMoment: Moment[] = [
  ...upTo(calls).map((number): Moment => ['request', number]),
  ...upTo(calls).map((number): Moment => ['answered', number]),
  ...upTo(records - 2).map((number): Moment => ['line', number]),
];
const fewMoments: Moment[] = [
  ['request', 1],
  // One game of a match is answered, and the other is not.
  ['answered', 1],
  ['answered', 8],
  ['line', 1],
  ['line', 7],
  ['answered', 25],
];

for (const [what, number] of process.env.MT_JUDGE_SOAK === '1' ? everyMoment : fewMoments) {
  test(`pairwise judging goes on after SIGKILL at ${what} ${number}: nothing lost, doubled or asked again`, async () => {
    await killAndResume([[what, number]]);
  });
}

test('pairwise judging goes on after three kills in a row', async () => {
  await killAndResume([
    ['answered', 3],
    ['request', 2],
    ['line', 5],
  ]);
});

async function killAndResume(moments: readonly Moment[]): Promise<void> {
  const whole = await undisturbed();
  const scene = await openPairScene(['a', 'b', 'c'], { reply });
  const kept = new Map<string, Row>();
  for (const moment of moments) {
    await runUntil(scene, moment);
    for (const [key, row] of readKilled(scene)) kept.set(key, row);
  }
  const answered = openKeyedLog(join(scene.data.path, '.cache')).names().length;
  scene.server.requests.length = 0;
  Object.assign(scene.server.options, { fault: undefined, onAnswered: undefined });
  expect(await scene.judge(judge)).toMatchObject({ code: 0, stdout: '' });
  expect(scene.server.requests).toHaveLength(calls - answered);
  const rows = await scene.data.records(pairsPath);
  expect(rows.map(timeless)).toEqual(whole);
  for (const row of rows) expect(kept.get(keyOf(row)) ?? row).toEqual(row);
}

/** Runs until the server sees the moment, and kills the run there. */
async function runUntil(scene: Scene, [what, number]: Moment): Promise<void> {
  let child: ChildProcess | undefined;
  let seen = 0;
  const kill = () => child?.kill('SIGKILL');
  scene.server.options.fault = () => {
    seen += what === 'request' ? 1 : 0;
    if (what === 'line' ? linesOnDisk(scene) >= number : what === 'request' && seen === number) kill();
    return undefined;
  };
  scene.server.options.onAnswered = () => {
    seen += what === 'answered' ? 1 : 0;
    if (what === 'answered' && seen === number) kill();
  };
  const onStart = (started: ChildProcess) => {
    child = started;
  };
  const { signal } = await scene.judge(judge, { onStart });
  // The last reply may be written and the run be over before the signal arrives; lines may come all at once on a slow disk.
  if (what === 'request' || (what === 'answered' && number < calls)) expect(signal).toBe('SIGKILL');
}

function onDisk(scene: Scene): string {
  const path = join(scene.data.path, pairsPath);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function linesOnDisk(scene: Scene): number {
  return onDisk(scene).split('\n').length - 1;
}

/** What a killed run has left: whole lines, each match once. */
function readKilled(scene: Scene): Map<string, Row> {
  const text = onDisk(scene);
  if (text !== '') expect(text.endsWith('\n')).toBe(true);
  const rows: Row[] = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  expect(byKey.size).toBe(rows.length);
  return byKey;
}

function keyOf(row: Row): string {
  return JSON.stringify([row.model_1, row.model_2, row.question_id, row.turn]);
}

/** A record without what differs from run to run: times, and the port of the server. */
function timeless(row: Row): unknown {
  const volatile = ['tstamp', 'latency_ms', 'attempts', 'base_url'];
  return JSON.parse(JSON.stringify(row, (name, value) => (volatile.includes(name) ? undefined : value)));
}

let undisturbedRows: Promise<unknown[]> | undefined;

/** The records of a run that nothing disturbs; made once. */
function undisturbed(): Promise<unknown[]> {
  undisturbedRows ??= runUndisturbed();
  return undisturbedRows;
}

async function runUndisturbed(): Promise<unknown[]> {
  const scene = await openPairScene(['a', 'b', 'c'], { reply });
  expect((await scene.judge(judge)).code).toBe(0);
  expect(scene.server.requests).toHaveLength(calls);
  const rows = await scene.data.records(pairsPath);
  expect(rows).toHaveLength(records);
  expect(
    rows.filter(({ g1_winner, g2_winner }) => g1_winner === 'error' || g2_winner === 'error'),
  ).toHaveLength(1);
  return rows.map(timeless);
}
