/** The figures of `show-results` as a flat table: one row for each model, scope and grader. */

import type { Estimate } from '../leaderboard/build.ts';
import type { BoardJson } from '../render/json.ts';
import type { Table } from './table.ts';

type Board = Omit<BoardJson, 'bench' | 'mode' | 'metrics'>;

/** Coverage stands on the row of the average: it is the model's, not the scope's. */
export function resultsTable(board: BoardJson): Table {
  const rows = boardsIn(board).flatMap((each) =>
    each.models.flatMap(({ model, average, turns, categories, judges = {}, coverage }) => {
      const shared = { bench: board.bench, judges: each.judges.join(', '), model, demo: each.demo };
      const [low, high] = each.scale ?? [1, 10];
      const scale = { scale_low: low, scale_high: high, prompt_set: each.prompt_set };
      const scopes: [string, Record<string, Estimate>][] = [
        ['turn', turns],
        ['category', categories],
        ['judge', judges],
      ];
      const scoped = scopes.flatMap(([scope, estimates]) =>
        Object.entries(estimates).map(([name, one]) => ({
          ...shared,
          ...scale,
          scope,
          name,
          ...figures(one),
        })),
      );
      return [
        { ...shared, ...scale, scope: 'average', name: '', ...figures(average), ...coverage },
        ...scoped,
      ];
    }),
  );
  return { columns, rows };
}

/** Each grader's board where there are several, else the one. */
export function boardsIn(board: BoardJson): Board[] {
  return board.metrics ?? [board];
}

function figures({ score, n, ci }: Estimate) {
  return { score, n, ci_low: ci?.[0], ci_high: ci?.[1] };
}

const columns = [
  ['bench', 'text'],
  ['judges', 'text'],
  ['prompt_set', 'text'],
  ['model', 'text'],
  ['scope', 'text'],
  ['name', 'text'],
  ['score', 'number'],
  ['n', 'whole'],
  ['ci_low', 'number'],
  ['ci_high', 'number'],
  ['scale_low', 'number'],
  ['scale_high', 'number'],
  ['expected', 'whole'],
  ['judged', 'whole'],
  ['unparsed', 'whole'],
  ['missing', 'whole'],
  ['duplicates', 'whole'],
  ['stale', 'whole'],
  ['demo', 'flag'],
] as const satisfies Table['columns'];
