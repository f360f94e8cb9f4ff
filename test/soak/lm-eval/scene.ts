/** A benchmark as both tools get it: the same rows in files of a temporary folder, and a rule for what the model replies. */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HarnessTask } from './harness.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows of published data
export type PublishedRow = any;

export interface Scene {
  bench: string;
  method: 'generate' | 'loglikelihood';
  /** Files below the scene's folder: what the import reads. */
  files: Readonly<Record<string, readonly PublishedRow[]>>;
  /** Where shots of lm-eval's own are read from, below its tasks. */
  shots?: string;
  /** Flags of `gen-answers` that make the requests equal. */
  flags: readonly string[];
  /** What is changed in `ask.generate` of the bench's YAML. */
  ask?: Readonly<Record<string, unknown>>;
  /** `dataset_kwargs` is given the files' folder. */
  tasks: (data: (name: string) => string) => readonly HarnessTask[];
  /** Of a row, what its prompt ends with and what is replied. */
  replies: readonly (readonly [end: string, reply: string])[];
  graders: readonly string[];
}

/** Writes the scene's rows; the folder that the import reads. */
export async function writeScene(scene: Scene, folder: string): Promise<string> {
  const from = join(folder, 'data', scene.bench);
  await mkdir(from, { recursive: true });
  for (const [name, rows] of Object.entries(scene.files)) {
    await writeFile(join(from, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }
  return from;
}

/** One of several forms of a reply, by the row's place. */
export function formOf<Form>(forms: readonly Form[], index: number): Form {
  const form = forms[index % forms.length];
  if (form === undefined) throw new Error('there are no forms');
  return form;
}

/** A task of the harness that reads local rows. The harness names it `local_<task>`. */
export function localTask(
  task: string,
  { include, splits, ...rest }: { include: string; splits: Record<string, string>; [field: string]: unknown },
): HarnessTask {
  return {
    include,
    task: `local_${task}`,
    dataset_path: 'json',
    dataset_name: null,
    dataset_kwargs: { data_files: splits },
    ...rest,
  };
}
