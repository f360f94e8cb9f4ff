/** From scores and answers of two models to what may be said of them. Pure: values in, values out. */

import {
  type AgainstMargin,
  againstMargin,
  type CompareVerdict,
  questionsToTell,
  verdictOf,
} from '../../stats/compare/non-inferiority.ts';
import { pooledDifference } from '../../stats/compare/random-effects.ts';
import { holm } from '../../stats/paired.ts';
import { signFlipTest } from '../../stats/sign-flip.ts';
import { type Pairing, pair } from '../leaderboard/comparison.ts';
import { noScores, type QuestionScores } from '../leaderboard/question-scores.ts';
import { mean } from '../leaderboard/score.ts';
import type { AnswerRates, BenchComparison, CandidateComparison, Flips, Pooled } from './value.ts';

/** What one judge says of both models on one bench, and what their answers are like. */
export interface BenchEvidence
  extends Pick<BenchComparison, 'bench' | 'judge' | 'prompt_set' | 'demo' | 'scale' | 'margin'> {
  base: QuestionScores | undefined;
  candidate: QuestionScores | undefined;
  answers: { base: AnswerRates; candidate: AnswerRates; identical: number | null } | null;
}

/** What the evidence comes to, before anything is known of other benches: lists of scores need not be kept. */
export interface BenchFindings {
  row: Omit<BenchComparison, 'p_different_holm' | 'p_not_worse_holm' | 'verdict' | 'questions_to_tell'>;
  /** Undefined where no number of questions would tell. */
  questionsToTell: number | undefined;
}

export interface Compared {
  model: string;
  sizeGb: number | null;
  findings: readonly BenchFindings[];
}

const alpha = 0.05;

/** The comparison of one candidate; p values are corrected by Holm over its benches and judges. */
export function compareCandidate({ model, sizeGb, findings }: Compared): CandidateComparison {
  const different = corrected(findings.map(({ row }) => row.p_different));
  const notWorse = corrected(findings.map(({ row }) => row.p_not_worse));
  const benches = findings.map(({ row, questionsToTell }, index): BenchComparison => {
    const p_different_holm = different[index] ?? null;
    const p_not_worse_holm = notWorse[index] ?? null;
    const verdict = verdictFrom({ ...row, p_different_holm, p_not_worse_holm });
    const questions_to_tell = verdict === 'cannot tell' ? (questionsToTell ?? null) : null;
    return { ...row, p_different_holm, p_not_worse_holm, verdict, questions_to_tell };
  });
  const verdict = overall(benches);
  const sentence = sentenceOf(model, benches);
  return { model, size_gb: sizeGb, verdict, sentence, pooled: pool(benches), benches };
}

/** `seed`: of the permutation test. */
export function compareBench(evidence: BenchEvidence, seed: number): BenchFindings {
  const { base, candidate, answers, scale, margin } = evidence;
  const pairing = pairingOf(evidence);
  const [low, high] = scale;
  const scores = { base: pairing.b, candidate: pairing.a };
  const against = { margin, scale: { low, high } };
  const found = againstMargin(scores, against);
  const enough = found && !allFlipped(found) ? questionsToTell(found, against) : Number.POSITIVE_INFINITY;
  const binary = found?.counts !== undefined;
  const differences = pairing.a.map((value, index) => value - (pairing.b[index] ?? 0));
  const { bench, judge, prompt_set, demo } = evidence;
  const row: BenchFindings['row'] = {
    bench,
    judge,
    prompt_set,
    demo,
    scale,
    margin,
    n: pairing.questions.length,
    of: new Set([...(base?.questions ?? []), ...(candidate?.questions ?? [])]).size,
    base_score: pairing.b.length === 0 ? null : mean(pairing.b),
    score: pairing.a.length === 0 ? null : mean(pairing.a),
    difference: differences.length === 0 ? null : mean(differences),
    ci: found ? [found.interval[0], found.interval[1]] : null,
    se: found?.se ?? null,
    test: found ? (binary ? 'mcnemar' : 'paired t') : null,
    p_different: found?.pDifferent ?? null,
    p_permutation: found && !binary ? signFlipTest(differences, { seed }).p : null,
    p_not_worse: found?.pNotWorse ?? null,
    flips: binary ? flipsOf(pairing, (high - low) / 2) : null,
    moved: found && !binary ? flipsOf(pairing, (2 * (high - low)) / 9) : null,
    identical: answers?.identical ?? null,
    answers: answers && { base: answers.base, candidate: answers.candidate },
  };
  return { row, questionsToTell: Number.isFinite(enough) ? enough : undefined };
}

