import { describe, expect, test } from 'vitest';
import { letter } from '../../../../src/judges/graders/choice/letter.ts';
import { goldenRecords, gradeOf, hasGolden, needsGolden, outcome } from '../golden-records.ts';

/** Replies, between bars. */
const list = (...rows: string[]): string[] => rows.flatMap((row) => row.split(' ¦ '));

const rivers = ['Danube', 'Loire', 'Po', 'Ebro'];

async function read(reply: string, options: readonly string[] = rivers, labels?: readonly string[]) {
  const check = labels ? { options, labels } : { options };
  return outcome(await gradeOf(letter, { target: labels?.[0] ?? 'B', check }, reply)).extracted;
}

/** Replies that give B, by what they show. */
const given: Readonly<Record<string, readonly string[]>> = {
  'a bare label': list(
    'B ¦ b ¦ (B) ¦ B. ¦ B) ¦ [B] ¦ **B** ¦ `B` ¦ "B" ¦ $B$ ¦ Ｂ ¦ Ⓑ ¦ \nB\n ¦ Option B ¦ **(b)** ¦ ```\nB\n``` ¦ [[B]]',
    '<answer>B</answer> ¦ {"answer": "B"} ¦ B) Loire ¦ **B. Loire** ¦ B - Loire ¦ B because it is French.',
    'B\n\nThe others are not French.',
  ),
  'the text of the option': list(
    'Loire ¦ loire. ¦ **Loire** ¦ the Loire ¦ The answer is Loire. ¦ It is the Loire.',
  ),
  boxes: list(
    '$\\boxed{B}$ ¦ \\boxed{\\text{B}} ¦ \\boxed{\\textbf{(B) Loire}} ¦ \\boxed{Loire} ¦ \\boxed{(B)}.',
  ),
  'announced answers': list(
    'The answer is B. ¦ The answer is (b) ¦ the answer is b. ¦ Answer: **B** ¦ **Answer:** (B) Loire ¦ answer: b',
    'The correct option is B. ¦ The best choice: B ¦ I choose B. ¦ I would go with option B here. ¦ ### Answer\nB',
    'The answer is:\n\n**B) Loire** ¦ The answer must be B. ¦ So the answer is (B), not (C). ¦ Answer: B, A is too long.',
    'The answer to this question is option (B). ¦ Among A, B, C and D, the answer is B. ¦ I think the answer is B',
    'The answer is not A. The answer is B. ¦ If the answer is A, it flows east. The answer is B.',
    'I compare A and C first. <answer>B</answer> ¦ Answer: B\n\nExplanation: A is wrong. So the answer is B.',
  ),
  'other languages': list(
    '答案：B ¦ 正确答案是B。 ¦ 答えはＢです ¦ 정답은 B입니다. ¦ Respuesta: B ¦ La bonne réponse est B. ¦ Правильный ответ: B',
    'Die richtige Antwort ist B. ¦ A resposta correta é B. ¦ الإجابة الصحيحة هي: ب ¦ উত্তর: খ ¦ Jawaban: B ¦ Àdáhùn: B',
  ),
  verdicts: list(
    'Option B is correct. ¦ (B) Loire is right; (A) Danube is wrong. ¦ So, B is the answer. ¦ I think B is best.',
    'A is wrong and B is correct. ¦ Hence option (b) is the right choice. ¦ B is the most likely.',
  ),
  conclusions: list(
    'A) is too long, so (B). ¦ I think it is B because Danube is not French. ¦ Not A, not C. Leaving B. ¦ Thus B.',
    '(A) is wrong. (C) is wrong. (D) is wrong. (B) ¦ A river in France is asked for. So B.',
  ),
  'lists and headings': list(
    'A) Danube\nB) Loire\nC) Po\nD) Ebro\n\nThe answer is B. ¦ Answer choices:\nA. Danube\nB. Loire\n\nAnswer: B',
    'Answer:\nA. Danube flows east.\nB. Loire flows west.\n\nSo B. ¦ **A**\nNo.\n**B**\nYes.\n\n**Answer: B**',
  ),
  corrections: list(
    'Answer: A\nWait, that is not in France.\nAnswer: B ¦ The answer is A. Actually, the answer is B.',
  ),
};

describe.each(Object.entries(given))('B is read: %s', (_, replies) => {
  test.each(replies)('%s', async (reply) => {
    expect(await read(reply)).toBe('B');
  });
});

const none: Readonly<Record<string, readonly string[]>> = {
  'no option': list(
    "I don't know. ¦ None of the above ¦ The answer is Rhine. ¦ Is the answer A? ¦ We can rule out (A).",
  ),
  'another letter': list('E ¦ (E) ¦ Answer: E'),
  'an article': list('A river flows. ¦ The answer is a river. ¦ The answer is A river. ¦ a long river'),
  'more than one': list(
    'A or B ¦ A and B ¦ Both (A) and (B) ¦ The answer is A or B. ¦ Answer: A, B ¦ Answer: A/B ¦ either B or C',
    'Answer: A\nAnswer: B ¦ The answer is A. So the answer is B. ¦ A) Danube\nB) Loire ¦ A is right. B is right.',
    'Answer: B\n\nExplanation: A is wrong because it flows east, so the answer is C.',
  ),
  'a longer name': list('AB ¦ B2 ¦ The answer is C++. ¦ The answer is B-flat. ¦ The answer is 2.5'),
};

describe.each(Object.entries(none))('no answer: %s', (_, replies) => {
  test.each(replies)('%s', async (reply) => {
    expect(await read(reply)).toBeUndefined();
  });
});

