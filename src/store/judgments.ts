/** Which judgments exist, where each stands, and what it rested on. */

import { join } from 'node:path';
import { contentHash } from '../content-hash.ts';
import { type SingleJudgment, singleJudgmentKey, singleJudgmentSchema } from '../records/judgment.ts';
import { filesIn, type JudgmentMode } from './paths.ts';
import { indexRecords, type RecordIndex } from './record-index.ts';

export interface JudgmentSummary {
  promptName: string;
  /** What the judgment rested on; undefined for records that FastChat wrote. */
  hashes:
    | { question_hash: string; answer_hash: string; reference_hash: string | null; prompt_hash: string }
    | undefined;
  /** Hash of the filled prompt, which tells whether a judgment without hashes is still about the same texts. */
  userPromptHash: string;
}

export function indexSingleJudgments(file: string): Promise<RecordIndex<JudgmentSummary>> {
  return indexRecords(file, singleJudgmentSchema, {
    keyOf: singleJudgmentKey,
    summarise,
    holds: 'single judgments',
  });
}

/** The judgment files of a bench in a mode, sorted by name. */
export async function listJudgmentFiles(
  dataDir: string,
  bench: string,
  mode: JudgmentMode,
): Promise<string[]> {
  const folder = join(dataDir, 'judgments', bench);
  return (await filesIn(folder, `_${mode}.jsonl`)).map((name) => join(folder, name));
}

function summarise(judgment: SingleJudgment): JudgmentSummary {
  const { question_hash, answer_hash, reference_hash, prompt_hash } = judgment;
  const hashed = question_hash !== undefined && answer_hash !== undefined && prompt_hash !== undefined;
  return {
    promptName: judgment.judge[1],
    hashes: hashed
      ? { question_hash, answer_hash, reference_hash: reference_hash ?? null, prompt_hash }
      : undefined,
    userPromptHash: hashed ? '' : contentHash(judgment.user_prompt),
  };
}
