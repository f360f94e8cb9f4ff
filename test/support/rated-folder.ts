/** A bench of twelve questions with scores made to measure, and `show-results` on it. */

import { onTestFinished } from 'vitest';
import { type DataDir, makeDataDir, type Run, run, sampleQuestions } from './cli.ts';
import type { Row } from './scene.ts';

const count = 12;

export interface Rated {
  model: string;
  judge?: string;
  /** Score of a turn of a question; −1 for an unparsed reply. */
  score: (question: number, turn: number) => number;
  questions?: number;
  repeat?: number;
}

function judgments({ model, judge = 'j', score, questions = count, repeat = 0 }: Rated): Row[] {
  return Array.from({ length: questions * 2 }, (_, index) => {
    const [question_id, turn] = [Math.floor(index / 2) + 1, (index % 2) + 1];
    const asked = { user_prompt: '', judgment: '', tstamp: 0 };
    return {
      question_id,
      model,
      judge: [judge, 'p'],
      score: score(question_id, turn),
      turn,
      repeat,
      ...asked,
    };
  });
}

/** 4, 5 and 6 in turn. */
export const middling = (question: number, turn: number) => 4 + ((question + turn) % 3);
/** 1 or 2 more. */
const better = (question: number, turn: number) => middling(question, turn) + 1 + (question % 2);
/** The same scores, elsewhere. */
export const alike = (question: number, turn: number) => 6 - ((question + turn) % 3);

export async function ratedFolder(
  rated: readonly Rated[],
): Promise<DataDir & { show: (...args: string[]) => Promise<Run> }> {
  const data = makeDataDir();
  onTestFinished(data.remove);
  await data.write('questions/small.jsonl', sampleQuestions(count));
  for (const judge of new Set(rated.map((each) => each.judge ?? 'j'))) {
    const rows = rated.filter((each) => (each.judge ?? 'j') === judge).flatMap(judgments);
    await data.write(`judgments/small/${judge}_single.jsonl`, rows);
  }
  const show = (...args: string[]) =>
    run('show-results', ['--bench', 'small', '--data-dir', data.path, ...args]);
  return { ...data, show };
}

/** c is above a and b, which are alike. */
export const three: Rated[] = [
  { model: 'a', score: middling },
  { model: 'b', score: alike },
  { model: 'c', score: better },
];

/** A model's answers to all questions; `text` is the first turn's. */
export const answersOf = (model: string, text: (question: number) => string) =>
  Array.from({ length: count }, (_, index) => ({
    question_id: index + 1,
    answer_id: `${model}-${index}`,
    model_id: model,
    choices: [{ index: 0, turns: [text(index + 1), 'And a second turn.'] }],
    tstamp: 0,
  }));
