/** The texts of one question, read from where its rows stand at the moment when somebody wants to see them. */

import {
  gameLine,
  type PlacedGame,
  type PlacedScore,
  scoreLine,
  voteLine,
} from '../../results/read/report/lines.ts';
import { openTexts } from '../../results/read/report/texts.ts';
import type { QuestionTexts } from '../../results/report/shape.ts';
import type { NameColumn } from '../../store/tables/column.ts';
import type { LiveFigures } from './figures.ts';
import type { Snapshot } from './records.ts';

/** Looks texts up by the question's key; what has moved meanwhile is an error that another try after a reading corrects. */
export function textsOf(
  { questions, answersTo, flags, isShown }: Omit<LiveFigures, 'overview' | 'existing'>,
  snapshot: Snapshot,
): (key: string) => Promise<QuestionTexts> {
  return async (key) => {
    const reader = openTexts({
      questions,
      answers: answersTo(key),
      scores: scoresOn(key, snapshot, { flags: flags.scores, isShown: isShown.scores }),
      games: gamesOn(key, snapshot, { flags: flags.games, isShown: isShown.games }),
    });
    try {
      return await reader.read(key);
    } finally {
      await reader.close();
    }
  };
}

interface Listing<Bits> {
  flags: Bits;
  isShown: (row: number) => boolean;
}

function scoresOn(
  key: string,
  { singles: { columns, length } }: Snapshot,
  { flags, isShown }: Listing<Uint16Array>,
): PlacedScore[] {
  return rowsOn(key, columns.question, length)
    .filter(isShown)
    .map((row) => scoreLine(columns, row, flags));
}

function gamesOn(
  key: string,
  { pairs: { pairs, votes } }: Snapshot,
  { flags, isShown }: Listing<Uint8Array>,
): PlacedGame[] {
  const games = rowsOn(key, pairs.columns.question, pairs.length);
  return [
    ...games
      .filter((row) => isShown(row) && !pairs.columns.withdrawn.at(row))
      .map((row) => gameLine(pairs.columns, row, flags)),
    ...rowsOn(key, votes.columns.question, votes.length).flatMap((row) => voteLine(votes.columns, row) ?? []),
  ];
}

/** Found by walking over them, which takes milliseconds: nobody looks at all questions. */
function rowsOn(key: string, question: NameColumn<string | undefined>, length: number): number[] {
  const number = question.values.indexOf(key);
  const rows: number[] = [];
  for (let row = 0; row < length; row += 1) if (question.numberAt(row) === number) rows.push(row);
  return rows;
}
