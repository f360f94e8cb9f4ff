import { expect, test } from 'vitest';
import { contentHash } from '../../../src/content-hash.ts';
import { judgeMatch } from '../../../src/generate/judgments/judge-match.ts';
import type { PendingMatch } from '../../../src/generate/judgments/mode.ts';
import { pairMode } from '../../../src/generate/judgments/pairwise.ts';
import { type JudgmentPlanInput, planJudgments } from '../../../src/generate/judgments/plan.ts';
import { singleMode } from '../../../src/generate/judgments/single.ts';
import { promptMethods } from '../../../src/judges/model/request.ts';
import type { JudgePrompt } from '../../../src/records/judge-prompt.ts';
import type { SingleJudgment } from '../../../src/records/judgment.ts';
import type { Question } from '../../../src/records/question.ts';
import { indexOf, judgeWith, question, readerOf } from './planned.ts';

const answered = () => readerOf('m', [[question, ['First.', 'Second.']]]);
const inputOf = (change: Partial<JudgmentPlanInput> = {}): JudgmentPlanInput => ({
  judge: judgeWith(),
  questions: [question],
  readers: [answered()],
  judgments: indexOf(),
  repeats: 1,
  overwrite: false,
  ...change,
});
const plan = (change?: Partial<JudgmentPlanInput>) => planJudgments(singleMode, inputOf(change));
const placesOf = (pending: Iterable<PendingMatch>) =>
  [...pending].map(({ turn, choice, repeat }) => [turn, choice, repeat]);

/** The judgments that a judge makes of all that is planned. */
async function judgedBy(judge = judgeWith(), change: Partial<JudgmentPlanInput> = {}) {
  const { pending } = await plan({ judge, ...change });
  const records: SingleJudgment[] = [];
  for (const match of pending) records.push(await judgeMatch(match, singleMode, { judge, clock: () => 7 }));
  return indexOf(new Map(records.map((each) => [singleMode.keyOf(each), singleMode.summarise(each)])));
}

test('every turn of every choice is judged, as often as is asked for', async () => {
  const reader = readerOf('m', [[question, ['a', 'b'], ['c', 'd']]]);
  const { pending, done, stale, missing } = await plan({ readers: [reader], repeats: 2 });
  expect(placesOf(pending)).toEqual([
    [1, 0, 0],
    [1, 0, 1],
    [2, 0, 0],
    [2, 0, 1],
    [1, 1, 0],
    [1, 1, 1],
    [2, 1, 0],
    [2, 1, 1],
  ]);
  expect([done, stale, missing.size]).toEqual([0, 0, 0]);
});

test('what is judged is not judged again, unless it is to be overwritten', async () => {
  const judgments = await judgedBy();
  const again = await plan({ judgments });
  expect([again.done, again.stale, again.pending.length]).toEqual([2, 0, 0]);
  const overwritten = await plan({ judgments, overwrite: true });
  expect([overwritten.done, overwritten.stale, overwritten.pending.length]).toEqual([0, 0, 2]);
});

const reworded: Question = { ...question, turns: ['One?', 'Two, then?'] };
const changes: [string, Partial<JudgmentPlanInput>, number][] = [
  ['another program', { judge: judgeWith('other') }, 2],
  ['another first answer', { readers: [readerOf('m', [[question, ['Changed.', 'Second.']]])] }, 2],
  ['another second answer', { readers: [readerOf('m', [[question, ['First.', 'Changed.']]])] }, 1],
  ['another second turn', { questions: [reworded] }, 1],
  ['a reference', { questions: [{ ...question, reference: ['One.', 'Two.'] }] }, 2],
  ['another category', { questions: [{ ...question, category: 'math' }] }, 2],
  ['a target', { questions: [{ ...question, target: '4' }] }, 2],
  ['a field that nobody judges by', { questions: [{ ...question, note: 'x' }] }, 0],
];

test.each(changes)('with %s the judgments that depend on it are stale', async (_, change, stale) => {
  const found = await plan({ judgments: await judgedBy(), ...change });
  expect([found.stale, found.pending.length, found.done]).toEqual([stale, stale, 2 - stale]);
});

