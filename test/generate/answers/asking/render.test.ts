/** Prompts as benches ask them: those of lm-evaluation-harness 0.4.13, letter by letter. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRenderer } from '../../../../src/generate/answers/asking/render.ts';
import { type Ask, askSchema } from '../../../../src/records/bench/bench.ts';
import { type Shot, shotSchema } from '../../../../src/records/bench/shot.ts';

const place = { file: 'questions/b.yaml', field: 'ask.generate' };
const renderer = (ask: Partial<Ask>) => createRenderer(askSchema.parse(ask), place);
const question = (fields: object): Shot => shotSchema.parse({ question_id: 1, category: 'c', ...fields });

const gsm8k = { template: 'Question: {question}\nAnswer:' };
const shots = [
  question({ turns: ['T14'], answer: '#### 14' }),
  question({ turns: ['T3'], answer: '#### 3' }),
];

test('GSM8K: shots stand in one message, with a space before each answer and a blank line after it', () => {
  const asked = renderer({ ...gsm8k, description: 'Desc.\n\n' });
  expect(asked.render(question({ turns: ['Q0'] }), shots)).toEqual({
    before: [],
    text: 'Desc.\n\nQuestion: T14\nAnswer: #### 14\n\nQuestion: T3\nAnswer: #### 3\n\nQuestion: Q0\nAnswer:',
    shared: 'Desc.\n\nQuestion: T14\nAnswer: #### 14\n\nQuestion: T3\nAnswer: #### 3\n\n'.length,
  });
});

test('as turns, each shot is a question of the user and an answer of the assistant', () => {
  const asked = renderer({ ...gsm8k, description: 'Desc.\n\n', layout: 'turns' });
  expect(asked.render(question({ turns: ['Q0'] }), shots)).toEqual({
    before: [
      { role: 'user', content: 'Desc.\n\nQuestion: T14\nAnswer:' },
      { role: 'assistant', content: '#### 14' },
      { role: 'user', content: 'Question: T3\nAnswer:' },
      { role: 'assistant', content: '#### 3' },
    ],
    text: 'Question: Q0\nAnswer:',
    shared: 0,
  });
  expect(asked.render(question({ turns: ['Q0'] }), []).text).toBe('Desc.\n\nQuestion: Q0\nAnswer:');
});

const mmlu = {
  description: 'The following are multiple choice questions (with answers) about {category}.\n\n',
  template: '{question}\n{options}\nAnswer:',
};
const options = { options: ['0', '1', '2', '3'] };

test('MMLU: subject in the header, options with letters, the letter as the answer of a shot', () => {
  const shot = question({ turns: ['Find c.'], check: options, target: 'B', category: 'abstract_algebra' });
  const asked = question({ turns: ['Find d.'], check: options, target: 'C', category: 'abstract_algebra' });
  expect(renderer(mmlu).render(asked, [shot]).text).toBe(
    'The following are multiple choice questions (with answers) about abstract algebra.\n\n' +
      'Find c.\nA. 0\nB. 1\nC. 2\nD. 3\nAnswer: B\n\nFind d.\nA. 0\nB. 1\nC. 2\nD. 3\nAnswer:',
  );
});

test('ARC: the text of the right option is the answer of a shot, whatever its label', () => {
  const check = { options: ['Put it down', 'Run'], labels: ['1', '2'] };
  const shot = question({ turns: ['What first?'], check, target: '2' });
  const asked = renderer({ ...gsm8k, choice: 'text' });
  expect(asked.render(question({ turns: ['And then?'] }), [shot]).text).toBe(
    'Question: What first?\nAnswer: Run\n\nQuestion: And then?\nAnswer:',
  );
});

test('fields of the record fill placeholders of their name, and doubled braces are braces', () => {
  const asked = renderer({ template: '{{"task": "{question}"}} {tests}' });
  expect(asked.render(question({ turns: ['Sort.'], tests: 'assert 1' }), []).text).toBe(
    '{"task": "Sort."} assert 1',
  );
});

test('what has no text is named with file, field and placeholder, and so is a stray brace', () => {
  const check = (ask: Partial<Ask>, fields: object = {}) =>
    renderer(ask).check([question({ turns: ['Q'], ...fields })], []);
  expect(() => check({ template: '{qestion}' })).toThrow(
    'cannot use questions/b.yaml: ask.generate.template: question 1 has no text for {qestion}, only for',
  );
  expect(() => check({ description: '{options}' })).toThrow(
    'ask.generate.description: question 1 has no text',
  );
  expect(() => check({ option: '{letter}' })).toThrow(
    'ask.generate.option: an option has no text for {letter}',
  );
  expect(() => check({ template: 'f(x) = {x' })).toThrow(
    'ask.generate.template: a brace that is no placeholder',
  );
  // The right answer is no text of its own question.
  for (const name of ['target', 'answer']) {
    expect(() => check({ template: `{${name}}` }, { target: 'B', answer: 'B' })).toThrow('has no text for');
  }
  expect(() => renderer({}).check([], [question({ turns: ['Q'] })])).toThrow('says nothing that is right');
});

test('any text comes through a template as it is, and what is shared begins every prompt', () => {
  const text = fc.string({ minLength: 1, unit: 'binary' });
  fc.assert(
    fc.property(text, text, text, (one, other, answer) => {
      const asked = renderer(gsm8k);
      const shot = question({ turns: [one], answer });
      const [a, b] = [one, other].map((turn) => asked.render(question({ turns: [turn] }), [shot]));
      expect(a?.text.slice(a.shared)).toBe(`Question: ${one}\nAnswer:`);
      expect(a?.text.slice(0, a.shared)).toBe(b?.text.slice(0, b.shared));
      expect(a?.text).toContain(answer);
    }),
  );
});
