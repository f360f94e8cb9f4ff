/** A bench of first halves: the questions of a public bench and of a fresh one, to be written on word for word. */

import { readFile } from 'node:fs/promises';
import { UserError } from '../../errors.ts';
import { wordsOf } from '../../judges/graders/completion/overlap.ts';
import type { ContaminationProbes } from '../../records/bench/contamination.ts';
import { type Question, questionKey } from '../../records/question.ts';
import { questionsFile } from '../../store/bench/paths.ts';
import { loadQuestions } from '../../store/bench/questions.ts';
import { type FreshBench, sha256Of } from '../fresh/fresh-bench.ts';

/** To be raised with any change of what two benches give. */
const version = 1;

interface Sides {
  public: string;
  fresh: string;
}

/**
 * The questions `public/<id>` and `fresh/<id>` of the bench `name`: `turns` is the first half of a question's first turn,
 * `target` the rest. Questions whose rest has fewer than `least_words` words are left out; a side that has fewer than two
 * others is a UserError.
 */
export async function makeCompletion(
  { dataDir, name, pair }: { dataDir: string; name: string; pair: Sides },
  { template, max_tokens, least_words }: ContaminationProbes['completion'],
): Promise<FreshBench> {
  const files = {
    public: await questionsFile(dataDir, pair.public),
    fresh: await questionsFile(dataDir, pair.fresh),
  };
  const halves = (['public', 'fresh'] as const).map((side) => ({
    side,
    bench: pair[side],
    file: files[side],
  }));
  const questions: Question[] = [];
  const report: string[] = [];
  for (const { side, bench, file } of halves) {
    const all = await loadQuestions(file);
    const split = all.flatMap((question) => halved(question, side, least_words) ?? []);
    if (split.length < 2) {
      throw new UserError(
        `cannot have ${bench} continued: ${split.length} of its ${all.length} questions are long enough to be halved`,
      );
    }
    questions.push(...split);
    report.push(`${bench}: ${split.length} of ${all.length} questions are long enough to be halved`);
  }
  const ask = { template, max_tokens, graders: ['completion:rouge-l', 'completion:longest-run'] };
  return {
    name,
    bench: {
      title: `First halves of ${pair.public} and ${pair.fresh}, to be written on`,
      ask: { generate: ask },
    },
    generated: {
      generator: 'completion',
      version,
      seed: 0,
      from: { bench: pair.public, sha256: sha256Of(await readFile(files.public)) },
    },
    questions,
    shots: [],
    report,
  };
}

function halved(question: Question, side: keyof Sides, leastWords: number): Question | undefined {
  const [given, rest] = halvesOf(question.turns[0] ?? '');
  if (given === '' || wordsOf(rest).length < leastWords) return undefined;
  return {
    question_id: `${side}/${questionKey(question)}`,
    category: side,
    turns: [given],
    target: rest,
    check: { given },
  };
}

/** Split at the white space that is nearest to the middle. */
function halvesOf(text: string): [string, string] {
  const whole = text.trim();
  const middle = whole.length / 2;
  let at = 0;
  for (const { index } of whole.matchAll(/\s+/g)) {
    if (Math.abs(index - middle) < Math.abs(at - middle)) at = index;
  }
  return [whole.slice(0, at).trim(), whole.slice(at).trim()];
}
