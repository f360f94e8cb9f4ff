/** The matches of a plan, each as five numbers: there may be hundreds of thousands, and few are under way at once. */

import { type Question, questionKey } from '../../records/question.ts';
import type { AnswerReader } from '../../store/answers/answer-file.ts';
import type { PendingMatch } from './mode.ts';

/** Matches in the order of the plan; a list of them is one, too. */
export interface Matches extends Iterable<PendingMatch> {
  readonly length: number;
}

interface Coordinates {
  pairing: number;
  question: number;
  turn: number;
  choice: number;
  repeat: number;
}

interface PackedMatches extends Matches {
  add: (coordinates: Coordinates) => void;
}

/** Numbers of a match. */
const each = 5;

/** `pairings` and `questions` are what the coordinates count. A match is made when its turn comes. */
export function packMatches(
  pairings: readonly (readonly AnswerReader[])[],
  questions: readonly Question[],
): PackedMatches {
  const numbers: number[] = [];
  const at = (place: number): PendingMatch => {
    const [pairingIndex = -1, questionIndex = -1, turn = 0, choice = 0, repeat = 0] = numbers.slice(
      place * each,
      (place + 1) * each,
    );
    const [pairing, question] = [pairings[pairingIndex], questions[questionIndex]];
    if (!question || !pairing) throw new RangeError(`the plan has no match ${place}`);
    const sides = pairing.map((reader) => ({ reader, span: spanOn(reader, question) }));
    return { question, turn, choice, repeat, sides };
  };
  return {
    get length() {
      return numbers.length / each;
    },
    add: ({ pairing, question, turn, choice, repeat }) => {
      numbers.push(pairing, question, turn, choice, repeat);
    },
    *[Symbol.iterator]() {
      for (let place = 0; place < numbers.length / each; place += 1) yield at(place);
    },
  };
}

function spanOn({ answers, model }: AnswerReader, question: Question): PendingMatch['sides'][number]['span'] {
  const answer = answers.get(questionKey(question));
  if (!answer) throw new Error(`the answer of ${model} to ${questionKey(question)} has gone from its file`);
  const { offset, length, number } = answer;
  return { offset, length, number };
}
