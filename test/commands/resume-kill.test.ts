/** SIGKILL in the middle of both generating stages, at moments that the server sees, and the run that goes on from there. */

import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openKeyedLog } from '../../src/store/jsonl/keyed-log.ts';
import { sampleQuestions } from '../support/cli.ts';
import type { Asked } from '../support/loopback.ts';
import { answersPath, judgmentsPath, openScene, type Row, type Scene } from '../support/scene.ts';

interface Stage {
  command: 'answers' | 'judge';
  file: string;
  /** Calls of an undisturbed run. */
  calls: number;
  records: number;
}

const questions = sampleQuestions(6);
const answering: Stage = { command: 'answers', file: answersPath, calls: 12, records: 6 };
// One verdict is unparsed, and asked for once more.
const judging: Stage = { command: 'judge', file: judgmentsPath, calls: 13, records: 12 };

/** A reply that depends on nothing but the request. */
function reply({ model, prompt }: Asked): string {
  if (model === 'm') return `An answer of ${prompt.length} letters to: ${prompt}`;
  if (prompt.includes('question 3, first') && !prompt.includes('second turn')) return 'I cannot say.';
  return `It has ${prompt.length} letters.\n\nRating: [[${(prompt.length % 10) + 1}]]`;
}

type Moment = readonly ['request' | 'answered' | 'line', number];

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const everyMoment = ({ calls, records }: Stage): Moment[] => [
  ...upTo(calls).map((number): Moment => ['request', number]),
  ...upTo(calls).map((number): Moment => ['answered', number]),
  ...upTo(records - 2).map((number): Moment => ['line', number]),
];
const soak = process.env.MT_JUDGE_SOAK === '1';
const answeringMoments: Moment[] = [
  ['request', 1],
  ['request', 5],
  ['answered', 1],
  ['line', 1],
  ['line', 4],
  ['answered', 12],
];
const judgingMoments: Moment[] = [
  ['request', 2],
  ['answered', 5],
  ['line', 1],
  ['line', 9],
  ['answered', 13],
];

for (const [what, number] of soak ? everyMoment(answering) : answeringMoments) {
  test(`gen-answers goes on after SIGKILL at ${what} ${number}: nothing lost, doubled or asked again`, async () => {
    await killAndResume(answering, [[what, number]]);
  });
}

for (const [what, number] of soak ? everyMoment(judging) : judgingMoments) {
  test(`gen-judgment goes on after SIGKILL at ${what} ${number}: nothing lost, doubled or asked again`, async () => {
    await killAndResume(judging, [[what, number]]);
  });
}

test('gen-answers goes on after three kills in a row', async () => {
  await killAndResume(answering, [
    ['answered', 3],
    ['request', 2],
    ['line', 3],
  ]);
});

async function killAndResume(stage: Stage, moments: readonly Moment[]): Promise<void> {
  const whole = await undisturbed(stage);
  const scene = await openScene({ questions, reply });
  if (stage === judging) await scene.data.write(answersPath, await undisturbed(answering));
  const kept = new Map<string, Row>();
  for (const moment of moments) {
    await runUntil(scene, stage, moment);
    for (const [key, row] of readKilled(scene, stage)) kept.set(key, row);
  }
  const answered = await cachedReplies(scene);
  scene.server.requests.length = 0;
  Object.assign(scene.server.options, { fault: undefined, onAnswered: undefined });
  const resumed = await scene[stage.command](['-j', '2']);
  expect(resumed).toMatchObject({ code: 0, stdout: '' });
  expect(scene.server.requests).toHaveLength(stage.calls - answered);
  const rows = await scene.data.records(stage.file);
  expect(rows.map(timeless)).toEqual(whole.map(timeless));
  for (const row of rows) expect(kept.get(keyOf(row)) ?? row).toEqual(row);
}

/** Runs the stage until the server sees the moment, and kills it there. */
async function runUntil(scene: Scene, stage: Stage, [what, number]: Moment): Promise<void> {
  let child: ChildProcess | undefined;
  let seen = 0;
  const kill = () => child?.kill('SIGKILL');
  scene.server.options.fault = () => {
    seen += what === 'request' ? 1 : 0;
    if (what === 'line' ? linesOnDisk(scene, stage) >= number : what === 'request' && seen === number) kill();
    return undefined;
  };
  scene.server.options.onAnswered = () => {
    seen += what === 'answered' ? 1 : 0;
    if (what === 'answered' && seen === number) kill();
  };
  const onStart = (started: ChildProcess) => {
    child = started;
  };
  const { signal } = await scene[stage.command](['-j', '2'], { onStart });
  // The last reply may be written and the run be over before the signal arrives; lines may come all at once on a slow disk.
  if (what === 'request' || (what === 'answered' && number < stage.calls)) expect(signal).toBe('SIGKILL');
}

function linesOnDisk(scene: Scene, { file }: Stage): number {
  const path = join(scene.data.path, file);
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
}

/** What a killed run has left: whole lines, each record once. */
function readKilled(scene: Scene, { file }: Stage): Map<string, Row> {
  const path = join(scene.data.path, file);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (text !== '') expect(text.endsWith('\n')).toBe(true);
  const rows: Row[] = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  expect(byKey.size).toBe(rows.length);
  return byKey;
}

async function cachedReplies(scene: Scene): Promise<number> {
  return openKeyedLog(join(scene.data.path, '.cache')).names().length;
}

function keyOf(row: Row): string {
  return JSON.stringify([row.question_id, row.turn]);
}

/** A record without what differs from run to run: times, and the port of the server. */
function timeless(row: Row): unknown {
  const volatile = ['tstamp', 'latency_ms', 'attempts', 'base_url'];
  return JSON.parse(JSON.stringify(row, (name, value) => (volatile.includes(name) ? undefined : value)));
}

const undisturbedRows = new Map<Stage, Promise<Row[]>>();

/** The records of a run that nothing disturbs; made once for each stage. */
function undisturbed(stage: Stage): Promise<Row[]> {
  const rows = undisturbedRows.get(stage) ?? runUndisturbed(stage);
  undisturbedRows.set(stage, rows);
  return rows;
}

async function runUndisturbed(stage: Stage): Promise<Row[]> {
  const before = stage === judging ? await undisturbed(answering) : undefined;
  const scene = await openScene({ questions, reply });
  if (before) await scene.data.write(answersPath, before);
  expect((await scene[stage.command]([])).code).toBe(0);
  expect(scene.server.requests).toHaveLength(stage.calls);
  const rows = await scene.data.records(stage.file);
  expect(rows).toHaveLength(stage.records);
  return rows;
}
