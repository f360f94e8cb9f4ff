/** One word problem of a structure: drawn, dressed with distractors, and proven. */

import type { Draw } from '../draw.ts';
import type { Problem, Structure } from './structure.ts';

export interface WordProblem {
  structure: string;
  text: string;
  /** The steps, a line each, and `#### <answer>`. */
  rationale: string;
  answer: number;
  steps: number;
  distractors: number;
  /** The largest number in the text or in a step. */
  largest: number;
}

/** Throws where the two computations differ, or the answer is no positive whole number: a bug of the structure. */
export function drawProblem({ id, make }: Structure, draw: Draw): WordProblem {
  const problem = make(draw);
  const { answer, steps } = problem;
  prove(id, problem);
  const share = draw.int(1, 20);
  const distractors = Math.min(share <= 9 ? 0 : share <= 16 ? 1 : 2, problem.asides.length);
  const sentences = withAsides(problem, draw.sample(problem.asides, distractors), draw);
  const text = sentences.join(' ');
  return {
    structure: id,
    text,
    rationale: `${steps.join('\n')}\n#### ${answer.value}`,
    answer: answer.value,
    steps: steps.length,
    distractors,
    largest: Math.max(...numbersIn(text), ...steps.flatMap(numbersIn)),
  };
}

function prove(id: string, { answer, steps, check }: Problem): void {
  const last = steps.at(-1) ?? '';
  if (!last.includes(answer.text) && !last.includes(answer.money)) {
    throw new Error(`${id}: the last step does not give the answer`);
  }
  const other = check();
  if (other !== answer.value) throw new Error(`${id}: ${answer.value} by steps, ${other} by the check`);
  if (!Number.isInteger(other) || other < 1 || other > 1e6) throw new Error(`${id}: the answer is ${other}`);
}

/** An aside never stands first, nor after the question, nor before a sentence that starts with a pronoun. */
function withAsides({ story }: Problem, asides: readonly string[], draw: Draw): string[] {
  const places = story.flatMap((sentence, index) =>
    index === 0 || /^(?:He|She|His|Her|They|It|Its|\()\b/.test(sentence) ? [] : [index],
  );
  const sentences = [...story];
  const chosen = asides.map((text) => ({ text, place: draw.pick(places) }));
  for (const { text, place } of chosen.sort((a, b) => b.place - a.place)) sentences.splice(place, 0, text);
  return sentences;
}

function numbersIn(text: string): number[] {
  return (text.match(/\d[\d,]*(?:\.\d+)?/g) ?? []).map((number) => Number(number.replaceAll(',', '')));
}
