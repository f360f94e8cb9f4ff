/** The `check` of an IFEval question: which instructions its response must follow. */

import { z } from 'zod';
import { GraderError } from '../grader.ts';
import type { Check } from './kind.ts';
import { ifevalKinds } from './kinds.ts';
import type { PythonRandom } from './python-random.ts';

/**
 * The dataset's two fields: `{"instruction_id_list": ["length_constraints:number_words"], "kwargs": [{"relation":
 * "at least", "num_words": 300}]}`. On the hub each element of `kwargs` holds every key, most of them null.
 */
export const ifevalCheckSchema = z
  .looseObject({
    instruction_id_list: z.array(z.string()).min(1),
    kwargs: z.array(z.record(z.string(), z.unknown())),
  })
  .superRefine(({ instruction_id_list: ids, kwargs }, context) => {
    if (kwargs.length !== ids.length) {
      const message = `must have ${ids.length} elements, as many as instruction_id_list, not ${kwargs.length}`;
      context.addIssue({ code: 'custom', path: ['kwargs'], message });
    }
    for (const [index, id] of ids.entries()) {
      const kind = ifevalKinds.get(id);
      if (!kind) {
        const message = `no kind of instruction is called ${JSON.stringify(id)}`;
        context.addIssue({ code: 'custom', path: ['instruction_id_list', index], message });
      }
      const parsed = kind?.kwargs.safeParse(withoutNulls(kwargs[index] ?? {}));
      for (const { path, message } of parsed?.error?.issues ?? []) {
        context.addIssue({ code: 'custom', path: ['kwargs', index, ...path], message: `${message} (${id})` });
      }
    }
  });

export interface Instruction {
  id: string;
  needsLanguage: boolean;
  /** Makes the check. Draws from `random` what lm-eval draws of Python's `random`, in its order. */
  bind: (random: PythonRandom) => Check;
}

/** Throws a GraderError that names the place and the value's fault. */
export function parseIfevalCheck(check: unknown): Instruction[] {
  const parsed = ifevalCheckSchema.safeParse(check);
  if (!parsed.success) throw new GraderError(`check: ${firstFault(parsed.error)}`);
  const { instruction_id_list: ids, kwargs } = parsed.data;
  return ids.flatMap((id, index) => {
    const kind = ifevalKinds.get(id);
    if (!kind) return [];
    const given = withoutNulls(kwargs[index] ?? {});
    return [{ id, needsLanguage: kind.needsLanguage, bind: (random) => kind.bind(given, random) }];
  });
}

function firstFault({ issues: [issue] }: z.ZodError): string {
  if (!issue) return 'malformed';
  const place = issue.path.map((key) => (typeof key === 'number' ? `[${key}]` : String(key))).join('.');
  return place === '' ? issue.message : `${place.replaceAll('.[', '[')}: ${issue.message}`;
}

function withoutNulls(kwargs: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(kwargs).filter(([, value]) => value !== null));
}
