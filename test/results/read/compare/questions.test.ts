/** Questions as hashes: the same as those of the questions themselves, turn by turn. */

import { expect, onTestFinished, test } from 'vitest';
import { readHashedQuestions } from '../../../../src/results/read/compare/questions.ts';
import { hashedWhenAsked } from '../../../../src/results/read/rows/staleness.ts';
import { makeDataDir } from '../../../support/cli.ts';

const questions = [
  { question_id: 81, category: 'math', turns: ['One?', 'Two?'], reference: ['1', '2'] },
  { question_id: 'b', category: 'letters', turns: ['Which?'], target: 'A', check: { options: ['x', 'y'] } },
  { question_id: 'c', category: 'writing', turns: ['Write.', 'Again.', 'Shorter.'] },
];

test('questions that are read as hashes are those that are hashed in memory', async () => {
  const data = makeDataDir();
  onTestFinished(data.remove);
  await data.write('questions/own.jsonl', questions);
  const read = await readHashedQuestions(data.path, 'own');
  if (!read) throw new Error('the questions were not found');
  const inMemory = hashedWhenAsked(questions);
  for (const [place, { question_id, turns }] of questions.entries()) {
    expect(read.placeOf(String(question_id))).toBe(place);
    expect(read.turnsAt(place)).toBe(turns.length);
    for (const turn of turns.keys()) {
      const { question_hash, reference_hash } = inMemory.hashesAt(place, turn + 1);
      expect(read.hashesAt(place, turn + 1)).toEqual({ question_hash, reference_hash });
    }
  }
  expect(read.hashesAt(0, 1).reference_hash).toMatch(/^[0-9a-f]{32}$/);
  expect(read.hashesAt(2, 3).reference_hash).toBeNull();
  expect(read.placeOf('d')).toBeUndefined();
});

test('a bench whose questions are not there has no hashes', async () => {
  const data = makeDataDir();
  onTestFinished(data.remove);
  expect(await readHashedQuestions(data.path, 'nowhere')).toBeUndefined();
});
