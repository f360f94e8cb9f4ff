/** FastChat's `judge_prompts.jsonl` as a set of judge prompts. */

import { isDeepStrictEqual } from 'node:util';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { checkJudgePrompts } from '../../judges/model/check-prompts.ts';
import { placeholdersIn } from '../../judges/model/prompt.ts';
import { type JudgePrompt, judgePromptSchema } from '../../records/judge-prompt.ts';
import { readRecords } from '../../store/jsonl/reader.ts';

const fastchatPromptSchema = z.looseObject(
  judgePromptSchema.pick({
    name: true,
    type: true,
    description: true,
    category: true,
    system_prompt: true,
    prompt_template: true,
    output_format: true,
  }).shape,
);

/** The prompts that FastChat's `gen_judgment.py` takes, by name (`make_judge_single`, `make_judge_pairwise`). */
const taken: ReadonlySet<string> = new Set([
  ...['single-v1', 'single-math-v1', 'single-v1-multi-turn', 'single-math-v1-multi-turn'],
  ...['pair-v2', 'pair-math-v1', 'pair-v2-multi-turn', 'pair-math-v1-multi-turn'],
]);

/**
 * Reads and checks the prompts. Since the first fitting prompt of a set is chosen, those that FastChat takes come
 * first; otherwise the order is the file's.
 */
export async function readFastchatPrompts(file: string): Promise<JudgePrompt[]> {
  const prompts: JudgePrompt[] = [];
  const onTorn = ({ number }: { number: number }) => {
    throw new UserError(`cannot read ${file}:${number}: the last line is cut off`);
  };
  for await (const { record } of readRecords(file, fastchatPromptSchema, {
    onTorn,
    holds: 'judge prompts',
  })) {
    prompts.push(toJudgePrompt(record));
  }
  if (prompts.length === 0) throw new UserError(`cannot use ${file}: it holds no judge prompts`);
  checkJudgePrompts({ name: file, prompts }, file);
  return [
    ...prompts.filter(({ name }) => taken.has(name)),
    ...prompts.filter(({ name }) => !taken.has(name)),
  ];
}

/** The text of a prompt set's file. It reads back as the very same prompts, to the last line break. */
export function renderPromptSet(prompts: readonly JudgePrompt[]): string {
  const description = "FastChat's judge prompts, imported from judge_prompts.jsonl";
  const text = stringify({ description, prompts }, { lineWidth: 0, aliasDuplicateObjects: false });
  if (!isDeepStrictEqual(parse(text), { description, prompts })) {
    throw new Error('the imported judge prompts do not survive YAML');
  }
  return text;
}

/** Which turn a prompt is for, and whether it shows a reference, is what its placeholders say. */
function toJudgePrompt(record: z.infer<typeof fastchatPromptSchema>): JudgePrompt {
  const names = placeholdersIn(record.prompt_template);
  const { description, category } = record;
  return {
    name: record.name,
    type: record.type,
    turn: names.some((name) => Number(/_(\d+)$/.exec(name)?.[1] ?? 1) > 1) ? 'later' : 'first',
    reference: names.some((name) => name.startsWith('ref_answer_')),
    ...(description === undefined ? {} : { description }),
    ...(category === undefined ? {} : { category }),
    // FastChat fills the template only, so a brace in the system prompt is nothing but a brace.
    system_prompt: record.system_prompt.replace(/[{}]/g, '$&$&'),
    prompt_template: record.prompt_template,
    output_format: record.output_format,
  };
}
