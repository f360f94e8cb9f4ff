/**
 * GSM8K as lm-evaluation-harness grades it: the tasks `gsm8k` (3.0), `gsm8k_cot` (3.0), `gsm8k_cot_zeroshot` (3.0) and
 * `gsm8k_cot_llama` (4.0) of `lm_eval/tasks/gsm8k/` at commit 4e7e0d4.
 *
 * No numbers are compared, texts are: "18.0" and "$18.00" are wrong for 18. Strict matches of the two chain-of-thought
 * tasks take one more character after the number, whatever it is, because the full stop of their pattern is not
 * escaped: "The answer is 18" without a full stop gives "1".
 */

import { finalTarget } from '../number/target.ts';
import { firstMatch, ignoreCase, type LmEvalTask, lastMatch, lmEvalGrader } from './lm-eval-grader.ts';

const shared = {
  target: finalTarget,
  /** `regexes_to_ignore` of the four tasks, which `exact_match` removes before it compares. */
  normalise: [
    (text: string) => text.replaceAll(',', ''),
    (text: string) => text.replaceAll('$', ''),
    afterLastMark,
    (text: string) => text.replace(/\.(?=\n?$)/, ''),
    ignoreCase,
  ],
};

/** `(?s).*#### ` removed. */
function afterLastMark(text: string): string {
  const mark = text.lastIndexOf('#### ');
  return mark === -1 ? text : text.slice(mark + 5);
}

const flexible: Pick<LmEvalTask, 'what' | 'extract'> = {
  what: 'the last run of digits, dots, commas and dollar signs',
  extract: lastMatch(/-?[$0-9.,]{2,}|-?[0-9]+/g),
};

const strictCot: Pick<LmEvalTask, 'what' | 'extract'> = {
  what: 'the number after the first "The answer is", with a character behind it',
  extract: firstMatch(/The answer is (-?[0-9.,]+)[^\n]/),
};

export const gsm8kStrict = lmEvalGrader({
  name: 'lm-eval/gsm8k:strict-match',
  version: '3',
  what: 'the number after the first "#### "',
  extract: firstMatch(/#### (-?[0-9.,]+)/),
  ...shared,
});

export const gsm8kFlexible = lmEvalGrader({
  name: 'lm-eval/gsm8k:flexible-extract',
  version: '3',
  ...flexible,
  ...shared,
});

export const gsm8kCotStrict = lmEvalGrader({
  name: 'lm-eval/gsm8k_cot:strict-match',
  version: '3',
  ...strictCot,
  ...shared,
});

export const gsm8kCotFlexible = lmEvalGrader({
  name: 'lm-eval/gsm8k_cot:flexible-extract',
  version: '3',
  ...flexible,
  ...shared,
});

export const gsm8kCotZeroshotStrict = lmEvalGrader({
  name: 'lm-eval/gsm8k_cot_zeroshot:strict-match',
  version: '3',
  ...strictCot,
  ...shared,
});

export const gsm8kCotZeroshotFlexible = lmEvalGrader({
  name: 'lm-eval/gsm8k_cot_zeroshot:flexible-extract',
  version: '3',
  ...flexible,
  ...shared,
});

export const gsm8kCotLlamaStrict = lmEvalGrader({
  name: 'lm-eval/gsm8k_cot_llama:strict-match',
  version: '4',
  what: 'the number after the last "The final answer is"',
  extract: lastMatch(/The final answer is (-?[$0-9.,]{2,}|-?[0-9]+)/g),
  ...shared,
});

export const gsm8kCotLlamaFlexible = lmEvalGrader({
  name: 'lm-eval/gsm8k_cot_llama:flexible-extract',
  version: '4',
  ...flexible,
  ...shared,
});
