/** The third stage as a function, against what the command prints of the same folder. */

import { expect, onTestFinished, test, vi } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { results } from '../../src/index.ts';
import { ratedFolder, three } from '../support/rated-folder.ts';
import type { Row } from '../support/scene.ts';

const game = (question_id: number, winner: string): Row => ({
  ...{ question_id, model_1: 'a', model_2: 'b', judge: ['j', 'pair'], turn: 1, tstamp: 0 },
  ...{ g1_winner: winner, g2_winner: winner, g1_user_prompt: '', g2_user_prompt: '' },
  ...{ g1_judgment: 'one [[A]]', g2_judgment: 'two [[B]]' },
});

async function folder() {
  const data = await ratedFolder(three);
  onTestFinished(data.remove);
  await data.write(
    'judgments/small/j_pair.jsonl',
    [1, 2, 3].map((id) => game(id, id === 2 ? 'tie' : 'model_1')),
  );
  return data;
}

test('`results()` gives what `show-results --format json` prints, and prints nothing', async () => {
  const data = await folder();
  const written = vi.spyOn(process.stdout, 'write');
  const settings = { dataDir: data.path, bench: 'small' };
  const found = [
    await results(settings),
    await results({ ...settings, by: 'judge', health: true, interval: 'bootstrap', seed: 3 }),
    await results({ ...settings, mode: 'pairwise-all' }),
  ];
  expect(written).not.toHaveBeenCalled();
  written.mockRestore();
  const printed = [
    await data.show('--format', 'json'),
    await data.show(
      '--format',
      'json',
      '--by',
      'judge',
      '--health',
      '--interval',
      'bootstrap',
      '--seed',
      '3',
    ),
    await data.show('--format', 'json', '--mode', 'pairwise-all'),
  ];
  expect(found.map((each) => JSON.parse(JSON.stringify(each)))).toEqual(
    printed.map(({ stdout }) => JSON.parse(stdout)),
  );
});

test('`results()` takes judges and models, and rejects with a UserError for one that nobody knows', async () => {
  const data = await folder();
  const settings = { dataDir: data.path, bench: 'small' };
  const [first = ''] = (await results(settings)).models.map(({ model }) => model);
  expect((await results({ ...settings, models: [first] })).models.map(({ model }) => model)).toEqual([first]);
  await expect(results({ ...settings, judges: ['nobody'] })).rejects.toBeInstanceOf(UserError);
});

test('`results()` tells of a line that was cut off', async () => {
  const data = await folder();
  const lines: string[] = [];
  const inputFile = await data.write('torn.jsonl', `${JSON.stringify(game(1, 'tie'))}\n{"question_id": 2`);
  await results({
    dataDir: data.path,
    inputFile,
    mode: 'pairwise-all',
    onWarning: (line) => lines.push(line),
  });
  expect(lines).toEqual([`warning: ${inputFile}:2 is cut off and was left out`]);
});
