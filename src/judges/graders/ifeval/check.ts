/** The `check` of an IFEval question: which instructions its response must follow. */

import { z } from 'zod';
import { issueWords } from '../../../records/issue-words.ts';
import { GraderError } from '../grader.ts';
import type { MakeCheck } from './kind.ts';
import { ifevalKinds } from './kinds.ts';

export interface Instruction {
  id: string;
  needsLanguage: boolean;
  make: MakeCheck;
}

/**
 * The dataset's two fields: `{"instruction_id_list": ["length_constraints:number_words"], "kwargs": [{"relation":
 * "at least", "num_words": 300}]}`, read as instructions. On the hub each element of `kwargs` holds every key, most of
 * them null.
 */
const ifevalCheckSchema = z
  .looseObject({
    instruction_id_list: z.array(z.string()).min(1),
    kwargs: z.array(z.record(z.string(), z.unknown())),
  })
  .transform(({ instruction_id_list: ids, kwargs }, context): Instruction[] => {
    const invalid = (path: PropertyKey[], message: string) => {
      context.addIssue({ code: 'custom', path, message, input: ids });
      return [];
    };
    if (kwargs.length !== ids.length) {
      invalid(['kwargs'], `${kwargs.length} elements for ${ids.length} instructions`);
    }
    return ids.flatMap((id, index): Instruction[] => {
      const kind = ifevalKinds.get(id);
      if (!kind) return invalid(['instruction_id_list', index], `no kind of instruction is called "${id}"`);
      const read = kind.read(withoutNulls(kwargs[index] ?? {}));
      if ('make' in read) return [{ id, needsLanguage: kind.needsLanguage, make: read.make }];
      return read.issues.flatMap((issue) =>
        invalid(['kwargs', index, ...issue.path], `${issueWords(issue)} (${id})`),
      );
    });
  });

/** Throws a GraderError that names the place and what is wrong there. */
export function parseIfevalCheck(check: unknown): Instruction[] {
  const { data, error } = ifevalCheckSchema.safeParse(check);
  if (error) throw new GraderError(`check: ${firstFault(error)}`);
  return data;
}

function firstFault({ issues: [issue] }: z.ZodError): string {
  if (!issue) return 'malformed';
  const place = issue.path.map((key) => (typeof key === 'number' ? `[${key}]` : String(key))).join('.');
  return place === '' ? issueWords(issue) : `${place.replaceAll('.[', '[')}: ${issueWords(issue)}`;
}

function withoutNulls(kwargs: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(kwargs).filter(([, value]) => value !== null));
}
