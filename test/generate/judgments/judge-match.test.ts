import { expect, test } from 'vitest';
import { contentHash } from '../../../src/content-hash.ts';
import { JudgeError } from '../../../src/errors.ts';
import { judgeMatch } from '../../../src/generate/judgments/judge-match.ts';
import type { Mode, PendingMatch } from '../../../src/generate/judgments/mode.ts';
import { pairMode } from '../../../src/generate/judgments/pairwise.ts';
import { planJudgments } from '../../../src/generate/judgments/plan.ts';
import { singleMode } from '../../../src/generate/judgments/single.ts';
import { graderJudge } from '../../../src/judges/graders/grader-judge.ts';
import type { Judge, Shared } from '../../../src/judges/judge.ts';
import { type AskModel, modelJudge } from '../../../src/judges/model/model-judge.ts';
import { singleJudgmentSchema } from '../../../src/records/judgment.ts';
import { pairJudgmentSchema } from '../../../src/records/pair-judgment.ts';
import type { AnswerReader } from '../../../src/store/answers/answer-file.ts';
import { indexOf, judgeWith, question, readerOf } from './planned.ts';

const asked = { ...question, turns: ['One?'], target: '4' };
const reader = readerOf('m', [[asked, ['It is 4.']]]);

/** What a judge makes of the first match of these models. */
async function judged<Record>(mode: Mode<Record>, judge: Judge, readers: AnswerReader[] = [reader]) {
  const input = { judge, questions: [asked], readers, judgments: indexOf(), repeats: 1, overwrite: false };
  const { pending } = await planJudgments(mode, input);
  const [match] = [...pending];
  if (!match) throw new Error('nothing to judge');
  const shared = (_: PendingMatch): Shared => 'beginning';
  return judgeMatch(match, mode, { judge, clock: () => 7, shared });
}

const call = {
  sent: { endpoint: 'e', model: 'j', parameters: {} },
  finish_reason: 'stop' as const,
  usage: { input_tokens: 3, output_tokens: 4 },
  latency_ms: 1,
  attempts: 1,
};
const prompts = {
  name: 'set',
  fileHash: 'f',
  prompts: [
    {
      name: 'own-single',
      type: 'single' as const,
      turn: 'first' as const,
      reference: false,
      system_prompt: '',
      prompt_template: '{question} {answer}',
      output_format: '[[rating]]' as const,
    },
  ],
};

test('a model’s judgment has FastChat’s fields, its prompt and its calls, and no scale', async () => {
  const requests: Parameters<AskModel>[0][] = [];
  const ask: AskModel = async (request) => {
    requests.push(request);
    return { text: 'Right.\nRating: [[9]]', call };
  };
  const record = await judged(singleMode, modelJudge({ id: 'j', prompts, ask }));
  expect(singleJudgmentSchema.parse(record)).toEqual(record);
  expect(record).toMatchObject({
    question_id: 1,
    model: 'm',
    judge: ['j', 'own-single'],
    user_prompt: 'One? It is 4.',
    judgment: 'Right.\nRating: [[9]]',
    score: 9,
    turn: 1,
    tstamp: 7,
    rationale: 'Right.',
    answer_hash: contentHash(['It is 4.']),
    prompt_set: 'set',
    prompt_set_hash: 'f',
    usage: call.usage,
    calls: [call],
  });
  expect(record).not.toHaveProperty('scale');
  expect(requests[0]?.shared).toBe('One? '.length);
});

test('a program’s judgment names its scale, and neither prompt nor calls', async () => {
  const record = await judged(singleMode, judgeWith());
  expect(singleJudgmentSchema.parse(record)).toEqual(record);
  expect(record).toMatchObject({ judge: ['own', 'program'], score: 5, scale: [1, 10], prompt_hash: 'h' });
  for (const field of ['calls', 'usage', 'prompt_set', 'demo', 'unparsed', 'extracted', 'target']) {
    expect(record).not.toHaveProperty(field);
  }
});

test('a grader’s judgment says what was extracted, and of no answer why it is 0', async () => {
  const grader = graderJudge({
    name: 'digit',
    version: '1',
    grade: ({ response }) => {
      const extracted = /\d/.exec(response)?.[0];
      if (extracted === undefined) return { kind: 'no-answer', target: '4', rationale: 'No digit.' };
      const details = { digits: 1 };
      return { kind: 'graded', score: 1, extracted, target: '4', rationale: 'The digit.', details };
    },
  });
  const found = await judged(singleMode, grader);
  expect(singleJudgmentSchema.parse(found)).toEqual(found);
  expect(found).toMatchObject({ judge: ['digit@1', 'program'], score: 1, scale: [0, 1], extracted: '4' });
  expect(found).toMatchObject({ target: '4', details: { digits: 1 } });
  const none = await judged(singleMode, grader, [readerOf('m', [[asked, ['It is four.']]])]);
  expect(none).toMatchObject({ score: 0, target: '4', unparsed: 'No digit.', rationale: 'No digit.' });
  expect(none).not.toHaveProperty('extracted');
});

test('a pair is two games with the sides swapped: a judge that always says A prefers neither model', async () => {
  const record = await judged(pairMode(), judgeWith(), [reader, readerOf('n', [[asked, ['5']]])]);
  expect(pairJudgmentSchema.parse(record)).toEqual(record);
  expect(record).toMatchObject({ g1_winner: 'model_1', g2_winner: 'model_2', judge: ['own', 'program'] });
  expect(record).not.toHaveProperty('scale');
});

test('a judgment of a demo answer is a demo, whoever has judged', async () => {
  const demo = {
    ...reader,
    read: async () => ({ ...(await reader.read(spanOfFirst)), demo: true as const }),
  };
  expect(await judged(singleMode, judgeWith(), [demo])).toHaveProperty('demo', true);
});

const spanOfFirst = { offset: 0, length: 0, number: 0 };

test('what a judge cannot decide is no judgment', async () => {
  const broken: Judge = { ...judgeWith(), decide: () => Promise.reject(new JudgeError('no')) };
  await expect(judged(singleMode, broken)).rejects.toBeInstanceOf(JudgeError);
});
