/**
 * IFEval: whether a response follows verifiable instructions. Equals lm-evaluation-harness, task `ifeval` version 4.0
 * (lm_eval/tasks/ifeval, commit 4e7e0d4, and the release 0.4.13), with langdetect 1.0.9 and Python's `random` seeded
 * with 0 and NLTK 3.8.1 or 3.9.1. docs/graders.md lists what differs.
 */

import { type PythonRandom, pythonRandom } from '../../../stats/python/random.ts';
import type { Grade, Grader, Grading } from '../grader.ts';
import { type Instruction, parseIfevalCheck } from './check.ts';
import type { Check, DetectLanguage, Finding } from './kind.ts';
import { isBlank } from './python/text.ts';
import { looseVariants, type Variant } from './variants.ts';

/**
 * Two graders, `ifeval:strict` (each instruction must be followed by the response as it is) and `ifeval:loose` (by the
 * response or one of seven texts made of it, not all by the same). The two share what they find out about a response,
 * as long as few others have come between.
 *
 * `question.check` is as in ifevalCheckSchema; anything else is a GraderError. The score is 1 where all instructions are
 * followed (prompt level). For the instruction level, details hold arrays with one element an instruction:
 * `instructions` their ids, `followed` whether each is, and, unless the response is blank, `found` what was seen and
 * `texts` which text it was seen in. The accuracy over all instructions of all questions is the mean of `followed`. A
 * blank response follows none, and is no answer.
 */
export function createIfevalGraders(): { strict: Grader; loose: Grader } {
  const recent = new Map<unknown, { response: string; examined: Promise<Examined> }>();
  const examined = ({ question: { check }, response }: Grading) => {
    const known = recent.get(check);
    if (known?.response === response) return known.examined;
    const made = examine(check, response);
    recent.delete(check);
    recent.set(check, { response, examined: made });
    const [oldest] = recent.keys();
    if (recent.size > mostRecent) recent.delete(oldest);
    return made;
  };
  const strict = async (grading: Grading) => gradeOf((await examined(grading)).strict());
  const loose = async (grading: Grading) => gradeOf((await examined(grading)).loose());
  return {
    strict: { name: 'ifeval:strict', version: '4.0', grade: strict },
    loose: { name: 'ifeval:loose', version: '4.0', grade: loose },
  };
}

/** Both graders of a run are within so many responses of each other. */
const mostRecent = 1024;

/** What is known of a response. */
interface Examined {
  strict: () => Verdict[];
  loose: () => Verdict[];
}

async function examine(check: unknown, response: string): Promise<Examined> {
  const instructions = parseIfevalCheck(check);
  if (isBlank(response)) {
    const none = () => instructions.map(({ id }) => ({ id, followed: false, found: '', text: null }));
    return { strict: none, loose: none };
  }
  const needsLanguage = instructions.some((instruction) => instruction.needsLanguage);
  const detectLanguage = needsLanguage ? await languageDetector() : () => undefined;
  const whole = { name: 'whole', text: response };
  // lm-eval makes the checks anew for each criterion, the strict one first, and draws again then.
  const random = pythonRandom(0);
  const checks = bound(instructions, random);
  const strict = checks.map((one) => verdictOn(one, whole, detectLanguage));
  // Once: letters that are drawn anew would be other ones the next time.
  let found: Verdict[] | undefined;
  const loose = () => {
    found ??= looseVerdicts();
    return found;
  };
  const looseVerdicts = () => {
    const drawn = random.isUsed() ? bound(instructions, random) : checks;
    let texts: Variant[] | undefined;
    return drawn.map((one, index) => {
      const verdict = (drawn === checks && strict[index]) || verdictOn(one, whole, detectLanguage);
      if (verdict.followed) return verdict;
      texts ??= looseVariants(response);
      return firstFollowed(one, texts, detectLanguage) ?? verdict;
    });
  };
  return { strict: () => strict, loose };
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

function bound(instructions: readonly Instruction[], random: PythonRandom): BoundCheck[] {
  return instructions.map(({ id, make }) => ({ id, check: make(random) }));
}

interface Verdict extends Finding {
  id: string;
  /** The name of the text that the finding is about, or null for a blank response. */
  text: string | null;
}

function verdictOn({ id, check }: BoundCheck, { name, text }: Variant, detect: DetectLanguage): Verdict {
  return { id, text: name, ...check(text, detect) };
}

function firstFollowed(check: BoundCheck, texts: readonly Variant[], detect: DetectLanguage) {
  for (const text of texts) {
    const verdict = verdictOn(check, text, detect);
    if (verdict.followed) return verdict;
  }
  return undefined;
}

function gradeOf(verdicts: readonly Verdict[]): Grade {
  const ids = verdicts.map(({ id }) => id);
  const target = ids.join(', ');
  const judged = { instructions: ids, followed: verdicts.map((verdict) => verdict.followed) };
  if (verdicts.every(({ text }) => text === null)) {
    const rationale = 'The response is blank and follows no instruction.';
    return { kind: 'no-answer', target, rationale, details: judged };
  }
  const followed = verdicts.filter((verdict) => verdict.followed);
  const broken = verdicts.filter((verdict) => !verdict.followed).map(({ id, found }) => `${id} (${found})`);
  const count = `The response follows ${followed.length} of ${verdicts.length} instructions`;
  return {
    kind: 'graded',
    score: broken.length === 0 ? 1 : 0,
    extracted: followed.map(({ id }) => id).join(', ') || 'none',
    target,
    rationale: broken.length === 0 ? `${count}.` : `${count}, not ${broken.join('; ')}.`,
    details: {
      ...judged,
      found: verdicts.map(({ found }) => found),
      texts: verdicts.map(({ text }) => text),
    },
  };
}
