/** What judgments are compared with, as far as it is on disk: the bench's questions and the prompt sets. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../../errors.ts';
import type { JudgePromptSet } from '../../../records/judge-prompt.ts';
import { type Question, questionKey } from '../../../records/question.ts';
import { loadIfChanged } from '../../../store/bench/judge-prompts.ts';
import { questionsFile } from '../../../store/bench/paths.ts';
import { loadQuestions } from '../../../store/bench/questions.ts';
import type { sharedColumns } from '../../../store/judgments/columns.ts';

/**
 * The questions of the bench. A named file goes without them when none of its rows is about one, and so do judgments
 * of a bench whose questions are not available.
 */
export async function questionsFor(
  keys: Iterable<string>,
  { bench, dataDir, inputFile }: { bench: string; dataDir: string; inputFile?: string },
  benchGiven: boolean,
): Promise<Question[] | undefined> {
  const hasJudgments = inputFile === undefined && existsSync(join(dataDir, 'judgments', bench));
  const file = await questionsFileFor({ dataDir, bench }, hasJudgments || !benchGiven);
  if (file === undefined) return undefined;
  const questions = await loadQuestions(file);
  if (benchGiven && inputFile === undefined) return questions;
  const known = new Set(questions.map(questionKey));
  for (const key of keys) if (known.has(key)) return questions;
  return undefined;
}

/** Undefined where an optional file is not available. */
export async function questionsFileFor(
  { dataDir, bench }: { dataDir: string; bench: string },
  optional: boolean,
): Promise<string | undefined> {
  return questionsFile(dataDir, bench).catch((error: unknown) => {
    if (optional && error instanceof UserError) return undefined;
    throw error;
  });
}

/** The prompt sets that have changed since rows were judged with them; an unchanged set needs no comparing. */
export async function loadPromptSets(
  { prompt_set, prompt_set_hash }: Pick<ReturnType<typeof sharedColumns>, 'prompt_set' | 'prompt_set_hash'>,
  rows: Uint32Array,
  dataDir: string,
): Promise<Map<string, JudgePromptSet>> {
  const used = new Map<string, Set<string | undefined>>();
  for (const row of rows) {
    const name = prompt_set.at(row);
    if (name === undefined) continue;
    const hashes = used.get(name) ?? new Set();
    used.set(name, hashes.add(prompt_set_hash.at(row)));
  }
  const sets = new Map<string, JudgePromptSet>();
  for (const [name, hashes] of used) {
    for (const hash of hashes) {
      const changed = sets.has(name) ? undefined : await loadIfChanged(dataDir, name, hash);
      if (changed) sets.set(name, changed);
    }
  }
  return sets;
}
