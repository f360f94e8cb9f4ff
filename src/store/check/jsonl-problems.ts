/** Everything that is wrong with a JSONL file, line by line; reading stops at the first one, checking does not. */

import type { z } from 'zod';
import { fitsOf } from '../../records/fits.ts';
import { issueText, readLines } from '../jsonl/reader.ts';

export interface Problem {
  line: number;
  text: string;
}

export interface LineChecks<Record> {
  problem: (found: Problem) => void;
  /** What a line alone cannot tell: given each record that fits, it says what else is wrong. */
  further?: ((record: Record, line: number) => readonly string[]) | undefined;
}

/** Resolves to the number of records. Blank lines are none; a last line that was cut off is a problem. */
export async function checkLines<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  { problem, further }: LineChecks<z.infer<Schema>>,
): Promise<number> {
  const fits = fitsOf(schema);
  let records = 0;
  for await (const { text, number: line, terminated } of readLines(file)) {
    if (text.trim() === '') continue;
    const value = parsed(text);
    if (value === undefined) {
      const what = terminated ? 'the line is not JSON' : 'the last line is cut off';
      problem({ line, text: `${what}: ${text.slice(0, 60)}` });
      continue;
    }
    records += 1;
    const { record, issues } = checked(value, { schema, fits });
    for (const issue of issues) problem({ line, text: issueText(issue, value) });
    if (issues.length === 0) for (const each of further?.(record, line) ?? []) problem({ line, text: each });
  }
  return records;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The schema has the last word; most lines pass the quick check. */
function checked<Schema extends z.ZodType>(
  value: unknown,
  { schema, fits }: { schema: Schema; fits: (value: unknown) => value is z.infer<Schema> },
): { record: z.infer<Schema>; issues: readonly z.core.$ZodIssue[] } {
  if (fits(value)) return { record: value, issues: [] };
  const { data, error } = schema.safeParse(value);
  return { record: data as z.infer<Schema>, issues: error?.issues ?? [] };
}
