/** Gathers what `show-results` finds beyond the means; loaded only where something of it is shown. */

import { UserError } from '../../errors.ts';
import { questionKey } from '../../records/question.ts';
import { bootstrapMean } from '../../stats/bootstrap.ts';
import { readAnswerTexts } from '../../store/answers/texts.ts';
import { answersFile, questionsFile } from '../../store/bench/paths.ts';
import { loadQuestions } from '../../store/bench/questions.ts';
import type { Leaderboard, LeaderboardInput } from '../leaderboard/build.ts';
import { sharedFamily } from '../leaderboard/families.ts';
import { type Findings, findingsOf } from '../leaderboard/findings.ts';
import { type AnswerTrait, type OwnFamily, ownFamilyIn } from '../leaderboard/health.ts';
import { suspicionsIn } from '../leaderboard/injection.ts';
import { isUsable, matchOf, type Score } from '../leaderboard/score.ts';
import { scoresIn } from '../leaderboard/score-table.ts';
import type { By } from '../render/leaderboard-tables.ts';
import type { SingleOptions } from '../settings.ts';
import type { ResultsOptions } from './single.ts';

type Options = ResultsOptions & SingleOptions & { by?: By; seed?: number };

const defaultSeed = 1;
const rounds = 1000;

/** The input without the scores that `--no-self` leaves out, and with the intervals that `--interval` asks for. */
export function adjust(
  input: LeaderboardInput,
  { interval, self, seed = defaultSeed }: Options,
): { input: LeaderboardInput; leftOut?: OwnFamily[] } {
  const meanOf = (values: readonly number[], clusters: readonly string[]) =>
    bootstrapMean(values, clusters, { rounds, seed });
  const drawn = interval === 'bootstrap' ? { ...input, meanOf } : input;
  if (self) return { input: drawn };
  const isExcused = (model: string, judge: string) => sharedFamily(model, judge) !== undefined;
  const scores = scoresIn(only(input.scores, ({ model, judge }) => !isExcused(model, judge)));
  if (scores.length === 0) {
    throw new UserError('no judgments are left: --no-self leaves out every judge that there is');
  }
  return { input: { ...drawn, scores, isExcused }, leftOut: ownFamilyIn(input.scores) };
}

function* only(scores: Iterable<Score>, isWanted: (score: Score) => boolean): Generator<Score> {
  for (const score of scores) if (isWanted(score)) yield score;
}

export async function gatherFindings(
  {
    board,
    input,
    leftOut,
  }: { board: Leaderboard; input: LeaderboardInput; leftOut?: OwnFamily[] | undefined },
  options: Options,
): Promise<Findings> {
  const { interval, health, by, seed = defaultSeed } = options;
  const pair = comparedModels(
    options,
    board.models.map(({ model }) => model),
  );
  return findingsOf(board, input.scores, {
    interval,
    rounds,
    seed,
    questions: input.categoryOf.size,
    panel: by === 'judge',
    ...(leftOut ? { leftOut } : {}),
    ...(pair ? { compare: pair } : {}),
    ...(health ? { traits: await traitsOf(input.scores, options) } : {}),
  });
}

/** What is to be known of the answers that have been rated; texts are read one at a time and not kept. */
async function traitsOf(scores: Iterable<Score>, { dataDir, bench }: Options): Promise<AnswerTrait[]> {
  const rated = new Set<string>();
  for (const score of scores) if (isUsable(score)) rated.add(matchOf(score));
  const asked = await questionTexts(dataDir, bench);
  const traits = new Map<string, AnswerTrait>();
  for (const model of scoresIn(scores).models) {
    for await (const { text, ...place } of readAnswerTexts(answersFile(dataDir, bench, model))) {
      const match = matchOf({ model, ...place });
      if (!rated.has(match)) continue;
      const tokens = Math.max(1, Math.ceil(Buffer.byteLength(text) / 4));
      const suspicions = suspicionsIn(text, asked.get(place.question) ?? []);
      traits.set(match, { model, ...place, tokens, suspicions });
    }
  }
  return [...traits.values()];
}

/** The turns of each question; none for a bench that is not available. */
async function questionTexts(dataDir: string, bench: string): Promise<Map<string, string[]>> {
  const file = await questionsFile(dataDir, bench).catch((error: unknown) => {
    if (error instanceof UserError) return undefined;
    throw error;
  });
  const questions = file === undefined ? [] : await loadQuestions(file);
  return new Map(questions.map((question) => [questionKey(question), question.turns]));
}

/** The two models of `--compare`, checked against those that there are. */
function comparedModels(
  { compare }: SingleOptions,
  models: readonly string[],
): readonly [string, string] | undefined {
  if (compare === undefined) return undefined;
  const [a, b] = compare;
  if (a === undefined || b === undefined || compare.length > 2) {
    throw new UserError(`--compare takes two models, not ${compare.length}: ${compare.join(', ')}`);
  }
  if (a === b) throw new UserError(`--compare takes two models, not "${a}" twice`);
  const missing = [a, b].find((model) => !models.includes(model));
  if (missing !== undefined) {
    throw new UserError(`no judgments for "${missing}" (--compare): there are ${models.join(', ')}`);
  }
  return [a, b];
}
