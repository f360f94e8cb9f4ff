/** The number of an instruction, by its text: records of other tools name it in no other way. */

import { type Question, questionKey } from '../../records/question.ts';
import { type Row, refuse, textOf } from '../data/row.ts';

export interface Instructions {
  /** Of a row in a list; a text that is not among the instructions is refused with its place. */
  numberOf: (row: Row, list: string) => number;
}

/** A text that stands there twice is two instructions: the rows of a list on it are taken in the order of the file. */
export function createInstructions(questions: readonly Question[]): Instructions {
  const places = new Map<string, number[]>();
  for (const question of questions) {
    const [text = ''] = question.turns;
    const number = Number(questionKey(question));
    places.set(text, [...(places.get(text) ?? []), number]);
  }
  const seen = new Map<string, number>();
  return {
    numberOf: (row, list) => {
      const { index, instruction } = row.fields;
      if (typeof instruction === 'number') return instruction;
      const text = textOf(row, 'instruction');
      const found = places.get(text);
      if (!found) {
        if (typeof index === 'number' && places.size === 0) return index;
        return refuse(row, places.size === 0 ? unknown : 'its instruction is none of the bench');
      }
      const key = JSON.stringify([list, text]);
      const before = seen.get(key) ?? 0;
      seen.set(key, before + 1);
      return found[Math.min(before, found.length - 1)] ?? 0;
    },
  };
}

const unknown =
  'the instructions are not known yet: import them first (without --from), or give a folder with them';
