/** The files of models that are named, and the models by their ids. */

import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { answerFilesOf } from '../../../src/store/answers/models.ts';
import { type DataDir, makeDataDir } from '../../support/cli.ts';

let dir: DataDir;

beforeEach(() => {
  dir = makeDataDir();
});
afterEach(() => dir.remove());

test('`answerFilesOf()` gives every file of the bench, or those of the named models in their order', async () => {
  for (const name of ['b', 'a', 'org-c']) await dir.write(`answers/x/${name}.jsonl`, '');
  await dir.write('answers/x/a.jsonl.torn', '');
  const path = (name: string) => join(dir.path, 'answers', 'x', `${name}.jsonl`);
  expect(await answerFilesOf(dir.path, 'x', undefined)).toEqual([path('a'), path('b'), path('org-c')]);
  expect(await answerFilesOf(dir.path, 'x', ['org/c', 'a'])).toEqual([path('org-c'), path('a')]);
});

test('`answerFilesOf()` names a model without answers and those that have some', async () => {
  const record = { question_id: 1, answer_id: 'i', choices: [{ index: 0, turns: ['Yes.'] }], tstamp: 0 };
  await dir.write('answers/x/org-c.jsonl', [{ ...record, model_id: 'org/c' }]);
  const missing = answerFilesOf(dir.path, 'x', ['z']);
  await expect(missing).rejects.toBeInstanceOf(UserError);
  await expect(missing).rejects.toThrow(
    /no answers of the model "z" \(--model-list\): .* has those of org\/c$/,
  );
  await expect(answerFilesOf(dir.path, 'y', undefined)).rejects.toThrow(/run gen-answers --bench y first$/);
});
