/** The texts of one question, read from where its rows stand at the moment when somebody wants to see them. */

import { pairJudgmentKey } from '../records/pair-judgment.ts';
import { questionKey } from '../records/question.ts';
import { group } from '../results/rating.ts';
import type { QuestionTexts } from '../results/report/shape.ts';
import { scoreOf } from '../store/ratings.ts';
import type { LiveRating, Snapshot } from '../view/live-records.ts';
import type { PlacedGame, PlacedRating } from './report-lines.ts';
import { openTexts } from './report-texts.ts';
import type { LiveFigures } from './view-figures.ts';
import type { GameEntry } from './view-games.ts';

/** Looks texts up by the question's key; what has moved meanwhile is a fault that another look after a reading mends. */
export function textsOf(
  figures: LiveFigures,
  { ratings }: Snapshot,
): (key: string) => Promise<QuestionTexts> {
  const rated = group(
    ratings.map((_, place) => place),
    (place) => keyAt(ratings, place),
  );
  const played = group(
    figures.games.filter(({ line }) => line !== undefined),
    ({ question }) => question ?? '',
  );
  const answered = group(figures.answers, ({ question }) => question);
  return async (key) => {
    const shelf = openTexts({
      overview: figures.overview,
      questions: figures.questions,
      answers: answered.get(key) ?? [],
      ratings: (rated.get(key) ?? []).flatMap((place) => toRating(ratings[place], figures.flags[place] ?? 0)),
      games: (played.get(key) ?? []).flatMap(toGame),
    });
    try {
      return await shelf.read(key);
    } finally {
      await shelf.close();
    }
  };
}

function keyAt(ratings: readonly LiveRating[], place: number): string {
  const row = ratings[place]?.row;
  return row ? questionKey(row) : '';
}

function toRating(rating: LiveRating | undefined, flags: number): PlacedRating[] {
  if (!rating) return [];
  const { row, file, span } = rating;
  const { model, judge, turn, choice = 0, repeat = 0, tstamp } = row;
  const score = scoreOf(row) ?? -1;
  return [
    {
      ...{ model, judge: judge[0], question: questionKey(row), turn, choice, repeat, score, flags },
      ...{ key: '', tstamp, file, span },
    },
  ];
}

function toGame({ line, game, file, span }: GameEntry): PlacedGame[] {
  if (!line) return [];
  return [{ ...line, file, span, tstamp: 0, key: game ? pairJudgmentKey(game) : undefined }];
}
