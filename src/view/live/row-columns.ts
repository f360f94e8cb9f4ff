/** The fields of rows in columns: a gigabyte of judgments has more of them than there is room for as objects. */

import type { RatingRow } from '../../records/judgment.ts';
import type { PairRowFields } from '../../records/pair-judgment.ts';
import type { Span } from '../../store/jsonl/record-index.ts';
import type { KeptPair } from '../../store/judgments/pair-table.ts';
import type { KeptRow } from '../../store/judgments/rating-rows.ts';
import { createKinds, createWordings, questionNumbers } from '../../store/judgments/row-kinds.ts';
import { hashColumn, numberColumn, wholeColumn } from '../../store/tables/column.ts';
import { createNames } from '../../store/tables/names.ts';
import { spanPacking } from '../../store/tables/packed-entries.ts';
import type { RowColumns } from './rows.ts';

/** A rating, and when it was given (seconds since 1970). */
export interface LiveRating extends KeptRow {
  tstamp: number;
}

/** A game as results want it, except that nothing is known of later rows yet. */
export interface LiveGame extends KeptPair {
  tstamp: number;
}

export interface FilledColumns<Fields, Row> extends RowColumns<Row> {
  add: (fields: Fields, span: Span) => void;
}

export type RatingFields = RatingRow & { tstamp: number };
export type GameFields = PairRowFields & { tstamp: number };

/** What rows of all files have in common, kept once. */
export function createPools() {
  const [models, judges, questions, pairs] = [createNames(), createNames(), createNames(), createNames()];
  return {
    ...{ models, questions, pairs, questionOf: questionNumbers(questions) },
    ...{ kinds: createKinds(judges), wordings: createWordings() },
  };
}

export type Pools = ReturnType<typeof createPools>;

export function ratingColumns(pools: Pools): FilledColumns<RatingFields, LiveRating> {
  const shared = sharedColumns(pools);
  const [model, score, answer] = [wholeColumn(), numberColumn(), hashColumn()];
  return {
    ...shared.columns,
    get length() {
      return score.length;
    },
    add: (row, span) => {
      const index = score.length;
      shared.set(index, row, span);
      model.set(index, pools.models.numberOf(row.model));
      answer.set(index, row.answer_hash);
      score.set(index, row.score);
    },
    at: (index) =>
      toRating(shared.at(index), {
        model: pools.models.nameOf(model.at(index)),
        score: score.at(index),
        answerHash: () => answer.at(index),
      }),
    keyAt: (index, placeOf) => placeOf(shared.at(index).round, model.at(index), shared.questionNumber(index)),
  };
}

export function gameColumns(pools: Pools): FilledColumns<GameFields, LiveGame> {
  const shared = sharedColumns(pools);
  const [first, second, pair, verdict] = [wholeColumn(), wholeColumn(), wholeColumn(), wholeColumn()];
  const [answer1, answer2] = [hashColumn(), hashColumn()];
  return {
    ...shared.columns,
    get length() {
      return verdict.length;
    },
    add: (row, span) => {
      const index = verdict.length;
      const [one, other] = [pools.models.numberOf(row.model_1), pools.models.numberOf(row.model_2)];
      shared.set(index, row, span);
      first.set(index, one);
      second.set(index, other);
      // The two models of a key have no order.
      pair.set(index, pools.pairs.numberOf(one < other ? `${one} ${other}` : `${other} ${one}`));
      answer1.set(index, row.answer_1_hash);
      answer2.set(index, row.answer_2_hash);
      verdict.set(index, verdictOf(row));
    },
    at: (index) =>
      toGame(shared.at(index), {
        models: [pools.models.nameOf(first.at(index)), pools.models.nameOf(second.at(index))],
        answerHash: (side) => (side === 1 ? answer1 : answer2).at(index),
        verdict: verdict.at(index),
      }),
    keyAt: (index, placeOf) => placeOf(shared.at(index).round, pair.at(index), shared.questionNumber(index)),
  };
}

