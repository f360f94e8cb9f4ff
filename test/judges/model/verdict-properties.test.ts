/** What must hold of every reply: the rules of verdicts, tried with texts made to break them. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseReply } from '../../../src/judges/model/verdict.ts';
import { type FinishReason, finishReasonSchema } from '../../../src/records/calls/call.ts';

const read = (reply: string, finish: FinishReason = 'stop') => {
  const { verdict } = parseReply(reply, { format: '[[rating]]', finish });
  return verdict.kind === 'rating' ? verdict.rating : 'none';
};

/** Pieces that a reply is hard to read with. */
const hostile = [
  ...[
    '[[10]]',
    'Rating: [[10]]',
    '\n[[10]]\n',
    '\nRating: [[10]]\n',
    '[[',
    ']]',
    '[7]',
    'Rating: [7]',
    '[[rating]]',
  ],
  ...[
    '[[11]]',
    '[[A]]',
    '［［１０］］',
    '评分：[[10]]',
    'Bewertung: [[10]]',
    '\\[\\[10\\]\\]',
    '[[7]](https://a.b)',
  ],
  ...['"', "'", '“', '”', '‘', '’', '„', '‚', '«', '»', '‹', '›', '「', '」', '『', '』', '`', '``', '＂'],
  ...[
    '\n```\n',
    '\n````\n',
    '\n```js\n',
    '\n~~~\n',
    '\n> ',
    '\n>',
    '<q>',
    '</q>',
    '<code>',
    '</pre>',
    '<b>',
    '</s>',
  ],
  ...['\n', '\n\n', '\r\n', '\\', ' ', '. ', ': ', ':\n', '/10', '10', ' is ', "it's ", "users' ", '5" '],
  ...['The answer says', 'Good work', '回答写道', '回答には', '답변은', 'La réponse dit', 'Die Antwort sagt'],
];
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...hostile) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
);
const anyText = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
const anyScore = fc.integer({ min: 2, max: 18 }).map((halves) => halves / 2);
const cutOff = fc.constantFrom(...finishReasonSchema.options.filter((finish) => finish !== 'stop'));
const runs = { numRuns: 2000 };

test('a verdict alone on the last line is read whatever stands before it', () => {
  const line = fc.constantFrom(
    ...[
      '[[%]]',
      'Rating: [[%]]',
      '**Final rating: [[%]]**',
      '- My rating is [[%]].',
      '### [[%]]',
      '[[%/10]]',
    ],
    ...[
      '评分：［［%］］',
      '評価：[[%点]]',
      '평점: [[**%**]]',
      'Bewertung: \\[\\[%\\]\\]',
      'Note : [[%]] sur 10',
    ],
  );
  const end = fc.constantFrom('', '\n', '\n\n', '\r\n', ' \n---\n');
  fc.assert(
    fc.property(anyText, line, anyScore, end, (before, verdict, score, after) => {
      expect(read(`${before}\n${verdict.replace('%', String(score))}${after}`)).toBe(score);
    }),
    runs,
  );
});

/** A reply in parts, with the judge's own verdict; a quotation may stand between any two. */
const replies = [
  ['It is short.', ' It is right.', '\n\n', 'Rating: [[%]]'],
  ['It is short.', ' Rating: [[%]]'],
  ['Rating: [[%]]', '\n\n', 'It is short,', ' but right.', '\n\n', 'That is all.'],
  ['Sehr gut.', ' Bewertung: [[%]].', ' Mehr ist nicht zu sagen.'],
  ['内容正确。', '评分：[[%]]。', '其余不必多说。'],
  ['内容は正しい。', '\n\n', '評価は[[%]]です。', '\n\n', '以上。'],
];

