/** How prompts of two answers are filled; those of one answer, and the choice among prompts, have their own tests. */

import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PairMatch } from '../../../src/judges/match.ts';
import { checkJudgePrompts } from '../../../src/judges/model/check-prompts.ts';
import { choosePrompt, fillPrompt } from '../../../src/judges/model/prompt.ts';
import { type JudgePrompt, judgePromptSetSchema } from '../../../src/records/judge-prompt.ts';
import { readYaml } from '../../../src/store/bench/yaml-file.ts';
import { repository } from '../../support/cli.ts';

const question = {
  question_id: 1,
  category: 'math',
  turns: ['Q1', 'Q2', 'Q3'],
  reference: ['R1', 'R2', 'R3'],
};
const prompt: JudgePrompt = {
  ...{ name: 'pair', type: 'pairwise', turn: 'first', reference: true, system_prompt: 'Judge {category}.' },
  ...{ prompt_template: '{question}', output_format: '[[A]]' },
};

/** A game on `turn` in which A says A1, A2 … and B says B1, B2 …. */
function game(turn: number, change: Partial<PairMatch> = {}): PairMatch {
  const says = (side: string) => [1, 2, 3].slice(0, turn).map((number) => `${side}${number}`);
  const models = { model_1: 'm', model_2: 'n', answersA: says('A'), answersB: says('B') };
  return { type: 'pairwise', question, turn, choice: 0, repeat: 0, ...models, ...change };
}

function fill(template: string, match: PairMatch, more: Partial<JudgePrompt> = {}): string {
  return fillPrompt({ ...prompt, prompt_template: template, ...more }, match).user;
}

test('`fillPrompt()` shows the last answer of either side, and each by its turn', () => {
  expect(fill('{question}|{answer_a}|{answer_b}|{reference}', game(2))).toBe('Q2|A2|B2|R2');
  expect(fill('{question_1}{answer_a_1}{answer_b_1}{ref_answer_1}', game(2))).toBe('Q1A1B1R1');
  expect(fill('{question_2}{answer_a_2}{answer_b_2}{ref_answer_2}', game(2))).toBe('Q2A2B2R2');
});

test('`fillPrompt()` shows the conversation of either side and the references, turn by turn', () => {
  const templates = {
    turn_template: '[{turn} {question} {answer}]',
    reference_template: '<{turn} {reference}>',
  };
  expect(fill('{conversation_a}|{conversation_b}|{references}', game(3), templates)).toBe(
    '[1 Q1 A1]\n\n[2 Q2 A2]\n\n[3 Q3 A3]|[1 Q1 B1]\n\n[2 Q2 B2]\n\n[3 Q3 B3]|<1 R1>\n\n<2 R2>\n\n<3 R3>',
  );
});

test('`fillPrompt()` shows what is in one answer as it is, placeholders and braces too', () => {
  const match = game(1, { answersA: ['{answer_b} {{$&}} $1'], answersB: ['{nonce}'] });
  expect(fill('{answer_a}|{answer_b}', match)).toBe('{answer_b} {{$&}} $1|{nonce}');
});

test('`fillPrompt()` gives each order of the answers a code of its own, and the same order the same', () => {
  const { answersA, answersB } = game(2);
  const swapped = fill('{nonce}', game(2, { answersA: answersB, answersB: answersA }));
  expect(fill('{nonce}', game(2))).toMatch(/^[0-9a-f]{12}$/);
  expect(fill('{nonce}', game(2))).toBe(fill('{nonce}', game(2)));
  expect(fill('{nonce}', game(2))).not.toBe(swapped);
});

test('`fillPrompt()` has no `{answer}` in a game of two answers', () => {
  expect(() => fill('{answer}', game(1))).toThrow('no value for {answer}');
});

test.each([
  ['pairwise', 1, false],
  ['pairwise-reference', 1, true],
  ['pairwise-later', 2, false],
  ['pairwise-later-reference', 3, true],
])(
  'the default prompt "%s" is chosen and shows all that was said up to turn %i',
  async (name, turn, referenced) => {
    const file = join(repository, 'judge-prompts', 'default.yaml');
    const set = { name: 'default', ...(await readYaml(file, judgePromptSetSchema)) };
    checkJudgePrompts(set, file);
    const { reference: _, ...bare } = question;
    const match = game(turn, { question: referenced ? question : bare });
    const filled = fillPrompt(choosePrompt(set, match), match);
    expect(filled.name).toBe(name);
    const said = filled.user.match(/\b[QABR][123]\b/g) ?? [];
    const turns = [1, 2, 3].slice(0, turn);
    const sides = referenced ? ['Q', 'A', 'B', 'R'] : ['Q', 'A', 'B'];
    expect(new Set(said)).toEqual(
      new Set(turns.flatMap((number) => sides.map((side) => `${side}${number}`))),
    );
    expect(filled.user.indexOf(`A${turn}`)).toBeLessThan(filled.user.indexOf(`B${turn}`));
    expect(filled.user).not.toMatch(/\{[a-z_]+\}/);
  },
);
