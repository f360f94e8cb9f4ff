/** The probes for contamination as functions: what `prepareCompletion` gives, `run` takes, and `contamination` reads. */

import { expect, onTestFinished, test } from 'vitest';
import { contamination, prepareCompletion, run, UserError } from '../../src/index.ts';
import { makeDataDir } from '../support/cli.ts';

test('prepared, run and read by functions alone', async () => {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const text = 'On a long walk Ada counts birds: nine on the way out, and seven more on her way back home.';
  for (const bench of ['old', 'new']) {
    const questions = [1, 2, 3].map((id) => ({ question_id: id, turns: [`${bench} ${id}. ${text}`] }));
    await data.write(`questions/${bench}.jsonl`, questions);
  }
  const where = { dataDir: data.path, pairs: ['new=old'] };
  const model = { specs: ['offline/echo'] };
  const { modelId, parts } = await prepareCompletion(where, { model, limit: 2 });
  for (const { settings } of parts) expect((await run(settings)).status).toBe('done');
  const value = await contamination({ ...where, model: modelId });
  expect(value).toMatchObject({ model: 'echo', demo: true, fresh: [] });
  expect(value.completion.map(({ n }) => n)).toEqual([
    { public: 2, fresh: 2 },
    { public: 2, fresh: 2 },
  ]);
  await expect(contamination({ ...where, model: 'nobody' })).rejects.toThrow(UserError);
});
