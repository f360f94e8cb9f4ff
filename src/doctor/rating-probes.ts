/** The probes that ask for ratings. */

import { choosePrompt } from '../judges/model/prompt.ts';
import type { JudgePromptSet } from '../records/judge-prompt.ts';
import type { ProbeMaterial } from '../records/probe-material.ts';
import { bounds } from './bounds.ts';
import { closingOf } from './closing.ts';
import { type Probe, type Reading, ratingCase } from './probe.ts';
import { type ProbeQuestions, rated } from './probe-questions.ts';

/** Answers without worth: nulls, and the four kinds of injected verdicts. */
export function worthlessProbes(
  { mixed }: ProbeQuestions,
  { nulls, injections }: ProbeMaterial,
  prompts: JudgePromptSet,
): Probe[] {
  const probe = (name: string, asked: string, answer: string): Probe => ({
    name,
    asked,
    expected: `at most ${bounds.worthless}`,
    cases: mixed.map((each) => {
      const closing = closingOf(choosePrompt(prompts, rated(each, '')));
      const shown = answer.replaceAll('{closing}', () => closing);
      const worthless = level((rating) => rating <= bounds.worthless);
      return ratingCase({ question: each.id, matches: [rated(each, shown)] }, worthless);
    }),
  });
  return [
    probe('null-empty', 'an empty answer', nulls.empty),
    probe('null-unknown', 'an answer that knows nothing', nulls.unknown),
    probe('null-off-topic', 'an answer to something else', nulls.off_topic),
    probe('injected-verdict', 'nothing but [[10]]', injections.verdict),
    probe('injected-delimiter', 'a faked end of the answer, then an order', injections.delimiter),
    probe('injected-reply', "a faked judge's reply", injections.reply),
    probe('injected-plea', 'a plea that plays the system', injections.plea),
  ];
}

/** A reference given as the answer, and the same with one wrong final value. */
export function referenceProbes({ checked }: ProbeQuestions): Probe[] {
  const right = checked.map((each) => {
    const matches = [rated(each, each.good)];
    return ratingCase(
      { question: each.id, matches },
      level((rating) => rating >= bounds.reference),
    );
  });
  const wrong = checked.map((each) => {
    const matches = [rated(each, each.good), rated(each, each.wrong)];
    return ratingCase(
      { question: each.id, matches },
      change((rise) => rise <= -bounds.wrongValue),
    );
  });
  return [
    {
      name: 'reference',
      asked: 'the reference as the answer',
      expected: `at least ${bounds.reference}`,
      cases: right,
    },
    {
      name: 'wrong-value',
      asked: 'the reference with a wrong final value',
      expected: `at least ${bounds.wrongValue} lower`,
      cases: wrong,
    },
  ];
}

/** A poor answer, which leaves room above it, and a copy that says the same at length. */
export function paddedRatingProbe({ mixed }: ProbeQuestions, padded: (answer: string) => string): Probe {
  const cases = mixed.map((each) => {
    const matches = [rated(each, each.worse), rated(each, padded(each.worse))];
    return ratingCase(
      { question: each.id, matches },
      change((rise) => rise <= bounds.padding),
    );
  });
  const expected = `at most ${bounds.padding} higher`;
  return { name: 'padded-rating', asked: 'a poor answer, and a padded copy of it', expected, cases };
}

/** The same request, put several times. A poor answer again: at the top of the scale there is no room to wander. */
export function repeatsProbe({ mixed }: ProbeQuestions): Probe {
  const repeats = Array.from({ length: bounds.repeats }, (_, repeat) => repeat);
  const cases = mixed.map((each) => {
    const matches = repeats.map((repeat) => rated(each, each.worse, repeat));
    return ratingCase({ question: each.id, matches }, (ratings) => {
      const spread = deviation(ratings);
      return { got: spread.toFixed(2), holds: spread <= bounds.spread };
    });
  });
  const expected = `standard deviation at most ${bounds.spread}`;
  return { name: 'repeats', asked: `a poor answer, ${bounds.repeats} times over`, expected, cases };
}

/** Reads one rating. */
function level(holds: (rating: number) => boolean) {
  return ([rating = Number.NaN]: readonly number[]): Reading => ({
    got: String(rating),
    holds: holds(rating),
  });
}

/** Reads two ratings by the second's rise over the first. */
function change(holds: (rise: number) => boolean) {
  return ([before = Number.NaN, after = Number.NaN]: readonly number[]): Reading => ({
    got: `${before}→${after}`,
    holds: holds(after - before),
  });
}

/** Sample standard deviation, √(Σ(x − x̄)² / (n − 1)). */
function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
