/** What an attack is, and the account of them: a line as each group ends, and a table of all in the end. */

import fc from 'fast-check';
import { expect } from 'vitest';
import { long, seed } from '../chance.ts';

/** A value that might do harm, and what must hold of it all the same: `holds` throws where it does not. */
export interface Attack {
  what: string;
  holds: () => void | Promise<void>;
}

export interface AttackGroup {
  name: string;
  attacks: readonly Attack[];
}

export interface Tally {
  /** Tries every attack of a group, prints how many held, and fails where one did not. */
  run: (group: AttackGroup) => Promise<void>;
  /** A table in Markdown, with its sums. */
  report: () => string;
}

/** Attacks that did not hold, at most so many of which are told. */
const shown = 5;

export function openTally(): Tally {
  const rows: { name: string; tried: number; held: number }[] = [];
  return {
    run: async ({ name, attacks }) => {
      const failures: string[] = [];
      for (const { what, holds } of attacks) {
        try {
          await holds();
        } catch (error) {
          failures.push(`${what}: ${error instanceof Error ? error.message : error}`);
        }
      }
      const row = { name, tried: attacks.length, held: attacks.length - failures.length };
      rows.push(row);
      process.stdout.write(`${lineOf(row)}\n`);
      expect(failures.slice(0, shown), `seed ${seed}`).toEqual([]);
    },
    report: () => {
      const sum = (key: 'tried' | 'held') => rows.reduce((total, row) => total + row[key], 0);
      const all = { name: 'all', tried: sum('tried'), held: sum('held') };
      const cells = [...rows, all].map(({ name, tried, held }) => `| ${name} | ${tried} | ${held} |`);
      return `\n| attacks | tried | held |\n| --- | --- | --- |\n${cells.join('\n')}\n\n${lineOf(all)}; seed ${seed}\n`;
    },
  };
}

function lineOf({ name, tried, held }: { name: string; tried: number; held: number }): string {
  return `${name}: tried ${tried}, held ${held}`;
}

/** Drawn values: equal seeds draw equal ones. */
export function drawn<Value>(values: fc.Arbitrary<Value>, count: { short: number; long: number }): Value[] {
  return fc.sample(values, { numRuns: long ? count.long : count.short, seed });
}

/** Each of `a` with each of `b`. */
export function pairsOf<A, B>(a: readonly A[], b: readonly B[]): [A, B][] {
  return a.flatMap((left) => b.map((right): [A, B] => [left, right]));
}
