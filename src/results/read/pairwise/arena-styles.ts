/** The style of answers as Arena-Hard-Auto counts it: as its files tell, or counted by its rules. */

import { existsSync } from 'node:fs';
import { z } from 'zod';
import { questionIdSchema, questionKey } from '../../../records/question.ts';
import type { StyleCounts } from '../../../stats/protocols/arena-style.ts';
import { answersFile } from '../../../store/bench/paths.ts';
import { readRecords } from '../../../store/jsonl/reader.ts';
import { countsOfText } from '../../protocols/arena-counts.ts';

const countSchema = z.union([z.number(), z.record(z.string(), z.number())]);
const metadataSchema = z.looseObject({
  token_len: z.number(),
  header_count: countSchema,
  list_count: countSchema,
  bold_count: countSchema,
});
const styledSchema = z.looseObject({
  question_id: questionIdSchema,
  choices: z.array(z.looseObject({ turns: z.array(z.string()) })).min(1),
  metadata: metadataSchema.optional().catch(undefined),
  conv_metadata: metadataSchema.optional().catch(undefined),
});

export type ArenaStyleOf = (model: string, question: string | undefined) => StyleCounts | undefined;

/** Of the first choice's last turn, by model and question; no text is kept. */
export async function readArenaStyles(
  models: readonly string[],
  { dataDir, bench }: { dataDir: string; bench: string },
): Promise<ArenaStyleOf> {
  const styles = new Map<string, StyleCounts>();
  for (const model of models) {
    const file = answersFile(dataDir, bench, model);
    if (!existsSync(file)) continue;
    const options = { holds: 'answers', onTorn: () => undefined };
    for await (const { record } of readRecords(file, styledSchema, options)) {
      const { metadata = record.conv_metadata, choices } = record;
      const text = choices[0]?.turns.at(-1) ?? '';
      const counts = metadata ? told(metadata) : countsOfText(text);
      styles.set(JSON.stringify([model, questionKey(record)]), counts);
    }
  }
  return (model, question) => styles.get(JSON.stringify([model, question]));
}

function told({
  token_len,
  header_count,
  list_count,
  bold_count,
}: z.infer<typeof metadataSchema>): StyleCounts {
  return [token_len, total(header_count), total(list_count), total(bold_count)];
}

function total(count: z.infer<typeof countSchema>): number {
  return typeof count === 'number' ? count : Object.values(count).reduce((sum, each) => sum + each, 0);
}
