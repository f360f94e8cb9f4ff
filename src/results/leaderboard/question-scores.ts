/** A model's scores by question, in lists of numbers: what comparisons of models are made of. */

import type { Score, UsableScore } from './score.ts';
import { scoresIn } from './score-table.ts';

/** What was rated and who rated it. */
type Place = Pick<Score, 'turn' | 'choice' | 'repeat' | 'judge'>;

/** The places of a question: one list for all questions and models where it is the same. */
export interface Places {
  list: readonly Place[];
  /** The lists with one more place. */
  longer: Places[];
}

/** Scores of one model by question. */
export interface QuestionScores {
  /** In the order of the rows. */
  questions: readonly string[];
  /** Where a question stands in the lists. */
  positions: ReadonlyMap<string, number>;
  places: readonly Places[];
  /** The scores of the question at a position are those from `starts` of it to `starts` of the next. */
  starts: readonly number[];
  scores: readonly number[];
  /** The mean of each question's scores. */
  means: readonly number[];
}

/** The usable scores of every model, ready to be paired; `meanwhile` is shown them as they are. */
export function scoresByModel(
  rows: Iterable<Score>,
  meanwhile: (model: string, scores: readonly UsableScore[]) => void = () => undefined,
): Map<string, QuestionScores> {
  const none: Places = { list: [], longer: [] };
  const columns = scoresIn(rows);
  return new Map(
    columns.rated.map((model) => {
      const usable = columns.usable(model);
      meanwhile(model, usable);
      return [model, toScores(usable, none)];
    }),
  );
}

/** Of a model that has none. */
export const noScores: QuestionScores = {
  questions: [],
  positions: new Map(),
  places: [],
  starts: [0],
  scores: [],
  means: [],
};

/** Lists of numbers for a whole model, where a list for each question would take four times as much memory. */
function toScores(rows: readonly UsableScore[], none: Places): QuestionScores {
  const positions = new Map<string, number>();
  const places: Places[] = [];
  // Of each row, its question's position and its place in the question's list.
  const positionAt = new Uint32Array(rows.length);
  const placeAt = new Uint32Array(rows.length);
  let last: { question: string; position: number } | undefined;
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index];
    if (!row) continue;
    const { question } = row;
    const position = last?.question === question ? last.position : (positions.get(question) ?? places.length);
    const known = places[position] ?? none;
    if (known === none) positions.set(question, position);
    const place = known.list.findIndex((each) => isSamePlace(each, row));
    places[position] = place === -1 ? longer(known, row) : known;
    positionAt[index] = position;
    placeAt[index] = place === -1 ? known.list.length : place;
    last = { question, position };
  }
  const starts = [0];
  let end = 0;
  for (const { list } of places) {
    end += list.length;
    starts.push(end);
  }
  // Of two scores of one place the last one counts.
  const scores = Array.from({ length: end }, () => 0);
  for (let index = 0; index < rows.length; index += 1) {
    scores[(starts[positionAt[index] ?? 0] ?? 0) + (placeAt[index] ?? 0)] = rows[index]?.score ?? Number.NaN;
  }
  const means = places.map((_, position) =>
    meanFrom(scores, starts[position] ?? 0, starts[position + 1] ?? 0),
  );
  return { questions: [...positions.keys()], positions, places, starts, scores, means };
}

export function isSamePlace(one: Place, other: Place): boolean {
  return (
    one.turn === other.turn &&
    one.choice === other.choice &&
    one.repeat === other.repeat &&
    one.judge === other.judge
  );
}

function longer({ list, longer }: Places, place: Place): Places {
  const known = longer.find((each) => isSamePlace(each.list.at(-1) ?? place, place));
  if (known) return known;
  const { turn, choice, repeat, judge } = place;
  const next: Places = { list: [...list, { turn, choice, repeat, judge }], longer: [] };
  longer.push(next);
  return next;
}

function meanFrom(scores: readonly number[], start: number, end: number): number {
  let sum = 0;
  for (let index = start; index < end; index += 1) sum += scores[index] ?? Number.NaN;
  return sum / (end - start);
}
