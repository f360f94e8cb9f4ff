/** A bench that a program made: its questions, its shots, its yaml, and the files that they become. */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { z } from 'zod';
import { benchSchema } from '../../records/bench/bench.ts';
import type { Shot } from '../../records/bench/shot.ts';
import type { Question } from '../../records/question.ts';
import type { Placement } from '../../store/files/place-files.ts';

type BenchInput = z.input<typeof benchSchema>;
type BenchFile = BenchInput & { ask: NonNullable<BenchInput['ask']> };
type Generated = NonNullable<BenchFile['generated']>;

export interface FreshBench {
  name: string;
  bench: Omit<BenchFile, 'generated'>;
  generated: Omit<Generated, 'sha256' | 'count'>;
  questions: readonly Question[];
  shots: readonly Shot[];
  /** What is to be known of the questions: one fact a line. */
  report: readonly string[];
}

export function placementsOf({ name, ...fresh }: FreshBench, dataDir: string): Placement[] {
  const folder = join(dataDir, 'questions');
  const questions = linesOf(fresh.questions);
  const shots = fresh.shots.length > 0 ? linesOf(fresh.shots) : undefined;
  const sha256 = {
    questions: sha256Of(questions),
    ...(shots === undefined ? {} : { shots: sha256Of(shots) }),
  };
  const generated = { ...fresh.generated, count: fresh.questions.length, sha256 };
  const { title, ...rest } = fresh.bench;
  const file = { title, generated, ...rest };
  benchSchema.parse(file);
  const yaml = stringify(file, { lineWidth: 0, aliasDuplicateObjects: false });
  return [
    { target: join(folder, `${name}.jsonl`), content: { text: questions } },
    { target: join(folder, `${name}.yaml`), content: { text: yaml } },
    ...(shots === undefined
      ? []
      : [{ target: join(folder, 'shots', `${name}.jsonl`), content: { text: shots } }]),
  ];
}

export function sha256Of(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function linesOf(records: readonly unknown[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}
