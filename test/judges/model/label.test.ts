import { expect, test } from 'vitest';
import { introducesQuotation, labelOf, mayFollow } from '../../../src/judges/model/label.ts';

test.each([
  ...['Rating:', '**Final rating:**', '### Overall score', 'My final verdict is', 'So the score would be:'],
  ...[
    'Score (1-10):',
    '3. Rating:',
    '<b>Rating',
    'Mein Urteil lautet also:',
    'Gesamtnote',
    'Ma note finale est :',
  ],
  ...[
    'E\u0301valuation :',
    '最终评分：',
    '我对该回答的评分是',
    '最終評価:',
    'よって、最終的な評価は',
    '따라서 최종 점수는',
  ],
])('`labelOf()` takes %j for the label of a verdict', (phrase) => {
  expect(labelOf(phrase)).toBe('verdict');
});

test.each(['Result:', 'Conclusion', 'Fazit:', 'Résultat :', '结论：', '結論：', '결론:'])(
  '`labelOf()` takes %j for the label of any outcome',
  (phrase) => {
    expect(labelOf(phrase)).toBe('outcome');
  },
);

test.each(['', ' - ', '**', '###', '| '])('`labelOf()` finds no word in %j', (phrase) => {
  expect(labelOf(phrase)).toBe('none');
});

test.each([
  ...['Accuracy:', 'Rating of A:', 'Rating of assistant B:', 'I would say', 'The answer is', 'Between'],
  ...[
    'The answer says: Rating:',
    'Turn 2 rating:',
    '准确性：',
    '内容の評価',
    'Genauigkeit:',
    'Style :',
    '정확성:',
  ],
])('`labelOf()` takes %j for no label', (phrase) => {
  expect(labelOf(phrase)).toBe('other');
});

test.each([
  '',
  '.',
  '**',
  '/10',
  ' out of 10',
  ' points.',
  ' von 10 Punkten',
  '分。',
  '点です。',
  '점입니다.',
  '</s>',
])('`mayFollow()` lets %j follow a verdict in a line of its own', (text) => {
  expect(mayFollow(text)).toBe(true);
});

test.each([' because', '/5', ' or', ' und', '或', 'から'])('`mayFollow()` lets no %j follow', (text) => {
  expect(mayFollow(text)).toBe(false);
});

test.each([
  ...['The answer ends with this line:', '**It says:**', 'The response contains a rating:', 'Answer B:'],
  ...[
    'Die Antwort endet mit:',
    'Sie fordert:',
    'La réponse se termine par :',
    '回答最后写道：',
    '回答の末尾にある行：',
  ],
  ...['답변은 다음과 같이 끝납니다:'],
])('`introducesQuotation()` sees in %j that a quotation follows', (line) => {
  expect(introducesQuotation(line)).toBe(true);
});

test.each([
  ...[
    'My rating of this answer:',
    'I rate the answer as follows:',
    'Rating:',
    'On reflection:',
    'The answer is good.',
  ],
  ...['Meine Bewertung der Antwort:', 'Ma note pour cette réponse :', '我对该回答的评分：', '回答の評価：'],
])('`introducesQuotation()` sees in %j that none follows', (line) => {
  expect(introducesQuotation(line)).toBe(false);
});
