/** `mt-judge run` stopped in every way there is, and the run that goes on from there. */

import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openKeyedLog } from '../../src/store/jsonl/keyed-log.ts';
import { isJudged, runBoth, steadyReply, timelessFiles } from '../support/both-stages.ts';
import { linesOf, openScene, type Scene, snapshot } from '../support/scene.ts';
import { start } from '../support/started.ts';

const args = ['--model', 'openai/m1', 'openai/m2', '--judge', 'openai/j', '-j', '2'];
const judged = 'judgments/small/j_single.jsonl';
const files = ['answers/small/m1.jsonl', 'answers/small/m2.jsonl', judged];
/** Two models' answers to four questions of two turns, their judgments, and two second tries at a verdict. */
const calls = 2 * 4 * 2 + 2 * 4 * 2 + 2;

type Moment = readonly ['request' | 'answered' | 'line', number];

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const everyMoment: Moment[] = [
  ...upTo(calls).map((number): Moment => ['request', number]),
  ...upTo(calls).map((number): Moment => ['answered', number]),
  ...upTo(14).map((number): Moment => ['line', number]),
];
const fewMoments: Moment[] = [
  ['request', 1],
  ['answered', 5],
  ['request', 12],
  ['line', 1],
  ['line', 9],
  ['answered', calls],
];

for (const [what, number] of process.env.MT_JUDGE_SOAK === '1' ? everyMoment : fewMoments) {
  test(`\`mt-judge run\` goes on after SIGKILL at ${what} ${number}: nothing lost, doubled or asked again`, async () => {
    const scene = await openScene({ reply: steadyReply });
    await runUntil(scene, [what, number]);
    const replies = openKeyedLog(join(scene.data.path, '.cache')).names().length;
    await expectCompletion(scene, calls - replies);
  });
}

test('Ctrl-C stops both stages, keeps what ends, exits 130 and names the command that goes on', async () => {
  const scene = await openScene({ reply: steadyReply });
  const { child, ended, says } = start((options) => runBoth(scene, args, options));
  // Both stages are at work by then.
  scene.server.options.onAnswered = (asked) => {
    if (!isJudged(asked)) return;
    scene.server.options.onAnswered = undefined;
    // Nothing else is answered before the signal has arrived.
    void scene.server.hold();
    child.kill('SIGINT');
  };
  await says('stopping:');
  scene.server.release();
  const stopped = await ended;
  expect(stopped).toMatchObject({ code: 130, stdout: '' });
  expect(linesOf(stopped.stderr).at(-1)).toMatch(/^next: mt-judge run .* --judge openai\/j -j 2$/);
  expect(stopped.stderr).not.toContain('not judged');
  expect(stopped.stderr).toMatch(/^judge j: \d+ judgments written, 0 kept, .*\d+ not begun/m);
  const replies = openKeyedLog(join(scene.data.path, '.cache')).names().length;
  await expectCompletion(scene, calls - replies);
});

test('Ctrl-C ends judges that wait for answers which will not come', async () => {
  const scene = await openScene({ reply: steadyReply });
  const underWay = scene.server.hold(2);
  const { child, ended, says } = start((options) => runBoth(scene, args, options));
  await underWay;
  child.kill('SIGINT');
  await says('stopping:');
  scene.server.release();
  const stopped = await ended;
  expect(stopped).toMatchObject({ code: 130, stdout: '' });
  expect(stopped.stderr).toContain('judge j: 0 judgments written, 0 kept, 16 not begun\n');
  await expectCompletion(scene, calls - 2);
});

test('--max-cost holds over both stages: exit 3, the command that goes on, and then the whole', async () => {
  const scene = await openScene({
    reply: (asked) => ({ text: steadyReply(asked), usage: { input: 10, output: 1000 } }),
  });
  const price = 'price: { input: 1, output: 1 }, parameters: { max_tokens: 1000 }';
  const models = ['m1', 'm2', 'j'].map((id) => `  ${id}: { endpoint: openai, model: ${id}, ${price} }\n`);
  await scene.data.write('models.yaml', `models:\n${models.join('')}`);
  const named = ['--model', 'm1', 'm2', '--judge', 'j', '-j', '1'];
  // Each reply costs 0.101 cents, and no call sets aside less: twenty fit.
  const stopped = await runBoth(scene, [...named, '--max-cost', '0.0202']);
  expect(stopped).toMatchObject({ code: 3, stdout: '' });
  expect(scene.server.requests.length).toBeLessThanOrEqual(20);
  expect(scene.server.requests.some(isJudged)).toBe(true);
  expect(stopped.stderr).toMatch(/^next: mt-judge run .* --max-cost 0\.0202$/m);
  expect((await runBoth(scene, [...named, '--max-cost', '1'])).code).toBe(0);
  expect(scene.server.requests).toHaveLength(calls);
  expect(await scene.data.records(judged)).toHaveLength(16);
});

