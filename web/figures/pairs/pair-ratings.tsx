/** Models by pairwise results: rating with its interval, wins, losses, ties. */

import { scaleLinear } from 'd3-scale';
import type { PairJson } from '../../../src/results/pairwise/output.ts';
import { formatRank } from '../../../src/results/render/number-format.ts';
import { Plain } from '../../text/plain.tsx';
import { Figure, TableFrame } from '../figure.tsx';
import { useSorted } from '../sorted.tsx';
import { Axis, Whisker } from '../whisker.tsx';

type Row = PairJson['models'][number];

export function PairRatings({ board }: { board: PairJson }) {
  const rated = board.models.some(({ rating }) => rating !== null);
  const domain = ratingExtent(board.models);
  const { rows, head } = useSorted('pairs', board.models, {
    rank: ({ rank }) => rank,
    model: ({ model }) => model,
    rating: ({ rating }) => rating,
    Win: ({ win }) => win,
    Loss: ({ loss }) => loss,
    Tie: ({ tie }) => tie,
    'Win rate': ({ win_rate: value }) => value,
    Adjusted: ({ win_rate_adjusted: value }) => value,
    Coverage: ({ coverage }) => coverage?.judged,
  });
  const title = board.baseline ? 'Pairwise results against a baseline' : 'Pairwise results';
  return (
    <Figure
      id="pairwise"
      title={title}
      note={
        <>
          {board.baseline && <Plain text={board.baseline.model} />}
          {board.baseline && ' is what the others are shown against; '}
          {rated && 'rating: Bradley–Terry on the Elo scale, with 95 % interval; '}adjusted: a tie counts as
          half a win
        </>
      }
      wide
    >
      <TableFrame label="pairwise results" names={board.models.map(({ model }) => model)}>
        <table class="board">
          <thead>
            <tr>
              {head('rank', 'Rank', { class: 'number' })}
              {head('model', 'Model')}
              {head('rating', 'Rating', { class: 'number' })}
              {rated && (
                <th scope="col" class="whisker-head">
                  <Axis domain={domain} label="95 % interval" />
                </th>
              )}
              {['Win', 'Loss', 'Tie', 'Win rate', 'Adjusted', 'Coverage'].map((name) =>
                head(name, name, { class: 'number' }),
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Line key={row.model} row={row} domain={rated ? domain : undefined} />
            ))}
          </tbody>
        </table>
      </TableFrame>
    </Figure>
  );
}

function Line({ row, domain }: { row: Row; domain: [number, number] | undefined }) {
  const { model, rating, rating_ci: ci, win, loss, tie, win_rate, win_rate_adjusted, coverage } = row;
  return (
    <tr>
      <td class="number">{formatRank(row)}</td>
      <th scope="row">
        <Plain text={model} />
      </th>
      <td class="number strong">
        {rating === null ? '–' : rating.toFixed(0)}
        {ci && <small>{` (${ci[0].toFixed(0)}–${ci[1].toFixed(0)})`}</small>}
      </td>
      {domain && (
        <td class="whisker-cell">
          <Whisker value={rating} ci={ci} domain={domain} />
        </td>
      )}
      {[win, loss, tie].map((count, place) => (
        <td key={place} class="number">
          {count}
        </td>
      ))}
      <td class="number">{rate(win_rate)}</td>
      <td class="number">{rate(win_rate_adjusted)}</td>
      <td class="number">{coverage ? `${coverage.judged}/${coverage.expected}` : '–'}</td>
    </tr>
  );
}

function rate(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}

function ratingExtent(models: readonly Row[]): [number, number] {
  const values = models.flatMap(({ rating, rating_ci }) => [
    ...(rating === null ? [] : [rating]),
    ...(rating_ci ?? []),
  ]);
  if (values.length === 0) return [0, 1];
  const [low = 0, high = 1] = scaleLinear([Math.min(...values), Math.max(...values)], [0, 1])
    .nice(5)
    .domain();
  return low === high ? [low - 1, high + 1] : [low, high];
}
