import { expect, test } from 'vitest';
import { buildPairBoard, type PairBoard } from '../../../src/results/pairwise/board.ts';
import { controlLength, type MeasuredResult } from '../../../src/results/pairwise/length.ts';
import { renderPairBoard } from '../../../src/results/pairwise/output.ts';
import type { PairResult } from '../../../src/results/pairwise/result.ts';
import type { Style } from '../../../src/results/pairwise/style.ts';

/** The longer answer wins 6 of 8 questions; `index` rotates who writes more, and every other result has its sides swapped. */
function measured(models: number, questions = 24): MeasuredResult[] {
  return Array.from({ length: models }, (_, index) =>
    Array.from({ length: questions }, (_unused, question): MeasuredResult => {
      const longer = (question + index) % 3 !== 0;
      const wins = (question * 7 + index) % 8 < 6 ? longer : !longer;
      const swapped = question % 2 === 1;
      const name = `m${String(index).padStart(2, '0')}`;
      const winner = wins === swapped ? 'model_2' : 'model_1';
      const [own, other] = [{ length: longer ? 400 : 90 }, { length: 200 }];
      const result: PairResult = {
        model_1: swapped ? 'base' : name,
        model_2: swapped ? name : 'base',
        judge: 'j',
        question: String(question),
        turn: 1,
        choice: 0,
        repeat: 0,
        verdict: { games: [winner, winner] },
        stale: false,
      };
      return { result, a: swapped ? other : own, b: swapped ? own : other };
    }),
  ).flat();
}

const always = (model: string, winner: 'model_1' | 'model_2'): MeasuredResult[] =>
  measured(1).map(({ a, b, result }) => ({
    a,
    b,
    result: { ...result, model_1: model, model_2: 'base', verdict: { games: [winner, winner] } },
  }));

function board(rows: readonly MeasuredResult[]): PairBoard {
  const style = ({ length }: { length: number }): Style => ({ length, headers: 0, lists: 0, bold: 0 });
  const styles = new Map(
    rows.flatMap(({ result, a, b }) => [
      [`${result.model_1} ${result.model_2} ${result.question} ${result.model_1}`, style(a)],
      [`${result.model_1} ${result.model_2} ${result.question} ${result.model_2}`, style(b)],
    ]),
  );
  return buildPairBoard({
    bench: 'b',
    results: rows.map(({ result }) => result),
    duplicates: new Map(),
    categoryOf: new Map(),
    kinds: [],
    rating: { seed: 1 },
    demo: false,
    baseline: 'base',
    styleOf: (model, { model_1, model_2, question }) =>
      styles.get(`${model_1} ${model_2} ${question} ${model}`),
  });
}

const render = (shown: PairBoard, format: 'table' | 'csv' | 'json') =>
  renderPairBoard(shown, { format, color: false });

test('`controlLength()` takes back what length gained, on either side of a match', () => {
  const { length_controlled, length_controlled_missing } = controlLength(measured(20), 'base');
  expect(length_controlled_missing).toEqual({});
  for (const figures of Object.values(length_controlled)) {
    expect(figures?.raw_win_rate).toBeGreaterThan(0.5);
    expect(figures?.win_rate).toBeLessThan(figures?.raw_win_rate ?? 0);
    expect(figures?.length_coefficient).toBeGreaterThan(0);
  }
});

test('`controlLength()` gives no figure for a pool of fewer than 20 models, and says so', () => {
  const few = controlLength([...measured(19), ...always('z', 'model_1')], 'base');
  expect(Object.values(few.length_controlled)).toEqual(Array.from({ length: 20 }, () => null));
  expect(few.length_controlled_missing.m00).toBe(
    'the difficulty of the questions needs 20 models that have won and lost; there are 19',
  );
  const one = controlLength(measured(1), 'base');
  expect(one.length_controlled).toEqual({ m00: null });
});

test('`controlLength()` gives no figure for a model that won or lost everything', () => {
  const rows = [...measured(20), ...always('y', 'model_2'), ...always('z', 'model_1')];
  const { length_controlled, length_controlled_missing } = controlLength(rows, 'base');
  expect(length_controlled_missing).toEqual({ y: 'won or lost every match', z: 'won or lost every match' });
  expect(length_controlled.z).toBeNull();
  expect(length_controlled.m11?.win_rate).toBeGreaterThan(0);
});

test('every output has the length-controlled win rate where there is one', () => {
  const shown = board([...measured(20), ...always('z', 'model_2')]);
  const rate = shown.style?.length_controlled.m03?.win_rate ?? Number.NaN;
  const table = render(shown, 'table');
  expect(table).toContain('length-controlled win rate');
  expect(table).toContain(rate.toFixed(3));
  expect(table).toContain('by a joint fit of 20 models');
  expect(table).toContain(
    'no length-controlled win rate of z, only the win rate as it is: won or lost every match',
  );
  const [head, ...rows] = render(shown, 'csv').split('\r\n');
  expect(head).toContain('length_controlled_win_rate,length_controlled_missing');
  expect(rows.find((row) => row.startsWith('m03,'))).toContain(`,${rate},`);
  expect(rows.find((row) => row.startsWith('z,'))).toContain(',won or lost every match');
});

test('no output calls a figure length-controlled where the pool is too small', () => {
  const shown = board(measured(3));
  const table = render(shown, 'table');
  expect(table).not.toMatch(/^.*length-controlled win rate *$/m);
  expect(table).toContain(
    'no length-controlled win rate of m00, m01, m02, only the win rate as it is: the difficulty of the',
  );
  expect(render(shown, 'csv')).toContain(',the difficulty of the questions needs 20 models');
  const { style_control } = JSON.parse(render(shown, 'json'));
  expect(style_control.length_controlled).toEqual({ m00: null, m01: null, m02: null });
  expect(style_control.length_controlled_missing.m01).toContain('there are 3');
});
