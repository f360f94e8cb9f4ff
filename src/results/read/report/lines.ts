/** The rows of a report's lists: what a row shows, what is out of order with it, and where its texts stand. */

import { answerKey, answerSchema } from '../../../records/answer.ts';
import type { Question } from '../../../records/question.ts';
import { isFailedChoice } from '../../../store/answers/answers.ts';
import { answersFile } from '../../../store/bench/paths.ts';
import { indexRecords, type Span } from '../../../store/jsonl/record-index.ts';
import type { placeColumns } from '../../../store/judgments/columns.ts';
import type { PairTable, VoteTable } from '../../../store/judgments/pairs.ts';
import { type SingleFiles, type SingleTable, scoreAt } from '../../../store/judgments/singles.ts';
import type { GameLine, ScoreLine } from '../../report/columns.ts';
import { flagBit, winnerNames } from '../../report/flags.ts';
import { answerFlags, voteWinner } from '../../report/texts.ts';
import type { PairRows } from '../pairwise/pairwise.ts';

/** Where a record stands. */
export interface RecordPlace {
  file: string;
  span: Span;
}

export interface PlacedScore extends ScoreLine, RecordPlace {
  tstamp: number;
}

export interface PlacedGame extends GameLine, RecordPlace {
  isVote: boolean;
  tstamp: number;
}

export interface PlacedAnswer extends RecordPlace {
  model: string;
  question: string;
  /** Bits by choice, then by turn. */
  flags: ReadonlyMap<number, number[]>;
}

/** Bits of each single judgment: without a score, superseded, or stale, which is given for the rows in `last` in their order. */
export function scoreFlags(
  { columns, length, last }: Pick<SingleFiles, 'columns' | 'length' | 'last'>,
  scores: Iterable<{ stale: boolean }>,
): Uint16Array {
  const flags = new Uint16Array(length).fill(flagBit('superseded'));
  for (const row of last) flags[row] = 0;
  for (let row = 0; row < length; row += 1) {
    if (scoreAt(columns, row) === undefined) flags[row] = (flags[row] ?? 0) | flagBit('unparsed');
    else if (columns.unparsed.at(row)) flags[row] = (flags[row] ?? 0) | flagBit('no answer');
  }
  let place = 0;
  for (const { stale } of scores) {
    const row = last[place] ?? -1;
    if (stale) flags[row] = (flags[row] ?? 0) | flagBit('stale');
    place += 1;
  }
  return flags;
}

/** Bits of each pair judgment; `results` are of the rows in `last`, in their order. */
export function gameFlags(
  { pairs: { columns, length }, superseded }: Pick<PairRows, 'pairs' | 'superseded'>,
  { last, results }: { last: Uint32Array; results: readonly { stale: boolean }[] },
): Uint8Array {
  const flags = new Uint8Array(length);
  for (let row = 0; row < length; row += 1) {
    const isUnparsed = columns.g1_winner.at(row) === 'error' || columns.g2_winner.at(row) === 'error';
    flags[row] = (isUnparsed ? flagBit('unparsed') : 0) | (superseded.has(row) ? flagBit('superseded') : 0);
  }
  for (const [place, row] of last.entries()) {
    if (results[place]?.stale) flags[row] = (flags[row] ?? 0) | flagBit('stale');
  }
  return flags;
}

export function scoreLine(columns: SingleTable['columns'], row: number, flags: Uint16Array): PlacedScore {
  return {
    model: columns.model.at(row),
    judge: columns.judge.at(row),
    question: columns.question.at(row),
    turn: columns.turn.at(row),
    choice: columns.choice.at(row),
    repeat: columns.repeat.at(row),
    score: scoreAt(columns, row) ?? -1,
    flags: flags[row] ?? 0,
    tstamp: columns.tstamp.at(row),
    ...placeAt(columns, row),
  };
}

export function gameLine(columns: PairTable['columns'], row: number, flags: Uint8Array): PlacedGame {
  const second = columns.games.at(row) === 1 ? -1 : winnerNames.indexOf(columns.g2_winner.at(row));
  return {
    model_1: columns.model_1.at(row),
    model_2: columns.model_2.at(row),
    judge: columns.judge.at(row),
    question: columns.question.at(row),
    turn: columns.turn.at(row),
    choice: columns.choice.at(row),
    repeat: columns.repeat.at(row),
    winners: [winnerNames.indexOf(columns.g1_winner.at(row)), second],
    flags: flags[row] ?? 0,
    isVote: false,
    tstamp: columns.tstamp.at(row),
    ...placeAt(columns, row),
  };
}

/** Undefined for a vote on no known question. */
export function voteLine(columns: VoteTable['columns'], row: number): PlacedGame | undefined {
  const question = columns.question.at(row);
  if (question === undefined) return undefined;
  return {
    model_1: columns.model_a.at(row),
    model_2: columns.model_b.at(row),
    judge: columns.judge.at(row) ?? null,
    question,
    turn: columns.turn.at(row) ?? 0,
    choice: 0,
    repeat: 0,
    winners: [winnerNames.indexOf(voteWinner(columns.winner.at(row))), -1],
    flags: 0,
    isVote: true,
    tstamp: 0,
    ...placeAt(columns, row),
  };
}

/** The models' answers by model and question, with what is out of order with each. */
export async function placeAnswers(
  models: readonly string[],
  asked: ReadonlyMap<string, Question>,
  { dataDir, bench }: { dataDir: string; bench: string },
): Promise<PlacedAnswer[]> {
  const placed: PlacedAnswer[] = [];
  for (const model of models) {
    const file = answersFile(dataDir, bench, model);
    const { entries } = await indexRecords(file, answerSchema, {
      keyOf: answerKey,
      summarise: (answer) => {
        const turns = asked.get(answerKey(answer))?.turns ?? [];
        const sound = answer.choices.filter((choice) => !isFailedChoice(choice));
        return { flags: new Map(sound.map((choice) => [choice.index, answerFlags(choice, turns)])) };
      },
      holds: 'answers',
    });
    for (const [question, { flags, ...span }] of entries) placed.push({ model, question, flags, file, span });
  }
  return placed;
}

function placeAt(
  { file, offset, length, number }: ReturnType<typeof placeColumns>,
  row: number,
): RecordPlace {
  return {
    file: file.at(row),
    span: { offset: offset.at(row), length: length.at(row), number: number.at(row) },
  };
}