/** Where no question has the same score, nothing is known of how often the two differ elsewhere. */
function allFlipped({ counts, n }: Pick<AgainstMargin, 'counts' | 'n'>): boolean {
  return counts !== undefined && counts.gained + counts.lost === n;
}

/** `a` is the candidate, `b` the base. */
function pairingOf({
  base = noScores,
  candidate = noScores,
}: Pick<BenchEvidence, 'base' | 'candidate'>): Pairing {
  return pair(candidate, base);
}

function flipsOf({ questions, a, b }: Pairing, least: number): Flips {
  const flips: Flips = { lost: [], gained: [] };
  for (const [index, question] of questions.entries()) {
    const change = (a[index] ?? 0) - (b[index] ?? 0);
    if (change <= -least) flips.lost.push(question);
    if (change >= least) flips.gained.push(question);
  }
  return flips;
}

function verdictFrom({
  difference,
  p_different_holm,
  p_not_worse_holm,
}: Pick<BenchComparison, 'difference' | 'p_different_holm' | 'p_not_worse_holm'>): CompareVerdict {
  if (difference === null || p_different_holm === null || p_not_worse_holm === null) return 'cannot tell';
  return verdictOf({ difference, pDifferent: p_different_holm, pNotWorse: p_not_worse_holm }, alpha);
}

function corrected(pValues: readonly (number | null)[]): (number | null)[] {
  const adjusted = holm(pValues.filter((p) => p !== null)).values();
  return pValues.map((p) => (p === null ? null : (adjusted.next().value ?? null)));
}

/** Worse where it is worse anywhere; better where it is better somewhere and nowhere in doubt. */
function overall(benches: readonly BenchComparison[]): CompareVerdict {
  const verdicts = benches.map(({ verdict }) => verdict);
  if (verdicts.includes('worse')) return 'worse';
  if (verdicts.length === 0 || verdicts.includes('cannot tell')) return 'cannot tell';
  return verdicts.every((verdict) => verdict === 'better') ? 'better' : 'not worse';
}

function sentenceOf(model: string, benches: readonly BenchComparison[]): string {
  const nameOf = ({ bench, judge }: BenchComparison) =>
    benches.filter((other) => other.bench === bench).length > 1 ? `${bench} (${judge})` : bench;
  const among = (verdict: CompareVerdict) => benches.filter((each) => each.verdict === verdict).map(nameOf);
  const parts = [
    ['worse than the base', among('worse')],
    ['better', among('better')],
    ['not worse', among('not worse')],
  ] as const;
  const said = parts.flatMap(([what, names]) =>
    names.length === 0 ? [] : [`is ${what} on ${names.join(', ')}`],
  );
  const open = among('cannot tell');
  const doubt = open.length === 0 ? [] : [`cannot be told from the base on ${open.join(', ')}`];
  return `${model} ${[...said, ...doubt].join('; ') || 'shares no question with the base'}`;
}

/** One metric a bench: several judges of the same answers are not independent, and the first one stands for them. */
function pool(benches: readonly BenchComparison[]): Pooled | null {
  const first = benches.filter(
    ({ bench, se, difference }, index) =>
      benches.findIndex((each) => each.bench === bench) === index &&
      se !== null &&
      se > 0 &&
      difference !== null,
  );
  const studies = first.map(({ scale: [low, high], difference, se }) => ({
    difference: (difference ?? 0) / (high - low),
    se: (se ?? 0) / (high - low),
  }));
  const pooled = pooledDifference(studies);
  if (!pooled) return null;
  const weights = Object.fromEntries(first.map(({ bench }, index) => [bench, pooled.weights[index] ?? 0]));
  return { difference: pooled.mean, ci: [...pooled.interval], tau: pooled.tau, weights };
}
