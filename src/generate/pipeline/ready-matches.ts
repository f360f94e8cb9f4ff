/** Between the stages, when both run at once: which matches can be judged as soon as which answers have arrived. */

import { type Question, questionKey } from '../../records/question.ts';
import type { AnswerReader } from '../../store/answers/answer-file.ts';

/** The matches of one pairing (in mode single, of one model) on one question. */
export interface QuestionMatches {
  pairing: readonly AnswerReader[];
  question: Question;
}

export interface ReadyMatches {
  /** What waits for no answer. */
  ready: readonly QuestionMatches[];
  /** What waits for one. */
  waiting: readonly QuestionMatches[];
  /** An answer is on disk, or will not come: what waits for nothing else. Further calls about the same give nothing. */
  settle: (reader: AnswerReader, question: Question) => readonly QuestionMatches[];
}

/** `awaits` tells whether a model has still to answer a question. */
export function createReadyMatches(
  pairings: readonly (readonly AnswerReader[])[],
  questions: readonly Question[],
  awaits: (reader: AnswerReader, question: Question) => boolean,
): ReadyMatches {
  const ready: QuestionMatches[] = [];
  const waiting: QuestionMatches[] = [];
  const open = new Map<AnswerReader, Map<string, { matches: QuestionMatches; answers: number }[]>>();
  for (const pairing of pairings) {
    for (const question of questions) {
      const matches = { pairing, question };
      const missing = pairing.filter((reader) => awaits(reader, question));
      (missing.length === 0 ? ready : waiting).push(matches);
      const entry = { matches, answers: missing.length };
      for (const reader of missing) {
        const ofReader = open.get(reader) ?? new Map<string, (typeof entry)[]>();
        open.set(reader, ofReader);
        const entries = ofReader.get(questionKey(question)) ?? [];
        ofReader.set(questionKey(question), entries);
        entries.push(entry);
      }
    }
  }
  return {
    ready,
    waiting,
    settle: (reader, question) => {
      const ofReader = open.get(reader);
      const entries = ofReader?.get(questionKey(question)) ?? [];
      ofReader?.delete(questionKey(question));
      return entries.flatMap((entry) => {
        entry.answers -= 1;
        return entry.answers === 0 ? [entry.matches] : [];
      });
    },
  };
}
