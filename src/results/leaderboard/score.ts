/** A score, and how scores are brought together into the points that a mean is made of. */

/** One row of a judgments file, as far as results need it. */
export interface Score {
  model: string;
  judge: string;
  question: string;
  turn: number;
  choice: number;
  repeat: number;
  /** Undefined where the judge's reply had no usable verdict. */
  score: number | undefined;
  /** True when the question, answer, reference or prompt has changed since. */
  stale: boolean;
  /** True for a stale row that nobody expects any more: its question, turn or choice is gone. */
  gone?: true;
  /** True where a grader found no answer: the score is 0, and counted on its own, too. */
  noAnswer?: true;
  /** What a grader read out of the answer, where it is short. */
  extracted?: string;
}

/** What is rated: the answer to one turn. */
export type Place = Pick<Score, 'model' | 'question' | 'turn' | 'choice'>;

/** A score that enters means: parsed, and of what is on disk now. */
export interface UsableScore extends Score {
  score: number;
}

/** One value of a mean. */
export interface Point {
  question: string;
  turn: number;
  value: number;
  /** How many judgments went into the value. */
  judgments: number;
}

export function usableScores(scores: readonly Score[]): UsableScore[] {
  return scores.filter(isUsable);
}

export function isUsable(row: Score): row is UsableScore {
  return row.score !== undefined && !row.stale;
}

/**
 * The points of one model's mean. One judge: each score is a point. Several: each match that all of them have rated is
 * one, its value the mean over judges of each judge's mean over repeats. All judges then stand on the same matches, so
 * that the mean of the points is the mean over judges of each judge's mean, and a judge that was spared the hard
 * questions does not lift it. A judge without a usable score of the model is none of its judges.
 */
export function pointsOf(rows: readonly UsableScore[]): Point[] {
  const judges = new Set(rows.map(({ judge }) => judge));
  if (judges.size < 2) {
    return rows.map(({ question, turn, score }) => ({ question, turn, value: score, judgments: 1 }));
  }
  return [...group(rows, matchOf).values()].flatMap((members) => {
    const [first] = members;
    const byJudge = [...group(members, ({ judge }) => judge).values()];
    if (!first || byJudge.length < judges.size) return [];
    const { question, turn } = first;
    return { question, turn, value: mean(byJudge.map(meanScore)), judgments: members.length };
  });
}

/** Identity of what each judge rates once a repeat. */
export function matchOf({ model, question, turn, choice }: Place): string {
  return JSON.stringify([model, question, turn, choice]);
}

export function meanScore(rows: readonly UsableScore[]): number {
  return mean(rows.map(({ score }) => score));
}

/** NaN for no values. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Items by the value of a function, in order of first appearance. */
export function group<Item>(items: readonly Item[], by: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  let last: { name: string; members: Item[] } | undefined;
  for (const item of items) {
    const name = by(item);
    // Items of one name mostly come in runs.
    if (last?.name === name) {
      last.members.push(item);
      continue;
    }
    const members = groups.get(name) ?? [];
    if (members.length === 0) groups.set(name, members);
    members.push(item);
    last = { name, members };
  }
  return groups;
}
