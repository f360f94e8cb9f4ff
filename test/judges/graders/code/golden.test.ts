/**
 * Verdicts that the official checkers gave, reproduced in the embedded sandbox. The three programs without an end wait for
 * the long form (`npm run soak`).
 */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPyodideSandbox } from '../../../../src/sandbox/pyodide/pyodide.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import {
  differences,
  endless,
  type GoldenCase,
  goldenHumanEval,
  goldenMbpp,
  humanEvalGraders,
  mbppGraders,
} from '../../../support/golden-programs.ts';
import { goldenAreHere } from '../../../support/graders.ts';
import { buildPyodideChild } from '../../../support/pyodide-child.ts';

describe.skipIf(!goldenAreHere)('golden verdicts of programs', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createPyodideSandbox({ workers: 2, childFile: await buildPyodideChild() });
  });
  afterAll(() => sandbox.close());

  test('those of HumanEval’s that end are reproduced', async () => {
    const cases = goldenHumanEval();
    expect(cases).toHaveLength(71);
    expect(await differences(sandbox, ending(cases), humanEvalGraders)).toEqual([]);
  }, 300_000);

  test('those of MBPP’s that end are reproduced', async () => {
    const cases = goldenMbpp();
    expect(cases).toHaveLength(43);
    expect(await differences(sandbox, ending(cases), mbppGraders)).toEqual([]);
  }, 300_000);
});

function ending(cases: readonly GoldenCase[]): readonly GoldenCase[] {
  return cases.filter(({ id }) => !endless.test(id));
}
