/**
 * `compare` on 20 benches of 14,000 questions, two models, one grader, and on half of the benches: its time and its
 * processor time over those of `show-results`, which reads the same files bench by bench, and the memory of both.
 * Questions, answers and judgments come from a seed.
 */

import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash } from '../src/content-hash.ts';
import { hashMatch } from '../src/judges/match.ts';
import type { Answer } from '../src/records/answer.ts';
import type { SingleJudgment } from '../src/records/judgment.ts';
import type { Question } from '../src/records/question.ts';
import { seededRandom } from '../src/stats/random.ts';
import { prose, writeRows } from './corpus.ts';
import { bin, type Measured, roomFor, runMeasured } from './measured-process.ts';
import { median } from './timing.ts';

const benches = Number(process.env.BENCH_BENCHES ?? 20);
const questions = Number(process.env.BENCH_QUESTIONS ?? 14_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const models = ['base', 'candidate'];
const letters = ['A', 'B', 'C', 'D'] as const;
const random = seededRandom(16);
const howAsked: NonNullable<Answer['asked']> = {
  ...{ method: 'generate', num_fewshot: 5, fewshot_source: 'dev', fewshot_sampler: 'first' },
  ...{ fewshot_hash: 'a'.repeat(32), layout: 'message', template_hash: 'b'.repeat(32) },
  stop: { sent: ['</s>', '\n'], applied: ['</s>', '\n'] },
};
const folder = roomFor(benches * questions * 2500);

if (folder !== undefined) {
  try {
    const names = Array.from({ length: benches }, (_, index) => `bench-${String(index).padStart(2, '0')}`);
    const bytes = names.map((name) => makeBench(name)).reduce((sum, each) => sum + each, 0);
    const what = `${benches} benches × ${questions} questions × 2 models, ${(bytes / 1e6).toFixed(0)} MB`;
    await measure(what, names);
    await measure(`${Math.ceil(benches / 2)} of them`, names.slice(0, Math.ceil(benches / 2)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Returns the bytes of the files that results read. */
function makeBench(bench: string): number {
  const all = Array.from({ length: questions }, (_, index) => makeQuestion(index));
  const at = (...path: string[]) => join(folder ?? '', ...path);
  const files = [at('questions', `${bench}.jsonl`), at('judgments', bench, 'letter-1_single.jsonl')];
  const [questionFile = '', judgmentFile = ''] = files;
  const answers = models.map((model) => all.map((question) => makeAnswer(question, model)));
  writeRows(questionFile, all);
  for (const [index, rows] of answers.entries()) {
    const file = at('answers', bench, `${models[index]}.jsonl`);
    writeRows(file, rows);
    files.push(file);
  }
  const judged = answers.flatMap((rows) => rows.map((row, index) => grade(all[index], row)));
  writeRows(judgmentFile, judged);
  return files.reduce((sum, file) => sum + statSync(file).size, 0);
}

function makeQuestion(index: number): Question {
  const target = letters[random.below(4)] ?? 'A';
  return {
    question_id: `subject ${index % 57}/${index}`,
    category: `subject ${index % 57}`,
    turns: [`Question ${index}: ${prose(250)}`],
    reference: [target],
    target,
    check: { options: letters.map((letter) => `${letter} ${prose(30)}`), labels: [...letters] },
  };
}

/** Right in 6 of 10; the candidate answers nine questions of ten as the base does. */
function makeAnswer(question: Question, model: string): Answer {
  const id = contentHash([question.question_id, question.turns]);
  const draw = (salt: number) => Number.parseInt(id.slice(salt, salt + 4), 16) / 65_536;
  const isRight = (model !== 'base' && draw(8) < 0.1 ? draw(4) : draw(0)) < 0.6;
  const text = isRight ? `The answer is ${question.target}.` : 'I cannot tell.';
  return {
    ...{ question_id: question.question_id, answer_id: id.slice(0, 22), model_id: model },
    choices: [{ index: 0, turns: [text], calls: [callOf(model)] }],
    ...{ tstamp: 1_760_000_000.123, question_hash: contentHash(question.turns), asked: howAsked },
  };
}

function callOf(model: string): NonNullable<Answer['choices'][number]['calls']>[number] {
  return {
    sent: { endpoint: 'openai', model, parameters: { temperature: 0, max_tokens: 256 } },
    ...{ model, finish_reason: 'stop', latency_ms: 900 + random.below(900), attempts: 1 },
    usage: { input_tokens: 900 + random.below(900), output_tokens: 3 + random.below(20) },
  };
}

function grade(question: Question | undefined, answer: Answer): SingleJudgment {
  if (!question) throw new Error('an answer without a question');
  const [text = ''] = answer.choices[0]?.turns ?? [];
  const extracted = /[A-D](?=\.)/.exec(text)?.[0];
  const rationale = extracted ? `The answer is ${extracted}.` : 'No answer found.';
  return {
    ...{ question_id: question.question_id, model: answer.model_id, judge: ['letter@1', 'program'] },
    ...{ user_prompt: '', judgment: rationale, score: extracted === question.target ? 1 : 0, turn: 1 },
    ...{ tstamp: 1_760_000_100.5, rationale, choice: 0, repeat: 0 },
    ...hashMatch({ question, turn: 1, answers: [text] }),
    ...{ prompt_hash: 'c'.repeat(32), scale: [0, 1], target: String(question.target) },
    ...(extracted ? { extracted } : {}),
  };
}

/** Both take turns, so that what else the machine does meets either. */
async function measure(what: string, names: readonly string[]): Promise<void> {
  const runs = { compare: [] as Measured[], show: [] as Measured[] };
  for (let round = 0; round < rounds; round += 1) {
    const compared = [bin('mt-judge'), 'compare', 'base', 'candidate', '--bench', ...names];
    runs.compare.push(await measured(compared));
    const shown: Measured[] = [];
    for (const bench of names) shown.push(await measured([bin('show-results'), '--bench', bench]));
    runs.show.push(together(shown));
  }
  const start = median([await measured([bin('show-results'), '--help'])].map(({ cpu }) => cpu));
  const figure = (of: 'seconds' | 'cpu') => {
    const [compare, show] = [runs.compare, runs.show].map((all) => median(all.map((each) => each[of])));
    const ratios = runs.compare.map((each, round) => each[of] / (runs.show[round]?.[of] ?? Number.NaN));
    const all = ratios.map((ratio) => ratio.toFixed(2)).join(', ');
    return `${of} ${compare?.toFixed(2)} over ${show?.toFixed(2)}, round by round ${all}`;
  };
  const peak = (all: readonly Measured[]) => Math.max(...all.map((each) => each.peak)).toFixed(0);
  process.stdout.write(
    `${what}: compare over show-results: ${figure('seconds')}; ${figure('cpu')} (of which starting show-results ${names.length} × ${start.toFixed(2)}); peak ${peak(runs.compare)} MB over ${peak(runs.show)} MB\n`,
  );
}

async function measured(args: readonly string[]): Promise<Measured> {
  const run = await runMeasured([...args], { cwd: folder ?? '' });
  if (run.code !== 0) throw new Error(`${args[0]} ended with ${run.code}: ${run.stderr}`);
  return run;
}

/** Runs one after the other as one. */
function together(runs: readonly Measured[]): Measured {
  const [first] = runs;
  if (!first) throw new Error('nothing was run');
  const sum = (of: 'seconds' | 'cpu') => runs.reduce((total, each) => total + each[of], 0);
  const peak = Math.max(...runs.map((each) => each.peak));
  return { ...first, seconds: sum('seconds'), cpu: sum('cpu'), peak };
}
