/** From the scores of models on a public and a fresh bench to how much more one of them drops. Pure. */

import {
  type Difference,
  differenceInDifferences,
  meanDifference,
} from '../../stats/compare/difference-in-differences.ts';
import type { QuestionScores } from '../leaderboard/question-scores.ts';
import { mean } from '../leaderboard/score.ts';
import { dropSentence } from './sentence.ts';
import type { FreshComparison, ModelDrop, OtherDrop, Sides } from './value.ts';

type ByModel = ReadonlyMap<string, QuestionScores>;

/** What one judge says of the models on both benches. */
export interface FreshEvidence
  extends Pick<FreshComparison, 'pair' | 'judge' | 'prompt_set' | 'demo' | 'scale'> {
  model: string;
  scores: Sides<ByModel>;
  /** Other models that may be compared with. */
  others: readonly string[];
}

interface Questions extends Sides<readonly string[]> {}

/** Undefined where the model has scores for fewer than two questions of a side that count. */
export function compareFresh(evidence: FreshEvidence): FreshComparison | undefined {
  const { pair, judge, prompt_set, demo, scale, model, scores } = evidence;
  const own = { public: scores.public.get(model), fresh: scores.fresh.get(model) };
  if (!own.public || !own.fresh) return undefined;
  const others = evidence.others.filter((other) => hasEnough(other, evidence));
  const questions = questionsOf([model, ...others], evidence);
  if (questions.public.length < 2 || questions.fresh.length < 2) return undefined;
  const among = { evidence, questions };
  const alone = meanDifference([scoresOf(model, 'public', among), scoresOf(model, 'fresh', among)], {
    paired: pair.same_questions,
  });
  const found = against(model, others, among);
  const drops = others.map((other) => otherDrop(other, others, among));
  const compared = {
    pair,
    judge,
    prompt_set,
    demo,
    scale,
    n: { public: questions.public.length, fresh: questions.fresh.length },
    of: { public: own.public.questions.length, fresh: own.fresh.questions.length },
    score: dropOf(model, among).score,
    drop: dropOf(model, among).drop,
    drop_ci: intervalOf(alone),
    others: drops,
    others_drop: drops.length === 0 ? null : mean(drops.map(({ drop }) => drop)),
    difference: found?.mean ?? null,
    ci: intervalOf(found),
  };
  return { ...compared, sentence: dropSentence(model, compared) };
}

/** A model that was asked a few questions only would take all others away. */
function hasEnough(other: string, { model, scores }: FreshEvidence): boolean {
  return (['public', 'fresh'] as const).every((side) => {
    const wanted = scores[side].get(model)?.questions ?? [];
    const had = scores[side].get(other)?.positions;
    return had !== undefined && 2 * wanted.filter((question) => had.has(question)).length >= wanted.length;
  });
}

/** The questions that all the models have scores for. */
function questionsOf(models: readonly string[], { model, scores, pair }: FreshEvidence): Questions {
  const shared = (side: keyof Questions) =>
    (scores[side].get(model)?.questions ?? []).filter((question) =>
      models.every((each) => scores[side].get(each)?.positions.has(question)),
    );
  const [known, fresh] = [shared('public'), shared('fresh')];
  if (!pair.same_questions) return { public: known, fresh };
  const both = new Set(fresh);
  const inBoth = known.filter((question) => both.has(question));
  return { public: inBoth, fresh: inBoth };
}

interface Among {
  evidence: FreshEvidence;
  questions: Questions;
}

function scoresOf(model: string, side: keyof Questions, { evidence, questions }: Among): number[] {
  const found = evidence.scores[side].get(model);
  return questions[side].map((question) => found?.means[found.positions.get(question) ?? -1] ?? Number.NaN);
}

function against(model: string, others: readonly string[], among: Among): Difference | undefined {
  const setOf = (side: keyof Questions) => ({
    model: scoresOf(model, side, among),
    others: others.map((other) => scoresOf(other, side, among)),
  });
  const paired = among.evidence.pair.same_questions;
  return differenceInDifferences({ known: setOf('public'), fresh: setOf('fresh') }, { paired });
}

/** The rest are the others without this one; the model in question is never among them. */
function otherDrop(other: string, others: readonly string[], among: Among): OtherDrop {
  const rest = others.filter((each) => each !== other);
  return { ...dropOf(other, among), above_rest: against(other, rest, among)?.mean ?? null };
}

function dropOf(model: string, among: Among): ModelDrop {
  const score = {
    public: mean(scoresOf(model, 'public', among)),
    fresh: mean(scoresOf(model, 'fresh', among)),
  };
  return { model, score, drop: score.public - score.fresh };
}

function intervalOf(found: Difference | undefined): [number, number] | null {
  return found?.interval ? [found.interval[0], found.interval[1]] : null;
}
