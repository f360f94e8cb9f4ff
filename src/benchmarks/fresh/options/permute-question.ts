/** A multiple-choice question with its options in other places. */

import { letterAt, readChoice } from '../../../judges/graders/choice/choice-question.ts';
import type { Question } from '../../../records/question.ts';
import type { Draw } from '../draw.ts';
import { movability, namesOptions } from './refers.ts';

export interface Permuted<Record extends Question> {
  question: Record;
  /** What became of it: options moved, some kept in their places, or all of them. */
  kind: 'moved' | 'some kept' | 'kept';
  /** Whether the right option has another label than before. */
  targetMoved: boolean;
}

/**
 * Labels stay in their order, options move, and the target follows. The right option always leaves its place where it
 * can. Throws a GraderError for a question that is no multiple choice.
 */
export function permuteQuestion<Record extends Question>(question: Record, draw: Draw): Permuted<Record> {
  const { options, labels, gold } = readChoice(question);
  const kinds = options.map((option) => movability(option).kind);
  const free = kinds.flatMap((kind, index) => (kind === 'free' ? [index] : []));
  const firstKept = kinds.indexOf('last');
  const inTheMiddle = firstKept !== -1 && free.some((index) => index > firstKept);
  const bound = kinds.includes('bound') || question.turns.some(namesOptions);
  if (bound || inTheMiddle || free.length < 2) return { question, kind: 'kept', targetMoved: false };
  const order = drawOrder(options.length, { free, gold, draw });
  const place = order.indexOf(gold);
  const check = { ...(question.check as object), options: order.map((from) => options[from]) };
  const target = labels[place] ?? letterAt(place);
  return {
    question: { ...question, target, check },
    kind: firstKept === -1 ? 'moved' : 'some kept',
    targetMoved: place !== gold,
  };
}

/** Which option comes to each place. All orders in which the right one leaves its place are equally likely. */
function drawOrder(
  count: number,
  { free, gold, draw }: { free: readonly number[]; gold: number; draw: Draw },
): number[] {
  for (;;) {
    const shuffled = draw.shuffle(free);
    const order = Array.from({ length: count }, (_, index) => index);
    for (const [nth, place] of free.entries()) order[place] = shuffled[nth] ?? place;
    const moved = order.some((from, place) => from !== place);
    if (moved && (!free.includes(gold) || order[gold] !== gold)) return order;
  }
}
