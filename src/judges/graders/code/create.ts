/** All graders of programs. They take their sandbox as a value, so that nothing is run unless a sandbox was chosen. */

import type { Grader } from '../grader.ts';
import { createCodeGrader } from './code.ts';
import { createHumanEvalGraders } from './human-eval.ts';
import { createMbppGraders } from './mbpp.ts';
import type { CodeSettings } from './run.ts';

export function createCodeGraders(settings: CodeSettings): readonly Grader[] {
  return [createCodeGrader(settings), ...createHumanEvalGraders(settings), ...createMbppGraders(settings)];
}
