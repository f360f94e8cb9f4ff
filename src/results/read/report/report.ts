/** Gathers what a report shows at once, and where its texts stand. */

import { type Question, questionKey } from '../../../records/question.ts';
import { packageVersion } from '../../../store/bench/paths.ts';
import { overviewOf } from '../../report/overview.ts';
import type { Overview } from '../../report/shape.ts';
import type { ReportOptions } from '../../settings.ts';
import { spanOf } from '../provenance.ts';
import { questionsFor } from '../rows/bench.ts';
import { selectedQuestions } from '../rows/shown-rows.ts';
import { type PlacedAnswer, type PlacedGame, type PlacedScore, placeAnswers } from './lines.ts';
import { gatherPairs, gatherSingle } from './parts.ts';

export interface ReportInput {
  overview: Overview;
  /** By key; a question that only judgments know is absent. */
  questions: ReadonlyMap<string, Question>;
  answers: readonly PlacedAnswer[];
  scores: readonly PlacedScore[];
  games: readonly PlacedGame[];
}

/** Both modes have their part in a report, where there are judgments of both; a named file has its own mode's alone. */
export async function gatherReport(options: ReportOptions, benchGiven: boolean): Promise<ReportInput> {
  const single = await gatherSingle(options, benchGiven);
  const pairs = await gatherPairs(options, benchGiven);
  const [scores, games] = [single?.lines ?? [], pairs?.lines ?? []];
  const keys = [...scores, ...games].map(({ question }) => question);
  const questions = keys.length > 0 ? await shownQuestions(keys, options, benchGiven) : undefined;
  const overview = overviewOf({
    bench: single?.json.bench ?? pairs?.json.bench ?? options.bench,
    version: packageVersion(),
    judged: spanOf([...scores, ...games].map(({ tstamp }) => tstamp)),
    questions,
    single,
    pairs,
  });
  const asked = new Map(questions?.map((question) => [questionKey(question), question]));
  const answers = questions ? await placeAnswers(overview.models, asked, options) : [];
  markAnswers(overview, answers);
  return { overview, questions: asked, answers, scores, games };
}

/** Those that are selected, or all. */
async function shownQuestions(
  keys: readonly string[],
  options: ReportOptions,
  benchGiven: boolean,
): Promise<Question[] | undefined> {
  const { questions } = await selectedQuestions(keys, options, benchGiven);
  return questions ?? questionsFor(keys, options, benchGiven);
}

/** Adds what is out of order with an answer to the flags of its scores. */
function markAnswers({ scores, models, questions }: Overview, answers: readonly PlacedAnswer[]): void {
  const name = (model: string | undefined, question: string | undefined) => JSON.stringify([model, question]);
  const known = new Map(answers.map((answer) => [name(answer.model, answer.question), answer.flags]));
  for (const [row, flags] of scores.flags.entries()) {
    const place = name(models[scores.model[row] ?? -1], questions[scores.question[row] ?? -1]?.key);
    const turns = known.get(place)?.get(scores.choice[row] ?? 0);
    scores.flags[row] = flags | (turns?.[(scores.turn[row] ?? 1) - 1] ?? 0);
  }
}
