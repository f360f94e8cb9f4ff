/** `gsm-fresh`: word problems like GSM8K's (Cobbe et al. 2021, arXiv:2110.14168), made anew from a seed. */

import { UserError } from '../../../errors.ts';
import type { Shot } from '../../../records/bench/shot.ts';
import type { Question } from '../../../records/question.ts';
import { type Draw, seededDraw } from '../draw.ts';
import type { FreshBench } from '../fresh-bench.ts';
import { createTextIndex, type TextIndex } from '../near-duplicates.ts';
import { difficultyOf } from './difficulty.ts';
import type { Structure } from './structure.ts';
import { questionStructures, shotStructures } from './structures.ts';
import { drawProblem, type WordProblem } from './word-problem.ts';

/** To be raised with any change of what a seed gives. */
const version = 3;
const shots = 32;
/** Two texts with a greater share of equal runs of words are near-duplicates, of which one bench has none. */
const mostAlike = 0.5;
const tries = 60;

/**
 * The first questions of a greater `count` are those of a smaller one. A UserError where the structures do not give as
 * many problems that differ enough.
 */
export function makeGsmFresh({ seed, count }: { seed: number; count: number }): FreshBench {
  const index = createTextIndex();
  const shown = drawProblems(shotStructures, { count: shots, draw: seededDraw(seed, 1), index });
  const asked = drawProblems(questionStructures, { count, draw: seededDraw(seed, 0), index });
  return {
    name: `gsm-fresh-${seed}`,
    bench: {
      title: `Word problems like GSM8K's, made by program (seed ${seed})`,
      ask: {
        generate: {
          template: 'Question: {question}\nAnswer:',
          fewshot: { count: 5, source: 'generated' },
          stop: ['Question:', '</s>', '<|im_end|>'],
          max_tokens: 256,
          graders: ['number', 'lm-eval/gsm8k:strict-match', 'lm-eval/gsm8k:flexible-extract', 'openai/gsm8k'],
        },
      },
    },
    generated: { generator: 'gsm-fresh', version, seed },
    questions: asked.map(questionOf),
    shots: shown.map(
      (problem, place): Shot => ({ ...questionOf(problem, place), answer: problem.rationale }),
    ),
    report: difficultyOf(asked),
  };
}

function drawProblems(
  structures: readonly Structure[],
  { count, draw, index }: { count: number; draw: Draw; index: TextIndex },
): WordProblem[] {
  const problems: WordProblem[] = [];
  while (problems.length < count) {
    const before = problems.length;
    for (const structure of draw.shuffle(structures)) {
      if (problems.length === count) break;
      const problem = drawNew(structure, draw, index);
      if (!problem) continue;
      index.add(problem.text);
      problems.push(problem);
    }
    if (problems.length === before) {
      throw new UserError(
        `cannot make ${count} word problems that differ enough: give --count ${before} at most`,
      );
    }
  }
  return problems;
}

/** Undefined where every try is too near to a problem that there is. */
function drawNew(structure: Structure, draw: Draw, index: TextIndex): WordProblem | undefined {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const problem = drawProblem(structure, draw);
    if (index.nearest(problem.text) <= mostAlike) return problem;
  }
  return undefined;
}

function questionOf(problem: WordProblem, place: number): Question {
  const { text, rationale, answer, structure, steps, distractors, largest } = problem;
  return {
    question_id: place + 1,
    category: steps <= 3 ? '2-3_steps' : steps <= 4 ? '4_steps' : '5-8_steps',
    turns: [text],
    reference: [rationale],
    target: String(answer),
    structure,
    steps,
    distractors,
    largest_number: largest,
  };
}
