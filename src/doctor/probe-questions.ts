/** The questions of the probe material as questions of a bench, each with its answers of known worth. */

import type { PairMatch, SingleMatch } from '../judges/match.ts';
import type { ProbeMaterial } from '../records/probe-material.ts';
import type { Question } from '../records/question.ts';
import { bounds } from './bounds.ts';

export interface ProbeQuestion {
  id: string;
  question: Question;
  /** The reference, where the question has one. */
  good: string;
  worse: string;
}

/** A question with a reference. */
interface CheckedQuestion extends ProbeQuestion {
  /** The reference with a wrong final value. */
  wrong: string;
}

export interface ProbeQuestions {
  checked: readonly CheckedQuestion[];
  /** Questions without a reference, and with one. */
  mixed: readonly ProbeQuestion[];
}

export function probeQuestionsOf({ checked, open }: ProbeMaterial): ProbeQuestions {
  const withReference = checked.map(({ id, working, final, wrong_final, worse, ...rest }) => {
    const good = `${working}\n${final}`;
    const question = { ...toQuestion(id, rest), reference: [good] };
    return { id, question, good, worse, wrong: `${working}\n${wrong_final}` };
  });
  const without = open.map(({ id, good, worse, ...rest }) => {
    return { id, question: toQuestion(id, rest), good, worse };
  });
  return { checked: withReference, mixed: [...without, ...withReference].slice(0, bounds.questions) };
}

/** An answer to be rated. */
export function rated({ question }: ProbeQuestion, answer: string, repeat = 0): SingleMatch {
  return { type: 'single', question, turn: 1, model: 'probe', choice: 0, repeat, answers: [answer] };
}

/** Two answers to be compared, in both orders. Where they are one text, a repeat sets the games apart. */
export function compared({ question }: ProbeQuestion, first: string, second: string): [PairMatch, PairMatch] {
  const sides = { model_1: 'first', model_2: 'second' };
  const match = { type: 'pairwise' as const, question, turn: 1, choice: 0, ...sides };
  return [
    { ...match, answersA: [first], answersB: [second], repeat: 0 },
    { ...match, answersA: [second], answersB: [first], repeat: first === second ? 1 : 0 },
  ];
}

function toQuestion(id: string, { category, question }: { category: string; question: string }): Question {
  return { question_id: id, category, turns: [question] };
}
