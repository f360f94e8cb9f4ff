/** Chooses the one set of judge prompts whose judgments are shown: two are never mixed in silence. */

import { UserError } from '../../../errors.ts';
import { programMethod } from '../../../judges/judge.ts';
import { defaultPromptSet } from '../../../records/judge-prompt.ts';
import type { NameColumn } from '../../../store/tables/column.ts';
import type { RowOptions } from '../../settings.ts';

/** What tells the set of a row. */
export interface SetColumns {
  prompt_set: NameColumn<string | undefined>;
  /** The name of the judge prompt. */
  prompt: NameColumn<string>;
  /** 1 for a vote. */
  games?: NameColumn<1 | undefined>;
}

export interface ChosenSet {
  /** Null where no judgment names its set, or none was asked for with a prompt. */
  name: string | null;
  /** The sets that are not shown. */
  others: string[];
  /** Votes and what programs decide are of no set, and are of any. */
  isOf: (row: number) => boolean;
  /** Whether rows that name no set are among those of a set that does: the same match may stand in both. */
  joins: boolean;
}

/** What stands for the set of rows that name none, such as FastChat's. */
const unnamed = 'unnamed';

export interface WantedPrompts {
  /** The set that the bench is judged with by itself. */
  ownSet?: string | undefined;
  /** The names of the prompts of the wanted set, where it is on disk. */
  prompts?: ReadonlySet<string> | undefined;
}

/**
 * The wanted set, or else that of the bench's language, the default one, or the only one; which of several is a UserError that names them, unless
 * any will do. Rows that name no set are of the wanted one where it has a prompt of that name, else of the default one, or
 * of the only set that has.
 */
export function choosePromptSet(
  columns: SetColumns,
  rows: Iterable<number>,
  options: Pick<RowOptions, 'judgePrompts' | 'anySet'> & WantedPrompts,
): ChosenSet {
  const setOf = membership(columns, rows, options);
  const isFree = (row: number) => columns.prompt.at(row) === programMethod || columns.games?.at(row) === 1;
  const found = new Set<string>();
  for (const row of rows) if (!isFree(row)) found.add(setOf(row));
  const names = [...found].sort();
  const name = chooseName(names, options);
  const isNamed = name !== unnamed && name !== undefined;
  return {
    name: isNamed ? name : null,
    others: names.filter((each) => each !== name),
    isOf: names.length === 1 && names[0] === name ? () => true : (row) => isFree(row) || setOf(row) === name,
    joins: isNamed && columns.prompt_set.values.includes(undefined),
  };
}

/** The name that is wanted, or the bench's own, or the default's, or the only one; where any will do, the first. */
export function chooseName(
  names: readonly string[],
  {
    judgePrompts: wanted,
    anySet: any,
    ownSet = defaultPromptSet,
  }: Pick<RowOptions, 'judgePrompts' | 'anySet'> & Pick<WantedPrompts, 'ownSet'>,
): string | undefined {
  if (wanted !== undefined) {
    // Votes and what programs decide are of no set.
    if (any || names.length === 0 || names.includes(wanted)) return wanted;
    throw new UserError(
      `no judgments by the judge prompts "${wanted}" (--judge-prompts): there are those by ${names.join(', ')}`,
    );
  }
  const first = [ownSet, defaultPromptSet].find((set) => names.includes(set));
  if (first !== undefined) return first;
  if (any || names.length < 2) return names[0];
  throw new UserError(
    `judgments by several sets of judge prompts, which are not mixed: name one of ${names.join(', ')} with --judge-prompts`,
  );
}

/** The set of each row, by its own word or by that of others with a prompt of the same name. */
function membership(
  { prompt_set, prompt }: SetColumns,
  rows: Iterable<number>,
  { judgePrompts, prompts }: Pick<RowOptions, 'judgePrompts'> & WantedPrompts,
): (row: number) => string {
  const named = new Map<string, Set<string>>();
  const seen = new Set<number>();
  const numberOf = (row: number) => prompt_set.numberAt(row) * prompt.values.length + prompt.numberAt(row);
  for (const row of rows) {
    const set = prompt_set.at(row);
    if (set === undefined || seen.has(numberOf(row))) continue;
    seen.add(numberOf(row));
    const sets = named.get(prompt.at(row)) ?? new Set();
    named.set(prompt.at(row), sets.add(set));
  }
  const adopted = (name: string) => {
    if (prompts?.has(name)) return judgePrompts;
    const sets = named.get(name);
    if (sets?.has(defaultPromptSet)) return defaultPromptSet;
    const [only, more] = [...(sets ?? [])];
    return more === undefined ? only : undefined;
  };
  const known = new Map<number, string>();
  return (row) => {
    const set = known.get(numberOf(row)) ?? prompt_set.at(row) ?? adopted(prompt.at(row)) ?? unnamed;
    known.set(numberOf(row), set);
    return set;
  };
}
