import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { number } from '../../../../src/judges/graders/number/number.ts';
import { repository } from '../../../support/cli.ts';
import { goldenRecords, gradeOf, hasGolden, needsGolden, outcome } from '../golden-records.ts';

const graded = async (response: string, target: unknown = '24') =>
  outcome(await gradeOf(number, { target }, response));

/** Replies, between bars. */
const list = (...rows: string[]): string[] => rows.flatMap((row) => row.split(' ¦ '));

/** Replies that give 24, by what they show. */
const right: Readonly<Record<string, readonly string[]>> = {
  'a bare number, dressed or not': list(
    '24 ¦ 24. ¦ 24.0 ¦ $24.00 ¦ 24€ ¦ 24 kg ¦ **24** ¦ _24_ ¦ `24` ¦ "24" ¦ (24) ¦ [24] ¦ ≈ 24 ¦ 24!',
    '24... ¦ 24% ¦ <b>24</b> ¦ ２４ ¦ ٢٤ ¦ २४ ¦ \\(24\\) ¦ $24$ ¦ \\text{24 boxes} ¦ ```\n24\n```',
  ),
  'marks of GSM8K': list(
    '#### 24 ¦ ####24 ¦ ##### $24 ¦ #### 24 boxes a day ¦ A: 24 ¦ #### 24\nA week has 168.',
  ),
  boxes: list(
    '\\boxed{24} ¦ so $\\boxed{\\$24}$ a day. ¦ \\boxed{24 \\text{ boxes}} ¦ \\boxed{x = 24}',
    '\\boxed 24 ¦ $$\\boxed{6 \\times 4 = 24}$$ ¦ \\boxed{\\mathbf{24}}',
    'They fill $\\boxed{24}$ crates in 7 hours.',
  ),
  'announced answers': list(
    'The answer is 24. ¦ THE FINAL ANSWER IS 24 ¦ The answer is: 24 ¦ Answer: **24** ¦ **Answer:** $24',
    'Answer = 24 ¦ Answer:\n\n$$\n24\n$$',
    '## Final Answer\n\n24 boxes\n\n## Check\n6 * 4 = 24, and 24 * 7 = 168 ¦ Ans: 24',
    'The answer, in euros, is 24. ¦ Answer (in boxes): 24',
    'The answer to the question is $\\mathbf{24}$.',
    'Answer: 24\n\nExplanation: 6 * 4 = 24, in a week 168. ¦ The answer is about 24 boxes for 6 vans.',
    'The answer is 6 * 4 = 24. ¦ The answer is 24 = 6 * 4. ¦ The answer is 6x4=24',
    'The answer is Rs. 24. ¦ The answer is 24 boxes a day, or 168 in a week.',
    'The answer is 24, not 20. ¦ The answer is not 20, it is 24.',
  ),
  'other languages': list(
    'La respuesta es 24. ¦ Réponse : 24 euros ¦ Die Antwort lautet 24. ¦ Ответ: 24 ¦ 答案：24。 ¦ 答えは24個です。',
    '정답은 24입니다. ¦ الإجابة: ٢٤ ¦ उत्तर: २४ ¦ Jawaban: 24',
  ),
  words: list('Twenty-four boxes. ¦ The answer is twenty-four. ¦ Answer: twenty four (24)'),
  'the last line': list(
    '6 vans carry 4 boxes each, so 24 boxes fit. ¦ So they pack 6 * 4 = $24. ¦ Total: 24 = 6 * 4',
    '| all | 24 | ¦ Step 1: 6 vans\nStep 2: 6 * 4 = 24 ¦ 1. There are 6 vans.\n2. 6 * 4 = 24',
    'They need 24 boxes.\n\nI hope this helps! ¦ They pack 24 (as 6 * 4 = 24, with 2 left)',
    'They pack 24 because 6 vans take 4. ¦ **24 boxes** for 6 vans ¦ So 24 boxes per 2 vans.',
    'They earn 24 in 1 day ¦ 6 vans at 4 each = 24 boxes/day ¦ The field has 24 m^2 ¦ x_1 = 24',
    'Answer: 6 vans are there. Each takes 4.\nSo 24 fit. ¦ 6*4=<<6*4=24>>24 ¦ An area of 24 cm² ¦ They pack 24, not 20. ¦ Answer: Mila has 6 vans. Each takes 4.\nSo 24 fit.',
  ),
  corrections: list(
    '#### 20\nNo, I forgot a van.\n#### 24 ¦ \\boxed{20} is wrong, so \\boxed{24}',
    'My answer was 20. The answer is 24.',
  ),
  'a next question of its own': list(
    '#### 24\n\nQuestion: Ann has 3 hats. How many?\nAnswer: 3\n#### 3',
    'The answer is 24.\nQ: How many?\nA: 3',
  ),
};