test('an empty reply has no answer', async () => {
  for (const reply of ['', ' \n ', '.']) expect(await read(reply)).toBeUndefined();
});

test('"A" is the label where it stands as one', async () => {
  for (const reply of list(
    'A ¦ a ¦ (A) ¦ A. ¦ The answer is A. ¦ The answer is a. ¦ The answer is A because it is long',
  )) {
    expect([reply, await read(reply)]).toEqual([reply, 'A']);
  }
});

test('the text of an option wins over a letter in it, a lone letter over a text', async () => {
  const cells = ['B cells', 'T cells', 'both A and B', 'B'];
  expect(await read('The answer is B cells.', cells)).toBe('A');
  expect(await read('The answer is B.', cells)).toBe('B');
  expect(await read('Both A and B', cells)).toBe('C');
  expect(await read('The answer is vitamin D.', ['vitamin A', 'vitamin D', 'iron', 'zinc'])).toBe('B');
  expect(await read('The answer is C++.', ['C', 'C++', 'Java', 'Lisp'])).toBe('B');
  expect(await read('The answer is 4.', ['2', '4', '40', '24'])).toBe('B');
  expect(await read('The answer is 41.', ['2', '4', '40', '24'])).toBeUndefined();
  expect(await read('The answer is no change.', ['yes', 'no', 'maybe'])).toBeUndefined();
});

test('options that look like something else are read by their text', async () => {
  expect(await read('The answer is rr.', ['RR', 'Rr', 'rr'])).toBe('C');
  expect(await read('the rhine', ['The Rhine', 'the Rhone'])).toBe('A');
  expect(await read('The answer is n', ['2n', 'n', 'n + 1'])).toBe('B');
  expect(await read('(B) is dry.', ['is wet.', 'is dry.'])).toBe('B');
  expect(await read('(A) is wrong. (B)', ['is wet.', 'is dry.'])).toBe('B');
  expect(await read('The answer is not one, but two.', ['one', 'not one, but two'])).toBe('B');
  expect(await read('**C. O_{2}**', ['C', 'NO_{2}', 'O_{2}', 'CO'])).toBe('C');
  expect(await read('The answer is \\boxed{\\text{O_{2}}}.', ['C', 'NO_{2}', 'O_{2}', 'CO'])).toBe('C');
  expect(await read('\\boxed{\\text{A and B}}', ['sun', 'rain', 'A and B'])).toBe('C');
});

test('a text that two options have is no answer, its letter is', async () => {
  const twice = ['same', 'other', 'same', 'none'];
  expect(await read('same', twice)).toBeUndefined();
  expect(await read('Answer: (C) same', twice)).toBe('C');
});

test('numeric labels are read as such, and letters by their place', async () => {
  const labels = ['1', '2', '3'];
  const trend = ['grows', 'shrinks', 'stays'];
  for (const reply of list('2 ¦ (2) ¦ The answer is 2. ¦ B ¦ Answer: B ¦ shrinks')) {
    expect([reply, await read(reply, trend, labels)]).toEqual([reply, '2']);
  }
  expect(await read('The answer is 2.5', trend, labels)).toBeUndefined();
  expect(await read('no', ['so it is', 'so it is not'], ['Yes', 'No'])).toBe('No');
});

test('the grade says what was read, from where and why', async () => {
  const question = { target: 'B', check: { options: rivers } };
  const right = await gradeOf(letter, question, 'I think the answer is (B).');
  expect(right).toEqual({
    kind: 'graded',
    score: 1,
    extracted: 'B',
    target: 'B',
    rationale: 'Read B from the last announcement of an answer, "B": equal to the target B.',
    details: { source: 'phrase', at: [23, 24] },
  });
  const both = await gradeOf(letter, question, 'A or B');
  expect(both).toMatchObject({
    kind: 'no-answer',
    rationale: 'More than one option is given as the answer: "A or B".',
  });
  await expect(gradeOf(letter, { target: 'B' }, 'B')).rejects.toThrow('check');
});

/** Each of these could take quadratic time: what bounds it stands where it is read. */
const hostile = list(
  '\\boxed{A} ¦ answer:  ¦ so A  ¦ A\n ¦ A or  ¦ (A)  ¦ A is  ¦ it is  ¦ <a ¦ I choose A  ¦ **A** ¦ 答案: A ',
);

test.each(hostile)('a long reply of nothing but %j is graded', async (piece) => {
  const reply = piece.repeat(Math.ceil(60_000 / piece.length));
  expect((await gradeOf(letter, { target: 'B', check: { options: rivers } }, reply)).target).toBe('B');
});

describe.skipIf(!hasGolden)(`beside the official rules ${needsGolden}`, () => {
  test('whatever any official rule counts as right is right here, but for alternatives', async () => {
    const records = goldenRecords<Record<string, unknown>>('mmlu_arc.jsonl');
    for (const { id, bench, item, response, official } of records) {
      const choices = item.choices as string[] & { text: string[]; label: string[] };
      const check =
        bench === 'mmlu' ? { options: choices } : { options: choices.text, labels: choices.label };
      const target = bench === 'mmlu' ? item.gold_letter : item.answerKey;
      const verdicts = Object.values(official).flatMap(({ filters = {}, score }) => [
        ...Object.values(filters).map(({ exact_match }) => exact_match),
        Number(score ?? 0),
      ]);
      const { score } = outcome(await gradeOf(letter, { target, check }, response));
      if (verdicts.includes(1) && !/^Both /.test(response)) expect([id, score]).toEqual([id, 1]);
    }
    expect(records.length).toBe(131);
  });
});
