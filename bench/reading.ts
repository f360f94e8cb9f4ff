/**
 * show-results on 1 GB of judgments, FastChat's kind of rows and our own: its time and memory over those of a plain
 * synchronous loop on the same files, and of DuckDB where `@duckdb/node-api` is installed. Where answers are there, the
 * loop reads them too.
 */

import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeAnswer, makePair, makeQuestions, makeSingle, writeRows } from './corpus.ts';
import { bin, roomFor, runMeasured } from './measured-process.ts';
import { median, repository } from './timing.ts';

const gigabytes = Number(process.env.BENCH_GB ?? 1);
const limit = gigabytes * 1e9;
const rounds = 3;
const hasDuckdb = existsSync(join(repository, 'node_modules', '@duckdb', 'node-api'));
const questions = makeQuestions(Math.ceil(5000 * gigabytes), 2);
const names = Array.from({ length: 20 }, (_, index) => `model-${String(index).padStart(2, '0')}`);
const folder = roomFor(2.5 * limit);

if (folder !== undefined) {
  try {
    writeRows(join(folder, 'questions', 'big.jsonl'), questions);
    const single = join(folder, 'judgments', 'big', 'judge_single.jsonl');
    writeRows(single, plainSingles(), limit);
    await measure('single, FastChat’s fields', [single]);
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

/** As FastChat writes them: more of them to the gigabyte, and no hashes. */
function* plainSingles() {
  for (const row of singles()) {
    const { question_id, model, judge, user_prompt, judgment, score, turn, tstamp } = row;
    yield { question_id, model, judge, user_prompt, judgment, score, turn, tstamp };
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

/** All take turns, so that what else the machine does meets each of them. */
async function measure(what: string, files: readonly string[]): Promise<void> {
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const mode = what.startsWith('pair') ? ['--mode', 'pairwise-all'] : [];
  const script = (name: string) => [join(repository, 'bench', name), ...files];
  const commands = {
    show: [bin('show-results'), '--bench', 'big', '--data-dir', folder ?? '', ...mode],
    loop: script('bare-parse.mjs'),
    ...(hasDuckdb && what.startsWith('single, F') ? { duckdb: script('duckdb.mjs') } : {}),
  };
  const runs = new Map<string, { seconds: number[]; peak: number; stdout: string }>();
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, args] of Object.entries(commands)) {
      const run = await runMeasured(args, { cwd: folder ?? '' });
      if (run.code !== 0) throw new Error(`${args[0]} ended with ${run.code}: ${run.stderr}`);
      const known = runs.get(name) ?? { seconds: [], peak: 0, stdout: run.stdout };
      known.seconds.push(run.seconds);
      runs.set(name, { ...known, peak: Math.max(known.peak, run.peak) });
    }
  }
  const rows = runs.get('loop')?.stdout.split(',')[0] ?? '';
  const show = median(runs.get('show')?.seconds ?? []);
  const figures = [...runs].map(([name, { seconds, peak }]) => {
    const time = median(seconds);
    const over = name === 'show' ? '' : ` (show-results ÷ ${name}: ${(show / time).toFixed(2)})`;
    return `${name} ${time.toFixed(2)} s, ${peak.toFixed(0)} MB${over}`;
  });
  process.stdout.write(
    `${what}: ${(bytes / 1e6).toFixed(0)} MB, ${rows}: ${figures.join('; ')}; medians of ${rounds}\n`,
  );
}
