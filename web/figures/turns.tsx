/** What becomes of a model from one turn to the next: a line from the mean of the first to that of the last. */

import { useMemo } from 'preact/hooks';
import { scoreDomain } from '../../src/results/charts/score-domain.ts';
import type { ModelResult } from '../../src/results/leaderboard/build.ts';
import { group } from '../../src/results/leaderboard/score.ts';
import type { BoardJson } from '../../src/results/render/json.ts';
import { formatDifference, formatScore } from '../../src/results/render/number-format.ts';
import { usePage } from '../state/page-context.ts';
import { currentScores } from '../state/scores.ts';
import { type PairedChange, turnChange } from '../state/turn-change.ts';
import { Plain } from '../text/plain.tsx';
import { Figure, TableFrame } from './figure.tsx';
import { useSorted } from './sorted.tsx';
import { Axis, along, Grid } from './whisker.tsx';

export function TurnChange({ board }: { board: BoardJson }) {
  const turns = [...new Set(board.models.flatMap((row) => Object.keys(row.turns)))].sort(
    (a, b) => Number(a) - Number(b),
  );
  const [first, last] = [turns[0], turns.at(-1)];
  const { overview } = usePage();
  const changes = useMemo(() => {
    const scores = group(currentScores(overview), ({ model }) => model);
    return board.models.map((row) => ({
      row,
      change: turnChange(scores.get(row.model) ?? [], [Number(first), Number(last)]),
    }));
  }, [overview, board, first, last]);
  const { rows, head } = useSorted('turns', changes, {
    model: ({ row }) => row.model,
    first: ({ row }) => row.turns[first ?? '']?.score,
    last: ({ row }) => row.turns[last ?? '']?.score,
    change: ({ change }) => change?.difference,
  });
  if (first === undefined || last === undefined || first === last) return null;
  const scores = board.models.flatMap((row) =>
    [row.turns[first]?.score ?? [], row.turns[last]?.score ?? []].flat(),
  );
  const points = scores.map((score) => ({ average: { score, n: 0, ci: null } }) as ModelResult);
  const domain = scoreDomain({ ...board, models: points });
  return (
    <Figure
      id="turns"
      title={`Turn ${first} to turn ${last}`}
      note={`ring: turn ${first}; dot: turn ${last}; change: paired by question, with the 95 % interval of the paired t test`}
    >
      <TableFrame
        label={`change from turn ${first} to turn ${last}`}
        names={board.models.map(({ model }) => model)}
      >
        <table class="turns">
          <thead>
            <tr>
              {head('model', 'Model')}
              {head('first', `Turn ${first}`, { class: 'number' })}
              <th scope="col" class="whisker-head">
                <Axis domain={domain} label="from one to the other" />
              </th>
              {head('last', `Turn ${last}`, { class: 'number' })}
              {head('change', 'Change (95 %)', { class: 'number' })}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, change }) => (
              <Change key={row.model} row={row} change={change} first={first} last={last} domain={domain} />
            ))}
          </tbody>
        </table>
      </TableFrame>
    </Figure>
  );
}

interface ChangeProps {
  row: ModelResult;
  change: PairedChange | undefined;
  first: string;
  last: string;
  domain: [number, number];
}

function Change({ row, change, first, last, domain }: ChangeProps) {
  const from = row.turns[first]?.score ?? null;
  const to = row.turns[last]?.score ?? null;
  const at = along(domain);
  return (
    <tr>
      <th scope="row">
        <Plain text={row.model} />
      </th>
      <td class="number">{formatScore(from)}</td>
      <td class="whisker-cell">
        <svg class="whisker" aria-hidden="true" focusable="false">
          <Grid domain={domain} />
          {from !== null && to !== null && <line class="bar" x1={at(from)} x2={at(to)} y1="50%" y2="50%" />}
          {from !== null && <circle class="ring" cx={at(from)} cy="50%" r="4" />}
          {to !== null && <circle class="dot" cx={at(to)} cy="50%" r="4" />}
        </svg>
      </td>
      <td class="number">{formatScore(to)}</td>
      <td class="number strong">
        {formatDifference(change?.difference ?? null).replace('-', '−')}
        {change?.ci && (
          <small>{` (${change.ci.map(formatDifference).join(' to ').replaceAll('-', '−')})`}</small>
        )}
      </td>
    </tr>
  );
}
