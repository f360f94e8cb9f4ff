/** The data's own solutions, all of them, and what must fail. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCodeGraders } from '../../../../src/judges/graders/code/create.ts';
import type { Grade, GradedQuestion } from '../../../../src/judges/graders/grader.ts';
import { createPyodideSandbox } from '../../../../src/sandbox/pyodide/pyodide.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { goldenAreHere, readShared } from '../../../support/graders.ts';
import { buildPyodideChild } from '../../../support/pyodide-child.ts';

interface HumanEvalRow {
  task_id: string;
  prompt: string;
  entry_point: string;
  canonical_solution: string;
  test: string;
}

interface MbppRow {
  task_id: number;
  code: string;
  test_list: string[];
  test_setup_code?: string;
  test_imports?: string[];
  challenge_test_list?: string[];
}

interface Task {
  question: GradedQuestion;
  response: string;
}

const humanEvalTask = (row: HumanEvalRow, response: string): Task => ({
  question: { question_id: row.task_id, turns: [row.prompt], check: row },
  response,
});

const mbppTask = ({ task_id: id, code, test_imports: imports, ...check }: MbppRow): Task => ({
  question: { question_id: id, turns: [''], check: { test_setup_code: imports?.join('\n'), ...check } },
  response: code,
});

let childFile: string;
let sandbox: Sandbox;
beforeAll(async () => {
  childFile = await buildPyodideChild();
  sandbox = await createPyodideSandbox({ workers: 2, childFile });
});
afterAll(() => sandbox.close());

async function grade(name: string, tasks: readonly Task[], where = sandbox): Promise<Grade[]> {
  const grader = createCodeGraders({ sandbox: where }).find((each) => each.name === name);
  if (!grader) throw new Error(`no grader ${name}`);
  return Promise.all(tasks.map((task) => grader.grade(task)));
}

async function failures(name: string, tasks: readonly Task[]): Promise<string[]> {
  const grades = await grade(name, tasks);
  return grades.flatMap((each, index) =>
    score(each) === 1 ? [] : [`${tasks[index]?.question.question_id}: ${each.rationale}`],
  );
}

const humanEval = () => readShared<HumanEvalRow>('data/humaneval/HumanEval.jsonl.gz');

describe.skipIf(!goldenAreHere)('programs of HumanEval', () => {
  test.each(['openai/human-eval', 'code'])(
    'HumanEval’s 164 solutions pass: %s',
    async (name) => {
      const tasks = humanEval().map((row) => humanEvalTask(row, row.canonical_solution));
      expect(tasks).toHaveLength(164);
      expect(await failures(name, tasks)).toEqual([]);
    },
    300_000,
  );

  test('as fenced whole functions, and without their indentation, they pass by our rule', async () => {
    const rows = humanEval();
    const fenced = rows.map((row) =>
      humanEvalTask(
        row,
        `Here it is:\n\`\`\`py\n${row.prompt}${row.canonical_solution}\n\`\`\`\nThat is all.`,
      ),
    );
    const trimmed = rows.map((row) => humanEvalTask(row, row.canonical_solution.trim()));
    expect(await failures('code', [...fenced, ...trimmed])).toEqual([]);
  }, 300_000);

  test.each(['openai/human-eval', 'code'])(
    'a bare pass fails every task: %s',
    async (name) => {
      const tasks = humanEval().map((row) => humanEvalTask(row, '    pass'));
      expect(await failures(name, tasks)).toHaveLength(164);
    },
    300_000,
  );
});

describe.skipIf(!goldenAreHere)('programs of MBPP', () => {
  test('MBPP’s 974 solutions pass, and the challenge tests of 11', async () => {
    const rows = readShared<MbppRow>('data/mbpp/mbpp.jsonl');
    expect(await failures('mbpp', rows.map(mbppTask))).toEqual([]);
    const challenged = rows.filter(({ challenge_test_list: tests }) => tests?.length);
    expect(challenged).toHaveLength(11);
    expect(await failures('mbpp:challenge', challenged.map(mbppTask))).toEqual([]);
  }, 600_000);

  test('MBPP’s 427 sanitized solutions pass', async () => {
    const rows = readShared<MbppRow>('data/mbpp/sanitized-mbpp.json');
    expect(rows).toHaveLength(427);
    expect(await failures('mbpp', rows.map(mbppTask))).toEqual([]);
  }, 300_000);
});

describe.skipIf(!goldenAreHere)('programs in any order', () => {
  test('no verdict changes with the order of the programs, or when four run at a time', async () => {
    const rows = humanEval();
    const tasks = rows.flatMap((row, index) => [
      humanEvalTask(row, row.canonical_solution),
      humanEvalTask(row, rows[(index + 1) % rows.length]?.canonical_solution ?? ''),
      humanEvalTask(row, 'import builtins, random\nbuiltins.sorted = random.shuffle\nreturn None'),
    ]);
    const shuffled = tasks.map((task, index) => ({ task, order: (index * 7919) % 487 }));
    shuffled.sort((a, b) => a.order - b.order);
    const wide = await createPyodideSandbox({ workers: 4, childFile });
    const inOrder = (await grade('code', tasks)).map(summary);
    const mixed = await grade(
      'code',
      shuffled.map(({ task }) => task),
      wide,
    );
    await wide.close();
    const back = new Map(shuffled.map(({ task }, index) => [task, mixed[index]]));
    expect(tasks).toHaveLength(492);
    expect(tasks.map((task) => summary(back.get(task)))).toEqual(inOrder);
  }, 600_000);
});

function score(grade: Grade): number {
  return grade.kind === 'graded' ? grade.score : 0;
}

function summary(grade: Grade | undefined): string {
  return grade ? `${score(grade)} ${grade.rationale}` : 'none';
}
