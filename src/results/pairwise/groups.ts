/** Results counted in one pass: of each model, and in groups by turn, by category, by judge. */

import { compareNames } from '../compare-names.ts';
import { group } from '../leaderboard/score.ts';
import type { By } from '../render/leaderboard-tables.ts';
import { addMatch, type MatchCount, noMatches } from './coverage.ts';
import {
  addOrder,
  addWin,
  emptyOrder,
  isInconsistentVote,
  isUsable,
  type Order,
  type PairResult,
  type PairResults,
  type WinCounts,
} from './result.ts';

/** The usable results that have something in common. */
export interface ResultGroup {
  kind: By;
  name: string;
  wins: WinCounts;
  order: Order;
}

/** One value for each group, under its kind and its name. */
export type Grouped<Value> = { [Kind in By]?: Record<string, Value> };

export interface Tally {
  judges: Set<string>;
  /** Every model that any result names, with its matches by what became of them. */
  matches: Map<string, MatchCount>;
  /** Results that are not usable though nothing has changed since, by model. */
  errors: Map<string, number>;
  /** Of usable results. */
  wins: WinCounts;
  order: Order;
  groups: ResultGroup[];
  inconsistentVotes: number;
}

/** Counts results. One without a property, such as a vote on no known question, is in none of its groups. */
export function tally(
  results: PairResults,
  { kinds, categoryOf }: { kinds: readonly By[]; categoryOf: ReadonlyMap<string, string> },
): Tally {
  const nameOf: Record<By, (result: PairResult) => string | undefined> = {
    turn: ({ turn }) => (turn === undefined ? undefined : String(turn)),
    category: ({ question }) => (question === undefined ? undefined : categoryOf.get(question)),
    judge: ({ judge }) => judge,
  };
  const groups = kinds.map((kind) => ({ kind, of: nameOf[kind], byName: new Map<string, ResultGroup>() }));
  const counted: Tally = {
    judges: new Set(),
    matches: new Map(),
    errors: new Map(),
    wins: new Map(),
    order: emptyOrder(),
    groups: [],
    inconsistentVotes: 0,
  };
  for (const result of results) {
    if (result.judge !== undefined) counted.judges.add(result.judge);
    if (!addToModels(counted, result)) continue;
    addWin(counted.wins, result);
    addOrder(counted.order, result);
    if (isInconsistentVote(result)) counted.inconsistentVotes += 1;
    for (const { kind, of, byName } of groups) addToGroup(byName, { kind, name: of(result) }, result);
  }
  counted.groups = groups.flatMap(({ byName }) =>
    [...byName.values()].sort((a, b) => compareNames(a.name, b.name)),
  );
  return counted;
}

/** Counts a result for its two models; says whether it is usable. */
function addToModels({ matches, errors }: Tally, result: PairResult): boolean {
  const usable = isUsable(result);
  for (const model of [result.model_1, result.model_2]) {
    let count = matches.get(model);
    if (!count) {
      count = noMatches();
      matches.set(model, count);
    }
    addMatch(count, result, usable);
    if (!usable && !result.stale) errors.set(model, (errors.get(model) ?? 0) + 1);
  }
  return usable;
}

function addToGroup(
  byName: Map<string, ResultGroup>,
  { kind, name }: { kind: By; name: string | undefined },
  result: PairResult,
): void {
  if (name === undefined) return;
  let found = byName.get(name);
  if (!found) {
    found = { kind, name, wins: new Map(), order: emptyOrder() };
    byName.set(name, found);
  }
  addWin(found.wins, result);
  addOrder(found.order, result);
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
