/** Which benches on disk are a pair of public and fresh. */

import { UserError } from '../../errors.ts';
import type { PairPattern } from '../../records/bench/contamination.ts';
import type { BenchPair } from './value.ts';

/** The pairs whose fresh bench is among `benches`; the public one may be missing. */
export function pairsAmong(benches: readonly string[], patterns: readonly PairPattern[]): BenchPair[] {
  return patterns.flatMap((pattern) => benches.flatMap((bench) => pairOf(bench, pattern) ?? []));
}

function pairOf(fresh: string, pattern: PairPattern): BenchPair | undefined {
  const parts = pattern.fresh.split(/(\*|\{bench\})/);
  const source = parts.map((part) =>
    part === '*' ? '\\d+' : part === '{bench}' ? '(?<bench>.+)' : part.replace(/[.\\^$+?()[\]|]/g, '\\$&'),
  );
  const match = new RegExp(`^${source.join('')}$`).exec(fresh);
  if (!match) return undefined;
  const named = pattern.public.replaceAll('{bench}', match.groups?.bench ?? '{bench}');
  return { public: named, fresh, same_questions: pattern.same_questions };
}

/** `fresh=public`, as `--pair` gives it. */
export function readPair(text: string): BenchPair {
  const [, fresh, known] = /^([A-Za-z0-9._-]+)=([A-Za-z0-9._-]+)$/.exec(text) ?? [];
  if (fresh === undefined || known === undefined || fresh === known) {
    throw new UserError(
      `cannot read the pair "${text}" (--pair): give two benches, <fresh>=<public>, such as my-new-bench=gsm8k`,
    );
  }
  return { public: known, fresh, same_questions: false };
}

/** The bench of first halves of a pair. */
export function completionBench({ public: known, fresh }: Pick<BenchPair, 'public' | 'fresh'>): string {
  return `completion-${known}-${fresh}`;
}
