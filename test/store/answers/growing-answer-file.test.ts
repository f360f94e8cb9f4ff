import { expect, onTestFinished, test } from 'vitest';
import { answerKey, answerSchema } from '../../../src/records/answer.ts';
import { openGrowingAnswerReader } from '../../../src/store/answers/growing-answer-file.ts';
import { sortFile } from '../../../src/store/jsonl/sort.ts';
import { openWriter } from '../../../src/store/jsonl/writer.ts';
import { makeDataDir } from '../../support/cli.ts';

const answer = (id: number, text: string) => ({
  ...{ question_id: id, answer_id: `${id}`, model_id: 'm', tstamp: 1 },
  choices: [{ index: 0, turns: [text] }],
});

test('an answer that has landed is read from where it stands on disk, whatever was written beside it', async () => {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const file = await data.write('answers/b/m.jsonl', [answer(1, 'old'), answer(2, 'héé')]);
  const writer = await openWriter(file, answerSchema);
  const reader = await openGrowingAnswerReader(file, 'm');
  const records = [answer(4, 'four ☃'), answer(1, 'new'), answer(3, 'three')];
  // Those that arrive together are flushed together.
  await Promise.all(
    records.map(async (record) => reader.land(answerSchema.parse(record), await writer.append(record))),
  );
  const texts = async () => {
    const found = [...reader.answers].map(async ([key, span]) => {
      const { choices } = await reader.read(span);
      return [key, choices[0]?.turns[0], span.number];
    });
    return Promise.all(found);
  };
  const expected = [
    ['1', 'new', 4],
    ['2', 'héé', 2],
    ['4', 'four ☃', 3],
    ['3', 'three', 5],
  ];
  expect(await texts()).toEqual(expected);
  // Replaced by a file in another order: the open one is still as it was.
  const order = {
    keyOf: answerKey,
    rankOf: ({ question_id }: { question_id: unknown }) => [Number(question_id)],
  };
  await writer.close(async () => void (await sortFile(file, answerSchema, order)));
  expect((await data.records('answers/b/m.jsonl')).map(({ question_id }) => question_id)).toEqual([
    1, 2, 3, 4,
  ]);
  expect(await texts()).toEqual(expected);
  await reader.close();
});

test('a file that does not exist yet is an empty reader, which can be closed unread', async () => {
  const data = makeDataDir();
  onTestFinished(data.remove);
  const reader = await openGrowingAnswerReader(`${data.path}/answers/b/m.jsonl`, 'm');
  expect(reader).toMatchObject({ model: 'm', torn: undefined, answers: { size: 0 } });
  await reader.close();
});
