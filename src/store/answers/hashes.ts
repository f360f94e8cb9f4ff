/** The answers of a file as judgments are compared with them: by the hashes that those keep. */

import { contentHash } from '../../content-hash.ts';
import { answerKey, answerSchema } from '../../records/answer.ts';
import { eachRecord } from '../jsonl/reader.ts';
import { isFailedChoice } from './answers.ts';

export interface HashedChoice {
  index: number;
  /** How many turns it has. */
  turns: number;
  /** Whether this is the content hash of the answers up to a turn, from 1. */
  hasHash: (turn: number, hash: string) => boolean;
}

export interface HashedAnswer {
  question: string;
  /** The usable ones. */
  choices: readonly HashedChoice[];
}

/** Shows `visit` the answers of a file, in their order: of answers to one question the last is the one that counts. */
export async function eachHashedAnswer(file: string, visit: (answer: HashedAnswer) => void): Promise<void> {
  await eachRecord(file, answerSchema, {
    holds: 'answers',
    visit: ({ record }) => {
      const usable = record.choices.filter((choice) => !isFailedChoice(choice));
      visit({
        question: answerKey(record),
        choices: usable.map(({ index, turns }) => ({
          index,
          turns: turns.length,
          hasHash: (turn, hash) => contentHash(turns.slice(0, turn)) === hash,
        })),
      });
    },
  });
}
