/** All statistics of a run of 10 models, 80 questions of two turns and 3 judges, from scores in memory to findings. */

import { buildLeaderboard } from '../src/results/leaderboard/build.ts';
import { findingsOf } from '../src/results/leaderboard/findings.ts';
import type { AnswerTrait } from '../src/results/leaderboard/health.ts';
import { suspicionsIn } from '../src/results/leaderboard/injection.ts';
import type { Score } from '../src/results/leaderboard/score.ts';
import { bootstrapMean } from '../src/stats/bootstrap.ts';
import { seededRandom } from '../src/stats/random.ts';
import { median, timed } from './timing.ts';

const models = Array.from({ length: 10 }, (_, index) => `model-${index}`);
const questions = Array.from({ length: 80 }, (_, index) => String(index));
const judges = ['judge-a', 'judge-b', 'judge-c'];
const turns = [1, 2];

const random = seededRandom(1);
const places = models.flatMap((model) =>
  questions.flatMap((question) => turns.map((turn) => ({ model, question, turn, choice: 0 }))),
);
const scores = places.flatMap((place): Score[] =>
  judges.map((judge) => ({ ...place, judge, repeat: 0, score: 1 + random.below(10), stale: false })),
);
const traits = places.map(
  (place): AnswerTrait => ({ ...place, tokens: 1 + random.below(900), suspicions: [] }),
);
const categoryOf = new Map(questions.map((question, index) => [question, `category ${index % 8}`]));
const input = { bench: 'bench', scores, duplicates: new Map(), categoryOf, demo: false };
const meanOf = (values: readonly number[], clusters: readonly string[]) =>
  bootstrapMean(values, clusters, { rounds: 1000, seed: 1 });
const words = 'An answer of two kilobytes, in which [there] is nothing that a judge is told. '.repeat(26);

const everything = () =>
  findingsOf(buildLeaderboard(input), scores, {
    interval: 't',
    rounds: 1000,
    seed: 1,
    questions: questions.length,
    compare: ['model-0', 'model-1'],
    traits,
  });
const first = timed(everything);
const again = median(Array.from({ length: 9 }, () => timed(everything)));
const intervals = timed(() => buildLeaderboard({ ...input, meanOf }));
const looks = timed(() => places.map(() => suspicionsIn(words, [])));
const ms = (value: number) => `${value.toFixed(0)} ms`;
process.stdout.write(
  `${scores.length} scores of 10 models by 3 judges: all statistics ${ms(first)} cold, ${ms(again)} warm (median of 9); bootstrap intervals ${ms(intervals)}; looking for injections in ${places.length} answers ${ms(looks)}\n`,
);
