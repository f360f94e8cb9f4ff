/** Reads what a report needs of every row, and where the row stands, so that its texts can be fetched later. */

import { z } from 'zod';
import { answerKey, answerSchema } from '../../records/answer.ts';
import { singleJudgmentKey, singleJudgmentSchema } from '../../records/judgment.ts';
import { pairJudgmentKey, pairJudgmentSchema } from '../../records/pair-judgment.ts';
import { type Question, questionKey } from '../../records/question.ts';
import { voteSchema } from '../../records/vote.ts';
import { isFailedChoice } from '../../store/answers/answers.ts';
import { answersFile } from '../../store/bench/paths.ts';
import { checkRecord, readRecords } from '../../store/jsonl/reader.ts';
import { indexRecords, type Span } from '../../store/jsonl/record-index.ts';
import { scoreOf } from '../../store/judgments/ratings.ts';
import type { GameLine, RatingLine } from '../report/columns.ts';
import { flagBit, winnerNames } from '../report/flags.ts';
import { answerFlags, voteWinner } from '../report/texts.ts';

/** Where a record stands. */
export interface RecordPlace {
  file: string;
  span: Span;
}

export interface PlacedRating extends RatingLine, RecordPlace {
  key: string;
  tstamp: number;
}

export interface PlacedGame extends GameLine, RecordPlace {
  /** Undefined for a vote. */
  key: string | undefined;
  tstamp: number;
}

export interface PlacedAnswer extends RecordPlace {
  model: string;
  question: string;
  /** Bits by choice, then by turn. */
  flags: ReadonlyMap<number, number[]>;
}

const ratingSchema = z.object(singleJudgmentSchema.shape).pick({
  ...{ question_id: true, model: true, judge: true, turn: true, choice: true, repeat: true },
  ...{ score: true, scale: true, tstamp: true },
});

const gameSchema = z.object(pairJudgmentSchema.shape).pick({
  ...{ question_id: true, model_1: true, model_2: true, judge: true, turn: true, choice: true, repeat: true },
  ...{ g1_winner: true, g2_winner: true, tstamp: true, games: true, withdrawn: true },
});

/** A torn last line is told of where the results are read. */
const onTorn = () => undefined;

/** Every row of the files, the superseded ones marked. */
export async function placeRatings(files: readonly string[]): Promise<PlacedRating[]> {
  const lines: PlacedRating[] = [];
  const last = new Map<string, PlacedRating>();
  for (const file of files) {
    for await (const { record, ...span } of readRecords(file, ratingSchema, { onTorn })) {
      const { model, judge, turn, choice = 0, repeat = 0, tstamp } = record;
      const [key, score] = [singleJudgmentKey(record), scoreOf(record)];
      const line: PlacedRating = {
        ...{
          model,
          judge: judge[0],
          question: questionKey(record),
          turn,
          choice,
          repeat,
          score: score ?? -1,
        },
        ...{ flags: score === undefined ? flagBit('unparsed') : 0, key, tstamp, file, span },
      };
      supersede(last, key, line);
      lines.push(line);
    }
  }
  return lines;
}

/** Every pair judgment of the files, the superseded ones marked, and every vote on a question that it names. */
export async function placeGames(files: readonly string[]): Promise<PlacedGame[]> {
  const lines: PlacedGame[] = [];
  const last = new Map<string, PlacedGame>();
  for (const file of files) {
    for await (const { record, ...span } of readRecords(file, z.looseObject({}), { onTorn })) {
      const place = { file, span };
      const line = 'model_a' in record ? placeVote(record, place) : placeGame(record, place);
      if (!line) continue;
      if (line.key !== undefined) supersede(last, line.key, line);
      if (record.withdrawn !== true) lines.push(line);
    }
  }
  return lines;
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

function placeGame(record: object, place: RecordPlace): PlacedGame {
  const row = checkRecord(record, gameSchema, { file: place.file, line: place.span.number });
  const { model_1, model_2, judge, turn, choice = 0, repeat = 0, g1_winner, g2_winner, tstamp } = row;
  const unparsed = g1_winner === 'error' || g2_winner === 'error';
  return {
    ...{ model_1, model_2, judge: judge[0], question: questionKey(row), turn, choice, repeat },
    winners: [winnerNames.indexOf(g1_winner), row.games === 1 ? -1 : winnerNames.indexOf(g2_winner)],
    flags: unparsed ? flagBit('unparsed') : 0,
    ...{ key: pairJudgmentKey(row), tstamp, ...place },
  };
}

function placeVote(record: object, place: RecordPlace): PlacedGame | undefined {
  const vote = checkRecord(record, voteSchema, { file: place.file, line: place.span.number });
  if (vote.question_id === undefined) return undefined;
  const question = questionKey({ question_id: vote.question_id });
  return {
    ...{ model_1: vote.model_a, model_2: vote.model_b, judge: vote.judge ?? null, question },
    ...{ turn: vote.turn ?? 0, choice: 0, repeat: 0, flags: 0 },
    winners: [winnerNames.indexOf(voteWinner(vote.winner)), -1],
    ...{ key: undefined, tstamp: 0, ...place },
  };
}

/** Marks the earlier row of the same key. */
function supersede<Line extends { flags: number }>(last: Map<string, Line>, key: string, line: Line): void {
  const earlier = last.get(key);
  if (earlier) earlier.flags |= flagBit('superseded');
  last.set(key, line);
}
