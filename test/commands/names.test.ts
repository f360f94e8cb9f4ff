/** Judges and models by id, by `<endpoint>/<model>` and by their entry in models.yaml, in every command that takes names. */

import { expect, onTestFinished, test } from 'vitest';
import { makeDataDir, run, sampleQuestions } from '../support/cli.ts';
import { linesOf, openScene } from '../support/scene.ts';

const modelsFile = `models:
  first: { endpoint: offline, model: echo, model_id: one }
  strict: { endpoint: offline, model: judge, model_id: judge }
`;

/** `one` (an entry's id) and `terse`, judged by `judge` (an entry's id), singly and in pairs. */
async function judgedFolder() {
  const data = makeDataDir();
  onTestFinished(data.remove);
  await data.write('questions/small.jsonl', sampleQuestions(2));
  await data.write('models.yaml', modelsFile);
  const start = (bin: 'mt-judge' | 'show-results' | 'gen-judgment', ...args: string[]) =>
    run(bin, [...args, '--data-dir', data.path], { cwd: data.path });
  const bench = ['--bench', 'small'];
  const done = [
    await start(
      'mt-judge',
      'run',
      ...bench,
      '--model',
      'first',
      'offline/terse',
      '--judge',
      'strict',
      '--quiet',
    ),
    await start('gen-judgment', ...bench, '--judge', 'strict', '--mode', 'pairwise-all', '--quiet'),
  ];
  expect(done.map(({ code }) => code)).toEqual([0, 0]);
  return { data, start, bench };
}

test('commands that ask take an entry by the id that it gives', async () => {
  const { start, bench } = await judgedFolder();
  const again = await start(
    'mt-judge',
    'run',
    ...bench,
    '--model',
    'one',
    '--judge',
    'judge',
    '--model-list',
    'offline/terse',
  );
  expect(again).toMatchObject({ code: 0 });
  expect(again.stderr).toContain('judge judge: 0 judgments written, 8 kept');
});

test.for([
  [['--model-list', 'first'], /\bone +\d/],
  [['--model-list', 'offline/terse'], /\bterse +\d/],
  [['--judge', 'strict'], /judge judge/],
  [['--compare', 'first', 'offline/terse'], /one − terse/],
  [['--mode', 'pairwise-all', '--judge', 'strict', '--anchor', 'offline/terse=1000'], /terse at 1000/],
  [['--mode', 'pairwise-baseline', '--baseline', 'first'], /baseline one/],
] as const)('show-results %j', async ([args, words]) => {
  const { start, bench } = await judgedFolder();
  const shown = await start('show-results', ...bench, ...args);
  expect(shown).toMatchObject({ code: 0 });
  expect(shown.stdout).toMatch(words);
});

test('gen-judgment, compare, agreement and the page take them too', async () => {
  const { data, start, bench } = await judgedFolder();
  const listed = await start(
    'gen-judgment',
    ...bench,
    '--judge',
    'strict',
    '--model-list',
    'first',
    'offline/terse',
  );
  expect(listed.stderr).toContain('judge judge: 0 judgments written, 8 kept');
  const met = ['--mode', 'pairwise-baseline', '--baseline', 'first'];
  expect((await start('gen-judgment', ...bench, '--judge', 'strict', ...met)).stderr).toContain('4 kept');
  const compared = await start('mt-judge', 'compare', 'first', 'offline/terse', '--judge', 'strict');
  expect(compared.stdout).toContain('base one, candidate terse');
  const agreed = await start('mt-judge', 'agreement', ...bench, '--judge', 'strict');
  expect(agreed.stderr).toContain('all votes are of judge');
  const page = await start(
    'show-results',
    ...bench,
    '--model-list',
    'offline/terse',
    '--html',
    `${data.path}/r.html`,
  );
  expect([page.code, page.stderr]).toEqual([0, expect.stringContaining('wrote ')]);
});

test('an id that looks like an endpoint and a model stays what it is', async () => {
  const scene = await openScene();
  expect((await scene.answers(['--model-id', 'vendor/m', '--quiet'])).code).toBe(0);
  expect((await scene.answers(['--model-id', 'm', '--quiet'])).code).toBe(0);
  expect((await scene.judge(['--quiet'])).code).toBe(0);
  const shown = JSON.parse((await scene.show(['--model-list', 'vendor/m', '--format', 'json'])).stdout);
  expect(shown.models.map(({ model }: { model: string }) => model)).toEqual(['vendor/m']);
});

test('what is no name at all is told with the ids that there are', async () => {
  const { start, bench } = await judgedFolder();
  const told = async (...args: string[]) => {
    const ran = await start('mt-judge', ...args);
    return [ran.code, ...linesOf(ran.stderr)];
  };
  expect(await told('show-results', ...bench, '--judge', 'offline/none')).toEqual([
    2,
    'mt-judge: no judgments for "offline/none" (--judge): there are judge',
  ]);
  expect(await told('compare', 'none', 'first')).toEqual([
    2,
    'mt-judge: none and one have no bench in common: none lacks small; there are results of one, terse',
  ]);
  expect(await told('compare', 'first', 'offline/terse', '--judge', 'none')).toEqual([
    2,
    'mt-judge: one and terse have no bench in common: no judgments of both by none (--judge): there are judgments by judge',
  ]);
});
