/** The texts of one question, read from where its rows stand at the moment when somebody wants to see them. */

import { pairJudgmentKey } from '../../records/pair-judgment.ts';
import type { PlacedGame, PlacedRating } from '../../results/read/report-lines.ts';
import { openTexts } from '../../results/read/report-texts.ts';
import type { QuestionTexts } from '../../results/report/shape.ts';
import type { LiveFigures } from './figures.ts';
import { lineOf as gameLine, lineOfVote } from './games.ts';
import { lineOf as ratingLine } from './ratings.ts';
import type { Snapshot } from './records.ts';
import type { LiveRows } from './rows.ts';

/** Looks texts up by the question's key; what has moved meanwhile is a fault that another look after a reading mends. */
export function textsOf(
  { questions, answersTo, flags }: Omit<LiveFigures, 'overview' | 'standing'>,
  snapshot: Snapshot,
): (key: string) => Promise<QuestionTexts> {
  return async (key) => {
    const reader = openTexts({
      questions,
      answers: answersTo(key),
      ratings: ratingsOn(key, snapshot, flags.ratings),
      games: [...gamesOn(key, snapshot, flags.games), ...votesOn(key, snapshot)],
    });
    try {
      return await reader.read(key);
    } finally {
      await reader.close();
    }
  };
}

function ratingsOn(key: string, { ratings }: Snapshot, flags: Uint8Array): PlacedRating[] {
  return placesOn(key, ratings).map((place) => {
    const row = ratings.at(place);
    return { ...ratingLine(row, flags[place] ?? 0), ...ratings.placeAt(place), key: '', tstamp: row.tstamp };
  });
}

function gamesOn(key: string, { games }: Snapshot, flags: Uint8Array): PlacedGame[] {
  return placesOn(key, games).flatMap((place) => {
    const row = games.at(place);
    if (row.withdrawn) return [];
    const line = gameLine(row, flags[place] ?? 0);
    return [{ ...line, ...games.placeAt(place), key: pairJudgmentKey(row), tstamp: row.tstamp }];
  });
}

function votesOn(key: string, { votes }: Snapshot): PlacedGame[] {
  return votes.flatMap(({ row, file, span }) => {
    const line = lineOfVote(row);
    return line?.question === key ? [{ ...line, file, span, key: undefined, tstamp: 0 }] : [];
  });
}

/** Found by walking over them, which takes milliseconds: nobody looks at all questions. */
function placesOn(key: string, rows: LiveRows<unknown>): number[] {
  const places: number[] = [];
  for (let place = 0; place < rows.length; place += 1) if (rows.questionAt(place) === key) places.push(place);
  return places;
}
