/** Results in groups: by turn, by category, by judge. */

import { compareNames } from '../leaderboard/build.ts';
import { group } from '../leaderboard/score.ts';
import type { By } from '../render/leaderboard-tables.ts';
import type { PairResult } from './result.ts';

export interface ResultGroup {
  kind: By;
  name: string;
  results: readonly PairResult[];
  sides: ReadonlyMap<string, readonly PairResult[]>;
}

/** One value for each group, under its kind and its name. */
export type Grouped<Value> = { [Kind in By]?: Record<string, Value> };

/** The groups of each kind, by name. A result without the property, such as a vote on no known question, is in none. */
export function groupResults(
  results: readonly PairResult[],
  { kinds, categoryOf }: { kinds: readonly By[]; categoryOf: ReadonlyMap<string, string> },
): ResultGroup[] {
  const nameOf: Record<By, (result: PairResult) => string | undefined> = {
    turn: ({ turn }) => (turn === undefined ? undefined : String(turn)),
    category: ({ question }) => (question === undefined ? undefined : categoryOf.get(question)),
    judge: ({ judge }) => judge,
  };
  return kinds.flatMap((kind) => {
    const named = results.filter((result) => nameOf[kind](result) !== undefined);
    const groups = [...group(named, (result) => nameOf[kind](result) ?? '')];
    return groups
      .sort(([a], [b]) => compareNames(a, b))
      .map(([name, members]) => ({ kind, name, results: members, sides: bySide(members) }));
  });
}

/** Each result under both of its models. */
export function bySide(results: readonly PairResult[]): Map<string, PairResult[]> {
  const sides = new Map<string, PairResult[]>();
  for (const result of results) {
    for (const model of [result.model_1, result.model_2]) {
      const own = sides.get(model);
      if (own) own.push(result);
      else sides.set(model, [result]);
    }
  }
  return sides;
}

/** Groups for which there is no value are left out. */
export function mapGroups<Value>(
  groups: readonly ResultGroup[],
  make: (group: ResultGroup) => Value | null,
): Grouped<Value> {
  const ofKind = (members: readonly ResultGroup[]) =>
    Object.fromEntries(
      members.flatMap((each) => {
        const value = make(each);
        return value === null ? [] : [[each.name, value] as const];
      }),
    );
  const kinds = group(groups, ({ kind }) => kind);
  return Object.fromEntries([...kinds].map(([kind, members]) => [kind, ofKind(members)]));
}
