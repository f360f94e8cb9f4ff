import { expect, test } from 'vitest';
import { renderReportCards } from '../../src/doctor/card-table.ts';
import type { ReportCard } from '../../src/doctor/report-card.ts';

const card: ReportCard = {
  ...{ judge: 'j\u001b[31m|x', demo: true, passed: 1, failed: 1, not_decided: 0 },
  probes: [
    {
      ...{ probe: 'low', result: 'fail', held: 1, of: 3, asked: 'nothing but [[10]]', got: '1, 9 ×2' },
      expected: 'at most 3',
      cases: [
        { question: 'a', got: '1', holds: true, verdicts: [1] },
        { question: 'b', got: '9', holds: false, verdicts: [9] },
        { question: 'c', got: '9', holds: false, verdicts: [9] },
      ],
    },
    {
      ...{ probe: 'format', result: 'pass', held: 3, of: 3 },
      asked: 'f',
      got: '100 %',
      expected: 'e',
      cases: [],
    },
  ],
};

const options = { judgePrompts: 'default', color: false };

test('`renderReportCards()` puts each finding below the table once, with its questions', () => {
  expect(renderReportCards([card], { ...options, format: 'table' })).toBe(
    [
      'judge j|x, judge prompts default: 1 of 2 probes passed',
      '',
      'probe   result  held  asked               got      expected',
      'low     fail    1/3   nothing but [[10]]  1, 9 ×2  at most 3',
      'format  pass    3/3   f                   100 %    e',
      '',
      'not as expected: low: 9 (b, c)',
      'a probe passes when all of its cases but one are as expected (docs/doctor.md)',
      'demo: no language model was involved',
      '',
    ].join('\n'),
  );
});

test('`renderReportCards()` tells of a probe in one line, and apart of what is not decided', () => {
  const cases = [
    { question: 'a', got: '9', holds: false, verdicts: ['9'] },
    { question: 'b', got: '', holds: null, reason: 'the call failed', verdicts: [] },
    { question: 'c', got: '8', holds: false, verdicts: ['8'] },
  ];
  const probes = card.probes.map((probe, index) => (index === 0 ? { ...probe, cases } : probe));
  const lines = renderReportCards([{ ...card, probes }], { ...options, format: 'table' }).split('\n');
  expect(lines.filter((line) => line.startsWith('not '))).toEqual([
    'not as expected: low: 9 (a); 8 (c)',
    'not decided: low: the call failed (b)',
  ]);
});

test('`renderReportCards()` escapes what Markdown would read', () => {
  const text = renderReportCards([card], { ...options, format: 'markdown' });
  expect(text).toContain('**judge j\\|x, judge prompts default: 1 of 2 probes passed**');
  expect(text).toContain('| low | fail | 1/3 | nothing but \\[\\[10\\]\\] | 1, 9 ×2 | at most 3 |');
});

test('`renderReportCards()` gives several cards in one JSON document', () => {
  const text = renderReportCards([card, { ...card, judge: 'k', demo: false }], {
    ...options,
    format: 'json',
  });
  const report = JSON.parse(text);
  expect(report).toEqual({
    judge_prompts: 'default',
    demo: true,
    cards: [card, { ...card, judge: 'k', demo: false }],
  });
});
