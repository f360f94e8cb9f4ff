/** Finds out how the shown judgments came about: what the files say of it beyond the judges. */

import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { askedSchema } from '../../records/bench/asked.ts';
import { answersFile, packageVersion, questionsFile } from '../../store/bench/paths.ts';
import { readRecords } from '../../store/jsonl/reader.ts';
import type { Provenance } from '../provenance.ts';

interface Judged {
  /** Seconds since 1970 of each judgment; 0 where it does not say. */
  stamps: Iterable<number>;
  models: Iterable<string>;
  /** How many questions there are; undefined where they are not available. */
  questions: number | undefined;
}

/** The files of questions and answers are read as they are: what is wrong with them is said elsewhere. */
export async function provenanceOf(
  { stamps, models, questions }: Judged,
  known: Pick<Provenance, 'bench' | 'prompt_set' | 'judges'>,
  { dataDir, bench }: { dataDir: string; bench: string },
): Promise<Provenance> {
  const file = questions === undefined ? undefined : await questionsFile(dataDir, bench);
  const span = spanOf(stamps);
  const moment = (seconds: number) => new Date(seconds * 1000).toISOString();
  return {
    mt_judge: packageVersion(),
    ...known,
    questions_sha256: file === undefined ? null : hash('sha256', await readFile(file)),
    questions: questions ?? null,
    num_fewshot: file === undefined ? [] : await shotsOf(models, { dataDir, bench, file }),
    first_judgment: span ? moment(span[0]) : null,
    last_judgment: span ? moment(span[1]) : null,
  };
}

/** The first and the last moment; judgments that were made to measure have none. */
export function spanOf(stamps: Iterable<number>): [number, number] | null {
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  for (const stamp of stamps) {
    if (stamp <= 0) continue;
    first = Math.min(first, stamp);
    last = Math.max(last, stamp);
  }
  return last > 0 ? [first, last] : null;
}

/** Only a bench with a yaml of its own has shots; all answers of a model were asked for in one way, so that the first tells. */
async function shotsOf(
  models: Iterable<string>,
  { dataDir, bench, file }: { dataDir: string; bench: string; file: string },
): Promise<number[]> {
  if (!existsSync(file.replace(/\.jsonl$/, '.yaml'))) return [];
  const counts = new Set<number>();
  for (const model of models) {
    const shots = await shotsIn(answersFile(dataDir, bench, model));
    if (shots !== undefined) counts.add(shots);
  }
  return [...counts].sort((a, b) => a - b);
}

const answerSchema = z.looseObject({ asked: askedSchema.optional() });

async function shotsIn(file: string): Promise<number | undefined> {
  if (!existsSync(file)) return undefined;
  try {
    for await (const { record } of readRecords(file, answerSchema, { holds: 'answers' }))
      return record.asked?.num_fewshot;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  return undefined;
}
