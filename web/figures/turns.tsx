/** What becomes of a model from one turn to the next: a line from the mean of the first to that of the last. */

import { scoreDomain } from '../../src/results/charts/score-domain.ts';
import type { ModelResult } from '../../src/results/leaderboard/build.ts';
import type { BoardJson } from '../../src/results/render/json.ts';
import { formatDifference, formatScore } from '../../src/results/render/number-format.ts';
import { Plain } from '../text/plain.tsx';
import { Figure, TableFrame } from './figure.tsx';
import { Axis, along, Grid } from './whisker.tsx';

export function TurnChange({ board }: { board: BoardJson }) {
  const turns = [...new Set(board.models.flatMap((row) => Object.keys(row.turns)))].sort(
    (a, b) => Number(a) - Number(b),
  );
  const [first, last] = [turns[0], turns.at(-1)];
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
      note={`ring: turn ${first}; dot: turn ${last}`}
    >
      <TableFrame
        label={`change from turn ${first} to turn ${last}`}
        names={board.models.map(({ model }) => model)}
      >
        <table class="turns">
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col" class="number">
                Turn {first}
              </th>
              <th scope="col" class="whisker-head">
                <Axis domain={domain} label="from one to the other" />
              </th>
              <th scope="col" class="number">
                Turn {last}
              </th>
              <th scope="col" class="number">
                Change
              </th>
            </tr>
          </thead>
          <tbody>
            {board.models.map((row) => (
              <Change key={row.model} row={row} first={first} last={last} domain={domain} />
            ))}
          </tbody>
        </table>
      </TableFrame>
    </Figure>
  );
}

interface ChangeProps {
  row: ModelResult;
  first: string;
  last: string;
  domain: [number, number];
}

function Change({ row, first, last, domain }: ChangeProps) {
  const from = row.turns[first]?.score ?? null;
  const to = row.turns[last]?.score ?? null;
  const at = along(domain);
  const change = formatDifference(from === null || to === null ? null : to - from);
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
      <td class="number strong">{change.replace('-', '−')}</td>
    </tr>
  );
}
