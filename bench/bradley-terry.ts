/**
 * Bradley–Terry ratings of 1,000,000 battles among 100 models: one fit from rows with names, and 1,000 bootstrap rounds with
 * counts of outcomes resampled (as FastChat's `compute_bootstrap_bt`) or with questions resampled. Beside it, in the same
 * run, the plain way: rows drawn one by one, Zermelo's iteration from the start in every round.
 */

import { resampleIndices, seededRandom } from '../src/stats/random.ts';
import { type Battles, winMatrix } from '../src/stats/ratings/battles.ts';
import { eloScale, fitBradleyTerry } from '../src/stats/ratings/bradley-terry.ts';
import { bootstrapBattles, bootstrapQuestions } from '../src/stats/ratings/bradley-terry-bootstrap.ts';
import { sandwichCovariance } from '../src/stats/ratings/bradley-terry-errors.ts';
import { distinctOutcomes, winsByCluster } from '../src/stats/ratings/resampled-wins.ts';

const models = 100;
const count = 1_000_000;
const rounds = 1000;
const plainRounds = 3;

interface NamedBattle {
  model_a: string;
  model_b: string;
  winner: 'model_a' | 'model_b' | 'tie';
}

/** Ratings spread over about 700 points, 15 % ties. */
function drawBattles(): NamedBattle[] {
  const { uniform, below } = seededRandom(1);
  return Array.from({ length: count }, () => {
    const a = below(models);
    const b = (a + 1 + below(models - 1)) % models;
    const won = uniform() < 1 / (1 + Math.exp((b - a) * 0.04)) ? 'model_a' : 'model_b';
    return { model_a: `model-${a}`, model_b: `model-${b}`, winner: uniform() < 0.15 ? 'tie' : won };
  });
}

/** Names to numbers: part of a fit's cost, as it is of FastChat's. */
function numbered(named: readonly NamedBattle[]): Battles {
  const ids = new Map<string, number>();
  const idOf = (name: string) => {
    const id = ids.get(name) ?? ids.size;
    if (id === ids.size) ids.set(name, id);
    return id;
  };
  const a = new Int32Array(named.length);
  const b = new Int32Array(named.length);
  const score = new Float64Array(named.length);
  const scores = { model_a: 1, model_b: 0, tie: 0.5 };
  for (const [row, battle] of named.entries()) {
    a[row] = idOf(battle.model_a);
    b[row] = idOf(battle.model_b);
    score[row] = scores[battle.winner];
  }
  return { models: ids.size, a, b, score };
}

/** Zermelo's iteration (1929) on a win table: π_i = wins_i / Σ_j games_ij/(π_i + π_j), until all moves are below 0.01 Elo. */
function plainFit(wins: Float64Array): Float64Array {
  const strength = new Float64Array(models).fill(1);
  for (let moved = 1; moved > 0.01 / eloScale; ) {
    moved = 0;
    for (let i = 0; i < models; i += 1) {
      let won = 0;
      let sum = 0;
      for (let j = 0; j < models; j += 1) {
        const [forth = 0, back = 0] = [wins[i * models + j], wins[j * models + i]];
        won += forth;
        sum += (forth + back) / ((strength[i] ?? 0) + (strength[j] ?? 0));
      }
      moved = Math.max(moved, Math.abs(Math.log(won / sum / (strength[i] ?? 0))));
      strength[i] = won / sum;
    }
  }
  return strength;
}

function drawRows({ a, b, score }: Battles, rows: Int32Array): Battles {
  const pick = (column: ArrayLike<number>) => Float64Array.from(rows, (row) => column[row] ?? 0);
  return { models, a: pick(a), b: pick(b), score: pick(score) };
}

/** Seconds that `work` takes, told with its name. */
function timed<T>(name: string, work: () => T): { value: T; seconds: number } {
  const began = performance.now();
  const value = work();
  const seconds = (performance.now() - began) / 1000;
  process.stdout.write(`${name}: ${seconds.toFixed(2)} s\n`);
  return { value, seconds };
}

const named = drawBattles();
const fit = timed('fit from rows with names', () => {
  const battles = numbered(named);
  return { battles, fit: fitBradleyTerry(winMatrix(battles), battles.models) };
});
const { battles } = fit.value;
if (!fit.value.fit.connected) throw new Error('the battles are not connected');
const { ratings } = fit.value.fit;
const resampled = timed(`${rounds} rounds, counts resampled`, () =>
  bootstrapBattles(distinctOutcomes(battles), { rounds, seed: 1 }),
);

for (const questions of [80, 20_000]) {
  const { below } = seededRandom(2);
  const question = Int32Array.from(battles.score, () => below(questions));
  const counted = timed(`wins by ${questions} questions`, () => winsByCluster(battles, question)).value;
  timed(`${rounds} rounds, ${questions} questions resampled`, () =>
    bootstrapQuestions(counted, { rounds, seed: 1 }),
  );
  const wins = winMatrix(battles);
  timed(`errors clustered by ${questions} questions`, () => sandwichCovariance(wins, ratings, counted));
}

const plain = timed('plain fit', () => plainFit(winMatrix(numbered(named))));
const random = seededRandom(3);
const drawn = timed(`${plainRounds} plain rounds`, () => {
  for (let round = 0; round < plainRounds; round += 1) {
    plainFit(winMatrix(drawRows(battles, resampleIndices(count, random))));
  }
});
const ratio = (plain.seconds + (rounds / plainRounds) * drawn.seconds) / (fit.seconds + resampled.seconds);
process.stdout.write(`fit and ${rounds} rounds: ${ratio.toFixed(1)} times as fast as the plain way\n`);
