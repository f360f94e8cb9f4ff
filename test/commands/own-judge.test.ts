/** `--judge ./my-judge.js`: a program of one's own through the real commands. */

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../support/cli.ts';
import { keys, linesOf, openScene, type Scene } from '../support/scene.ts';

const lengthJudge = `export default ({ answers }) => ({
  score: Math.min(10, 1 + answers.at(-1).length % 10),
  rationale: 'By the length of the answer.',
});\n`;

async function sceneWith(source: string, name = 'my-judge.mjs'): Promise<Scene & { judgeFile: string }> {
  const scene = await openScene();
  const judgeFile = await scene.data.write(name, source);
  expect((await scene.answers(['--first-n', '2'])).code).toBe(0);
  scene.server.requests.length = 0;
  return { ...scene, judgeFile };
}

const judge = ({ run: start, data }: Scene, args: readonly string[] = [], name = './my-judge.mjs') =>
  start('gen-judgment', ['--judge', name, '--first-n', '2', ...args], { cwd: data.path });
const judged = (scene: Scene) => scene.data.records('judgments/small/my-judge_single.jsonl');

test('a function judges, its judgments say so, and the next run has nothing to do', async () => {
  const scene = await sceneWith(lengthJudge);
  expect(await judge(scene)).toMatchObject({ code: 0 });
  const rows = await judged(scene);
  expect(rows).toHaveLength(4);
  expect(rows[0]).toMatchObject({
    judge: ['my-judge', 'program'],
    scale: [1, 10],
    user_prompt: '',
    rationale: 'By the length of the answer.',
    judgment: 'By the length of the answer.',
  });
  expect(rows.map(({ demo, unparsed, prompt_set }) => [demo, unparsed, prompt_set])).toEqual(
    Array(4).fill([undefined, undefined, undefined]),
  );
  expect(scene.server.requests).toHaveLength(0);
  const again = await judge(scene);
  expect(again.code).toBe(0);
  expect(await judged(scene)).toEqual(rows);
  expect((await scene.show(['--format', 'json'])).code).toBe(0);
});

test('a changed file makes its judgments stale: they are made again in their place', async () => {
  const scene = await sceneWith(lengthJudge);
  await judge(scene);
  await scene.data.write('my-judge.mjs', `export default () => ({ score: 3, rationale: 'Always.' });\n`);
  const dry = await judge(scene, ['--dry-run']);
  expect(dry.stdout).toContain('judge my-judge: 0 calls; 0 records kept');
  const { code, stderr } = await judge(scene);
  expect(code).toBe(0);
  expect(stderr).toContain('replaces 4 judgments of judge my-judge (4 stale)');
  expect((await judged(scene)).map(({ score }) => score)).toEqual([3, 3, 3, 3]);
});

test('an object has an id, a version and a scale of its own, and may be a class', async () => {
  const scene = await sceneWith(`class Half {
    id = 'half'; version = 2; scale = [0, 1];
    decide() { return { score: this.scale[1] / 2, rationale: 'Half.' }; }
  }
  export default new Half();\n`);
  expect(await judge(scene)).toMatchObject({ code: 0 });
  const [row] = await scene.data.records('judgments/small/half-2_single.jsonl');
  expect(row).toMatchObject({ judge: ['half@2', 'program'], score: 0.5, scale: [0, 1] });
});

test('what the judge throws is named and counted, writes nothing, and is tried again', async () => {
  const scene = await sceneWith(`export default ({ question, turn }) => {
    if (question.question_id === 1 && turn === 2) throw new TypeError('no such field');
    return { score: 5, rationale: 'Fine.' };
  };\n`);
  const { code, stderr } = await judge(scene);
  expect(code).toBe(1);
  expect(stderr).toContain('failed: judge my-judge, question 1 turn 2 of m: TypeError: no such field');
  expect(stderr).toContain('judge error');
  expect(await judged(scene)).toHaveLength(3);
  expect((await judge(scene)).code).toBe(1);
  expect(await judged(scene)).toHaveLength(3);
});

test('a value that is no verdict ends the run with one line that names the file and the value', async () => {
  const scene = await sceneWith(`export default () => ({ score: 11 });\n`);
  const { code, stderr } = await judge(scene);
  expect(code).toBe(2);
  expect(linesOf(stderr).at(-1)).toMatch(
    /^gen-judgment: \.\/my-judge\.mjs gave \{ score: 11 \} for question \d turn \d of m: .* from 1 to 10$/,
  );
  await expect(judged(scene)).rejects.toThrow('ENOENT');
});

