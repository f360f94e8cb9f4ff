/**
 * Our grader of programs that complete a function, and the default: reads a reply as a person would (a fenced block, a
 * whole function, a bare body, a continuation, with prose around any of them), keeps the imports and helper functions of
 * the prompt, and runs the tests. It is strict in one thing: what was run is what the model wrote, repaired in nothing
 * but the indentation of a bare body.
 */

import type { Grade, Grader } from '../grader.ts';
import { indentBody } from './body.ts';
import { type FunctionCheck, functionCheck } from './check.ts';
import { definition, type Extraction, extractCode } from './extract.ts';
import { type CodeSettings, gradeProgram } from './run.ts';

export function createCodeGrader(settings: CodeSettings): Grader {
  return {
    name: 'code',
    version: '1',
    grade: async ({ question, response }): Promise<Grade> => {
      const check = functionCheck(question);
      const target = `${check.test}\ncheck(${check.entry_point})`;
      const extraction = extractCode(response, [check.entry_point]);
      if (!extraction) return { kind: 'no-answer', target, rationale: 'The reply holds no code.' };
      const { code, found } = extraction;
      const program = `${complete(check, extraction)}\n${target}`;
      return gradeProgram({ program, extracted: code, found, target, harnessGuard: false }, settings);
    },
  };
}

/** A whole function replaces the prompt's; anything else is its body. */
function complete({ prompt, entry_point: entryPoint }: FunctionCheck, extraction: Extraction): string {
  const { code, whole } = extraction;
  if (!whole) return `${endLine(prompt)}${indentBody(code)}`;
  const start = prompt.search(definition([entryPoint]));
  return `${start < 0 ? endLine(prompt) : prompt.slice(0, start)}${code}`;
}

function endLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