test('an answer that is not there, or is cut short, is missing and named once', async () => {
  const other: Question = { ...question, question_id: 2 };
  const readers = [readerOf('m', [[question, ['First.']]]), readerOf('n', [])];
  const { pending, missing } = await plan({ questions: [question, other], readers, repeats: 3 });
  expect(placesOf(pending)).toEqual([
    [1, 0, 0],
    [1, 0, 1],
    [1, 0, 2],
  ]);
  expect([...missing.values()].map((each) => [each.model, each.question.question_id, each.reason])).toEqual([
    ['m', 1, 'no answer to turn 2'],
    ['m', 2, 'no answer'],
    ['n', 1, 'no answer'],
    ['n', 2, 'no answer'],
  ]);
});

test('two models meet on what both have answered', async () => {
  const readers = [answered(), readerOf('n', [[question, ['Other.']]])];
  const { pending, missing } = await planJudgments(pairMode(), inputOf({ readers }));
  expect([...pending].map(({ turn, sides }) => [turn, ...sides.map(({ reader }) => reader.model)])).toEqual([
    [1, 'm', 'n'],
  ]);
  expect([...missing.values()].map(({ model, reason }) => `${model}: ${reason}`)).toEqual([
    'n: no answer to turn 2',
  ]);
});

const promptOf = (turn: 'first' | 'later'): JudgePrompt => ({
  name: turn,
  type: 'single',
  turn,
  reference: false,
  system_prompt: '',
  prompt_template: '{question} {answer}',
  output_format: '[[rating]]',
});

test('a judgment without hashes is valid while the prompt’s text is what would be asked today', async () => {
  const judge = {
    id: 'own',
    ...promptMethods({ name: 'default', prompts: [promptOf('first'), promptOf('later')] }),
  };
  const unknown = {
    inputsHash: undefined,
    sentTo: undefined,
    askedWith: undefined,
    asked: undefined,
    promptSet: undefined,
  };
  const summary = { methodName: 'first', ...unknown };
  const keyOf = (turn: number) =>
    singleMode.keyOf({ question_id: 1, model: 'm', judge: ['own', ''], turn } as SingleJudgment);
  const judgments = indexOf(
    new Map([
      [keyOf(1), { ...summary, prompts: contentHash(['One? First.']) }],
      [keyOf(2), { ...summary, methodName: 'later', prompts: contentHash(['Two? Another.']) }],
    ]),
  );
  const found = await plan({ judge, judgments });
  expect([found.done, found.stale, placesOf(found.pending)]).toEqual([1, 1, [[2, 0, 0]]]);
  const program = await plan({ judgments });
  expect([program.done, program.stale]).toEqual([0, 2]);
});

test('all prompts that a set lacks are named at once, each with a question that needs it', async () => {
  const judge = { id: 'own', ...promptMethods({ name: 'set', prompts: [] }) };
  await expect(plan({ judge })).rejects.toThrow(
    /^the judge prompts "set" have no single prompt without a reference for turn 1 \(question \w+\), no single prompt without a reference for turn 2 \(question \w+\): add them or /,
  );
});

test('a set without a prompt for a match fails before anything is judged', async () => {
  const judge = { id: 'own', ...promptMethods({ name: 'set', prompts: [promptOf('first')] }) };
  await expect(plan({ judge })).rejects.toThrow('no single prompt without a reference for turn 2');
});

test('of another set, a judgment that names none counts with the same texts, and is otherwise another set’s', async () => {
  const judge = {
    id: 'own',
    ...promptMethods({ name: 'strict', prompts: [promptOf('first'), promptOf('later')] }),
  };
  const unknown = {
    inputsHash: undefined,
    sentTo: undefined,
    askedWith: undefined,
    asked: undefined,
    promptSet: undefined,
  };
  const keyOf = (turn: number) =>
    singleMode.keyOf({ question_id: 1, model: 'm', judge: ['own', ''], turn } as SingleJudgment);
  const judgments = indexOf(
    new Map([
      [keyOf(1), { ...unknown, methodName: 'first', prompts: contentHash(['One? First.']) }],
      [keyOf(2), { ...unknown, methodName: 'later', prompts: contentHash(['Two? Another.']) }],
    ]),
  );
  expect(await plan({ judge, judgments })).toMatchObject({ done: 1, stale: 0, replaces: 0 });
  expect(await plan({ judge, judgments, overwrite: true })).toMatchObject({ done: 0, replaces: 0 });
});
