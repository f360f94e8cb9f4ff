import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GradeDetails } from '../../../../src/judges/graders/grader.ts';
import { createIfevalGraders } from '../../../../src/judges/graders/ifeval/ifeval.ts';
import { ifevalKinds } from '../../../../src/judges/graders/ifeval/kinds.ts';
import { ifevalCases } from './cases.ts';

const { strict, loose } = createIfevalGraders();

function grading(instructions: readonly (readonly [string, Record<string, unknown>])[], response: string) {
  const check = {
    instruction_id_list: instructions.map(([id]) => id),
    kwargs: instructions.map(([, kwargs]) => kwargs),
  };
  return { question: { question_id: 1, turns: ['Write.'], check }, response };
}

const wordsAndComma = [
  ['length_constraints:number_words', { num_words: 3, relation: 'at least' }],
  ['punctuation:no_comma', {}],
] as const;

test.each(ifevalCases)(
  '%s %j of %j is followed as the official checker says',
  async (id, kwargs, text, ...official) => {
    const given = grading([[id, kwargs]], text);
    const grades = [await strict.grade(given), await loose.grade(given)];
    expect(grades.map((grade) => grade.kind === 'graded' && grade.score === 1)).toEqual(official);
  },
);

test('every kind has a case that is followed and one that is not', () => {
  for (const id of ifevalKinds.keys()) {
    const verdicts = ifevalCases.filter(([kind]) => kind === id).map(([, , , followed]) => followed);
    expect(new Set(verdicts), id).toEqual(new Set([true, false]));
  }
});

test('a grade is 1 only where all instructions are followed, and tells of each', async () => {
  const grade = await strict.grade(grading(wordsAndComma, 'Moss, and rain.'));
  expect(grade).toEqual({
    kind: 'graded',
    score: 0,
    extracted: 'length_constraints:number_words',
    target: 'length_constraints:number_words, punctuation:no_comma',
    rationale: 'The response follows 1 of 2 instructions, not punctuation:no_comma (a comma).',
    details: {
      instructions: ['length_constraints:number_words', 'punctuation:no_comma'],
      followed: [true, false],
      found: ['3 words, at least 3 asked', 'a comma'],
      texts: ['whole', 'whole'],
    },
  });
  expect(await strict.grade(grading(wordsAndComma, 'Moss and rain.'))).toMatchObject({
    score: 1,
    rationale: 'The response follows 2 of 2 instructions.',
  });
});

test('the grade of a blank response is no answer, even where it has no comma', async () => {
  for (const blank of ['', ' \n\t', '\u001c\u3000']) {
    for (const grader of [strict, loose]) {
      expect(await grader.grade(grading(wordsAndComma, blank))).toMatchObject({
        kind: 'no-answer',
        details: { followed: [false, false] },
      });
    }
  }
});

test('a grade names the text in which the loose criterion found an instruction followed', async () => {
  const response = 'Sure, here you are:\nMoss and *rain*\nBye, now';
  expect(await loose.grade(grading(wordsAndComma, response))).toMatchObject({
    score: 1,
    details: { texts: ['whole', 'no first and last line'] },
  });
  expect(await strict.grade(grading(wordsAndComma, response))).toMatchObject({ score: 0 });
});

test('a grade quotes no more than a piece of a long response', async () => {
  const nth = { num_paragraphs: 1, nth_paragraph: 1, first_word: 'moss' };
  const grade = await strict.grade(
    grading([['length_constraints:nth_paragraph_first_word', nth]], 'x'.repeat(10_000)),
  );
  expect(grade.rationale.length).toBeLessThan(300);
});

test('a grade does not depend on what was graded before', async () => {
  const one = grading(
    [['keywords:letter_frequency', { letter: '#', let_frequency: 1, let_relation: 'at least' }]],
    'y',
  );
  const other = grading(wordsAndComma, 'Moss');
  const alone = await createIfevalGraders().loose.grade(one);
  const { strict: first, loose: second } = createIfevalGraders();
  await first.grade(one);
  expect(await second.grade(one)).toEqual(alone);
  await second.grade(other);
  expect(await second.grade(one)).toEqual(alone);
});

test('a grade says which threshold lm-eval draws for 0, and which letter for what is none', async () => {
  const zero = grading(
    [['length_constraints:number_words', { num_words: 0, relation: 'less than' }]],
    'Moss',
  );
  expect((await strict.grade(zero)).details?.found).toEqual([
    '1 words, less than 297 (drawn at random, as lm-eval does for 0) asked',
  ]);
  const sign = { letter: '!', let_frequency: 1, let_relation: 'at least' };
  const grade = await strict.grade(grading([['keywords:letter_frequency', sign]], 'Yes!'));
  expect(grade.details?.found).toEqual(['1 times y (drawn for !), at least 1 asked']);
});

/** One instruction of each kind. */
const everyKind = [...new Map(ifevalCases.map(([id, kwargs]) => [id, kwargs]))];

const pieces = fc.constantFrom(
  ...[
    '*',
    '***',
    '******',
    '\n',
    '\r\n',
    '\n\n',
    ' ',
    '\t',
    '"',
    '[',
    ']',
    '<<',
    '>>',
    '{',
    '}',
    '```json',
    '- ',
    '. ',
  ],
  ...[
    'P.S.',
    'U.S. ',
    '... ',
    'A. ',
    '1. ',
    'CANNOT',
    'Part 1',
    '\ud800',
    '\u0000',
    '\ufeff',
    '\u2028',
    'ﬀ',
    'İ',
    '語',
    '👍',
  ],
);
const odd = fc
  .array(fc.oneof(pieces, fc.string({ unit: 'binary' })), { maxLength: 30 })
  .map((all) => all.join(''));

function verdictOf(details: GradeDetails | undefined, index: number): boolean {
  return (details?.followed as readonly boolean[] | undefined)?.[index] ?? false;
}

test('no response makes a grader throw, and what is followed strictly is followed loosely', async () => {
  // Where a letter is drawn at random, each criterion has its own.
  const drawn = everyKind.find(([id]) => id === 'keywords:letter_frequency');
  await fc.assert(
    fc.asyncProperty(odd, async (response) => {
      const given = grading(everyKind, response);
      const [hard, soft] = [await strict.grade(given), await loose.grade(given)];
      const followed = everyKind.map((_, index) =>
        [hard, soft].map(({ details }) => verdictOf(details, index)),
      );
      for (const [index, [strictly, loosely]] of followed.entries()) {
        if (everyKind[index] !== drawn) expect(loosely || !strictly).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test('a response of 40,000 characters made to be hard is graded', async () => {
  for (const unit of ['*', '[', '<<', '"', '{"', '\\"', ' ', '. ', 'a', '@', '\n', "'a ", 'x. )', '\u0131']) {
    const given = grading(everyKind, `"${unit.repeat(40_000 / unit.length)}x`);
    expect((await strict.grade(given)).details?.followed).toHaveLength(25);
  }
});
