/** Between the stages, when both run at once: which matches can be judged as soon as which answers are there. */

import { type Question, questionKey } from '../../records/question.ts';
import type { AnswerReader } from '../../store/answers/answer-file.ts';

/** The matches of one line-up on one question. */
export interface Encounter {
  lineUp: readonly AnswerReader[];
  question: Question;
}

export interface Arrivals {
  /** What waits for no answer. */
  ready: readonly Encounter[];
  /** What waits for one. */
  waiting: readonly Encounter[];
  /** An answer is on disk, or will not come: what waits for nothing else. Further calls about the same give nothing. */
  settle: (reader: AnswerReader, question: Question) => readonly Encounter[];
}

/** `awaits` tells whether a model has still to answer a question. */
export function createArrivals(
  lineUps: readonly (readonly AnswerReader[])[],
  questions: readonly Question[],
  awaits: (reader: AnswerReader, question: Question) => boolean,
): Arrivals {
  const ready: Encounter[] = [];
  const waiting: Encounter[] = [];
  const open = new Map<AnswerReader, Map<string, { encounter: Encounter; answers: number }[]>>();
  for (const lineUp of lineUps) {
    for (const question of questions) {
      const encounter = { lineUp, question };
      const missing = lineUp.filter((reader) => awaits(reader, question));
      (missing.length === 0 ? ready : waiting).push(encounter);
      const entry = { encounter, answers: missing.length };
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
        return entry.answers === 0 ? [entry.encounter] : [];
      });
    },
  };
}
