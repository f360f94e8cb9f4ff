import type { Proof, Question } from '../proof.ts';
import { alterFinal, final, read, readInt, same } from './final-line.ts';

type Point = readonly [number, number];
type Triangle = readonly [Point, Point, Point];

function latticePoints(square: number): Point[] {
  const found: Point[] = [];
  for (let x = -square; x <= square; x++)
    for (let y = -square; y <= square; y++) if (x * x + y * y === square) found.push([x, y]);
  return found;
}

const distance2 = (p: Point, q: Point): number => (p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2;

/** By squared sides, so that the argument with the centre of the circle is not used. */
function isAcute([p, q, r]: Triangle): boolean {
  const [a = 0, b = 0, c = 0] = [distance2(p, q), distance2(q, r), distance2(r, p)].sort((s, t) => s - t);
  return a + b > c;
}

const twiceArea = ([p, q, r]: Triangle): number =>
  Math.abs((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));

function acuteTriangles(points: Point[]): Triangle[] {
  const all = points.flatMap((p, i) =>
    points.slice(i + 1).flatMap((q, j) => points.slice(i + j + 2).map((r): Triangle => [p, q, r])),
  );
  return all.filter(isAcute);
}

const pointsOf = (question: Question): Point[] =>
  latticePoints(readInt(question.turns[0] ?? '', /x\^2 \+ y\^2 = (\d+)/));

export const geometry: Proof[] = [
  {
    question_id: 'math-06',
    turn: 1,
    prove: (reference, question) =>
      same(Number(final(reference, '(\\d+)')[0]), acuteTriangles(pointsOf(question)).length),
    alter: alterFinal,
  },
  {
    question_id: 'math-06',
    turn: 2,
    prove(reference, question) {
      const [x, y] = read(question.turns[1] ?? '', /delete the point \((\d+), (\d+)\)/).map(Number);
      const points = pointsOf(question);
      const kept = points.filter((p) => p[0] !== x || p[1] !== y);
      same(kept.length, points.length - 1);
      const triangles = acuteTriangles(kept);
      const area = triangles.reduce((sum, t) => sum + twiceArea(t), 0) / 2;
      same(final(reference, '(\\d+) triangles, total area (\\d+)').map(Number), [triangles.length, area]);
    },
    alter: alterFinal,
  },
];
