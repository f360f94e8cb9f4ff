import { expect, test } from 'vitest';
import { JudgeError, UserError } from '../../src/errors.ts';
import type { PairMatch, SingleMatch } from '../../src/judges/match.ts';
import { type Program, programJudge } from '../../src/judges/program.ts';

const single: SingleMatch = {
  type: 'single',
  question: { question_id: 1, category: 'stem', turns: ['Why?'] },
  turn: 1,
  model: 'm',
  choice: 0,
  repeat: 0,
  answers: ['Because.'],
};
const pair: PairMatch = {
  type: 'pairwise',
  question: single.question,
  turn: 1,
  model_1: 'm',
  model_2: 'n',
  answersA: ['Because.'],
  answersB: ['So.'],
  choice: 0,
  repeat: 0,
};
const judgeOf = (decide: Program['decide'], rest: Partial<Program> = {}) =>
  programJudge({ id: 'own', name: './own.js', hash: 'h', scale: [0, 5], decide, timeoutMs: 1000, ...rest });

test('a function that gives a score is a judge with its own scale, without a prompt and without calls', async () => {
  const judge = judgeOf(() => ({ score: 4.5, rationale: 'Nearly.' }));
  expect(judge).toMatchObject({ id: 'own', kind: 'program', scale: [0, 5] });
  expect(judge.methodFor(single)).toEqual({ name: 'program', hash: 'h' });
  expect(await judge.decide(single)).toEqual({
    verdict: { kind: 'rating', rating: 4.5 },
    rationale: 'Nearly.',
    reply: 'Nearly.',
    prompt: '',
    calls: [],
  });
});

test('a promise of a winner decides a game', async () => {
  const reply = await judgeOf(async () => ({ winner: 'B' })).decide(pair);
  expect(reply).toMatchObject({ verdict: { kind: 'winner', winner: 'B' }, rationale: '' });
});

const wrong: [string, unknown, SingleMatch | PairMatch, string][] = [
  ['nothing', undefined, single, 'undefined for question 1 turn 1 of m: it must be { score, rationale }'],
  ['a bare number', 3, single, 'gave 3 for'],
  ['a score above the scale', { score: 6 }, single, 'gave { score: 6 } for .* with a score from 0 to 5'],
  ['a score that is no number', { score: Number.NaN }, single, 'NaN'],
  ['a score as text', { score: '3' }, single, "score: '3'"],
  ['a winner for one answer', { winner: 'A' }, single, 'it must be { score, rationale }'],
  ['a score for two answers', { score: 3 }, pair, 'of m and n: it must be { winner, rationale }'],
  ['a winner by its name', { winner: 'm' }, pair, '"A", "B" or "tie"'],
  ['a rationale that is no text', { score: 3, rationale: 7 }, single, 'the rationale must be a text'],
];

test.each(wrong)('a judge that gives %s is refused in one line that names the value', async (...given) => {
  const [, value, match, message] = given;
  const error = await judgeOf(() => value)
    .decide(match)
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  expect(String(error)).toMatch(/\.\/own\.js gave.*/);
  expect(String(error)).toMatch(
    new RegExp(message.replace(/[{}.]/g, (sign) => (sign === '.' ? '.' : `\\${sign}`))),
  );
  expect(String(error)).not.toContain('\n');
});

test('what the function throws fails that match alone', async () => {
  const judge = judgeOf(({ turn }) => {
    if (turn === 1) throw new TypeError('no such field');
    return { score: 1 };
  });
  const error = await judge.decide(single).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(JudgeError);
  expect(String(error)).toBe('JudgeError: TypeError: no such field');
  expect((await judge.decide({ ...single, turn: 2 })).verdict).toEqual({ kind: 'rating', rating: 1 });
});

test('a promise that never settles is a match that has failed', async () => {
  const judge = judgeOf(() => new Promise(() => undefined), { timeoutMs: 5 });
  await expect(judge.decide(single)).rejects.toThrow('longer than 0.005 s');
});

test('what the function does to its match reaches nobody else', async () => {
  const judge = judgeOf((match) => {
    match.question.turns.length = 0;
    return { score: 1 };
  });
  await judge.decide(single);
  expect(single.question.turns).toEqual(['Why?']);
});
