/**
 * HumanEval as three harnesses grade it. They differ in what they take of a reply; what they run is one program: prompt,
 * completion, tests, and a call of `check`, under human-eval's guard, for 3 seconds.
 *
 * - `openai/human-eval` (6d43fb9, `human_eval/execution.py`, `check_correctness`): the reply as it is.
 * - `lm-eval/humaneval@1` (4e7e0d4, `tasks/humaneval`): the reply up to the first stop string.
 * - `lm-eval/humaneval_instruct@4`: and up to the first "```". Meant for an API that continues a given start of a reply;
 *   of a chat reply with a fenced block it leaves nothing, or the prose before the block.
 * - `simple-evals/humaneval` (ee3b031, `humaneval_eval.py`, `find_code`): the first block of the tag `python`, or else the
 *   whole reply; then what follows the first ":\n    ", or else all but the first character.
 */

import type { Grader } from '../grader.ts';
import { functionCheck } from './check.ts';
import { type CodeSettings, gradeProgram } from './run.ts';

interface HumanEvalRule {
  name: string;
  version: string;
  complete: (response: string) => string;
  found: string;
}

/** `until` of the task's YAML. Of five, lm-eval sends four to OpenAI's API, which takes no more; here all five cut. */
const stops = ['\nclass', '\ndef', '\n#', '\nif', '\nprint'];
const fence = '```';
const signatureEnd = ':\n    ';

const rules: readonly HumanEvalRule[] = [
  {
    name: 'openai/human-eval',
    version: '6d43fb9',
    complete: (response) => response,
    found: 'the whole reply, after the prompt',
  },
  {
    name: 'lm-eval/humaneval',
    version: '1',
    complete: (response) => cutAt(response, stops),
    found: 'the reply up to the first stop string, after the prompt',
  },
  {
    name: 'lm-eval/humaneval_instruct',
    version: '4',
    complete: (response) => cutAt(cutAt(response, stops), [fence]),
    found: 'the reply up to the first stop string or fence, after the prompt',
  },
  {
    name: 'simple-evals/humaneval',
    version: 'ee3b031',
    complete: simpleEvalsCode,
    found:
      'what follows the signature in the first python block or, without one, in the reply, after the prompt',
  },
];

export function createHumanEvalGraders(settings: CodeSettings): readonly Grader[] {
  return rules.map(({ name, version, complete, found }) => ({
    name,
    version,
    grade: ({ question, response }) => {
      const { prompt, test, entry_point: entryPoint } = functionCheck(question);
      const extracted = complete(response);
      const target = `${test}\ncheck(${entryPoint})`;
      const program = `${prompt}${extracted}\n${target}`;
      return gradeProgram({ program, extracted, found, target, harnessGuard: true }, settings);
    },
  }));
}

/** The text before the earliest of the strings. */
export function cutAt(text: string, strings: readonly string[]): string {
  const places = strings.map((string) => text.indexOf(string)).filter((place) => place >= 0);
  return text.slice(0, Math.min(text.length, ...places));
}

function simpleEvalsCode(response: string): string {
  const open = '```python\n';
  const start = response.indexOf(open);
  const end = start < 0 ? -1 : response.indexOf(fence, start + open.length);
  const code = end < 0 ? response : response.slice(start + open.length, end);
  return code.slice(code.indexOf(signatureEnd) + 2);
}
