/** The programs of HumanEval and MBPP that lie next to the repository, as questions and replies, and how they are graded. */

import { createCodeGraders } from '../../src/judges/graders/code/create.ts';
import type { Grade, GradedQuestion } from '../../src/judges/graders/grader.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { readShared } from './graders.ts';

export interface HumanEvalRow {
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

export interface Task {
  question: GradedQuestion;
  response: string;
}

export const humanEvalRows = () => readShared<HumanEvalRow>('data/humaneval/HumanEval.jsonl.gz');
export const mbppRows = () => readShared<MbppRow>('data/mbpp/mbpp.jsonl');
export const sanitizedRows = () => readShared<MbppRow>('data/mbpp/sanitized-mbpp.json');

export const humanEvalTask = (row: HumanEvalRow, response: string): Task => ({
  question: { question_id: row.task_id, turns: [row.prompt], check: row },
  response,
});

export const mbppTask = ({ task_id: id, code, test_imports: imports, ...check }: MbppRow): Task => ({
  question: { question_id: id, turns: [''], check: { test_setup_code: imports?.join('\n'), ...check } },
  response: code,
});

/** Every reference solution, every neighbour's solution, and a program that spoils what it can: 492 in all. */
export function mixedTasks(rows: readonly HumanEvalRow[]): readonly Task[] {
  return rows.flatMap((row, index) => [
    humanEvalTask(row, row.canonical_solution),
    humanEvalTask(row, rows[(index + 1) % rows.length]?.canonical_solution ?? ''),
    humanEvalTask(row, 'import builtins, random\nbuiltins.sorted = random.shuffle\nreturn None'),
  ]);
}

/** As many at a time as the sandbox takes. */
export async function gradeAll(sandbox: Sandbox, name: string, tasks: readonly Task[]): Promise<Grade[]> {
  const grader = createCodeGraders({ sandbox }).find((each) => each.name === name);
  if (!grader) throw new Error(`no grader ${name}`);
  return Promise.all(tasks.map((task) => grader.grade(task)));
}

/** A line for each task that did not pass. */
export async function failures(sandbox: Sandbox, name: string, tasks: readonly Task[]): Promise<string[]> {
  const grades = await gradeAll(sandbox, name, tasks);
  return grades.flatMap((each, index) =>
    scoreOf(each) === 1 ? [] : [`${tasks[index]?.question.question_id}: ${each.rationale}`],
  );
}

export function scoreOf(grade: Grade): number {
  return grade.kind === 'graded' ? grade.score : 0;
}

/** Grades in the order of `tasks`, of a run in another order: every verdict must be the same. */
export async function gradeShuffled(
  sandbox: Sandbox,
  name: string,
  tasks: readonly Task[],
): Promise<(Grade | undefined)[]> {
  const shuffled = tasks.map((task, index) => ({ task, order: (index * 7919) % 487 }));
  shuffled.sort((a, b) => a.order - b.order);
  const grades = await gradeAll(
    sandbox,
    name,
    shuffled.map(({ task }) => task),
  );
  const byTask = new Map(shuffled.map(({ task }, index) => [task, grades[index]]));
  return tasks.map((task) => byTask.get(task));
}

export function summaryOf(grade: Grade | undefined): string {
  return grade ? `${scoreOf(grade)} ${grade.rationale}` : 'none';
}
