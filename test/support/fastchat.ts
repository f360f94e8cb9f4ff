/** A small FastChat `llm_judge/data` folder, written for these tests in FastChat's form. */

import type { JudgePrompt } from '../../src/records/judge-prompt.ts';
import type { DataDir } from './cli.ts';

const single = 'Rate it like "[[5]]".\n\nAsked: {question}\nSaid: {answer}\n';
const singleMath = 'Asked: {question}\nKey: {ref_answer_1}\nSaid: {answer}';
const later = 'Asked: {question_1} {question_2}\nSaid: {answer_1} {answer_2}\n\n';

type FastchatPrompt = Omit<JudgePrompt, 'turn' | 'reference'>;

export const fastchatPrompts: readonly [FastchatPrompt, FastchatPrompt, FastchatPrompt] = [
  {
    ...{ name: 'single-v1', type: 'single', system_prompt: 'You judge.', prompt_template: single },
    ...{ description: 'for all', category: 'general', output_format: '[[rating]]' },
  },
  {
    ...{ name: 'single-math-v1', type: 'single', system_prompt: 'You judge.', prompt_template: singleMath },
    ...{ description: 'with a key', category: 'math', output_format: '[[rating]]' },
  },
  {
    ...{ name: 'single-v1-multi-turn', type: 'single', system_prompt: 'Later.\n\n', prompt_template: later },
    ...{ description: 'for later turns', category: 'general', output_format: '[[rating]]' },
  },
];

/** The `reference` fields are what FastChat never shows: each must be gone after an import. */
export const fastchatQuestions = [
  {
    question_id: 81,
    category: 'writing',
    turns: ['Write.', 'Shorten.'],
    reference: ['not shown', ''],
    note: 'kept',
  },
  { question_id: 111, category: 'math', turns: ['Add.', 'Subtract.'], reference: ['not shown either'] },
];

export const fastchatReferences = [fastchatAnswer(111, 'gpt-4', ['the sum', 'the difference'])];

export function fastchatAnswer(question: number, model: string, turns: string[]): Record<string, unknown> {
  const choices = [{ index: 0, turns }];
  return { question_id: question, answer_id: `a${question}`, model_id: model, choices, tstamp: 1.5 };
}

export function fastchatJudgment(question: number, model: string): Record<string, unknown> {
  const judge = ['gpt-4', 'single-v1'];
  const texts = { user_prompt: 'asked', judgment: 'Fine. [[7]]', score: 7 };
  return { question_id: question, model, judge, ...texts, turn: 1, tstamp: 2.5 };
}

export function fastchatPair(question: number): Record<string, unknown> {
  return {
    ...{ question_id: question, model_1: 'm-one', model_2: 'm-two', g1_winner: 'model_1', g2_winner: 'tie' },
    ...{ judge: ['gpt-4', 'pair-v2'], g1_user_prompt: 'asked', g1_judgment: '[[A]]' },
    ...{ g2_user_prompt: 'asked', g2_judgment: '[[C]]', turn: 1, tstamp: 2.5 },
  };
}

/** Where the parts of a folder go: `bench` holds the question file, `prompts` the judge prompts. */
export interface FastchatLayout {
  bench: string;
  prompts: string;
}

export const flatLayout: FastchatLayout = { bench: '', prompts: '' };

/** Writes the whole folder below `folder` of a data directory. */
export async function writeFastchat(
  data: DataDir,
  folder: string,
  { bench, prompts }: FastchatLayout = flatLayout,
): Promise<void> {
  const put = (name: string, records: readonly unknown[]) =>
    data.write(`${folder}/${bench}/${name}`, records);
  await data.write(`${folder}/${prompts}/judge_prompts.jsonl`, fastchatPrompts);
  await put('question.jsonl', fastchatQuestions);
  await put('reference_answer/gpt-4.jsonl', fastchatReferences);
  for (const model of ['m-one', 'm-two']) {
    const answers = [81, 111].map((id) => fastchatAnswer(id, model, ['first', 'second']));
    await put(`model_answer/${model}.jsonl`, answers);
  }
  await put('model_judgment/gpt-4_single.jsonl', [
    fastchatJudgment(81, 'm-one'),
    fastchatJudgment(111, 'm-two'),
  ]);
  await put('model_judgment/gpt-4_pair.jsonl', [fastchatPair(81)]);
}
