/**
 * IFEval: whether a response follows verifiable instructions. Equals lm-evaluation-harness, task `ifeval` version 4.0
 * (lm_eval/tasks/ifeval, commit 4e7e0d4, and the release 0.4.13), with langdetect 1.0.9 and Python's `random` seeded
 * with 0 and NLTK 3.8.1 or 3.9.1. docs/graders.md lists what differs.
 */

import type { Grade, Grader, Grading } from '../grader.ts';
import { type Instruction, parseIfevalCheck } from './check.ts';
import type { Check, DetectLanguage, Finding } from './kind.ts';
import { pythonRandom } from './python-random.ts';
import { isBlank } from './python-text.ts';
import { looseVariants, type Variant } from './variants.ts';

/** Each instruction must be followed by the response as it is. */
export const ifevalStrict: Grader = grader('ifeval:strict', {
  variants: (response) => [{ name: 'whole', text: response }],
  draws: 1,
});

/** Each instruction must be followed by one of eight texts made of the response, not all by the same. */
export const ifevalLoose: Grader = grader('ifeval:loose', { variants: looseVariants, draws: 2 });

interface Criterion {
  variants: (response: string) => Variant[];
  /** lm-eval makes the checks anew for each criterion, the strict one first: which of these makings counts. */
  draws: number;
}

/**
 * The score is 1 where all instructions of the question are followed (prompt level). For the instruction level, details
 * hold four arrays with one element an instruction: `instructions` their ids, `followed` whether each is, `found` what
 * was seen, `texts` which text it was seen in. The accuracy over all instructions of all questions is the mean of
 * `followed`. A blank response follows none, and is no answer.
 */
function grader(name: string, { variants, draws }: Criterion): Grader {
  const grade = async ({ question, response }: Grading): Promise<Grade> => {
    const instructions = parseIfevalCheck(question.check);
    const needsLanguage = instructions.some((instruction) => instruction.needsLanguage);
    const detectLanguage = needsLanguage ? await languageDetector() : () => undefined;
    const texts = variants(response).filter(({ text }) => !isBlank(text));
    const checks = boundChecks(instructions, draws);
    return gradeOf(checks.map((check) => verdictOn(check, texts, detectLanguage)));
  };
  return { name, version: '4.0', grade };
}

/** Loaded where an instruction needs it alone: its tables take time and memory. */
async function languageDetector(): Promise<DetectLanguage> {
  const { detectLanguage } = await import('./language/detect.ts');
  return detectLanguage;
}

interface BoundCheck {
  id: string;
  check: Check;
}

/** Python's `random` is taken as seeded with 0 before each question. */
function boundChecks(instructions: readonly Instruction[], draws: number): BoundCheck[] {
  const random = pythonRandom(0);
  let checks: BoundCheck[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    checks = instructions.map(({ id, bind }) => ({ id, check: bind(random) }));
  }
  return checks;
}

interface Verdict extends Finding {
  id: string;
  /** The name of the text that the finding is about, or null where there is no text at all. */
  text: string | null;
}

/** The first text that follows the instruction, or else the response as it is. */
function verdictOn({ id, check }: BoundCheck, texts: readonly Variant[], detect: DetectLanguage): Verdict {
  let first: Verdict | undefined;
  for (const { name, text } of texts) {
    const verdict = { id, text: name, ...check(text, detect) };
    if (verdict.followed) return verdict;
    first ??= verdict;
  }
  return first ?? { id, text: null, followed: false, found: 'a blank response' };
}

function gradeOf(verdicts: readonly Verdict[]): Grade {
  const followed = verdicts.filter((verdict) => verdict.followed);
  const broken = verdicts.filter((verdict) => !verdict.followed).map(({ id, found }) => `${id} (${found})`);
  const target = verdicts.map(({ id }) => id).join(', ');
  const details = {
    instructions: verdicts.map(({ id }) => id),
    followed: verdicts.map((verdict) => verdict.followed),
    found: verdicts.map(({ found }) => found),
    texts: verdicts.map(({ text }) => text),
  };
  if (verdicts.every(({ text }) => text === null)) {
    return {
      kind: 'no-answer',
      target,
      rationale: 'The response is blank and follows no instruction.',
      details,
    };
  }
  const extracted = followed.map(({ id }) => id).join(', ') || 'none';
  const count = `The response follows ${followed.length} of ${verdicts.length} instructions`;
  const rationale = broken.length === 0 ? `${count}.` : `${count}, not ${broken.join('; ')}.`;
  return { kind: 'graded', score: broken.length === 0 ? 1 : 0, extracted, target, rationale, details };
}
