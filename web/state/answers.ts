/** The scores of the overview by the answer that they are of: what the lists of transcripts are made from. */

import { flagBit } from '../../src/results/report/flags.ts';
import type { Overview } from '../../src/results/report/shape.ts';

/** A row of the judgments; names are places in the overview's lists. */
export interface ScoreRow {
  judge: number;
  repeat: number;
  /** −1 where unparsed. */
  score: number;
  flags: number;
}

/** The answer of a model to one turn of a question, with all that judges have said of it. */
export interface RatedAnswer {
  question: number;
  model: number;
  turn: number;
  choice: number;
  rows: ScoreRow[];
}

/** Neither of these enters a mean. */
const uncounted = flagBit('unparsed') | flagBit('stale') | flagBit('superseded');

/** In the order of the rows; of a report that goes without some texts, what can be read. */
export function ratedAnswers({ scores, withTexts }: Overview): RatedAnswer[] {
  const answers = new Map<string, RatedAnswer>();
  const listed = withTexts && new Set(withTexts);
  for (let row = 0; row < scores.score.length; row += 1) {
    const at = (column: readonly number[]) => column[row] ?? -1;
    const [question, model] = [at(scores.question), at(scores.model)];
    if (listed?.has(question) === false) continue;
    const [turn, choice] = [at(scores.turn), at(scores.choice)];
    const key = `${question} ${model} ${turn} ${choice}`;
    const known = answers.get(key);
    const answer = known ?? { question, model, turn, choice, rows: [] };
    if (!known) answers.set(key, answer);
    answer.rows.push({
      judge: at(scores.judge),
      repeat: at(scores.repeat),
      score: at(scores.score),
      flags: at(scores.flags),
    });
  }
  return [...answers.values()];
}

export function counts({ flags }: ScoreRow): boolean {
  return (flags & uncounted) === 0;
}

/** Mean of the scores that count, or undefined. */
export function meanOf(rows: readonly ScoreRow[]): number | undefined {
  const scores = rows.filter(counts).map(({ score }) => score);
  return scores.length === 0 ? undefined : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** The rows that stand for one figure: of several graders those of the default one, or of the one that is filtered by. */
export function oneMetric(
  rows: readonly ScoreRow[],
  { single, judges }: Overview,
  judge: string,
): readonly ScoreRow[] {
  if (single?.grader === undefined) return rows;
  const grader = judges.indexOf(judge === '' ? single.grader : judge);
  return rows.filter((row) => row.judge === grader);
}

/** How far the scores that count are apart; undefined for fewer than two. */
export function spreadOf(rows: readonly ScoreRow[]): number | undefined {
  const scores = rows.filter(counts).map(({ score }) => score);
  return scores.length < 2 ? undefined : Math.max(...scores) - Math.min(...scores);
}

export function flagsOf(rows: readonly ScoreRow[]): number {
  return rows.reduce((bits, { flags }) => bits | flags, 0);
}
