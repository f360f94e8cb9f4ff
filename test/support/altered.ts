/** Reference solutions with one token changed, as a model that nearly knows the answer would have it. */

import type { HumanEvalRow } from './programs.ts';

/** What each token becomes. Tokens that would make a loop grow without end are left out. */
const changes: Record<string, string> = {
  ...{ '+': '-', '<': '<=', '<=': '<', '>': '>=', '>=': '>', '==': '!=', '!=': '==' },
  ...{ and: 'or', or: 'and', True: 'False', False: 'True', min: 'max', max: 'min', not: '', '//': '/' },
  ...{ sorted: 'list', len: 'sum', append: 'extend', lower: 'upper', '%': '//' },
};
const token = /[A-Za-z_]\w*|\d+|[<>=!]=|\/\/|[-+<>%]/g;

export interface Altered {
  row: HumanEvalRow;
  completion: string;
}

/** `count` different ones, the same for the same seed. A number becomes the next one. */
export function alteredSolutions(
  rows: readonly HumanEvalRow[],
  { count, seed }: { count: number; seed: number },
) {
  const draw = drawer(seed);
  const seen = new Set<string>();
  const altered: Altered[] = [];
  while (altered.length < count) {
    const row = rows[draw(rows.length)];
    const code = row?.canonical_solution ?? '';
    const places = [...code.matchAll(token)].filter(
      ([text]) => Object.hasOwn(changes, text) || /^\d/.test(text),
    );
    const place = places[draw(places.length)];
    if (!row || !place) continue;
    const [text] = place;
    const completion = `${code.slice(0, place.index)}${changes[text] ?? Number(text) + 1}${code.slice(place.index + text.length)}`;
    if (seen.has(row.task_id + completion)) continue;
    seen.add(row.task_id + completion);
    altered.push({ row, completion });
  }
  return altered;
}

/** Mulberry32: whole numbers below a bound. */
function drawer(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * bound);
  };
}
