/** `mt-judge compare --html` as a process: the page is written, says so, holds what the JSON says, and stays small. */

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ComparePage } from '../../../src/results/compare-page/shape.ts';
import { makeDataDir, run } from '../../support/cli.ts';
import { writeBench } from '../../support/compared-bench.ts';
import { readReport } from '../../support/report-file.ts';

const list = (count: number, of: (at: number) => number) => Array.from({ length: count }, (_, at) => of(at));

async function compared(count: number, isLost: (at: number) => boolean) {
  const data = makeDataDir();
  onTestFinished(data.remove);
  await writeBench(data, {
    bench: 'sums',
    judge: 'number@1',
    scale: [0, 1],
    sides: [
      { model: 'base', scores: list(count, (at) => (at % 4 === 0 ? 0 : 1)) },
      {
        model: 'q4',
        scores: list(count, (at) => (at % 4 === 0 ? (at % 40 === 0 ? 1 : 0) : isLost(at) ? 0 : 1)),
        texts: (at) => `another answer ${at}`,
      },
    ],
  });
  const file = join(data.path, 'c.html');
  const compare = (...args: string[]) =>
    run('mt-judge', ['compare', 'base', 'q4', ...args], { cwd: data.path });
  return { file, compare };
}

test('the page is written next to the table, says so, and holds the figures and both answers', async () => {
  const { file, compare } = await compared(80, (at) => at % 8 === 1);
  const plain = await compare();
  const shown = await compare('--html', file);
  expect(shown).toMatchObject({ code: 0, stdout: plain.stdout });
  expect(shown.stderr).toMatch(/^wrote .*c\.html: \d+ kB, 12 changed questions with transcripts$/m);
  const report = await readReport(file);
  const page = report.overview as unknown as ComparePage;
  const json = JSON.parse((await compare('--format', 'json')).stdout);
  const [{ flips, moved: _moved, ...figures }] = json.candidates[0].benches;
  expect(page.candidates[0]?.benches[0]).toMatchObject(figures);
  expect(page.candidates[0]?.benches[0]?.changed).toEqual({
    lost: 10,
    gained: 2,
    shown: 12,
    same: { right: 50, wrong: 18 },
  });
  expect(page.changes.map(({ question }) => question)).toEqual([...flips.lost, ...flips.gained]);
  expect(page.changes[0]?.scores).toEqual([1, 0]);
  const texts = report.texts[page.changes[0]?.texts ?? -1];
  expect(texts?.answers.map(({ model, turns }) => [model, turns[0]?.text])).toEqual([
    ['base', 'answer 1'],
    ['q4', 'another answer 1'],
  ]);
  expect(texts?.scores.map(({ model, score, target }) => [model, score, target])).toEqual([
    ['base', 1, '1'],
    ['q4', 0, '1'],
  ]);
  expect((await compare('--html', file, '--quiet')).stderr).toBe('');
});

test('of 14,000 questions the page holds 200 that changed, and stays below a megabyte', async () => {
  const { file, compare } = await compared(14_000, (at) => at % 2 === 1);
  const { code, stderr } = await compare('--html', file);
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('200 changed questions with transcripts');
  expect((await stat(file)).size).toBeLessThan(1e6);
  const page = (await readReport(file)).overview as unknown as ComparePage;
  expect(page.candidates[0]?.benches[0]?.changed).toMatchObject({ lost: 7000, gained: 350, shown: 200 });
  expect(page.changes.filter(({ kind }) => kind === 'lost')).toHaveLength(100);
});

test('the page names the other graders of a bench, and no flag of the command', async () => {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const scores = list(20, (at) => at % 2);
  const sides = ['base', 'q4'].map((model) => ({ model, scores }));
  for (const judge of ['letter@1', 'number@1']) {
    await writeBench(data, { bench: 'sums', judge, scale: [0, 1], sides });
  }
  const file = join(data.path, 'c.html');
  const { stderr } = await run('mt-judge', ['compare', 'base', 'q4', '--html', file], { cwd: data.path });
  const line = 'bench sums: compared by letter@1; there are judgments by number@1, too';
  expect(stderr).toContain(`note: ${line} (--judge takes any)\n`);
  const { notes } = (await readReport(file)).overview as unknown as ComparePage;
  expect(notes).toContain(line);
  expect(notes.filter((each) => / --[a-z]/.test(each))).toEqual([]);
});

test('a folder that is not there is refused in one line', async () => {
  const { compare } = await compared(20, () => false);
  const { code, stderr } = await compare('--html', 'no/c.html');
  expect(code).toBe(2);
  expect(stderr).toContain('there is no folder no: make it first');
});
