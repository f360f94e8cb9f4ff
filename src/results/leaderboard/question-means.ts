/** Each model's means by question: what a later run is compared with. */

import { group, mean, pointsOf, type Score } from './score.ts';
import { scoresIn } from './score-table.ts';

/** What one model has got on one question. */
export interface QuestionMean {
  score: number;
  /** Judgments behind it. */
  n: number;
  /** The mean of each turn, over choices and repeats. */
  turns: Record<string, number>;
  /** Of what was asked, where the questions are known: another hash is another question. */
  hash?: string | undefined;
}

export type QuestionMeans = Record<string, QuestionMean>;

/**
 * By model. As in the averages: of several judges the matches that all of them have rated count. Models without a usable
 * score are left out.
 */
export function questionMeans(
  rows: Iterable<Score>,
  hashOf: (question: string) => string | undefined = () => undefined,
): Map<string, QuestionMeans> {
  const scores = scoresIn(rows);
  return new Map(
    scores.rated.map((model) => {
      const byQuestion = group(pointsOf(scores.usable(model)), ({ question }) => question);
      const means = [...byQuestion].map(([question, points]): [string, QuestionMean] => {
        const byTurn = group(points, ({ turn }) => String(turn));
        const hash = hashOf(question);
        return [
          question,
          {
            score: mean(points.map(({ value }) => value)),
            n: points.reduce((sum, { judgments }) => sum + judgments, 0),
            turns: Object.fromEntries(
              [...byTurn].map(([turn, own]) => [turn, mean(own.map(({ value }) => value))]),
            ),
            ...(hash === undefined ? {} : { hash }),
          },
        ];
      });
      return [model, Object.fromEntries(means)];
    }),
  );
}
