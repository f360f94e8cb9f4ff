/**
 * show-results on 1 GB of judgments: its speed over that of a bare loop of JSON.parse on the same files, and its memory.
 * Where answers are at hand, both read them too, and their bytes count for both.
 */

import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeAnswer, makePair, makeQuestions, makeSingle, writeRows } from './corpus.ts';
import { bin, roomFor, runMeasured } from './measured-process.ts';
import { median, repository } from './timing.ts';

const gigabytes = Number(process.env.BENCH_GB ?? 1);
const limit = gigabytes * 1e9;
const rounds = 3;
const questions = makeQuestions(Math.ceil(5000 * gigabytes), 2);
const names = Array.from({ length: 20 }, (_, index) => `model-${String(index).padStart(2, '0')}`);
const folder = roomFor(2.5 * limit);

if (folder !== undefined) {
  try {
    writeRows(join(folder, 'questions', 'big.jsonl'), questions);
    const single = join(folder, 'judgments', 'big', 'judge_single.jsonl');
    writeRows(single, singles(), limit);
    await measure('single', [single]);
    const answers = names.map((name) => join(folder, 'answers', 'big', `${name}.jsonl`));
    for (const [index, file] of answers.entries()) writeRows(file, answersOf(names[index] ?? ''));
    await measure('single, with the answers at hand', [single, ...answers]);
    rmSync(single);
    rmSync(join(folder, 'answers'), { recursive: true });
    const pair = join(folder, 'judgments', 'big', 'judge_pair.jsonl');
    writeRows(pair, pairs(), limit);
    await measure('pairwise-all', [pair]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function* singles() {
  for (const model of names) {
    for (const question of questions) {
      const answer = makeAnswer(question, model);
      for (const turn of [1, 2]) yield makeSingle({ question, turn, judge: 'judge' }, answer);
    }
  }
}

function* answersOf(model: string) {
  for (const question of questions) yield makeAnswer(question, model);
}

function* pairs() {
  for (const [index, first] of names.entries()) {
    for (const second of names.slice(index + 1)) {
      for (const question of questions.slice(0, Math.ceil(questions.length / 8))) {
        const both = [makeAnswer(question, first), makeAnswer(question, second)] as const;
        for (const turn of [1, 2]) yield makePair({ question, turn, judge: 'judge' }, both);
      }
    }
  }
}

/** Both loops take turns, so that what else the machine does meets both. */
async function measure(what: string, files: readonly string[]): Promise<void> {
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const mode = what.startsWith('pair') ? ['--mode', 'pairwise-all'] : [];
  const show = [bin('show-results'), '--bench', 'big', '--data-dir', folder ?? '', ...mode];
  const bare = [join(repository, 'bench', 'bare-parse.mjs'), ...files];
  const runs = { show: [] as number[], bare: [] as number[] };
  const peaks = { show: 0, bare: 0 };
  let rows = '';
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, args] of [['bare', bare] as const, ['show', show] as const]) {
      const run = await runMeasured(args, { cwd: folder ?? '' });
      if (run.code !== 0) throw new Error(`${args[0]} ended with ${run.code}: ${run.stderr}`);
      runs[name].push(run.seconds);
      peaks[name] = Math.max(peaks[name], run.peak);
      if (name === 'bare') rows = run.stdout.split(',')[0] ?? '';
    }
  }
  const speed = (seconds: readonly number[]) => bytes / 1e6 / median(seconds);
  const [fast, base] = [speed(runs.show), speed(runs.bare)];
  process.stdout.write(
    `show-results, ${what}: ${(bytes / 1e6).toFixed(0)} MB, ${rows}: ${fast.toFixed(0)} MB/s over ${base.toFixed(0)} MB/s of a bare loop: ${(fast / base).toFixed(2)}; peak ${peaks.show.toFixed(0)} MB (bare ${peaks.bare.toFixed(0)} MB); medians of ${rounds}\n`,
  );
}
