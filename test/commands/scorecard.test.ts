/** `mt-judge scorecard` as a process: what judges, graders and voters make of one model, never averaged. */

import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type DataDir, makeDataDir, run } from '../support/cli.ts';
import { writeBench } from '../support/compared-bench.ts';
import { pair } from '../support/pairs.ts';

const twenty = (of: (at: number) => number) => Array.from({ length: 20 }, (_, at) => of(at));
const day = 1_772_000_000;

async function open(): Promise<{ data: DataDir; scorecard: (...args: string[]) => ReturnType<typeof run> }> {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const sides = (of: (at: number) => number) => [
    { model: 'm', scores: twenty(of) },
    { model: 'n', scores: twenty(of) },
  ];
  await writeBench(data, {
    bench: 'gsm8k',
    judge: 'number@1',
    scale: [0, 1],
    sides: sides((at) => Number(at < 15)),
  });
  await writeBench(data, { bench: 'tales', judge: 'j', sides: sides((at) => 5 + (at % 3)) });
  const rows = await data.records('judgments/tales/j_single.jsonl');
  const strict = rows.map((row) => ({ ...row, score: row.score - 2, prompt_set: 'strict', tstamp: day }));
  await data.write(
    'judgments/tales/j_single.jsonl',
    rows.slice(0, 39).map((row) => ({ ...row, prompt_set: 'default' })),
  );
  await data.write('judgments/tales/j.strict_single.jsonl', strict);
  const match = (at: number, more: Record<string, unknown>) =>
    pair('m n', at % 4 === 0 ? '2 2' : '1 1', { question_id: `q${at}`, ...more });
  await data.write(
    'judgments/tales/j_pair.jsonl',
    twenty((at) => at).map((at) => match(at, { tstamp: day })),
  );
  for (const voter of ['ann', 'bob']) {
    const votes = [1, 2, 3].map((at) =>
      match(at, {
        judge: [`human-${voter}`, 'arena'],
        games: 1,
        tstamp: day + 86_400 * at,
        vote_id: `${voter}${at}`,
      }),
    );
    await data.write(`judgments/tales/human-${voter}_pair.jsonl`, votes);
  }
  const scorecard = (...args: string[]) => run('mt-judge', ['scorecard', '--data-dir', data.path, ...args]);
  return { data, scorecard };
}

test('a row for each bench and judge, with interval, coverage and provenance; nothing is averaged', async () => {
  const { scorecard } = await open();
  const { code, stdout, stderr } = await scorecard('--model', 'm');
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const lines = stdout.split('\n');
  expect(lines[0]).toBe('scorecard of m');
  expect(lines[2]).toMatch(/^bench +protocol +judge +figure +95 % +coverage +judged +how$/);
  expect(stdout).toMatch(/^tales +– +j +mean score +5\.95 ± 0\.\d\d +20\/20 +1970-01-01 +prompts default/m);
  expect(stdout).toMatch(/^tales +– +j +mean score +3\.95 ± 0\.\d\d +20\/20 +2026-02-25 +prompts strict/m);
  expect(stdout).toMatch(/^tales +– +j +rating +\d+ ± \d+ .*against 1 model, wins 75 %/m);
  expect(stdout).toMatch(/^tales +– +2 voters +(?:rating|win rate).* 2026-02-26 to 2026-02-28/m);
  expect(stdout).toMatch(/^gsm8k +gsm8k +number@1 +accuracy +0\.750 ± 0\.\d{3} +20\/20 /m);
  expect(stdout).toContain('rows are on different scales and are never averaged');
});

test('JSON, CSV and Markdown have the same rows', async () => {
  const { scorecard } = await open();
  const value = JSON.parse((await scorecard('--model', 'm', '--format', 'json')).stdout);
  expect(value.rows.map(({ kind, bench }: { kind: string; bench: string }) => `${kind} ${bench}`)).toEqual([
    'judge tales',
    'judge tales',
    'pairwise tales',
    'votes tales',
    'program gsm8k',
  ]);
  expect(value.rows[4]).toMatchObject({
    ...{ figure: 'accuracy', score: 0.75, scale: [0, 1], n: 20, protocols: ['gsm8k'], demo: false },
    coverage: { judged: 20, expected: 20 },
    judged: [1, 1],
  });
  expect(value.rows[3].judges).toEqual(['human-ann', 'human-bob']);
  expect(Object.keys(value)).toEqual(['model', 'rows']);
  const csv = (await scorecard('--model', 'm', '--format', 'csv')).stdout.trim().split('\r\n');
  expect(csv).toHaveLength(6);
  expect(csv[5]).toMatch(/^m,program,gsm8k,gsm8k,number@1,,,,\d,accuracy,0\.75,0\.\d+,0\.\d+,0,1,20,/);
  const markdown = (await scorecard('--model', 'm', '--format', 'markdown')).stdout;
  expect(markdown.split('\n').filter((line) => line.startsWith('| tales'))).toHaveLength(4);
});

test('a model whose judgments are not all there is marked; one bench may be asked for', async () => {
  const { scorecard } = await open();
  const { stdout } = await scorecard('--model', 'n', '--bench', 'tales');
  expect(stdout).toMatch(/^tales .* 19\/20 \* /m);
  expect(stdout).toContain('* not every expected judgment is in this figure');
  expect(stdout).not.toContain('gsm8k');
});

test('a protocol is named for its bench, mode and prompts', async () => {
  const { data, scorecard } = await open();
  const paper = 'references: [{ title: A paper, url: "https://example.org/paper" }]\n';
  await data.write(
    'protocols/ours.yaml',
    `title: T\nmeasures: M.\nbench: tales\njudge_prompts: strict\n${paper}`,
  );
  await data.write('protocols/broken.yaml', 'title: T\n');
  const { stdout, stderr } = await scorecard('--model', 'm');
  expect(stdout).toMatch(/^tales +ours +j +mean score +3\.95/m);
  expect(stdout).toMatch(/^tales +– +j +mean score +5\.95/m);
  expect(stderr).toMatch(/note: cannot read .*broken\.yaml:1: measures/);
});

test('a model that nobody has judged, a bench that there is not, no model: one line and exit 2', async () => {
  const { data, scorecard } = await open();
  const none = await scorecard('--model', 'x');
  expect(none).toMatchObject({ code: 2, stdout: '' });
  expect(none.stderr).toBe(
    `mt-judge: no judgments of "x" (--model) in ${data.path}: there are those of m, n\n`,
  );
  expect((await scorecard('--model', 'm', '--bench', 'nothing')).stderr).toContain(
    'nothing of the bench "nothing"',
  );
  expect(await scorecard()).toMatchObject({ code: 2 });
  const file = join(data.path, 'no', 'such', 'folder', 'card.html');
  expect((await scorecard('--model', 'm', '--html', file)).code).toBe(2);
});