test('--dry-run counts the calls of both stages, before and halfway, and touches nothing', async () => {
  const scene = await openScene({ reply: steadyReply });
  const before = await snapshot(scene.data.path);
  const dry = await runBoth(scene, [...args, '--dry-run']);
  expect(dry).toMatchObject({ code: 0, stderr: '' });
  expect(dry.stdout).toMatch(/^m1: 8 calls.*\nm2: 8 calls.*\njudge j: 16 calls.*\ntotal: 32 calls; nothing/);
  expect(await snapshot(scene.data.path)).toEqual(before);
  expect((await scene.run('gen-answers', ['--model', 'openai/m1'])).code).toBe(0);
  expect((await scene.judge(['--first-n', '2'])).code).toBe(0);
  const half = await runBoth(scene, [...args, '--dry-run']);
  expect(half.stdout).toMatch(
    /^m1: 0 calls.*\nm2: 8 calls.*\njudge j: 12 calls.*; 4 records kept\ntotal: 20/,
  );
});

test('--replay repeats a run from the cache, without a call', async () => {
  const scene = await openScene({ reply: steadyReply });
  const first = await runBoth(scene, args);
  const whole = await timelessFiles(scene, files);
  for (const folder of ['answers', 'judgments']) {
    await rm(join(scene.data.path, folder), { recursive: true });
  }
  scene.server.requests.length = 0;
  const again = await runBoth(scene, [...args, '--replay']);
  expect(again).toMatchObject({ code: 0, stdout: first.stdout });
  expect(scene.server.requests).toEqual([]);
  expect(await timelessFiles(scene, files)).toEqual(whole);
});

test('--quiet prints no table and no progress, and --overwrite does both stages again', async () => {
  const scene = await openScene({ reply: steadyReply });
  expect(await runBoth(scene, [...args, '--quiet'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
  const whole = await timelessFiles(scene, files);
  const again = await runBoth(scene, [...args, '--quiet', '--overwrite']);
  expect(again).toMatchObject({ code: 0, stdout: '' });
  // What replaces paid work is never silent.
  const replaced = ['4 answers of m1', '4 answers of m2', '16 judgments of judge j'];
  expect(again.stderr).toBe(replaced.map((what) => `replaces ${what}\n`).join(''));
  expect(scene.server.requests).toHaveLength(2 * calls);
  expect(await timelessFiles(scene, files)).toEqual(whole);
});

for (const [what, flags, message] of [
  ['no judge', ['--model', 'openai/m1'], '--judge is missing, and the bench'],
  [
    'one model to pair',
    ['--model', 'openai/m1', '--judge', 'openai/j', '--mode', 'pairwise-all'],
    '--mode pairwise-all needs two models: name another with --model, or with --model-list one that has answers',
  ],
  [
    'a baseline that has no answers',
    [...args, '--mode', 'pairwise-baseline', '--baseline', 'm9'],
    'no answers of the baseline "m9" (--baseline): name it with --model, or run gen-answers for it',
  ],
  [
    'judge prompts without a fitting one',
    [...args, '--judge-prompts', 'bare'],
    'have no single prompt without a reference for turn 2 (question 1), no single prompt with a reference for turn 1 (question 2), no single prompt with a reference for turn 2 (question 2): add them',
  ],
] as const) {
  test(`${what}: one line, exit 2, and nothing sent or written`, async () => {
    const scene = await openScene({ reply: steadyReply });
    await scene.data.write('judge-prompts/bare.yaml', bareSet);
    const before = await snapshot(scene.data.path);
    const refused = await runBoth(scene, flags);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(linesOf(refused.stderr)).toHaveLength(1);
    expect(refused.stderr).toContain(message);
    expect(scene.server.requests).toEqual([]);
    expect(await snapshot(scene.data.path)).toEqual(before);
  });
}

/** Runs until the server sees the moment, and kills there. */
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
  const { signal } = await runBoth(scene, args, { onStart });
  // The last reply may be written and the run be over before the signal arrives; lines may come all at once on a slow disk.
  if (what === 'request' || (what === 'answered' && number < calls)) expect(signal).toBe('SIGKILL');
  Object.assign(scene.server.options, { fault: undefined, onAnswered: undefined });
}

function linesOnDisk(scene: Scene): number {
  const path = join(scene.data.path, judged);
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
}

/** A further run asks for what is missing and no more, and its files are those of an undisturbed one. */
async function expectCompletion(scene: Scene, missing: number): Promise<void> {
  scene.server.requests.length = 0;
  expect((await runBoth(scene, args)).code).toBe(0);
  expect(scene.server.requests).toHaveLength(missing);
  expect(await timelessFiles(scene, files)).toEqual(await undisturbed());
  for (const folder of ['answers', 'judgments']) {
    const names = await readdir(join(scene.data.path, folder, 'small'));
    expect(names.filter((name) => !/\.jsonl(\.torn)?$/.test(name))).toEqual([]);
  }
}

let undisturbedFiles: ReturnType<typeof timelessFiles> | undefined;

function undisturbed(): ReturnType<typeof timelessFiles> {
  undisturbedFiles ??= (async () => {
    const scene = await openScene({ reply: steadyReply });
    expect((await runBoth(scene, args)).code).toBe(0);
    expect(scene.server.requests).toHaveLength(calls);
    return timelessFiles(scene, files);
  })();
  return undisturbedFiles;
}

/** A set that knows how to judge a first turn, and no other. */
const bareSet = `prompts:
  - name: bare
    type: single
    turn: first
    reference: false
    system_prompt: Judge.
    prompt_template: "{question} {answer} End with Rating: [[number]]"
    output_format: "[[rating]]"
`;
