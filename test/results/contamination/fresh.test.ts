/** Drops from public to fresh on scores by question: which questions and which models count, and how it is said. */

import { expect, test } from 'vitest';
import { compareFresh, type FreshEvidence } from '../../../src/results/contamination/fresh.ts';
import { type QuestionScores, scoresByModel } from '../../../src/results/leaderboard/question-scores.ts';

type Scores = Readonly<Record<string, readonly (number | undefined)[]>>;

/** Undefined: no score for that question. */
function byModel(scores: Scores): Map<string, QuestionScores> {
  const rows = Object.entries(scores).flatMap(([model, all]) =>
    all.flatMap((score, at) =>
      score === undefined
        ? []
        : [{ model, judge: 'j', question: `q${at}`, turn: 1, choice: 0, repeat: 0, score, stale: false }],
    ),
  );
  return scoresByModel(rows);
}

function compared(known: Scores, fresh: Scores, changed: Partial<FreshEvidence> = {}) {
  return compareFresh({
    pair: { public: 'old', fresh: 'new', same_questions: false },
    judge: 'j',
    prompt_set: 'default',
    demo: false,
    scale: [1, 10],
    model: 'm',
    others: Object.keys(known).filter((model) => model !== 'm'),
    scores: { public: byModel(known), fresh: byModel(fresh) },
    ...changed,
  });
}

test('only questions that all have scores for count, and both numbers are told', () => {
  const found = compared({ m: [9, 8, 9, 2], a: [7, 6, 8, undefined] }, { m: [5, 6, 4], a: [6, 6, 5] });
  expect(found).toMatchObject({ n: { public: 3, fresh: 3 }, of: { public: 4, fresh: 3 } });
  expect(found?.score.public).toBeCloseTo(26 / 3, 12);
  expect(found?.difference).toBeCloseTo(26 / 3 - 5 - (7 - 17 / 3), 12);
  expect(found?.sentence).toMatch(/^m drops 2\.33 points more from old to new than a does \[/);
});

test('a model with scores for less than half of the questions is no other one', () => {
  const found = compared(
    { m: [9, 8, 9, 8, 9], a: [7, 6, 8, 7, 7], b: [1, 2] },
    { m: [5, 6, 4], a: [6, 6, 5], b: [3, 3, 3] },
  );
  expect(found?.others.map(({ model }) => model)).toEqual(['a']);
  expect(found?.n.public).toBe(5);
});

test('a smaller drop is said with its sign, and a model alone without others', () => {
  const less = compared({ m: [5, 6, 5], a: [9, 8, 9] }, { m: [5, 5, 5], a: [2, 3, 1] });
  expect(less?.sentence).toMatch(/drops 6\.33 points less .* than a does \(difference −6\.33 \[−/);
  const alone = compared({ m: [5, 6, 5] }, { m: [7, 7, 8] });
  expect(alone).toMatchObject({ difference: null, ci: null, others: [], others_drop: null });
  expect(alone?.sentence).toMatch(/^m rises by 2\.00 points from old to new \[−.*no other model/);
});

test('a drop that is the same is said to be', () => {
  const same = compared({ m: [9, 8, 9], a: [7, 7, 6] }, { m: [7, 6, 7], a: [5, 5, 4] });
  expect(same?.sentence).toMatch(/^m drops as far from old to new as a does \[−\d\.\d\d, \d\.\d\d\]$/);
});

test('the same questions are those of both benches', () => {
  const pair = { public: 'old', fresh: 'new', same_questions: true };
  const found = compared({ m: [9, 8, 9, 4], a: [7, 6, 8, 3] }, { m: [5, 6, 4], a: [6, 6, 5] }, { pair });
  expect(found?.n).toEqual({ public: 3, fresh: 3 });
});

test('one question on a side is none to compare by', () => {
  expect(compared({ m: [9, 8], a: [7, 6] }, { m: [5], a: [6] })).toBeUndefined();
});