type Common = ReturnType<ReturnType<typeof sharedColumns>['at']>;

/** Field by field: a spread would make each row a hash table of its own. */
function toRating(
  { fields, wording, question, tstamp }: Common,
  { model, score, answerHash }: Pick<LiveRating, 'model' | 'score' | 'answerHash'>,
): LiveRating {
  return {
    question_id: question,
    model,
    judge: fields.judge,
    score,
    turn: fields.turn,
    choice: fields.choice,
    repeat: fields.repeat,
    question_hash: wording.question_hash,
    reference_hash: wording.reference_hash,
    prompt_hash: fields.prompt_hash,
    prompt_set: fields.prompt_set,
    prompt_set_hash: fields.prompt_set_hash,
    unparsed: fields.unparsed,
    scale: fields.scale,
    demo: fields.demo,
    tstamp,
    answerHash,
  };
}

function toGame(
  { fields, wording, question, tstamp }: Common,
  {
    models,
    answerHash,
    verdict,
  }: { models: readonly [string, string]; answerHash: LiveGame['answerHash']; verdict: number },
): LiveGame {
  return {
    question_id: question,
    model_1: models[0],
    model_2: models[1],
    g1_winner: winners[verdict & 3] ?? 'error',
    g2_winner: winners[(verdict >> bits.second) & 3] ?? 'error',
    judge: fields.judge,
    turn: fields.turn,
    choice: fields.choice,
    repeat: fields.repeat,
    question_hash: wording.question_hash,
    reference_hash: wording.reference_hash,
    prompt_hash: fields.prompt_hash,
    prompt_set: fields.prompt_set,
    prompt_set_hash: fields.prompt_set_hash,
    demo: fields.demo,
    games: verdict & bits.games ? 1 : undefined,
    withdrawn: verdict & bits.withdrawn ? true : undefined,
    superseded: false,
    tstamp,
    answerHash,
  };
}

const winners: readonly PairRowFields['g1_winner'][] = ['error', 'model_1', 'model_2', 'tie'];
/** Bits of a game's verdict: two for each winner, and one each for a vote and for one that was taken back. */
const bits = { second: 2, games: 16, withdrawn: 32 };

function verdictOf({ g1_winner, g2_winner, games, withdrawn }: PairRowFields): number {
  return (
    winners.indexOf(g1_winner) |
    (winners.indexOf(g2_winner) << bits.second) |
    (games === 1 ? bits.games : 0) |
    (withdrawn ? bits.withdrawn : 0)
  );
}

/** What single and pair judgments keep alike. */
function sharedColumns({ questions, questionOf, kinds, wordings }: Pools) {
  const [question, kind, wording, tstamp] = [wholeColumn(), wholeColumn(), wholeColumn(), numberColumn()];
  const spans = spanPacking();
  type Fields = Parameters<typeof kinds.numberOf>[0] &
    Parameters<typeof wordings.numberOf>[0] &
    Parameters<typeof questionOf>[0] & { tstamp: number };
  return {
    set: (index: number, row: Fields, span: Span) => {
      const asked = questionOf(row);
      question.set(index, asked);
      kind.set(index, kinds.numberOf(row));
      wording.set(index, wordings.numberOf(row, asked));
      tstamp.set(index, row.tstamp);
      spans.keep(index, span);
    },
    at: (index: number) => {
      const [common, words] = [kinds.all[kind.at(index)], wordings.all[wording.at(index)]];
      if (!common || !words) throw new RangeError('there is no such row');
      return {
        ...{ fields: common.fields, round: common.round, wording: words, tstamp: tstamp.at(index) },
        question: questions.nameOf(question.at(index)),
      };
    },
    questionNumber: question.at,
    columns: { questionAt: (index: number) => questions.nameOf(question.at(index)), spanAt: spans.at },
  };
}