describe.each(Object.entries(right))('right: %s', (_, replies) => {
  test.each(replies)('%s', async (reply) => {
    expect((await graded(reply)).score).toBe(1);
  });
});

/** Target, and replies equal to it. */
const equalTo: readonly (readonly [string, readonly string[]])[] = [
  [
    '1,250',
    list(
      "1250 ¦ $1,250.00 ¦ #### 1 250 ¦ 1 250 francs ¦ 1\u202f250 ¦ 1'250 ¦ \\boxed{1{,}250} ¦ 1\\,250",
      '1,\\!250',
    ),
  ],
  [
    '7.5',
    list(
      '7 1/2 ¦ 15/2 ¦ 7½ ¦ 7,5 ¦ \\frac{15}{2} ¦ $7\\frac12$ ¦ \\boxed{\\dfrac{15}{2}}',
      '7 and a half hours',
    ),
  ],
  ['0.75', list('.75 ¦ 3/4 ¦ ¾ ¦ 75% ¦ 0,750 ¦ 75\\%')],
  ['75', list('75% ¦ 75 percent ¦ \\boxed{75\\%} ¦ 0075')],
  ['75%', list('75 ¦ 0.75 ¦ 3/4')],
  [
    '-5',
    list('−5 ¦ –5 ¦ -$5 ¦ $-5 ¦ negative 5 ¦ The answer is minus 5. ¦ x = -5 ¦ It is -5 degrees. ¦ = - 5'),
  ],
  ['5', list('10 - 5 = 5 ¦ - 5 ¦ The item (ID-7) costs 5')],
  [
    '1500000',
    list('1.5 million ¦ 1.5e6 ¦ 1.5 × 10^6 ¦ 1.5 \\times 10^{6} ¦ 1.5×10⁶ ¦ 1.500.000 ¦ 15,00,000'),
  ],
  ['1234.5', list('1.234,5 ¦ 1,234.50 ¦ 1 234,5')],
  ['1000', list('10^3 ¦ 10³ ¦ 1k')],
  ['3', list('at 3:00 PM ¦ 9/3 ¦ 3rd')],
  ['100000000000000000001', list('100000000000000000001 ¦ 100,000,000,000,000,000,001')],
  ['205', list('The answer is two hundred and five. ¦ Two hundred five')],
  ['-42000', list('Answer: minus forty-two thousand')],
  ['#### 12', list('12')],
];

test.each(equalTo)('equal to %s: %j', async (target, replies) => {
  for (const reply of replies)
    expect([reply, await graded(reply, target)]).toMatchObject([reply, { score: 1 }]);
});

/** Target, and replies that say another number. */
const wrong: readonly (readonly [string, readonly string[]])[] = [
  ['1250', list('1.250 ¦ 1 25 ¦ 12,50')],
  [
    '24',
    list('-24 ¦ 2.4 ¦ 0.24 ¦ 240 ¦ #### 24\n#### 25 ¦ The answer is 25. 24 is too few. ¦ 24 vans, 25 boxes'),
  ],
  ['75', list('0.75')],
  ['100000000000000000001', list('100000000000000000000 ¦ 1e20')],
];

