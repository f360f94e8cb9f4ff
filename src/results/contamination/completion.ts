/** From the grades of continuations to whether public texts were written on more literally than fresh ones. Pure. */

import { aboveOthers, meanDifference } from '../../stats/compare/difference-in-differences.ts';
import { permutationTest } from '../../stats/compare/permutation.ts';
import type { QuestionScores } from '../leaderboard/question-scores.ts';
import { mean, type Score } from '../leaderboard/score.ts';
import type { CompletionComparison, Sides, VerbatimRun } from './value.ts';

export interface CompletionEvidence extends Pick<CompletionComparison, 'pair' | 'bench' | 'judge' | 'demo'> {
  model: string;
  scores: ReadonlyMap<string, QuestionScores>;
  rows: readonly Score[];
}

const mostRuns = 3;
/** Shorter runs are in every text. */
const leastWords = 4;

/** Undefined where the model has fewer than two scores on a side. */
export function compareCompletion(
  evidence: CompletionEvidence,
  seed: number,
): CompletionComparison | undefined {
  const { pair, bench, judge, demo, model, scores } = evidence;
  const own = sidesOf(scores.get(model));
  const found = differenceOf(own);
  if (!own || !found) return undefined;
  const others = [...scores].flatMap(([each, of]) => {
    const difference = each === model ? undefined : differenceOf(sidesOf(of))?.mean;
    return difference === undefined ? [] : [{ model: each, difference }];
  });
  const above = againstOthers(
    evidence,
    others.map((other) => other.model),
  );
  const aboveBy = differenceOf(above);
  return {
    pair,
    bench,
    judge,
    demo,
    n: { public: own.public.length, fresh: own.fresh.length },
    score: { public: mean(own.public), fresh: mean(own.fresh) },
    difference: found.mean,
    ci: found.interval ? [found.interval[0], found.interval[1]] : null,
    p: permutationTest([own.public, own.fresh], { seed }) ?? null,
    others,
    above_others: aboveBy?.mean ?? null,
    above_others_ci: aboveBy?.interval ? [aboveBy.interval[0], aboveBy.interval[1]] : null,
    above_others_p: (aboveBy && above && permutationTest([above.public, above.fresh], { seed })) ?? null,
    runs: { public: runsOf('public', evidence), fresh: runsOf('fresh', evidence) },
  };
}

function sidesOf(of: QuestionScores | undefined): Sides<number[]> | undefined {
  if (!of) return undefined;
  const side = (name: keyof Sides<unknown>) =>
    of.questions.flatMap((question, at) =>
      question.startsWith(`${name}/`) ? [of.means[at] ?? Number.NaN] : [],
    );
  return { public: side('public'), fresh: side('fresh') };
}

/** On the texts that all have written on: what makes a text easy to guess makes it so for all. Undefined without others. */
function againstOthers(
  { model, scores }: CompletionEvidence,
  others: readonly string[],
): Sides<number[]> | undefined {
  const own = scores.get(model)?.questions ?? [];
  // A model that was asked for a few texts only would take all others away.
  const enough = others.filter((other) => {
    const positions = scores.get(other)?.positions;
    return 2 * own.filter((question) => positions?.has(question)).length >= own.length;
  });
  if (enough.length === 0) return undefined;
  const all = [model, ...enough].flatMap((each) => scores.get(each) ?? []);
  const shared = own.filter((question) => all.every(({ positions }) => positions.has(question)));
  const side = (name: keyof Sides<unknown>) => {
    const questions = shared.filter((question) => question.startsWith(`${name}/`));
    const [ofModel = [], ...rest] = all.map(({ means, positions }) =>
      questions.map((question) => means[positions.get(question) ?? -1] ?? Number.NaN),
    );
    return aboveOthers({ model: ofModel, others: rest });
  };
  return { public: side('public'), fresh: side('fresh') };
}

function differenceOf(sides: Sides<number[]> | undefined) {
  return sides && meanDifference([sides.public, sides.fresh]);
}

function runsOf(side: keyof Sides<unknown>, { judge, model, rows }: CompletionEvidence): VerbatimRun[] {
  if (!judge.startsWith('completion:longest-run@')) return [];
  const runs = rows.flatMap((row): VerbatimRun[] => {
    const { question, score, extracted: text } = row;
    if (row.model !== model || row.stale || score === undefined || !text) return [];
    if (!question.startsWith(`${side}/`)) return [];
    const words = text.split(/\s+/).length;
    return [{ question: question.slice(side.length + 1), share: score, words, text }];
  });
  return runs
    .filter(({ words }) => words >= leastWords)
    .sort((a, b) => b.words - a.words || b.share - a.share)
    .slice(0, mostRuns);
}
