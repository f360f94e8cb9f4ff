/** `--permute-options`: a multiple-choice bench and its shots with the options in other places. */

import { readFile } from 'node:fs/promises';
import { UserError } from '../../../errors.ts';
import { GraderError } from '../../../judges/graders/grader.ts';
import type { Question } from '../../../records/question.ts';
import { loadBench, loadShots } from '../../../store/bench/bench-file.ts';
import { questionsFile } from '../../../store/bench/paths.ts';
import { loadQuestions } from '../../../store/bench/questions.ts';
import { type Draw, seededDraw } from '../draw.ts';
import { type FreshBench, sha256Of } from '../fresh-bench.ts';
import { type Permuted, permuteQuestion } from './permute-question.ts';

const version = 1;

/** `mmlu` with the seed 7 becomes `mmlu-permuted-7`. A question that is no multiple choice is a UserError. */
export async function permuteBench({
  dataDir,
  bench: name,
  seed,
}: {
  dataDir: string;
  bench: string;
  seed: number;
}): Promise<FreshBench> {
  const file = await questionsFile(dataDir, name);
  const bench = await loadBench(dataDir, name);
  if (!bench) {
    throw new UserError(
      `cannot permute the options of "${name}": it has no ${file.replace(/jsonl$/, 'yaml')}`,
    );
  }
  const questions = await loadQuestions(file);
  const permuted = permuteAll(questions, file, seededDraw(seed, 0));
  const shots = permuteAll(await loadShots(dataDir, name), `the shots of ${name}`, seededDraw(seed, 1));
  const { title, generated: _earlier, equals: _equals, ...rest } = bench;
  return {
    name: `${name}-permuted-${seed}`,
    bench: { title: `${title}, options permuted (seed ${seed})`, ...rest },
    generated: {
      generator: 'permuted-options',
      version,
      seed,
      from: { bench: name, sha256: sha256Of(await readFile(file)) },
    },
    questions: permuted.map(({ question }) => question),
    shots: shots.map(({ question }) => question),
    report: [
      `questions: ${permuted.length}, with another right label: ${permuted.filter(({ targetMoved }) => targetMoved).length}`,
      `options that speak of others: ${ofKind(permuted, 'some kept')} questions with some in their places, ${ofKind(permuted, 'kept')} as they were`,
      `shots: ${shots.length}`,
    ],
  };
}

function ofKind(permuted: readonly Permuted<Question>[], wanted: Permuted<Question>['kind']): number {
  return permuted.filter(({ kind }) => kind === wanted).length;
}

function permuteAll<Record extends Question>(
  questions: readonly Record[],
  where: string,
  draw: Draw,
): Permuted<Record>[] {
  return questions.map((question) => {
    try {
      return permuteQuestion(question, draw);
    } catch (error) {
      if (!(error instanceof GraderError)) throw error;
      throw new UserError(`cannot permute the options of ${where}: ${error.message}`, { cause: error });
    }
  });
}
