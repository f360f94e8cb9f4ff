/**
 * The most likely option, by the log-probabilities that `--method loglikelihood` and `--method first-token` write as an
 * answer: a line `<label>\t<log-probability>\t<characters of the option's text>` for each option.
 */

import { type Grade, type Grader, GraderError } from '../grader.ts';
import { readChoice } from './choice-question.ts';

/** lm-evaluation-harness' `acc` (0.4.13): the highest sum; of equal ones the first. */
export const loglikelihoodAcc = likelihoodGrader('loglikelihood:acc', ({ log }) => log);

/** Its `acc_norm`: the highest sum for each character (code point) of the option's text. */
export const loglikelihoodAccNorm = likelihoodGrader('loglikelihood:acc_norm', ({ log, characters }) =>
  characters === 0 ? Number.NEGATIVE_INFINITY : log / characters,
);

/** Ours: the most likely label among those that the service has told. */
export const firstTokenAcc = likelihoodGrader('first-token:acc', ({ log }) => log);

interface Option {
  label: string;
  log: number;
  characters: number;
}

/** `target` is a label or a letter, `check` is `{ options, labels? }`. An answer that is no such table is a GraderError. */
function likelihoodGrader(name: string, scoreOf: (option: Option) => number): Grader {
  return {
    name,
    version: '1',
    grade: ({ question, response }) => {
      const choice = readChoice(question);
      const options = readTable(response, choice.labels);
      if (!options) {
        const made = name.startsWith('first-token') ? 'first-token' : 'loglikelihood';
        throw new GraderError(
          `question ${question.question_id}: the answer holds no log-probabilities of its options: ${name} grades answers made with --method ${made}`,
        );
      }
      const target = choice.labels[choice.gold] ?? '';
      return decide(options, { scoreOf, target });
    },
  };
}

function decide(
  options: readonly (Option | undefined)[],
  { scoreOf, target }: { scoreOf: (option: Option) => number; target: string },
): Grade {
  const known = options.filter((option) => option !== undefined);
  let best: { label: string; score: number } | undefined;
  for (const option of known) {
    const score = scoreOf(option);
    if (!best || score > best.score) best = { label: option.label, score };
  }
  if (!best) return { kind: 'no-answer', target, rationale: 'No option has a known log-probability.' };
  const unknown = options.length - known.length;
  return {
    kind: 'graded',
    score: best.label === target ? 1 : 0,
    extracted: best.label,
    target,
    rationale: `The most likely option is ${best.label} (${best.score}${unknown === 0 ? '' : `; ${unknown} unknown`}).`,
  };
}

const line = /^(.+)\t(unknown|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\t(\d+)$/;

/** By option; undefined for one that is unknown. Undefined as a whole for what is no table of these labels. */
function readTable(text: string, labels: readonly string[]): (Option | undefined)[] | undefined {
  const rows = text.split('\n').map((row) => line.exec(row));
  if (rows.length !== labels.length) return undefined;
  if (rows.some((row, index) => row?.[1] !== labels[index])) return undefined;
  return rows.map((row, index) =>
    row?.[2] === 'unknown'
      ? undefined
      : { label: labels[index] ?? '', log: Number(row?.[2]), characters: Number(row?.[3]) },
  );
}
