/** Verdicts that the official checkers gave on programs, and the graders that must give the same. */

import { createCodeGraders } from '../../src/judges/graders/code/create.ts';
import type { GradedQuestion, Grader } from '../../src/judges/graders/grader.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { readShared } from './graders.ts';
import { scoreOf } from './programs.ts';

interface Verdict {
  passed: boolean;
  result: string;
}

export interface GoldenCase {
  id: string;
  item: Record<string, unknown> & { task_id: number | string };
  response: string;
  official: Record<string, Verdict>;
}

export const humanEvalGraders = {
  human_eval: 'openai/human-eval',
  lm_eval_humaneval: 'lm-eval/humaneval',
  lm_eval_humaneval_instruct: 'lm-eval/humaneval_instruct',
  simple_evals_humaneval: 'simple-evals/humaneval',
};

export const mbppGraders = {
  lm_eval_mbpp: 'lm-eval/mbpp',
  lm_eval_mbpp_instruct: 'lm-eval/mbpp_instruct',
  full_setup_and_all_asserts: 'mbpp',
};

/** Programs without an end end at any limit; the others get the harness' three seconds. */
export const endless = /loop|swallow_timeout/;
const briefSeconds = 0.5;

export const goldenHumanEval = () => readShared<GoldenCase>('golden/humaneval.jsonl');
export const goldenMbpp = () => readShared<GoldenCase>('golden/mbpp.jsonl');

export function questionOf({ task_id: id, prompt, ...check }: GoldenCase['item']): GradedQuestion {
  return { question_id: id, turns: [String(prompt ?? check.text)], check };
}

export function graderOf(sandbox: Sandbox, name: string, isEndless: boolean): Grader {
  const graders = createCodeGraders(isEndless ? { sandbox, seconds: briefSeconds } : { sandbox });
  const grader = graders.find((each) => each.name === name);
  if (!grader) throw new Error(`no grader ${name}`);
  return grader;
}

/** A line for each verdict that differs. `names` are graders by the name that the golden file has for the checker. */
export async function differences(
  sandbox: Sandbox,
  cases: readonly GoldenCase[],
  names: Record<string, string>,
): Promise<string[]> {
  const compare = async ({ id, item, response, official }: GoldenCase, [key, name]: [string, string]) => {
    const verdict = official[key];
    if (!verdict) return [];
    const grader = graderOf(sandbox, name, endless.test(id));
    const grade = await grader.grade({ question: questionOf(item), response });
    if (scoreOf(grade) === Number(verdict.passed)) return [];
    return [`${id} ${name}: official ${verdict.result}, ours ${grade.rationale}`];
  };
  const pairs = Object.entries(names).flatMap((pair) => cases.map((each) => compare(each, pair)));
  return (await Promise.all(pairs)).flat();
}
