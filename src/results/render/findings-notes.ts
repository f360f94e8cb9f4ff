/** What findings say in words, one line each. */

import type { Scale } from '../../records/scale.ts';
import { farApart } from '../charts/scale.ts';
import type { Comparison } from '../leaderboard/comparison.ts';
import type { Findings } from '../leaderboard/findings.ts';
import type { Health } from '../leaderboard/health.ts';
import type { JudgeAgreement } from '../leaderboard/panel.ts';
import type { Resolution } from '../leaderboard/resolution.ts';
import { listedInjections } from './findings-tables.ts';
import { formatDifference, formatP, formatScore, formatShare } from './number-format.ts';

/** From here on a line is printed though nobody has asked for it. */
const thresholds = { ceiling: 0.5, length: 0.3, alpha: 0.667 };

/** `onPage` leaves out what only a command line can do. */
export function findingsNotes(findings: Findings, onPage = false): string[] {
  const { resolution, panel, comparison, health, leftOut } = findings;
  return [
    ...(comparison ? [comparisonNote(comparison, findings.seed)] : []),
    ...resolutionNotes(resolution),
    ...(panel?.together ? [agreementNote(panel.together, { scale: findings.scale, onPage })] : []),
    ...ceilingNotes(findings),
    ...(health ? healthNotes(health, onPage) : []),
    ...(leftOut ? [leftOutNote(leftOut, onPage)] : []),
  ];
}

/** A plain sentence: whether the two differ significantly. */
export function comparisonNote(comparison: Comparison, seed: number): string {
  const { a, b, difference, ci, n, of, p, p_permutation: permuted, told_apart: apart } = comparison;
  if (difference === null || p === null || permuted === null) {
    return `${a} and ${b} cannot be compared: they share ${n} of ${of} questions, and it takes two`;
  }
  const split = !apart && (p < 0.05 || permuted < 0.05);
  const [better, worse] = difference < 0 ? [b, a] : [a, b];
  const interval = ci ? ` (${ci.map(formatDifference).join(' to ')})` : '';
  const where = `on ${n < of ? `the ${n} of ${of} questions they share *` : `all ${n} questions`}`;
  const drawn = comparison.exact === false ? `, seed ${seed}` : '';
  const tests = `p ${shown(p)}, by permutation p ${shown(permuted)}${drawn}`;
  const verdict = apart
    ? `differ significantly: ${better} is rated above ${worse}`
    : `do not differ significantly${split ? ', for the two tests disagree' : ': chance explains as much'}`;
  return `${a} and ${b} ${verdict}; difference ${formatDifference(difference)}${interval} ${where}, ${tests}`;
}

function shown(p: number): string {
  return p < 0.001 ? formatP(p).replace('<', '< ') : `= ${formatP(p)}`;
}

function resolutionNotes({ pairs, separability, detectable, questions }: Resolution): string[] {
  const parts = [
    ...(separability === null
      ? []
      : [
          `separability ${formatScore(separability)}: the intervals of ${Math.round(separability * pairs)} of ${pairs} pairs of models do not overlap`,
        ]),
    ...(detectable === null
      ? []
      : [
          `the smallest ${pairs > 0 ? 'difference' : 'distance from a fixed value'} found with 80 % power on ${questions} questions is ${formatScore(detectable)}`,
        ]),
  ];
  return parts.length === 0 ? [] : [parts.join('; ')];
}

function agreementNote(
  { alpha, matches, ...rest }: JudgeAgreement,
  { scale, onPage }: { scale: Scale; onPage: boolean },
): string {
  const low = alpha !== null && alpha < thresholds.alpha;
  const apart = `mean difference ${formatScore(rest.mean_absolute_difference)}, ${formatShare(rest.far_apart)} of scores ${farApart(scale)} or more apart`;
  const verdict = low ? `; below ${thresholds.alpha} judges do not measure alike` : '';
  return `judges agree to α = ${formatScore(alpha)} (Krippendorff, interval) on ${matches} matches, ${apart}${verdict}${onPage ? '' : '; --by judge shows each pair'}`;
}

function ceilingNotes({ histograms, scale }: Findings): string[] {
  const full = histograms.filter(({ ceiling }) => ceiling !== null && ceiling >= thresholds.ceiling);
  if (full.length === 0) return [];
  const named = full.map(({ name, ceiling }) => `${formatShare(ceiling)} of ${name}`).join(', ');
  return [
    `ceiling: exactly ${scale[1]} are ${named} (said from ${formatShare(thresholds.ceiling)} on); a better answer could not be rated higher`,
  ];
}

function healthNotes(health: Health, onPage: boolean): string[] {
  const sameFamily = health.own_family.map(({ model, judge, family }) => `${model} by ${judge} (${family})`);
  return [
    ...(sameFamily.length === 0 ? [] : [`own family: ${sameFamily.join(', ')}`]),
    ...answerNotes(health, onPage),
  ];
}

function answerNotes({ answers, length, injections }: Health, onPage: boolean): string[] {
  if (length === null || injections === null) {
    return [
      'no answers are available: how scores go with length, and whether answers address the judge, is not known',
    ];
  }
  const tasteful = length.filter(({ r }) => r !== null && Math.abs(r) >= thresholds.length);
  const hidden = injections.length - listedInjections;
  return [
    'r: correlation of score with log tokens (four bytes each), within judge, question and turn; a score between two counts as the lower in the table of scores',
    ...tasteful.map(
      ({ judge, r, n }) =>
        `length: scores by ${judge ?? 'all judges'} go with length, r = ${formatScore(r)} on ${n} answers (said from ±${thresholds.length} on); longer answers may be better ones, too`,
    ),
    injections.length === 0
      ? `none of ${answers} answers holds a verdict or instructions for a judge`
      : `suspected injections: ${injections.length} in ${answers} answers hold a verdict or instructions for a judge; read them before you trust their scores${hidden > 0 && !onPage ? ` (${hidden} more in --format json)` : ''}`,
  ];
}

function leftOutNote(leftOut: NonNullable<Findings['leftOut']>, onPage: boolean): string {
  const named = leftOut.map(({ model, judge }) => `${model} by ${judge}`).join(', ');
  const own = onPage ? 'own family' : '--no-self';
  return leftOut.length === 0
    ? `${own}: no judge is of the family of a model it has rated`
    : `${own}: left out are the scores of ${named}`;
}