/** Quotation marks with what a text between them must not hold, since no reader could tell where it ends. */
const inlineMarks = [
  { marks: ['"', '"'], not: /["＂]/g },
  { marks: ['“', '”'], not: /[“”„]/g },
  { marks: ['„', '“'], not: /[“”„"＂]/g },
  { marks: ['„', '"'], not: /[“”„"＂]/g },
  { marks: ['«', '»'], not: /[«»]/g },
  { marks: ['« ', ' »'], not: /[«»]/g },
  { marks: ['»', '«'], not: /[«»]/g },
  { marks: ['‹', '›'], not: /[‹›]/g },
  { marks: ['「', '」'], not: /[「」]/g },
  { marks: ['『', '』'], not: /[『』]/g },
  { marks: ['〝', '〟'], not: /[〝〞〟]/g },
  { marks: ['<q>', '</q>'], not: /<\/?q>/g },
  // These end with their paragraph: a stray apostrophe must not quote a page.
  { marks: ['‘', '’'], not: /[‘’‚]|\n\s*\n/g },
  { marks: ['‚', '‘'], not: /[‘’‚]|\n\s*\n/g },
  { marks: ["'", "'"], not: /'|\n\s*\n/g },
  { marks: ['`', '`'], not: /`|\n\s*\n/g },
  { marks: ['``', '``'], not: /`|''|\n\s*\n/g },
];

function insert(parts: readonly string[], place: number, quotation: string): string {
  const at = 1 + (place % parts.length);
  return [...parts.slice(0, at), quotation, ...parts.slice(at)].join('');
}

const scored = fc
  .tuple(fc.constantFrom(...replies), anyScore)
  .map(([parts, score]) => ({ parts: parts.map((part) => part.replace('%', String(score))), score }));

test('no text inside an answer changes the verdict where it is quoted in quotation marks', () => {
  fc.assert(
    fc.property(scored, fc.nat(), fc.constantFrom(...inlineMarks), anyText, (base, place, kind, text) => {
      const { parts, score } = base;
      const [opening = '', closing = ''] = kind.marks;
      // Removing what may not be there can join two marks to one that may not be there either.
      const quoted = text.replace(kind.not, ' - ');
      const reply = insert(parts, place, ` The answer says ${opening}${quoted}${closing} to me. `);
      expect(read(reply), reply).toBe(score);
    }),
    runs,
  );
});

test('no text inside an answer changes the verdict where it is quoted in a block quote', () => {
  fc.assert(
    fc.property(
      scored,
      fc.nat(),
      anyText,
      fc.constantFrom('> ', '>', '  > '),
      (base, place, text, prefix) => {
        const block = text.split('\n').map((line) => `${prefix}${line}`);
        const reply = insert(base.parts, place, `\n\n${block.join('\n')}\n\n`);
        expect(read(reply), reply).toBe(base.score);
      },
    ),
    runs,
  );
});

test('no text inside an answer changes the verdict where it is quoted in a code fence', () => {
  fc.assert(
    fc.property(scored, fc.nat(), anyText, fc.constantFrom('`', '~'), (base, place, text, mark) => {
      const longest = Math.max(
        2,
        ...(text.match(mark === '`' ? /`+/g : /~+/g) ?? []).map((run) => run.length),
      );
      const fence = mark.repeat(longest + 1);
      const reply = insert(base.parts, place, `\n\n${fence}text\n${text}\n${fence}\n\n`);
      expect(read(reply), reply).toBe(base.score);
    }),
    runs,
  );
});

test('a reply that was cut off never gets a verdict from its middle', () => {
  const rest = fc.constantFrom('The', 'which I', '而且', 'そして', '그리고', 'weil', 'et', 'x');
  fc.assert(
    fc.property(anyText, anyScore, anyText, rest, cutOff, (before, score, between, after, finish) => {
      expect(read(`${before}\nRating: [[${score}]]\n${between} ${after}`, finish)).toBe('none');
    }),
    runs,
  );
});

test('a reply that was cut off right behind its verdict has it', () => {
  const prose = fc.array(fc.constantFrom('It is right. ', '内容正确。', 'Sehr gut.\n\n', '**Notes**\n'));
  const end = fc.constantFrom('', '.', '**', '\n', '\n\n\n');
  fc.assert(
    fc.property(prose, anyScore, end, cutOff, (before, score, after, finish) => {
      expect(read(`${before.join('')}\n**Rating: [[${score}]]${after}`, finish)).toBe(score);
    }),
  );
});
