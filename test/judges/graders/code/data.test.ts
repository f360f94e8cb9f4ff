/** The data's own solutions, and what must fail: every tenth task of each set; the long form (`npm run soak`) takes all. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPyodideSandbox } from '../../../../src/sandbox/pyodide/pyodide.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { goldenAreHere } from '../../../support/graders.ts';
import {
  failures,
  gradeAll,
  gradeShuffled,
  humanEvalRows,
  humanEvalTask,
  mbppRows,
  mbppTask,
  mixedTasks,
  sanitizedRows,
  summaryOf,
} from '../../../support/programs.ts';
import { buildPyodideChild } from '../../../support/pyodide-child.ts';

let childFile: string;
let sandbox: Sandbox;
beforeAll(async () => {
  childFile = await buildPyodideChild();
  sandbox = await createPyodideSandbox({ workers: 2, childFile });
});
afterAll(() => sandbox.close());

const everyTenth = <T>(rows: readonly T[]): readonly T[] => rows.filter((_, index) => index % 10 === 6);
const humanEval = () => everyTenth(humanEvalRows());

describe.skipIf(!goldenAreHere)('of every tenth task', () => {
  test.each(['openai/human-eval', 'code'])(
    'HumanEval’s solution passes, and a bare pass fails: %s',
    async (name) => {
      const solved = humanEval().map((row) => humanEvalTask(row, row.canonical_solution));
      expect(await failures(sandbox, name, solved)).toEqual([]);
      const empty = humanEval().map((row) => humanEvalTask(row, '    pass'));
      expect(await failures(sandbox, name, empty)).toHaveLength(empty.length);
    },
  );

  test('MBPP’s solution passes, with its set-up code', async () => {
    const rows = mbppRows();
    const withSetUp = rows.filter((row) => row.test_setup_code);
    expect(withSetUp.map((row) => row.task_id)).toEqual([367, 927]);
    const tasks = [...everyTenth(rows), ...withSetUp, ...everyTenth(sanitizedRows())].map(mbppTask);
    expect(await failures(sandbox, 'mbpp', tasks)).toEqual([]);
    const challenged = rows.filter((row) => row.challenge_test_list?.length).map(mbppTask);
    expect(challenged).toHaveLength(11);
    expect(await failures(sandbox, 'mbpp:challenge', challenged)).toEqual([]);
  });

  test('no verdict changes with the order of the programs, or when four run at a time', async () => {
    const tasks = mixedTasks(humanEval());
    const wide = await createPyodideSandbox({ workers: 4, childFile });
    const inOrder = (await gradeAll(sandbox, 'code', tasks)).map(summaryOf);
    const mixed = (await gradeShuffled(wide, 'code', tasks)).map(summaryOf);
    await wide.close();
    expect(mixed).toEqual(inOrder);
  });
});
