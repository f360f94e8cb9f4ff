import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Grader } from '../../../../src/judges/graders/grader.ts';
import { hendrycksMath, lmEvalHendrycksMath } from '../../../../src/judges/graders/math/hendrycks.ts';
import { math } from '../../../../src/judges/graders/math/math.ts';
import { lmEvalMinervaMath } from '../../../../src/judges/graders/math/minerva.ts';
import { sharedData } from '../../../support/cli.ts';
import { scoreOf } from './asked.ts';

const file = join(sharedData, '..', 'graders', 'golden', 'math.jsonl');

interface Golden {
  id: string;
  item: { answer: string };
  response: string;
  official: {
    hendrycks_original: { is_equiv: boolean };
    lm_eval_hendrycks_math: { exact_match: number };
    lm_eval_minerva_math: { exact_match: number };
    math_verify: { verify: boolean };
  };
}

const official: readonly [Grader, (official: Golden['official']) => number][] = [
  [hendrycksMath, ({ hendrycks_original }) => Number(hendrycks_original.is_equiv)],
  [lmEvalHendrycksMath, ({ lm_eval_hendrycks_math }) => lm_eval_hendrycks_math.exact_match],
  [lmEvalMinervaMath, ({ lm_eval_minerva_math }) => lm_eval_minerva_math.exact_match],
];

describe.skipIf(!existsSync(file))(
  'golden MATH verdicts (skipped where the shared records are absent)',
  () => {
    const cases = () =>
      readFileSync(file, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Golden);

    test.each(official)('$name gives every verdict of the official code', async (grader, verdict) => {
      const differing: string[] = [];
      for (const { id, item, response, official } of cases()) {
        if ((await scoreOf(grader, item.answer, response)) !== verdict(official)) differing.push(id);
      }
      expect(differing).toEqual([]);
    });

    // Each difference is explained in docs/graders.md.
    test('math agrees with Math-Verify on at least 97 % of the cases', async () => {
      const rows = cases();
      let agreed = 0;
      for (const { item, response, official } of rows) {
        if ((await scoreOf(math, item.answer, response)) === Number(official.math_verify.verify)) agreed += 1;
      }
      expect(agreed / rows.length).toBeGreaterThanOrEqual(0.97);
    });
  },
);
