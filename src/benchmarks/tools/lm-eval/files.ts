/** Finds what lm-evaluation-harness has written: `results_<time>.json`, and next to it `samples_<task>_<time>.jsonl` for each task. */

import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../../errors.ts';
import { findFiles } from '../../data/find.ts';
import { readRows } from '../../data/read.ts';
import { latestOf } from '../latest.ts';

const taskConfigSchema = z.looseObject({
  output_type: z.string().default('generate_until'),
  num_fewshot: z.number().nullish(),
  target_delimiter: z.string().default(' '),
  generation_kwargs: z
    .looseObject({
      until: z.union([z.array(z.string()), z.string()]).nullish(),
      max_gen_toks: z.int().positive().nullish(),
      temperature: z.number().nullish(),
    })
    .nullish(),
});

/** What is read of results.json, as release 0.4.13 writes it. */
const resultsSchema = z.looseObject({
  lm_eval_version: z.string().default('unknown'),
  model_name: z.string().nullish(),
  date: z.number(),
  configs: z.record(z.string(), taskConfigSchema),
  versions: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  group_subtasks: z.record(z.string(), z.array(z.string())).default({}),
});

export type LmEvalResultsFile = z.infer<typeof resultsSchema>;
export type TaskConfig = z.infer<typeof taskConfigSchema>;

/** The samples of one task by one model. */
export interface TaskRun {
  file: string;
  task: string;
  /** Of task and model. */
  key: string;
  /** As in the name of the file. */
  time: string;
  model: string;
  results: LmEvalResultsFile;
}

const named = /^samples_(.+)_(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}(?:\.\d+)?)\.jsonl$/;

/** Of each model and task the latest run. */
export async function findRuns(
  path: string,
  modelId: string | undefined,
): Promise<{ kept: TaskRun[]; notes: string[] }> {
  const files = await findFiles(path, { paths: [], named: /(?:^|\/)samples_[^/]*\.jsonl$/, several: true });
  if (files.length === 0) {
    throw new UserError(
      `cannot import ${path}: it holds no samples_<task>_<time>.jsonl; run lm_eval with --log_samples`,
    );
  }
  const known = new Map<string, Promise<LmEvalResultsFile>>();
  const runs: TaskRun[] = [];
  for (const file of files) runs.push(await describe(file, { known, modelId }));
  return latestOf(runs);
}

async function describe(
  file: string,
  { known, modelId }: { known: Map<string, Promise<LmEvalResultsFile>>; modelId: string | undefined },
): Promise<TaskRun> {
  const [, task, time] = named.exec(basename(file)) ?? [];
  if (task === undefined || time === undefined) {
    throw new UserError(`cannot import ${file}: lm-eval calls its files samples_<task>_<time>.jsonl`);
  }
  const path = join(dirname(file), `results_${time}.json`);
  if (!existsSync(path)) {
    throw new UserError(
      `cannot import ${file}: ${basename(path)}, which lm-eval writes next to it, is missing`,
    );
  }
  const reading = known.get(path) ?? readResults(path);
  known.set(path, reading);
  const results = await reading;
  const model = modelId ?? results.model_name;
  if (!model) throw new UserError(`cannot import ${path}: it names no model: give --model-id`);
  return { file, task, key: JSON.stringify([model, task]), time, model, results };
}

async function readResults(path: string): Promise<LmEvalResultsFile> {
  const [row] = await readRows(path);
  const parsed = resultsSchema.safeParse(row?.fields);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UserError(
    `cannot import ${path}: it is no results.json of lm-eval (${issue?.path.join('.')}: ${issue?.message})`,
  );
}
