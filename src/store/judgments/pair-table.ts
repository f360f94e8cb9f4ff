/** Rows of pair judgments in columns, every row in the order of the files. */

import { type GameWinner, gameWinnerSchema, type PairRowFields } from '../../records/pair-judgment.ts';
import { hashColumn, wholeColumn } from '../tables/column.ts';
import { createPlaces, hashOfKey, mix } from '../tables/hash-index.ts';
import { createNames, type Names } from '../tables/names.ts';
import { type Rows, rowsOf } from '../tables/rows.ts';
import { createKinds, createWordings, type Kind, known, questionNumbers, type Wording } from './row-kinds.ts';

/** A row as it is given back: the digits of its answers' hashes are made where they are wanted. */
export interface KeptPair extends Omit<PairRowFields, 'answer_1_hash' | 'answer_2_hash'> {
  answerHash: (side: 1 | 2) => string | undefined;
  /** True when a later row has the same key. */
  superseded: boolean;
}

export interface PairTable {
  add: (row: PairRowFields) => void;
  rows: () => Rows<KeptPair>;
}

/** Models and judges are named in `names`, in the order of first appearance. */
export function createPairTable(names: { models: Names; judges: Names }): PairTable {
  const questions = createNames();
  const kinds = createKinds(names.judges);
  const wordings = createWordings();
  const questionOf = questionNumbers(questions);
  const columns = createColumns();
  const { model1, model2, question, kind, wording, state, hashes } = columns;
  const last = lastOfKeys(columns, (index) => known(kinds.all[kind.at(index)]).round);
  const add = (row: PairRowFields): void => {
    const end = state.length;
    model1.set(end, names.models.numberOf(row.model_1));
    model2.set(end, names.models.numberOf(row.model_2));
    question.set(end, questionOf(row));
    kind.set(end, kinds.numberOf(row));
    wording.set(end, wordings.numberOf(row, question.at(end)));
    state.set(end, toState(row));
    hashes[1].set(end, row.answer_1_hash);
    hashes[2].set(end, row.answer_2_hash);
    const earlier = last(end);
    if (earlier !== undefined) state.set(earlier, state.at(earlier) | bits.superseded);
  };
  const at = (index: number): KeptPair =>
    toPair(known(kinds.all[kind.at(index)]), known(wordings.all[wording.at(index)]), {
      state: state.at(index),
      question_id: questions.nameOf(question.at(index)),
      model_1: names.models.nameOf(model1.at(index)),
      model_2: names.models.nameOf(model2.at(index)),
      answerHash: (side) => hashes[side].at(index),
    });
  return { add, rows: () => rowsOf(state.length, at) };
}

function createColumns() {
  return {
    ...{ model1: wholeColumn(), model2: wholeColumn(), question: wholeColumn() },
    ...{ kind: wholeColumn(), wording: wholeColumn(), state: wholeColumn() },
    hashes: { 1: hashColumn(), 2: hashColumn() },
  };
}

/** Field by field: a spread would make each row a hash table of its own. */
function toPair(
  { fields }: Kind,
  { question_hash, reference_hash }: Wording,
  own: Pick<KeptPair, 'question_id' | 'model_1' | 'model_2' | 'answerHash'> & { state: number },
): KeptPair {
  const { state } = own;
  return {
    question_id: own.question_id,
    model_1: own.model_1,
    model_2: own.model_2,
    g1_winner: known(winners[(state >>> bits.g1) & 3]),
    g2_winner: known(winners[(state >>> bits.g2) & 3]),
    judge: fields.judge,
    turn: fields.turn,
    choice: fields.choice,
    repeat: fields.repeat,
    question_hash,
    reference_hash,
    prompt_hash: fields.prompt_hash,
    prompt_set: fields.prompt_set,
    prompt_set_hash: fields.prompt_set_hash,
    demo: fields.demo,
    games: (state & bits.oneGame) === 0 ? undefined : 1,
    withdrawn: (state & bits.withdrawn) === 0 ? undefined : true,
    superseded: (state & bits.superseded) !== 0,
    answerHash: own.answerHash,
  };
}

/** Gives, for a new row, the row that was the last of its key. */
function lastOfKeys(
  { model1, model2, question }: ReturnType<typeof createColumns>,
  roundAt: (row: number) => number,
): (row: number) => number | undefined {
  // The two models have no order.
  const modelsOf = (row: number) => {
    const [one, other] = [model1.at(row), model2.at(row)];
    return one < other ? mix(one, other) : mix(other, one);
  };
  const hashOf = (row: number) => hashOfKey(modelsOf(row), roundAt(row), question.at(row));
  const isSameKey = (one: number, other: number) =>
    question.at(one) === question.at(other) &&
    roundAt(one) === roundAt(other) &&
    ((model1.at(one) === model1.at(other) && model2.at(one) === model2.at(other)) ||
      (model1.at(one) === model2.at(other) && model2.at(one) === model1.at(other)));
  const last = wholeColumn();
  const places = createPlaces({ hashAt: (place) => hashOf(last.at(place)) });
  return (row) => {
    const place = places.placeOf(hashOf(row), (other) => isSameKey(last.at(other), row));
    const earlier = place < last.length ? last.at(place) : undefined;
    last.set(place, row);
    return earlier;
  };
}

/** Flags, and where the numbers of the two winners begin, two bits each. */
const bits = { superseded: 1, oneGame: 2, withdrawn: 4, g1: 3, g2: 5 };

const winners: readonly GameWinner[] = gameWinnerSchema.options;

function toState({ g1_winner, g2_winner, games, withdrawn }: PairRowFields): number {
  const flags = (games === 1 ? bits.oneGame : 0) | (withdrawn ? bits.withdrawn : 0);
  return flags | (winners.indexOf(g1_winner) << bits.g1) | (winners.indexOf(g2_winner) << bits.g2);
}
