/** What holds for every benchmark: pinned sources, a bench that its schema takes, and no data in the package. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadBenchmark } from '../../src/benchmarks/registry.ts';
import { benchSchema } from '../../src/records/bench/bench.ts';
import { benchmarkNames } from '../../src/records/bench/benchmarks.ts';
import { repository, run } from '../support/cli.ts';

describe.each(benchmarkNames)('%s', (name) => {
  test('is pinned to a commit, and its known sums are SHA-256', async () => {
    const { name: own, revision, questions, shots } = await loadBenchmark(name);
    expect(own).toBe(name);
    expect(revision).toMatch(/^[0-9a-f]{40}$/);
    for (const { path, sha256 } of [...questions.files, ...(shots?.files ?? [])]) {
      if (sha256 !== undefined) expect(sha256, path).toMatch(/^[0-9a-f]{64}$/);
      if (path.startsWith('https:')) expect(path).toMatch(/\/[0-9a-f]{40}\//);
    }
  });

  test('is asked by methods that the schema takes, with graders for each', async () => {
    const { title, equals, ask, groups, shots } = await loadBenchmark(name);
    const bench = benchSchema.parse({ title, equals, ask, groups });
    for (const [method, asked] of Object.entries(bench.ask)) {
      expect(asked.graders, method).not.toEqual([]);
      expect(asked.fewshot === undefined, method).toBe(shots === undefined);
    }
  });
});

test('the help of `import` gives the counts and licences of the benchmarks', async () => {
  const { stdout } = await run('mt-judge', ['import', '--help']);
  for (const name of benchmarkNames) {
    const { questions, licence } = await loadBenchmark(name);
    const count = questions.rows.toLocaleString('en');
    expect(stdout).toMatch(new RegExp(`^ {2}${name} +${count} +${licence.replaceAll('.', '\\.')} `, 'm'));
  }
});

test('no data of a benchmark are in the package', () => {
  const packed = readdirSync(join(repository, 'questions'), { recursive: true, encoding: 'utf8' });
  for (const name of benchmarkNames) expect(packed.filter((file) => file.includes(name))).toEqual([]);
});
