/**
 * `show-results --mode pairwise-all` as a process: 1,000,000 votes on 100 models, a tenth of them, and 199,000 matches of 200
 * models. `BENCH_OTHER` names another checkout whose build takes turns with this one.
 */

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../src/stats/random.ts';
import { writeRows } from './corpus.ts';
import { bin, checkouts, roomFor, runMeasured, tell } from './measured-process.ts';

const votes = 1_000_000;
const folder = roomFor(200e6);

if (folder !== undefined) {
  try {
    for (const [name, rows] of [
      ['votes', drawVotes(votes)],
      ['a tenth of the votes', drawVotes(votes / 10)],
      ['matches of 200 models', drawMatches()],
    ] as const) {
      const file = join(folder, 'rows.jsonl');
      const { rows: count } = writeRows(file, rows);
      for (const checkout of checkouts()) {
        const args = [bin('show-results', checkout), '--mode', 'pairwise-all', '--input-file', file];
        const run = await runMeasured([...args, '--format', 'json'], { cwd: folder });
        if (run.code !== 0) throw new Error(`it ended with ${run.code}: ${run.stderr}`);
        process.stdout.write(`${count} rows, ${name}: ${tell(run)}, ${checkout}\n`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Votes on 80 questions by 50 people, 15 % ties. */
function* drawVotes(count: number) {
  const { uniform, below } = seededRandom(1);
  for (let index = 0; index < count; index += 1) {
    const a = below(100);
    const b = (a + 1 + below(99)) % 100;
    const won = uniform() < 1 / (1 + Math.exp((b - a) * 0.04)) ? 'model_a' : 'model_b';
    yield {
      question_id: 1 + below(80),
      model_a: `model-${a}`,
      model_b: `model-${b}`,
      winner: uniform() < 0.15 ? 'tie' : won,
      judge: `person-${below(50)}`,
      turn: 1,
    };
  }
}

/** Every two of 200 models on five questions of two turns. */
function* drawMatches() {
  const { uniform } = seededRandom(2);
  const winner = (a: number, b: number) => {
    const drawn = uniform();
    if (drawn < 0.15) return 'tie';
    return drawn < 0.15 + 0.85 / (1 + Math.exp((a - b) * 0.02)) ? 'model_1' : 'model_2';
  };
  for (let a = 0; a < 200; a += 1) {
    for (let b = a + 1; b < 200; b += 1) {
      for (let place = 0; place < 10; place += 1) {
        yield {
          ...{ question_id: 81 + (place % 5), turn: 1 + Math.floor(place / 5), judge: ['judge', 'pair-v2'] },
          ...{
            model_1: `model-${a}`,
            model_2: `model-${b}`,
            g1_winner: winner(a, b),
            g2_winner: winner(a, b),
          },
          ...{ g1_user_prompt: 'x', g1_judgment: '[[A]]', g2_user_prompt: 'x', g2_judgment: '[[B]]' },
          tstamp: 1_760_000_000,
        };
      }
    }
  }
}
