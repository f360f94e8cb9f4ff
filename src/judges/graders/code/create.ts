/** All graders of programs. They take their sandbox as a value, so that nothing is run unless a sandbox was chosen. */

import type { Grader } from '../grader.ts';
import { createCodeGrader } from './code.ts';
import { createHumanEvalGraders } from './human-eval.ts';
import { createMbppGraders } from './mbpp.ts';
import type { CodeSettings } from './run.ts';

/** Closing one of them closes the sandbox, for all of them. */
export function createCodeGraders(settings: CodeSettings): readonly Grader[] {
  const { close } = settings.sandbox;
  const graders = [
    createCodeGrader(settings),
    ...createHumanEvalGraders(settings),
    ...createMbppGraders(settings),
  ];
  return graders.map((grader) => ({ ...grader, close }));
}
