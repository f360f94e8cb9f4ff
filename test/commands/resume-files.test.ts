/** Files that a run finds in disorder: torn lines, locks of the dead and of the living. */

import { appendFile, readFile, truncate } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  answersPath,
  copyScene,
  judgmentsPath,
  linesOf,
  openScene,
  type Scene,
  snapshot,
  startScene,
} from '../support/scene.ts';

let finished: Awaited<ReturnType<typeof startScene>>;

beforeAll(async () => {
  finished = await startScene();
  expect((await finished.answers([])).code).toBe(0);
  expect((await finished.judge([])).code).toBe(0);
});

afterAll(() => finished.close());

const torn = '{"question_id": 2, "model": "m", "text": "cut o';

for (const [name, command, path, asked] of [
  ['answers', 'answers', answersPath, 2],
  ['judgments', 'judge', judgmentsPath, 1],
] as const) {
  test(`a torn last line among the ${name} is set aside and reported, and its record is made again`, async () => {
    const scene = await copyScene(finished);
    const whole = await scene.data.read(path);
    const file = join(scene.data.path, path);
    const last = whole.trimEnd().lastIndexOf('\n') + 1;
    await truncate(file, Buffer.byteLength(whole.slice(0, last)));
    await appendFile(file, torn);
    const resumed = await scene[command](['--no-cache']);
    expect(resumed.code).toBe(0);
    expect(resumed.stderr).toContain(`${file}: the last line was cut off; it is set aside in ${file}.torn`);
    expect(await readFile(`${file}.torn`, 'utf8')).toBe(`${torn}\n`);
    expect(scene.server.requests).toHaveLength(asked);
    expect(linesOf(await scene.data.read(path))).toHaveLength(linesOf(whole).length);
    expect((await scene.data.read(path)).startsWith(whole.slice(0, last))).toBe(true);
  });
}

test('show-results leaves a torn last line out, says so, and changes no file', async () => {
  const scene = await copyScene(finished);
  await appendFile(join(scene.data.path, judgmentsPath), torn);
  const before = await snapshot(scene.data.path);
  const shown = await scene.show(['--format', 'json']);
  expect(shown.code).toBe(0);
  expect(linesOf(shown.stderr)).toEqual([
    `warning: ${join(scene.data.path, judgmentsPath)}:9 is cut off and was left out`,
  ]);
  expect(JSON.parse(shown.stdout).models[0].average.n).toBe(8);
  expect(await snapshot(scene.data.path)).toEqual(before);
});

test('a whole last record that lacks only its line break is kept', async () => {
  const scene = await copyScene(finished);
  const whole = await scene.data.read(answersPath);
  await truncate(join(scene.data.path, answersPath), Buffer.byteLength(whole) - 1);
  expect((await scene.answers([])).stderr).toContain('m: 0 answers written, 4 kept');
  expect(scene.server.requests).toEqual([]);
  expect(await scene.data.read(answersPath)).toBe(whole);
});

for (const [command, path] of [
  ['answers', answersPath],
  ['judge', judgmentsPath],
] as const) {
  test(`${command === 'judge' ? 'gen-judgment' : 'gen-answers'} puts in order what a run killed at its very end has left`, async () => {
    const scene = await copyScene(finished);
    const whole = await scene.data.read(path);
    const lines = linesOf(whole);
    const [first = ''] = lines;
    const outdated = JSON.stringify({ ...JSON.parse(first), tstamp: 1 });
    await scene.data.write(
      path,
      [outdated, ...lines.toReversed()].map((line) => JSON.parse(line)),
    );
    const gone = { pid: 2 ** 22 + 1, host: hostname() };
    await scene.data.write(`${path}.lock-owner`, JSON.stringify(gone));
    expect((await scene[command]([])).code).toBe(0);
    expect(scene.server.requests).toEqual([]);
    expect(await scene.data.read(path)).toBe(whole);
    expect(await scene.data.read(`${path}.superseded`)).toBe(`${outdated}\n`);
  });
}

test('the lock of a killed process is taken over at once and leaves nothing behind', async () => {
  const scene = await openScene();
  let kill: (() => void) | undefined;
  scene.server.options.fault = () => {
    kill?.();
    return undefined;
  };
  const killed = await scene.answers([], {
    onStart: (child) => {
      kill = () => child.kill('SIGKILL');
    },
  });
  expect(killed.signal).toBe('SIGKILL');
  expect(await leftovers(scene)).toEqual(['m.jsonl.lock', 'm.jsonl.lock-owner']);
  kill = undefined;
  expect((await scene.answers([])).code).toBe(0);
  expect(await leftovers(scene)).toEqual([]);
});

for (const [command, path] of [
  ['answers', answersPath],
  ['judge', judgmentsPath],
] as const) {
  test(`${command === 'judge' ? 'gen-judgment' : 'gen-answers'} is told in one line of a live process that writes the same file`, async () => {
    const scene = await openScene();
    if (command === 'judge') await scene.data.write(answersPath, await finished.data.read(answersPath));
    const arrived = scene.server.hold();
    let pid: number | undefined;
    const first = scene[command]([], {
      onStart: (child) => {
        pid = child.pid;
      },
    });
    await arrived;
    const second = await scene[command]([]);
    expect(second).toMatchObject({ code: 2, stdout: '' });
    expect(linesOf(second.stderr)).toEqual([
      expect.stringContaining(`cannot write ${join(scene.data.path, path)}: process ${pid} on`),
    ]);
    scene.server.release();
    expect((await first).code).toBe(0);
    expect(await scene.data.records(path)).toHaveLength(command === 'judge' ? 8 : 4);
    expect(await leftovers(scene)).toEqual([]);
  });
}

/** What stands beside the records. */
async function leftovers(scene: Scene): Promise<string[]> {
  const names = [...(await snapshot(scene.data.path)).keys()].map((path) =>
    path.slice(path.lastIndexOf('/') + 1),
  );
  return names.filter((name) => name.includes('.jsonl.'));
}
