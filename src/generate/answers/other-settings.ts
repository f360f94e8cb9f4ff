/** Tells of answers that are kept though they were asked for in another way than the command line says now. */

import type { ModelTarget } from '../../providers/resolve-model.ts';
import { answerSchema } from '../../records/answer.ts';
import type { Call } from '../../records/call.ts';
import { type Question, questionKey } from '../../records/question.ts';
import { readRecords } from '../../store/jsonl/reader.ts';

export interface Asked {
  temperature?: number | undefined;
  maxTokens?: number | undefined;
}

/** A line for each flag that kept answers do not have; none for what the records do not say. */
export async function askedOtherwise(
  file: string,
  questions: readonly Question[],
  { target, asked }: { target: ModelTarget; asked: Asked },
): Promise<string[]> {
  const flags = flagsOf(asked, target);
  if (flags.length === 0) return [];
  const wanted = new Set(questions.map(questionKey));
  const others = new Map<string, number>();
  for await (const { record } of readRecords(file, answerSchema, {
    holds: 'answers',
    onTorn: () => undefined,
  })) {
    if (!wanted.has(questionKey(record))) continue;
    const calls = record.choices.flatMap(({ calls: own = [] }) => own);
    for (const { flag, differs } of flags) {
      if (calls.some(differs)) others.set(flag, (others.get(flag) ?? 0) + 1);
    }
  }
  return [...others].map(([flag, count]) => {
    const answers = count === 1 ? '1 kept answer was' : `${count} kept answers were`;
    return `${target.modelId}: ${answers} asked for without ${flag}: --overwrite asks again`;
  });
}

function flagsOf({ temperature, maxTokens }: Asked, { rules }: ModelTarget) {
  const flags: { flag: string; differs: (call: Call) => boolean }[] = [];
  const add = (flag: string, value: number, fields: readonly string[]) => {
    const differs = ({ sent }: Call) => {
      const given = fields.map((field) => sent.parameters[field]).find((each) => each !== undefined);
      return given !== undefined && given !== value;
    };
    flags.push({ flag: `${flag} ${value}`, differs });
  };
  if (temperature !== undefined && rules.temperature) add('--temperature', temperature, ['temperature']);
  if (maxTokens !== undefined) add('--max-tokens', maxTokens, ['max_tokens', 'max_completion_tokens']);
  return flags;
}
