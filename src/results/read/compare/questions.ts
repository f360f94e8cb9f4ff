/** Reads the questions of a bench as hashes: the texts of 14,000 of them would stay in memory while all else is read. */

import { hashMatch } from '../../../judges/match.ts';
import { questionKey } from '../../../records/question.ts';
import { eachQuestion } from '../../../store/bench/questions.ts';
import { hashColumn, numberColumn } from '../../../store/tables/column.ts';
import { questionsFileFor } from '../rows/bench.ts';
import type { HashedQuestions } from '../rows/staleness.ts';

/** Undefined for a bench whose questions are not available, as judgments of other tools come. */
export async function readHashedQuestions(
  dataDir: string,
  bench: string,
): Promise<HashedQuestions | undefined> {
  const file = await questionsFileFor({ dataDir, bench }, true);
  if (file === undefined) return undefined;
  const places = new Map<string, number>();
  // Each question has a run of hashes, one for each turn.
  const [firsts, turns] = [numberColumn(), numberColumn()];
  const [questions, references] = [hashColumn(), hashColumn()];
  let kept = 0;
  await eachQuestion(file, (question) => {
    const place = places.size;
    places.set(questionKey(question), place);
    firsts.set(place, kept);
    turns.set(place, question.turns.length);
    for (let turn = 1; turn <= question.turns.length; turn += 1) {
      const { question_hash, reference_hash } = hashMatch({ question, turn, answers: [] });
      questions.set(kept, question_hash);
      references.set(kept, reference_hash ?? undefined);
      kept += 1;
    }
  });
  return {
    placeOf: (question) => places.get(question),
    turnsAt: turns.at,
    hashesAt: (place, turn) => {
      const row = firsts.at(place) + turn - 1;
      return { question_hash: questions.at(row) ?? '', reference_hash: references.at(row) ?? null };
    },
  };
}
