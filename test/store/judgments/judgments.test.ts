import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { listJudgmentFiles } from '../../../src/store/judgments/judgments.ts';
import { makeDataDir } from '../../support/cli.ts';

test('`listJudgmentFiles()` lists the files of a mode by name', async () => {
  const dir = makeDataDir();
  onTestFinished(dir.remove);
  for (const name of ['b_single', 'a_single', 'a_pair']) await dir.write(`judgments/x/${name}.jsonl`, '');
  const folder = join(dir.path, 'judgments', 'x');
  expect(await listJudgmentFiles(dir.path, 'x', 'single')).toEqual([
    join(folder, 'a_single.jsonl'),
    join(folder, 'b_single.jsonl'),
  ]);
  expect(await listJudgmentFiles(dir.path, 'y', 'pair')).toEqual([]);
});
