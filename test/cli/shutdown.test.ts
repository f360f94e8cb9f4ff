/** Ctrl-C: what was finished is on disk, nothing new is begun, and a further run completes. */

import { expect, test } from 'vitest';
import { answersPath, judgmentsPath, linesOf, openScene, type Scene } from '../support/scene.ts';
import { type Started, start as startProcess } from '../support/started.ts';

const questions = [1, 2, 3, 4, 5, 6].map((id) => ({ question_id: id, turns: [`Question ${id}?`] }));

function start(scene: Scene, command: 'answers' | 'judge', args: readonly string[]): Started {
  return startProcess((options) => scene[command](args, options));
}

for (const [command, path, signal] of [
  ['answers', answersPath, 'SIGINT'],
  ['answers', answersPath, 'SIGTERM'],
  ['answers', answersPath, 'SIGHUP'],
  ['judge', judgmentsPath, 'SIGINT'],
] as const) {
  test(`${signal} lets the calls of ${command === 'judge' ? 'gen-judgment' : 'gen-answers'} end, keeps them, begins no other, and exits 130`, async () => {
    const scene = await openScene({ questions });
    if (command === 'judge') await scene.answers([]);
    scene.server.requests.length = 0;
    const underWay = scene.server.hold(2);
    const { child, ended, says } = start(scene, command, ['-j', '2']);
    await underWay;
    const noticed = says('stopping:');
    child.kill(signal);
    await noticed;
    scene.server.release();
    const stopped = await ended;
    expect(stopped).toMatchObject({ code: 130, stdout: '' });
    expect(stopped.stderr).toMatch(/: 2 (answers|judgments) written, 0 kept, 4 not begun\n/);
    const bin = command === 'answers' ? 'gen-answers' : 'gen-judgment';
    const flag = command === 'answers' ? '--model openai/m' : '--judge openai/j';
    const shared = `--bench small --data-dir ${scene.data.path} --base-url ${scene.server.url}/v1`;
    expect(linesOf(stopped.stderr).at(-1)).toBe(`next: ${bin} ${shared} ${flag} -j 2`);
    expect(scene.server.requests).toHaveLength(2);
    expect(await scene.data.records(path)).toHaveLength(2);
    expect((await scene[command]([])).code).toBe(0);
    expect(scene.server.requests).toHaveLength(6);
    expect((await scene.data.records(path)).map((row) => row.question_id)).toEqual([1, 2, 3, 4, 5, 6]);
  });
}

test('a second Ctrl-C ends at once, and leaves no lock in the way of the next run', async () => {
  const scene = await openScene({
    questions,
    fault: ({ prompt }) => (prompt.includes('3') ? { kind: 'hang' } : undefined),
  });
  const { child, ended, says } = start(scene, 'answers', ['-j', '1', '--verbose']);
  await says('m: 2/6');
  const noticed = says('stopping:');
  child.kill('SIGINT');
  await noticed;
  child.kill('SIGINT');
  const stopped = await ended;
  expect(stopped.code).toBe(130);
  expect(linesOf(stopped.stderr).at(-1)).toMatch(/^stopped: .*; next: gen-answers .* -j 1 --verbose$/);
  expect(await scene.data.records(answersPath)).toHaveLength(2);
  scene.server.options.fault = undefined;
  expect((await scene.answers([])).code).toBe(0);
  expect(await scene.data.records(answersPath)).toHaveLength(6);
});

test('Ctrl-C ends the wait for a Retry-After, and that of the calls behind it', async () => {
  const scene = await openScene({
    questions,
    fault: ({ prompt }) =>
      prompt.includes('1') ? { kind: 'status', status: 429, headers: { 'retry-after': '240' } } : undefined,
  });
  const { child, ended, says } = start(scene, 'answers', ['-j', '1', '--verbose']);
  await says('retry: openai/m answered 429');
  child.kill('SIGINT');
  expect((await ended).code).toBe(130);
  expect(scene.server.requests).toHaveLength(1);
});

test('a first Ctrl-C cuts off after five seconds what does not end', async () => {
  const scene = await openScene({ questions, fault: () => ({ kind: 'hang' }) });
  const underWay = scene.server.hold(1);
  const { child, ended } = start(scene, 'answers', ['-j', '1']);
  await underWay;
  scene.server.release();
  child.kill('SIGINT');
  const stopped = await ended;
  expect(stopped.code).toBe(130);
  expect(stopped.stderr).toContain('m: 0 answers written, 0 kept, 6 not begun\n');
});

test('a terminal that closes says so twice, and what is under way may still end', async () => {
  const scene = await openScene({ questions });
  const underWay = scene.server.hold(2);
  const { child, ended, says } = start(scene, 'answers', ['-j', '2']);
  await underWay;
  child.kill('SIGHUP');
  await says('stopping:');
  child.kill('SIGHUP');
  // Whatever the signal does, it does before a process started later has come to its end.
  expect((await scene.show([])).code).toBe(2);
  scene.server.release();
  expect((await ended).code).toBe(130);
  expect(await scene.data.records(answersPath)).toHaveLength(2);
});

test('the command to go on shows no secret of an address', async () => {
  const scene = await openScene({ questions, fault: () => ({ kind: 'status', status: 400 }) });
  const address = `${scene.server.url.replace('//', '//me:hush@')}/v1?token=hush`;
  const ended = await scene.answers(['--base-url', address, '--first-n', '1']);
  expect(ended.code).toBe(1);
  expect(linesOf(ended.stderr).at(-1)).toMatch(/^next: gen-answers .* --base-url … --first-n 1$/);
  expect(ended.stderr).not.toContain('hush');
});
