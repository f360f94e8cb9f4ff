/** What rows of judgments have in common with others, kept once and numbered. */

import type { RatingRow } from '../../records/judgment.ts';
import { type QuestionId, questionKey } from '../../records/question.ts';
import { createNames, createShared, type Names, type Shared } from '../tables/names.ts';

/** The texts of question and reference: as many as there are question turns. */
export type Wording = Pick<RatingRow, 'question_hash' | 'reference_hash'>;

/** What single and pair judgments have alike, but for the question. */
type Alike = Omit<RatingRow, 'question_id' | 'model' | 'score' | 'answer_hash' | keyof Wording>;

/** As many as there are judges, prompts and turns. Why a row is unparsed is not kept, only whether it is. */
export interface Kind {
  fields: Alike;
  /** A number that tells rows of one model, or two, and one question apart. */
  round: number;
}

export function createKinds(judges: Names): Shared<Kind, Alike> {
  const rounds = createNames();
  return createShared({
    keyOf: textOfKind,
    make: (row) => toKind(row, rounds.numberOf(textOfRound(row, judges.numberOf(row.judge[0])))),
    is: isOfKind,
  });
}

export function createWordings(): Shared<Wording, Wording> {
  return createShared({
    keyOf: textOfWording,
    make: ({ question_hash, reference_hash }) => ({ question_hash, reference_hash }),
    is: (one, row) => one.question_hash === row.question_hash && one.reference_hash === row.reference_hash,
  });
}

/** Looks a question up as it is named in its row, which spares most rows the text of a number. */
export function questionNumbers(questions: Names): (row: { question_id: QuestionId }) => number {
  const numbers = new Map<QuestionId, number>();
  return (row) => {
    const known = numbers.get(row.question_id);
    if (known !== undefined) return known;
    const number = questions.numberOf(questionKey(row));
    numbers.set(row.question_id, number);
    return number;
  };
}

/** A value that is there, for its number was given out. */
export function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new RangeError('there is no such row');
  return value;
}

function isOfKind({ fields }: Kind, row: Alike): boolean {
  return (
    fields.turn === row.turn &&
    fields.judge[0] === row.judge[0] &&
    fields.judge[1] === row.judge[1] &&
    fields.choice === row.choice &&
    fields.repeat === row.repeat &&
    fields.prompt_hash === row.prompt_hash &&
    fields.prompt_set === row.prompt_set &&
    fields.prompt_set_hash === row.prompt_set_hash &&
    fields.scale?.[0] === row.scale?.[0] &&
    fields.scale?.[1] === row.scale?.[1] &&
    (fields.unparsed === undefined) === (row.unparsed === undefined) &&
    fields.demo === row.demo
  );
}

function toKind(
  { judge, turn, choice, repeat, prompt_hash, prompt_set, prompt_set_hash, ...rest }: Alike,
  round: number,
): Kind {
  return {
    fields: {
      judge: [judge[0], judge[1]],
      turn,
      choice,
      repeat,
      prompt_hash,
      prompt_set,
      prompt_set_hash,
      unparsed: rest.unparsed === undefined ? undefined : '',
      scale: rest.scale && [rest.scale[0], rest.scale[1]],
      demo: rest.demo,
    },
    round,
  };
}

function textOfRound({ turn, choice = 0, repeat = 0 }: Alike, judge: number): string {
  return `${turn} ${choice} ${repeat} ${judge}`;
}

/** Lengths first, so that no two lists of texts give one text. */
function textOfKind({
  judge,
  turn,
  choice,
  repeat,
  prompt_hash,
  prompt_set,
  prompt_set_hash,
  unparsed,
  scale,
  demo,
}: Alike): string {
  const [id, prompt] = judge;
  const lengths = `${id.length} ${prompt.length} ${prompt_hash?.length} ${prompt_set?.length} ${prompt_set_hash?.length}`;
  return `${turn} ${choice} ${repeat} ${demo} ${unparsed === undefined} ${scale} ${lengths} ${id}${prompt}${prompt_hash}${prompt_set}${prompt_set_hash}`;
}

function textOfWording({ question_hash, reference_hash }: Wording): string {
  return `${question_hash?.length} ${reference_hash === null ? reference_hash : reference_hash?.length} ${question_hash}${reference_hash}`;
}
