import { expect, test } from 'vitest';
import { ProviderError } from '../../../src/errors.ts';
import type { SingleMatch } from '../../../src/judges/match.ts';
import { type AskModel, modelJudge, readReply } from '../../../src/judges/model/model-judge.ts';
import { hashPrompt } from '../../../src/judges/model/prompt.ts';
import type { Call } from '../../../src/records/calls/call.ts';
import type { JudgePrompt } from '../../../src/records/judge-prompt.ts';

const prompt: JudgePrompt = {
  name: 'single',
  type: 'single',
  turn: 'first',
  reference: false,
  system_prompt: 's',
  prompt_template: 'Q: {question} A: {answer}',
  output_format: '[[rating]]',
};
const prompts = { name: 'own', prompts: [prompt], fileHash: 'f' };
const match: SingleMatch = {
  type: 'single',
  question: { question_id: 1, category: 'stem', turns: ['Why?'] },
  turn: 1,
  model: 'm',
  choice: 0,
  repeat: 3,
  answers: ['Because.'],
};
const user = 'Q: Why? A: Because.';
const request = { name: 'single', system: 's', user, hash: hashPrompt(prompt), format: '[[rating]]' };

const call = (latency_ms: number): Call => ({
  sent: { endpoint: 'e', model: 'j', parameters: {} },
  finish_reason: 'stop',
  latency_ms,
  attempts: 1,
});

/** A judge whose model replies with these texts in turn, and what it was asked. */
function judgeOf(...texts: string[]) {
  const questions: Parameters<AskModel>[] = [];
  const ask: AskModel = async (...question) => {
    questions.push(question);
    const text = texts[questions.length - 1];
    if (text === undefined) throw new ProviderError('server error', 'no more', { retryable: true });
    return { text, call: call(questions.length) };
  };
  return { judge: modelJudge({ id: 'j', prompts, ask }), questions };
}

test('`modelJudge()` asks once where the reply has a verdict', async () => {
  const { judge, questions } = judgeOf('Fine.\nRating: [[8]]', 'Rating: [[1]]');
  expect(await judge.decide(match)).toEqual({
    verdict: { kind: 'rating', rating: 8 },
    rationale: 'Fine.',
    reply: 'Fine.\nRating: [[8]]',
    prompt: user,
    calls: [call(1)],
  });
  expect(questions).toEqual([[request, { repeat: 3, attempt: 0, about: 'question 1 turn 1 of m' }]]);
  expect(judge).toMatchObject({ id: 'j', kind: 'model', scale: [1, 10] });
});

test('`modelJudge()` goes by the prompt that fits the match, and refuses a match for which there is none', () => {
  const { judge } = judgeOf();
  const promptSet = { name: 'own', fileHash: 'f' };
  expect(judge.methodFor(match)).toEqual({ name: 'single', hash: hashPrompt(prompt), promptSet });
  expect(judge.promptFor?.(match)).toBe(user);
  expect(() => judge.methodFor({ ...match, turn: 2 })).toThrow('"own" have no single prompt');
});

test('`modelJudge()` says how much of the prompt is asked again in the run', async () => {
  const { judge, questions } = judgeOf('[[8]]', '[[8]]', '[[8]]');
  await judge.decide(match, 'beginning');
  await judge.decide(match, 'all');
  await judge.decide(match, 'nothing');
  expect(questions.map(([{ shared }]) => shared)).toEqual(['Q: Why? A: '.length, user.length, undefined]);
});

test('`modelJudge()` asks once more, as a new attempt, where the reply has no verdict', async () => {
  const { judge, questions } = judgeOf('Fine.', 'Fine.\nRating: [[7]]');
  const reply = await judge.decide(match);
  expect(reply.verdict).toEqual({ kind: 'rating', rating: 7 });
  expect(reply.calls).toEqual([call(1), call(2)]);
  expect(questions.map(([, options]) => options)).toEqual([
    { repeat: 3, attempt: 0, about: 'question 1 turn 1 of m' },
    { repeat: 3, attempt: 1, about: 'question 1 turn 1 of m' },
  ]);
});

test('`modelJudge()` keeps the second reply as unparsed and asks no third time', async () => {
  const { judge, questions } = judgeOf('First.', 'Second [[11]].', 'Rating: [[5]]');
  const reply = await judge.decide(match);
  expect(reply).toMatchObject({
    verdict: { kind: 'unparsed', reason: '"11" is not a rating from 1 to 10' },
    reply: 'Second [[11]].',
    rationale: 'Second [[11]].',
  });
  expect(questions).toHaveLength(2);
});

test('`modelJudge()` gives no reply where the model could not be asked, the second time included', async () => {
  await expect(judgeOf().judge.decide(match)).rejects.toBeInstanceOf(ProviderError);
  await expect(judgeOf('No verdict.').judge.decide(match)).rejects.toBeInstanceOf(ProviderError);
});

test('`readReply()` takes no verdict from the middle of a reply that its last call says was cut off', () => {
  const cut: Call = { ...call(2), finish_reason: 'length' };
  const read = (calls: Call[]) => readReply('Rating: [[8]], because', { format: '[[rating]]', user }, calls);
  expect(read([call(1), cut]).verdict).toMatchObject({
    kind: 'unparsed',
    reason: expect.stringContaining('"length"'),
  });
  expect(read([cut, call(2)]).verdict).toEqual({ kind: 'rating', rating: 8 });
  expect(read([]).verdict).toEqual({ kind: 'rating', rating: 8 });
});

test('`readReply()` keeps the text as it came', () => {
  expect(readReply(' Good. [[9]]\r\n', { format: '[[rating]]', user }, []).reply).toBe(' Good. [[9]]\r\n');
});

test('`readReply()` takes no verdict from the reasoning, and says where the only one stands', () => {
  const thought = { ...call(1), reasoning: 'Fine. Rating: [[8]]' };
  const asked = { format: '[[rating]]', user } as const;
  const reasonOf = (text: string, of: Call) => readReply(text, asked, [of]).verdict;
  expect(reasonOf('', thought)).toEqual({
    kind: 'unparsed',
    reason: 'the reply is empty: a verdict stands in its reasoning alone (reasoning_content)',
  });
  expect(reasonOf('', { ...thought, reasoning: 'Hm.' })).toMatchObject({ reason: 'the reply is empty' });
  expect(reasonOf('I cannot say.', thought)).toMatchObject({ reason: 'the reply has no verdict' });
  expect(reasonOf('Rating: [[3]]', thought)).toEqual({ kind: 'rating', rating: 3 });
});
