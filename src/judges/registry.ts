/** The graders of the package, by name: `--judge <name>` takes one, with or without its version. */

import { UserError } from '../errors.ts';
import type { Grader } from './graders/grader.ts';
import { graderJudge } from './graders/grader-judge.ts';
import type { Judge } from './judge.ts';

/** A grader is loaded when it is wanted. */
export type Graders = Readonly<Record<string, () => Promise<Grader>>>;

const graders: Graders = {};

/** The judge of that name; undefined where there is no such grader. A version that is not ours is a UserError. */
export async function findGraderJudge(spec: string, known: Graders = graders): Promise<Judge | undefined> {
  const [, name = spec, version] = /^(.+)@([^@]+)$/.exec(spec) ?? [];
  const load = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!load) return undefined;
  const judge = graderJudge(await load());
  if (version !== undefined && judge.id !== spec) {
    throw new UserError(`there is no grader ${spec} (--judge): this version of mt-judge has ${judge.id}`);
  }
  return judge;
}