test.each(wrong)('not %s: %j', async (target, replies) => {
  for (const reply of replies) {
    const found = await graded(reply, target);
    expect([reply, found.score]).toEqual([reply, 0]);
  }
});

const none: Readonly<Record<string, readonly string[]>> = {
  'no number': list(
    " \n ¦ I can not say. ¦ [invalid] ¦ That's the one. ¦ The answer is not 24. ¦ COVID-19 ¦ H2O",
  ),
  'a range': list(
    '24-30 ¦ 24–30 ¦ The answer is 24 to 30. ¦ The answer is between 24 and 30 boxes. ¦ from 24 to 30',
  ),
  'more than one': list(
    '24 or 30 ¦ The answer is 24 or 30. ¦ 24 (or 30) ¦ 5, 24 ¦ 2 4 ¦ 1,2,3 ¦ \\boxed{24} or \\boxed{30}',
    'The answer is 2 hours and 24 minutes. ¦ The answer is 24 boxes or 30 boxes.',
  ),
  'no result': list('6 * 4 ¦ The answer is 30 - 6. ¦ \\boxed{6 \\times 4} ¦ 24/0'),
  'a date or a time': list('5:24 ¦ 24/12/2020 ¦ 1.2.24'),
};

describe.each(Object.entries(none))('no answer: %s', (_, replies) => {
  test.each(replies)('%s', async (reply) => {
    expect((await gradeOf(number, { target: '24' }, reply)).kind).toBe('no-answer');
  });
});

test('an empty reply has no answer', async () => {
  for (const reply of ['', ' \n', '\0']) expect((await graded(reply)).extracted).toBeUndefined();
});

test('the grade says what was read, from where, and its value', async () => {
  const grade = await gradeOf(number, { target: '1,250' }, 'So **$1,250.00**');
  expect(grade).toEqual({
    kind: 'graded',
    score: 1,
    extracted: '1,250.00',
    target: '1,250',
    rationale: 'Read 1,250.00 from the last line with a number: equal to the target 1,250.',
    details: { source: 'last line', value: '1250', at: [6, 14] },
  });
});

test('a target that is not one number cannot be graded', async () => {
  for (const target of [undefined, null, '', 'many', '24 or 30', '5:24', ['24']]) {
    await expect(gradeOf(number, { target }, '24')).rejects.toThrow('target');
  }
  expect((await graded('24', 24)).score).toBe(1);
});

describe.skipIf(!hasGolden)(`beside the official rules ${needsGolden}`, () => {
  test('whatever strict-match or flexible-extract counts as right is right here', async () => {
    const records = goldenRecords<{ answer: string }>('gsm8k.jsonl');
    for (const { id, item, response, official } of records) {
      const { score } = await graded(response, item.answer);
      const filters = Object.values(official.lm_eval_gsm8k?.filters ?? {});
      if (filters.some(({ exact_match }) => exact_match === 1)) expect([id, score]).toEqual([id, 1]);
    }
    expect(records.length).toBe(157);
  });
});

const solutions = join(repository, '..', 'shared', 'graders', 'data', 'gsm8k', 'test.jsonl');

describe.skipIf(!existsSync(solutions))('solutions of GSM8K (needs shared/graders/data)', () => {
  const answers = existsSync(solutions)
    ? readFileSync(solutions, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => (JSON.parse(line) as { answer: string }).answer)
    : [];

  test('the marked answer of each is read', async () => {
    for (const answer of answers) expect([answer, (await graded(answer, answer)).score]).toEqual([answer, 1]);
    expect(answers.length).toBe(1319);
  });

  test('without the mark the last sentence gives it away in 97 of 100', async () => {
    const scores = await Promise.all(answers.map((answer) => graded(answer.replace(/#### .*$/, ''), answer)));
    expect(scores.filter(({ score }) => score === 1).length).toBeGreaterThanOrEqual(1285);
  });
});
