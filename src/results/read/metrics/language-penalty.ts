/**
 * The language penalty: the square root of a score where the answer is in another language than its bench, as KoMT-Bench
 * has it (EXAONE 3.0, arXiv 2408.03541; README of LG-AI-EXAONE/KoMT-Bench). Which answers those are the grader
 * `language:<code>` has said beforehand.
 */

import { UserError } from '../../../errors.ts';
import { loadBench } from '../../../store/bench/bench-file.ts';
import type { SingleRows } from '../../../store/judgments/singles.ts';
import type { LanguagePenalty, LeaderboardInput } from '../../leaderboard/build.ts';
import { isUsable, matchOf, type Score } from '../../leaderboard/score.ts';
import { scoresIn } from '../../leaderboard/score-table.ts';
import { isLanguageGrader } from '../rows/wanted.ts';
import { type ResultsOptions, readRows, toLeaderboardInput } from '../single.ts';

/**
 * The input with penalised scores. A score whose answer has no valid check, and scores on a scale where a root is no
 * penalty, are UserErrors: then there is no such figure.
 */
export async function withLanguagePenalty(
  input: LeaderboardInput,
  options: ResultsOptions,
  benchGiven: boolean,
): Promise<LeaderboardInput> {
  const [low] = input.scale ?? [1];
  if (low < 1)
    throw new UserError('--language-penalty takes the root of scores from 1 on, as model judges give');
  const { grader, isKept } = await checksOf(options, benchGiven);
  const penalised: Record<string, number> = {};
  let unchecked = 0;
  const all = [...input.scores].map((score): Score => {
    if (!isUsable(score)) return score;
    const kept = isKept.get(matchOf(score));
    if (kept === undefined) unchecked += 1;
    penalised[score.model] = (penalised[score.model] ?? 0) + (kept === false ? 1 : 0);
    return kept === false ? { ...score, score: Math.sqrt(score.score) } : score;
  });
  if (unchecked > 0) {
    throw new UserError(
      `--language-penalty: ${unchecked} of ${all.length} scores are of answers whose language was not checked: run gen-judgment --bench ${options.bench} --judge language`,
    );
  }
  const languagePenalty: LanguagePenalty = { rule: 'square root', grader, penalised };
  return { ...input, scores: scoresIn(all), languagePenalty };
}

/** By match, whether the answer is in the language of the bench; a blank one, which is in none, is not penalised. */
async function checksOf(
  options: ResultsOptions,
  benchGiven: boolean,
): Promise<{ grader: string; isKept: ReadonlyMap<string, boolean> }> {
  const read = await readRows({ ...options, judge: ['language'] }, benchGiven).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      `--language-penalty needs the check of each answer's language: run gen-judgment --bench ${options.bench} --judge language`,
      { cause: error },
    );
  });
  const grader = await graderOf(read, options);
  const { scores } = await toLeaderboardInput(read, options, benchGiven);
  const isKept = new Map<string, boolean>();
  for (const score of scores) {
    if (score.judge !== grader || !isUsable(score)) continue;
    isKept.set(matchOf(score), score.score > 0 || score.noAnswer === true);
  }
  return { grader, isKept };
}

/** That of the bench's language, or the only one there is. */
async function graderOf(
  { columns: { judge }, last }: SingleRows,
  { dataDir, bench }: ResultsOptions,
): Promise<string> {
  const graders = [...new Set(Array.from(last, (row) => judge.at(row)))].filter(isLanguageGrader);
  const language = (await loadBench(dataDir, bench).catch(() => undefined))?.language?.replace(/-.*$/, '');
  const own = graders.find((grader) => grader.startsWith(`language:${language}@`));
  const [only, more] = graders;
  if (own !== undefined || (only !== undefined && more === undefined)) return own ?? only ?? '';
  throw new UserError(
    `--language-penalty: answers were checked for several languages (${graders.join(', ')}), and the bench ${bench} names none`,
  );
}
