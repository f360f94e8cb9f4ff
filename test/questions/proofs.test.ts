/** Every reference of mt80 is proven by a program, and every proof fails when its reference is altered. */

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadQuestions } from '../../src/store/bench/questions.ts';
import { repository } from '../support/cli.ts';
import { proofs as coding } from './coding/coding.ts';
import { proofs as extraction } from './extraction/extraction.ts';
import { proofs as math } from './math/math.ts';
import type { Proof, Question } from './proof.ts';
import { proofs as reasoning } from './reasoning/reasoning.ts';

const categories: Record<string, Proof[]> = { math, reasoning, coding, extraction };
const questions = (await loadQuestions(join(repository, 'questions', 'mt80.jsonl'))) as Question[];

describe.each(Object.entries(categories))('references of %s', (category, proofs) => {
  const proven = questions.filter((question) => question.category === category);
  const references = proven.flatMap((question) =>
    (question.reference ?? []).map((reference, index) => ({ question, reference, turn: index + 1 })),
  );

  test('there are 20, and each has exactly one proof', () => {
    const named = references.map(({ question, turn }) => `${question.question_id} ${turn}`);
    expect(named).toHaveLength(20);
    expect(proofs.map(({ question_id, turn }) => `${question_id} ${turn}`).sort()).toEqual(named.sort());
  });

  test.each(references)(
    '$question.question_id turn $turn is proven',
    async ({ question, turn, reference }) => {
      await proofOf(proofs, question, turn).prove(reference, question);
    },
  );

  test.each(references)('$question.question_id turn $turn fails its proof when altered', async (each) => {
    const proof = proofOf(proofs, each.question, each.turn);
    const altered = proof.alter(each.reference);
    expect(altered.length).toBeGreaterThan(0);
    for (const wrong of altered) {
      expect(wrong).not.toBe(each.reference);
      const proving = async () => proof.prove(wrong, each.question);
      await expect(proving(), wrong.slice(-200)).rejects.toThrow();
    }
  });
});

function proofOf(proofs: readonly Proof[], question: Question, turn: number): Proof {
  const proof = proofs.find((each) => each.question_id === question.question_id && each.turn === turn);
  if (!proof) throw new Error(`no proof of ${question.question_id} turn ${turn}`);
  return proof;
}
