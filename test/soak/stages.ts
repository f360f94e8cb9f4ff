/** The generating commands that the suite disturbs: how each is run, what it needs, and which files it makes. */

import { steadyReply } from '../support/both-stages.ts';
import { type Bin, sampleQuestions } from '../support/cli.ts';
import type { Asked } from '../support/loopback.ts';
import { markedAnswers } from '../support/pairs.ts';

export const apis = ['openai', 'anthropic'] as const;
export type Api = (typeof apis)[number];

export interface Stage {
  name: string;
  bin: Bin;
  args: (api: Api) => readonly string[];
  /** The files that it writes. */
  files: readonly string[];
  /** What stands in the folder before, by file. */
  before: Readonly<Record<string, readonly unknown[]>>;
  /** Depends on nothing but the request. */
  reply: (asked: Asked) => string;
}

const count = 6;
const questions = { 'questions/small.jsonl': sampleQuestions(count) };
const answersOf = (model: string, text?: string) => ({
  [`answers/small/${model}.jsonl`]: markedAnswers(model, count, text),
});
const huge = 'All of it, at length. '.repeat(2 ** 21 / 22);
const isLong = ({ prompt }: Asked) =>
  prompt.includes('question 1, first') && !prompt.includes('question 1, second');
const hugeReply = (asked: Asked) => `${isLong(asked) ? huge : ''}${steadyReply(asked)}`;

const single = {
  bin: 'gen-judgment',
  args: (api: Api) => ['--judge', `${api}/j`],
  files: ['judgments/small/j_single.jsonl'],
  before: { ...questions, ...answersOf('m1') },
  reply: steadyReply,
} as const;

export const answering: Stage = {
  name: 'gen-answers',
  bin: 'gen-answers',
  args: (api) => ['--model', `${api}/m1`],
  files: ['answers/small/m1.jsonl'],
  before: questions,
  reply: steadyReply,
};
/** One verdict is unparsed, and asked for once more. */
export const judging: Stage = { name: 'gen-judgment', ...single };
export const pairing: Stage = {
  ...single,
  name: 'gen-judgment, pairs',
  args: (api) => [...single.args(api), '--mode', 'pairwise-all'],
  files: ['judgments/small/j_pair.jsonl'],
  before: { ...single.before, ...answersOf('m2') },
};
export const running: Stage = {
  ...answering,
  name: 'mt-judge run',
  bin: 'mt-judge',
  args: (api) => ['run', '--quiet', '--model', `${api}/m1`, `${api}/m2`, '--judge', `${api}/j`],
  files: [...answering.files, 'answers/small/m2.jsonl', ...single.files],
};
/** Replies of 2 MB: a line takes many writes of the system, and may be cut off in the middle. */
export const answeringAtLength: Stage = { ...answering, name: 'gen-answers, 2 MB', reply: hugeReply };
/** An answer of 2 MB is judged at the same length. */
export const judgingAtLength: Stage = {
  ...judging,
  name: 'gen-judgment, 2 MB',
  before: {
    ...questions,
    'answers/small/m1.jsonl': [...markedAnswers('m1', 1, huge), ...markedAnswers('m1', count).slice(1)],
  },
  reply: hugeReply,
};