test('two models meet before a judge of one’s own', async () => {
  const scene = await sceneWith(`export default ({ answersA, answersB }) => ({
    winner: answersA.at(-1) === answersB.at(-1) ? 'tie' : 'A', rationale: 'First come.',
  });\n`);
  await scene.run('gen-answers', ['--model', 'openai/n', '--first-n', '2']);
  expect(await judge(scene, ['--mode', 'pairwise-all'])).toMatchObject({ code: 0 });
  const rows = await scene.data.records('judgments/small/my-judge_pair.jsonl');
  expect(rows).toHaveLength(4);
  expect(rows[0]).toMatchObject({ judge: ['my-judge', 'program'], g1_rationale: 'First come.' });
  expect(rows[0]).not.toHaveProperty('scale');
});

const unusable: [string, string, string, RegExp][] = [
  ['is not there', 'other.mjs', '', /cannot read the judge \.\/my-judge\.mjs \(--judge\)/],
  ['is no JavaScript', 'my-judge.mjs', 'export default (\n', /cannot load the judge .*SyntaxError/],
  [
    'throws when it is loaded',
    'my-judge.mjs',
    'throw new Error("no")\n',
    /cannot load the judge .*Error: no/,
  ],
  ['exports nothing', 'my-judge.mjs', '\n', /must be a function, or an object with decide/],
  ['has no decide()', 'my-judge.mjs', 'export default { id: "x" }\n', /has no function decide/],
  [
    'has a scale below 0',
    'my-judge.mjs',
    'export default { scale: [-1, 1], decide() {} }\n',
    /its scale must be/,
  ],
];

test.each(unusable)('a judge that %s is a one-line error before anything is written', async (...given) => {
  const [, name, source, message] = given;
  const scene = await sceneWith(source, name);
  const { code, stderr } = await judge(scene);
  expect(code).toBe(2);
  expect(linesOf(stderr)).toHaveLength(1);
  expect(stderr).toMatch(message);
  await expect(judged(scene)).rejects.toThrow('ENOENT');
});

test('a judge in TypeScript is read where Node does so, and elsewhere the way out is named', async () => {
  const source = `export default (match: { turn: number }) => ({ score: match.turn, rationale: 'The turn.' });\n`;
  const scene = await sceneWith(source, 'my-judge.mts');
  const { code, stderr } = await judge(scene, [], './my-judge.mts');
  if (Reflect.get(process.features, 'typescript')) {
    expect(code).toBe(0);
    expect((await judged(scene)).map(({ score }) => score)).toEqual([1, 2, 1, 2]);
  } else {
    expect(code).toBe(2);
    expect(linesOf(stderr)).toHaveLength(1);
    expect(stderr).toContain('use Node 22.18 or later, or compile it to JavaScript');
  }
});

test('results are on the scale of the judgments, and scales are never averaged with one another', async () => {
  const scene = await sceneWith(`export default { scale: [0, 1], decide: () => ({ score: 0.5 }) };\n`);
  await judge(scene);
  const alone = JSON.parse((await scene.show(['--format', 'json'])).stdout);
  expect(alone).toMatchObject({ judges: ['my-judge'], scale: [0, 1] });
  expect(alone.models[0].average).toMatchObject({ score: 0.5, n: 4 });
  const table = await scene.show(['--health']);
  expect(table.stdout).toContain('mean score from 0 to 1');
  expect(table.stdout).toMatch(/^scores +0 +0\.1 .* 0\.9 +exactly 1$/m);
  expect((await scene.show(['--fail-under', '0.6'])).code).toBe(1);
  const outside = await scene.show(['--fail-under', '7']);
  expect(outside).toMatchObject({ code: 2, stdout: '' });
  expect(outside.stderr).toContain('--fail-under 7: it must be a score from 0 to 1');
  await scene.judge(['--first-n', '2']);
  const both = await scene.show(['--format', 'json']);
  const board = JSON.parse(both.stdout);
  expect(board.judges).toEqual(['j']);
  expect(board).not.toHaveProperty('scale');
  expect(board.other_scales).toEqual([{ judge: 'my-judge', scale: [0, 1] }]);
  expect(both.stderr).toContain('my-judge scores from 0 to 1 and is left out');
  const chosen = JSON.parse((await scene.show(['--format', 'json', '--judge', 'my-judge'])).stdout);
  expect(chosen.models[0].average.score).toBe(0.5);
});

test('a run answers and has a judge of one’s own judge as answers arrive; doctor probes models alone', async () => {
  const scene = await openScene();
  await scene.data.write('my-judge.mjs', lengthJudge);
  const own = ['--data-dir', scene.data.path, '--judge', join(scene.data.path, 'my-judge.mjs')];
  const models = ['--base-url', `${scene.server.url}/v1`, '--model', 'openai/m'];
  const rest = ['--bench', 'small', '--first-n', '2'];
  expect(await run('mt-judge', ['run', ...own, ...models, ...rest], { env: keys })).toMatchObject({
    code: 0,
  });
  expect(await judged(scene)).toHaveLength(4);
  const doctor = await run('mt-judge', ['doctor', ...own]);
  expect(doctor).toMatchObject({ code: 2, stderr: expect.stringContaining('my-judge is a program') });
});
