/** What an import of another tool's results puts where. Records that are there already stay, new ones are added; nothing is written here. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { canonicalJson } from '../../content-hash.ts';
import { UserError } from '../../errors.ts';
import { answerKey, answerSchema } from '../../records/answer.ts';
import { contentOf } from '../../records/content.ts';
import { singleJudgmentKey, singleJudgmentSchema } from '../../records/judgment.ts';
import { pairJudgmentKey, pairJudgmentSchema } from '../../records/pair-judgment.ts';
import { questionKey, questionSchema } from '../../records/question.ts';
import { answersFile, judgmentsFile } from '../../store/bench/paths.ts';
import type { Placement } from '../../store/files/place-files.ts';
import { readRecords } from '../../store/jsonl/reader.ts';
import { renderBench } from '../import/render.ts';
import type { ToolBench } from './tool.ts';

export interface ToolFile extends Placement {
  /** What was imported into it: "4 answers of m". */
  holds: string;
  /** Of them, how many are new there, and how many have taken another's place. */
  added: number;
  replaced: number;
}

interface PlaceSettings {
  dataDir: string;
  overwrite: boolean;
}

/** The files of a bench. A record whose key is taken by other content is a UserError, unless `overwrite`. */
export async function planFiles(found: ToolBench, settings: PlaceSettings): Promise<ToolFile[]> {
  const { name, questions, answers, judgments, pairs = [] } = found;
  const { dataDir } = settings;
  const files: ToolFile[] = [];
  const add = async <Schema extends z.ZodType>(
    target: string,
    rows: z.infer<Schema>[],
    kind: Kind<Schema>,
  ) => {
    files.push(await merge({ target, rows, kind, overwrite: settings.overwrite }));
  };
  const folder = join(dataDir, 'questions');
  await add(join(folder, `${name}.jsonl`), questions, { ...questionKind, holds: 'questions' });
  files.push(...benchFile(found, join(folder, `${name}.yaml`)));
  for (const [model, rows] of by(answers, ({ model_id }) => model_id)) {
    const target = answersFile(dataDir, name, model);
    await add(target, rows, { ...answerKind, holds: `answers of ${model}`, owner: model });
  }
  for (const [judgeId, rows] of by(judgments, ({ judge }) => judge[0])) {
    const target = judgmentsFile(dataDir, name, { judgeId, mode: 'single' });
    await add(target, rows, { ...singleKind, holds: `judgments by ${judgeId}`, owner: judgeId });
  }
  for (const [judgeId, rows] of by(pairs, ({ judge }) => judge[0])) {
    const target = judgmentsFile(dataDir, name, { judgeId, mode: 'pair' });
    await add(target, rows, { ...pairKind, holds: `pair judgments by ${judgeId}`, owner: judgeId });
  }
  return files;
}

/** The bench's yaml, where there is none: one that is there may have been edited. */
function benchFile({ bench }: ToolBench, target: string): ToolFile[] {
  if (!bench) return [];
  const holds = `how they are asked: ${Object.keys(bench.ask).join(', ')}`;
  const isThere = existsSync(target);
  const content = isThere ? { copyOf: target } : { text: renderBench(bench) };
  return [{ target, content, holds, added: isThere ? 0 : 1, replaced: 0 }];
}

interface Kind<Schema extends z.ZodType> {
  schema: Schema;
  keyOf: (record: z.infer<Schema>) => string;
  /** Whose file it is: the id of its model or judge. */
  ownerOf?: (record: z.infer<Schema>) => string;
  owner?: string;
  holds: string;
}

const questionKind = { schema: questionSchema, keyOf: questionKey };
const answerKind = {
  schema: answerSchema,
  keyOf: answerKey,
  ownerOf: ({ model_id }: z.infer<typeof answerSchema>) => model_id,
};
const judgeOf = ({ judge }: { judge: [string, string] }) => judge[0];
const singleKind = { schema: singleJudgmentSchema, keyOf: singleJudgmentKey, ownerOf: judgeOf };
const pairKind = { schema: pairJudgmentSchema, keyOf: pairJudgmentKey, ownerOf: judgeOf };

async function merge<Schema extends z.ZodType>({
  target,
  rows,
  kind,
  overwrite,
}: {
  target: string;
  rows: z.infer<Schema>[];
  kind: Kind<Schema>;
  overwrite: boolean;
}): Promise<ToolFile> {
  const there = await readThere(target, kind);
  const added: z.infer<Schema>[] = [];
  let replaced = 0;
  for (const row of rows) {
    const key = kind.keyOf(row);
    const known = there.get(key);
    if (known === undefined) added.push(row);
    if (known === undefined || same(known, row)) continue;
    if (!overwrite) refuseOther(target, key);
    there.set(key, row);
    replaced += 1;
  }
  const text = async () => {
    if (replaced > 0) return lines([...there.values(), ...added]);
    const before = there.size > 0 ? await readFile(target, 'utf8') : '';
    return `${before}${before === '' || before.endsWith('\n') ? '' : '\n'}${lines(added)}`;
  };
  const isSame = existsSync(target) && replaced === 0 && added.length === 0;
  const content = isSame ? { copyOf: target } : { text: await text() };
  return { target, content, holds: `${rows.length} ${kind.holds}`, added: added.length, replaced };
}

function refuseOther(target: string, key: string): never {
  throw new UserError(
    `${target} has another record of ${key}: import under another name (--bench, --model-id), or replace what is there (--overwrite)`,
  );
}

async function readThere<Schema extends z.ZodType>(
  target: string,
  { schema, keyOf, ownerOf, owner, holds }: Kind<Schema>,
): Promise<Map<string, z.infer<Schema>>> {
  const there = new Map<string, z.infer<Schema>>();
  if (!existsSync(target)) return there;
  for await (const { record } of readRecords(target, schema, { holds })) {
    const other = ownerOf?.(record);
    if (other !== owner) {
      throw new UserError(
        `${target} belongs to ${other}, and ${owner} would share it: import under another name (--bench, --model-id)`,
      );
    }
    there.set(keyOf(record), record);
  }
  return there;
}

function same(one: unknown, other: unknown): boolean {
  return canonicalJson(contentOf(one as object)) === canonicalJson(contentOf(other as object));
}

function lines(records: readonly unknown[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

function by<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
