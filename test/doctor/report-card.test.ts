import { expect, test } from 'vitest';
import type { Probe } from '../../src/doctor/probe.ts';
import { matchKey, ratingCase } from '../../src/doctor/probe.ts';
import { type Outcome, reportCard } from '../../src/doctor/report-card.ts';
import type { Match } from '../../src/judges/match.ts';
import type { Call } from '../../src/records/calls/call.ts';

const judge = { id: 'j', kind: 'model' } as const;

function matchOf(id: number): Match {
  const question = { question_id: `q${id}`, category: 'math', turns: ['?'] };
  return { type: 'single', question, turn: 1, model: 'probe', choice: 0, repeat: 0, answers: ['!'] };
}

/** A probe of so many cases, each of which wants a rating of at most 3. */
function probeOf(cases: number): Probe {
  return {
    ...{ name: 'low', asked: 'something poor', expected: 'at most 3' },
    cases: Array.from({ length: cases }, (_, id) =>
      ratingCase({ question: `q${id}`, matches: [matchOf(id)] }, ([rating = 10]) => {
        return { got: String(rating), holds: rating <= 3 };
      }),
    ),
  };
}

const call: Call = {
  sent: { endpoint: 'e', model: 'm', parameters: {} },
  ...{ finish_reason: 'stop', latency_ms: 1, attempts: 1 },
};

/** A rating that was read at the first try, or at the second. */
function rating(value: number, tries = 1): Outcome {
  const verdict = { kind: 'rating', rating: value } as const;
  const said = { verdict, rationale: '', reply: '', prompt: '' };
  return { kind: 'reply', reply: { ...said, calls: Array(tries).fill(call) } };
}

const failed: Outcome = { kind: 'failed', reason: 'HTTP 500' };

/** The card of one probe after the judge was heard so, case by case; undefined where it was not asked. */
function cardOf(heard: readonly (Outcome | undefined)[]) {
  const entries = heard.flatMap((each, id) => (each ? [[matchKey(matchOf(id)), each] as const] : []));
  return reportCard(judge, [probeOf(heard.length)], new Map(entries));
}

const outcomes: [string, (Outcome | undefined)[], string][] = [
  ['passes when all cases hold', Array(6).fill(rating(2)), 'pass'],
  ['passes when one of six misses', [...Array(5).fill(rating(2)), rating(9)], 'pass'],
  ['fails when two of six miss', [...Array(4).fill(rating(2)), rating(9), rating(4)], 'fail'],
  ['fails when one of four misses', [...Array(3).fill(rating(2)), rating(9)], 'fail'],
  ['is not decided when a call failed', [...Array(5).fill(rating(2)), failed], 'not decided'],
  ['is not decided when a call was not made', [...Array(5).fill(rating(2)), undefined], 'not decided'],
  [
    'is not decided when one missed and one failed',
    [...Array(4).fill(rating(2)), rating(9), failed],
    'not decided',
  ],
  ['fails when two missed, whatever failed', [rating(9), rating(9), ...Array(4).fill(failed)], 'fail'],
];

test.each(outcomes)('a probe %s', (_, heard, result) => {
  expect(cardOf(heard).probes[0]).toMatchObject({ probe: 'low', result });
});

test('`reportCard()` counts what passed, failed and is not decided, and keeps the evidence', () => {
  const card = cardOf([rating(1), rating(1), rating(5), failed, undefined]);
  expect(card).toMatchObject({ judge: 'j', demo: false, passed: 0, failed: 0, not_decided: 2 });
  expect(card.probes[0]).toEqual({
    ...{
      probe: 'low',
      result: 'not decided',
      held: 2,
      of: 5,
      asked: 'something poor',
      expected: 'at most 3',
    },
    got: '1 ×2, 5, failed, not asked',
    cases: [
      { question: 'q0', got: '1', holds: true, verdicts: [1] },
      { question: 'q1', got: '1', holds: true, verdicts: [1] },
      { question: 'q2', got: '5', holds: false, verdicts: [5] },
      { question: 'q3', got: 'failed', holds: null, verdicts: [null], reason: 'HTTP 500' },
      { question: 'q4', got: 'not asked', holds: null, verdicts: [null] },
    ],
  });
});

const formats: [string, (Outcome | undefined)[], object][] = [
  [
    'at 95 %',
    [...Array(19).fill(rating(1)), rating(1, 2)],
    { result: 'pass', held: 19, of: 20, got: '95 %' },
  ],
  ['below', [...Array(18).fill(rating(1)), rating(1, 2), rating(1, 2)], { result: 'fail', got: '90 %' }],
  ['with a failed call', [...Array(19).fill(rating(1)), failed], { result: 'not decided', got: '100 %' }],
  ['with nothing heard', [failed, undefined], { result: 'not decided', held: 0, of: 2, got: 'nothing' }],
];

test.each(formats)(
  'the probe of the format is decided by the share of first tries: %s',
  (_, heard, result) => {
    expect(cardOf(heard).probes[1]).toMatchObject({ probe: 'format', ...result });
  },
);
