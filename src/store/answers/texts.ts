/** The texts of a model's answers, one turn at a time, for whoever has to look into them. */

import { existsSync } from 'node:fs';
import { answerKey, answerSchema } from '../../records/answer.ts';
import { readRecords } from '../jsonl/reader.ts';
import { isFailedChoice } from './answers.ts';

export interface AnswerText {
  question: string;
  choice: number;
  /** From 1. */
  turn: number;
  text: string;
}

/** Every turn of every usable choice, in the order of the file; none for a file that does not exist. */
export async function* readAnswerTexts(file: string): AsyncGenerator<AnswerText> {
  if (!existsSync(file)) return;
  for await (const { record } of readRecords(file, answerSchema, { holds: 'answers' })) {
    const question = answerKey(record);
    for (const choice of record.choices.filter((each) => !isFailedChoice(each))) {
      for (const [index, text] of choice.turns.entries()) {
        yield { question, choice: choice.index, turn: index + 1, text };
      }
    }
  }
}
