import { expect, test } from 'vitest';
import { ProviderError } from '../../src/errors.ts';
import { type AskModel, modelJudge, toOpinion } from '../../src/judges/judge.ts';
import type { SingleMatch } from '../../src/judges/match.ts';
import type { Call } from '../../src/records/call.ts';

const asked = { name: 'single', system: 's', user: 'u', hash: 'h', format: '[[rating]]' as const };
const match: SingleMatch = {
  type: 'single',
  question: { question_id: 1, category: 'stem', turns: ['Why?'] },
  turn: 1,
  model: 'm',
  choice: 0,
  repeat: 3,
  answers: ['Because.'],
};

const call = (latency_ms: number): Call => ({
  sent: { endpoint: 'e', model: 'j', parameters: {} },
  finish_reason: 'stop',
  latency_ms,
  attempts: 1,
});

/** A judge whose model replies with these texts in turn, and what it was asked. */
function judgeOf(...texts: string[]) {
  const questions: Parameters<AskModel>[] = [];
  const judge = modelJudge('j', async (...question) => {
    questions.push(question);
    const text = texts[questions.length - 1];
    if (text === undefined) throw new ProviderError('server error', 'no more', { retryable: true });
    return { text, call: call(questions.length) };
  });
  return { judge, questions };
}

test('`modelJudge()` asks once where the reply has a verdict', async () => {
  const { judge, questions } = judgeOf('Fine.\nRating: [[8]]', 'Rating: [[1]]');
  expect(await judge.decide(match, asked)).toEqual({
    verdict: { kind: 'rating', rating: 8 },
    rationale: 'Fine.',
    reply: 'Fine.\nRating: [[8]]',
    calls: [call(1)],
  });
  expect(questions).toEqual([[asked, { repeat: 3, attempt: 0, about: 'question 1 turn 1 of m' }]]);
  expect(judge).toMatchObject({ id: 'j', demo: false, callsPerVerdict: 1 });
});

test('`modelJudge()` asks once more, as a new attempt, where the reply has no verdict', async () => {
  const { judge, questions } = judgeOf('Fine.', 'Fine.\nRating: [[7]]');
  const opinion = await judge.decide(match, asked);
  expect(opinion.verdict).toEqual({ kind: 'rating', rating: 7 });
  expect(opinion.calls).toEqual([call(1), call(2)]);
  expect(questions.map(([, options]) => options)).toEqual([
    { repeat: 3, attempt: 0, about: 'question 1 turn 1 of m' },
    { repeat: 3, attempt: 1, about: 'question 1 turn 1 of m' },
  ]);
});

test('`modelJudge()` keeps the second reply as unparsed and asks no third time', async () => {
  const { judge, questions } = judgeOf('First.', 'Second [[11]].', 'Rating: [[5]]');
  const opinion = await judge.decide(match, asked);
  expect(opinion).toMatchObject({
    verdict: { kind: 'unparsed', reason: '"11" is not a rating from 1 to 10' },
    reply: 'Second [[11]].',
    rationale: 'Second [[11]].',
  });
  expect(questions).toHaveLength(2);
});

test('`modelJudge()` gives no opinion where the judge could not be asked, the second time included', async () => {
  await expect(judgeOf().judge.decide(match, asked)).rejects.toBeInstanceOf(ProviderError);
  await expect(judgeOf('No verdict.').judge.decide(match, asked)).rejects.toBeInstanceOf(ProviderError);
});

test('`modelJudge()` takes no verdict from the middle of a reply that its call says was cut off', async () => {
  const asks: string[] = [];
  const judge = modelJudge('j', async (_asked, { attempt }) => {
    asks.push(String(attempt));
    return { text: 'Rating: [[8]], because', call: { ...call(1), finish_reason: 'length' } };
  });
  const { verdict } = await judge.decide(match, asked);
  expect(verdict).toMatchObject({ kind: 'unparsed', reason: expect.stringContaining('"length"') });
  expect(asks).toEqual(['0', '1']);
});

test('`toOpinion()` keeps the reply as it came', () => {
  expect(toOpinion(' Good. [[9]]\r\n', '[[rating]]', []).reply).toBe(' Good. [[9]]\r\n');
});
