/** All of the data's own solutions, and what must fail in every task. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPyodideSandbox } from '../../../src/sandbox/pyodide/pyodide.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import {
  differences,
  endless,
  goldenHumanEval,
  goldenMbpp,
  humanEvalGraders,
  mbppGraders,
  questionOf,
} from '../../support/golden-programs.ts';
import { goldenAreHere } from '../../support/graders.ts';
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
} from '../../support/programs.ts';
import { buildPyodideChild } from '../../support/pyodide-child.ts';

const mostMs = 900_000;
let childFile: string;
let sandbox: Sandbox;
beforeAll(async () => {
  childFile = await buildPyodideChild();
  sandbox = await createPyodideSandbox({ workers: 2, childFile });
}, mostMs);
afterAll(() => sandbox.close());

describe.skipIf(!goldenAreHere)('HumanEval', { timeout: mostMs }, () => {
  test.each(['openai/human-eval', 'code'])('all 164 solutions pass: %s', async (name) => {
    const tasks = humanEvalRows().map((row) => humanEvalTask(row, row.canonical_solution));
    expect(tasks).toHaveLength(164);
    expect(await failures(sandbox, name, tasks)).toEqual([]);
  });

  test('as fenced whole functions, and without their indentation, they pass by our rule', async () => {
    const rows = humanEvalRows();
    const fence = (code: string) => `Here it is:\n\`\`\`py\n${code}\n\`\`\`\nThat is all.`;
    const fenced = rows.map((row) => humanEvalTask(row, fence(`${row.prompt}${row.canonical_solution}`)));
    const trimmed = rows.map((row) => humanEvalTask(row, row.canonical_solution.trim()));
    expect(await failures(sandbox, 'code', [...fenced, ...trimmed])).toEqual([]);
  });

  test.each(['openai/human-eval', 'code'])('a bare pass fails every task: %s', async (name) => {
    const tasks = humanEvalRows().map((row) => humanEvalTask(row, '    pass'));
    expect(await failures(sandbox, name, tasks)).toHaveLength(164);
  });

  test('no verdict changes with the order of the programs, or when four run at a time', async () => {
    const golden = goldenHumanEval().filter(({ id }) => !endless.test(id));
    const others = golden.map(({ item, response }) => ({ question: questionOf(item), response }));
    const tasks = [...mixedTasks(humanEvalRows()), ...others];
    expect(tasks.length).toBeGreaterThan(500);
    const wide = await createPyodideSandbox({ workers: 4, childFile });
    const inOrder = (await gradeAll(sandbox, 'code', tasks)).map(summaryOf);
    const mixed = (await gradeShuffled(wide, 'code', tasks)).map(summaryOf);
    await wide.close();
    expect(mixed).toEqual(inOrder);
  });
});

describe.skipIf(!goldenAreHere)('MBPP', { timeout: mostMs }, () => {
  test('all 974 solutions pass, and the challenge tests of 11', async () => {
    const rows = mbppRows();
    expect(rows).toHaveLength(974);
    expect(await failures(sandbox, 'mbpp', rows.map(mbppTask))).toEqual([]);
    const challenged = rows.filter((row) => row.challenge_test_list?.length).map(mbppTask);
    expect(challenged).toHaveLength(11);
    expect(await failures(sandbox, 'mbpp:challenge', challenged)).toEqual([]);
  });

  test('all 427 sanitized solutions pass', async () => {
    const rows = sanitizedRows();
    expect(rows).toHaveLength(427);
    expect(await failures(sandbox, 'mbpp', rows.map(mbppTask))).toEqual([]);
  });
});

describe.skipIf(!goldenAreHere)(
  'golden verdicts, programs without an end among them',
  { timeout: mostMs },
  () => {
    test('all of HumanEval’s are reproduced', async () => {
      expect(await differences(sandbox, goldenHumanEval(), humanEvalGraders)).toEqual([]);
    });

    test('all of MBPP’s are reproduced', async () => {
      expect(await differences(sandbox, goldenMbpp(), mbppGraders)).toEqual([]);
    });
  },
);
