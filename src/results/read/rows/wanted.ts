/** Which judges and models of the command line a row has to be about. */

import { UserError } from '../../../errors.ts';
import { refuseLists } from '../../../listed-values.ts';
import type { SingleRows } from '../../../store/judgments/singles.ts';

/** Whether a row is by a judge and of a model that are wanted. */
export function wantedRow(
  { columns: { judge, model } }: Pick<SingleRows, 'columns'>,
  options: { judge?: string[]; modelList?: string[] },
): (row: number) => boolean {
  return (row) =>
    isJudge(judge.at(row), options.judge) && (options.modelList?.includes(model.at(row)) ?? true);
}

/** Both models must be wanted; the baseline always is, and must be one of them. */
export function wantedBy({
  modelList,
  baseline,
}: {
  modelList?: string[] | undefined;
  baseline?: string | undefined;
}): (one: string, other: string) => boolean {
  const listed = modelList && new Set([...modelList, ...(baseline === undefined ? [] : [baseline])]);
  return (one, other) =>
    (listed === undefined || (listed.has(one) && listed.has(other))) &&
    (baseline === undefined || one === baseline || other === baseline);
}

/** Whether a judge is wanted. A grader's plain name stands for each of its versions, as `gen-judgment --judge` takes it. */
export function isJudge(id: string, wanted: readonly string[] | undefined): boolean {
  const is = (name: string) =>
    id === name || id.startsWith(`${name}@`) || (name === 'language' && isLanguageGrader(id));
  return wanted?.some(is) ?? true;
}

/** The check of the answers' language: `language:ja@1`. */
export function isLanguageGrader(judge: string): boolean {
  return /^language:[a-z]+@/.test(judge);
}

/** A UserError for a judge of `--judge` by whom no row is. */
export function checkJudges(wanted: readonly string[] | undefined, present: readonly string[]): void {
  const unknown = wanted?.filter((name) => !present.some((id) => isJudge(id, [name])));
  checkKnown('--judge', unknown, present);
}

/** A UserError for a judge or model of the command line that no row is about. */
export function checkKnown(
  flag: string,
  wanted: readonly string[] | undefined,
  present: readonly string[],
): void {
  const known = new Set(present);
  const missing = wanted?.find((value) => !known.has(value));
  if (!wanted || missing === undefined) return;
  refuseLists(flag, wanted, (value) => known.has(value));
  throw new UserError(
    `no judgments for "${missing}" (${flag}): there are ${[...known].slice(0, 20).join(', ')}`,
  );
}
