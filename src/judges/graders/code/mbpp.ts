/**
 * MBPP, as lm-eval grades it and as the data mean it.
 *
 * - `lm-eval/mbpp@1` (4e7e0d4, `tasks/mbpp`): the reply up to "[DONE]", and the first three assertions. Neither the set-up
 *   code nor the challenge tests are run, so that the data's own solutions of 367 and 927 fail. A fence is a syntax error.
 * - `lm-eval/mbpp_instruct@1`: the first block of "```" + reply, where a word after the fence counts as its tag: it
 *   swallows the first word of bare code, and finds nothing in a reply without a second fence.
 * - `mbpp` (ours): the code is found as `code` finds it; set-up code and all assertions are run.
 * - `mbpp:challenge` (ours): the same with the challenge tests, which 11 of the 974 tasks have.
 */

import { type Grade, type Grader, GraderError } from '../grader.ts';
import { type AssertionCheck, assertionCheck } from './check.ts';
import { extractCode } from './extract.ts';
import { cutAt } from './human-eval.ts';
import { type CodeSettings, gradeProgram } from './run.ts';

const done = '[DONE]';
const lmEvalAssertions = 3;

export function createMbppGraders(settings: CodeSettings): readonly Grader[] {
  return [
    lmEvalGrader(settings, {
      name: 'lm-eval/mbpp',
      extract: (response) => cutAt(response, [done]),
      found: 'the reply up to "[DONE]"',
    }),
    lmEvalGrader(settings, {
      name: 'lm-eval/mbpp_instruct',
      extract: (response) => firstBlock(cutAt(response, [done])),
      found: 'the first block of the reply, read as if a fence stood before it',
    }),
    ourGrader(settings, { name: 'mbpp', tests: ({ test_list }) => test_list }),
    ourGrader(settings, { name: 'mbpp:challenge', tests: ({ challenge_test_list: tests }) => tests ?? [] }),
  ];
}

interface LmEvalRule {
  name: string;
  extract: (response: string) => string;
  found: string;
}

function lmEvalGrader(settings: CodeSettings, { name, extract, found }: LmEvalRule): Grader {
  return {
    name,
    version: '1',
    grade: ({ question, response }) => {
      const target = assertionCheck(question).test_list.slice(0, lmEvalAssertions).join('\n');
      const extracted = extract(response);
      const program = `${extracted}\n${target}`;
      return gradeProgram({ program, extracted, found, target, harnessGuard: true }, settings);
    },
  };
}

/**
 * Python's `re.findall(r"```(?:\w+)?\n?(.*?)\n?```", "```" + text, re.DOTALL)[0]`, then the same without "python" after
 * the fences. A word that only the end of the text follows is given back by the regular expression; so it is here.
 */
function firstBlock(text: string): string {
  return blockOf(`\`\`\`${text}`) ?? blockOf(text.replaceAll('```python', '```')) ?? '';
}

function blockOf(text: string): string | undefined {
  const open = text.indexOf('```');
  if (open < 0) return undefined;
  const afterTag = open + 3 + (/^[\p{L}\p{N}_]*/u.exec(text.slice(open + 3))?.[0].length ?? 0);
  const start = text[afterTag] === '\n' ? afterTag + 1 : afterTag;
  const end = text.indexOf('```', start);
  if (end < 0) return undefined;
  return text.slice(start, end > start && text[end - 1] === '\n' ? end - 1 : end);
}

interface OurRule {
  name: string;
  tests: (check: AssertionCheck) => readonly string[];
}

function ourGrader(settings: CodeSettings, { name, tests }: OurRule): Grader {
  return {
    name,
    version: '1',
    grade: async ({ question, response }): Promise<Grade> => {
      const check = assertionCheck(question);
      const asserted = tests(check);
      if (asserted.length === 0)
        throw new GraderError(`question ${question.question_id} has no challenge tests`);
      const target = asserted.join('\n');
      const extraction = extractCode(cutAt(response, [done]), calledIn([...check.test_list, ...asserted]));
      if (!extraction) return { kind: 'no-answer', target, rationale: 'The reply holds no code.' };
      const { code, found } = extraction;
      const program = `${code}\n${check.test_setup_code ?? ''}\n${target}`;
      return gradeProgram({ program, extracted: code, found, target, harnessGuard: false }, settings);
    },
  };
}

/** Names that are called in the assertions: the function that was asked for is one of them. */
function calledIn(assertions: readonly string[]): readonly string[] {
  const names = assertions.flatMap(
    (assertion) => assertion.match(/[\p{L}_][\p{L}\p{N}_]*(?=\s{0,9}\()/gu) ?? [],
  );
  return [...new Set(names)].filter((name) => name !== 'assert');
}
