/** Models with their means, best first: the interval as a whisker, and how much of the bench is in the figure. */

import { scoreDomain } from '../../src/results/charts/score-domain.ts';
import { compareNames } from '../../src/results/compare-names.ts';
import type { Coverage, Estimate, ModelResult } from '../../src/results/leaderboard/build.ts';
import { hasRanks } from '../../src/results/leaderboard/ranks.ts';
import type { BoardJson } from '../../src/results/render/json.ts';
import {
  formatCoverage,
  formatEstimate,
  formatRank,
  formatScore,
} from '../../src/results/render/number-format.ts';
import { ModelLink } from '../transcripts/links.tsx';
import { Figure, TableFrame } from './figure.tsx';
import { OwnFamily } from './own-family.tsx';
import { useSorted } from './sorted.tsx';
import { Axis, Whisker } from './whisker.tsx';

const note = 'mean score ± half of its 95 % interval, which the bar shows (number of judgments)';

export function Leaderboard({ board }: { board: BoardJson }) {
  const turns = [...new Set(board.models.flatMap((row) => Object.keys(row.turns)))].sort(compareNames);
  const domain = scoreDomain(board);
  const ranks = hasRanks(board.models);
  const { rows, head } = useSorted('board', board.models, {
    rank: ({ rank }) => rank,
    model: ({ model }) => model,
    average: ({ average }) => average.score,
    coverage: ({ coverage }) => (coverage.expected === 0 ? 0 : coverage.judged / coverage.expected),
    ...Object.fromEntries(
      turns.map((turn) => [`turn ${turn}`, (row: ModelResult) => row.turns[turn]?.score]),
    ),
  });
  return (
    <Figure id="leaderboard" title="Leaderboard" note={note} wide>
      <TableFrame label="leaderboard" names={board.models.map(({ model }) => model)}>
        <table class="board">
          <thead>
            <tr>
              {ranks && head('rank', 'Rank', { class: 'number' })}
              {head('model', 'Model')}
              {head('average', 'Average', { class: 'number' })}
              <th scope="col" class="whisker-head">
                <Axis domain={domain} label="95 % interval" />
              </th>
              {turns.map((turn) => head(`turn ${turn}`, `Turn ${turn}`, { class: 'number' }))}
              {head('coverage', 'Coverage', { class: 'coverage-head' })}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.model} row={row} board={board} turns={turns} domain={domain} />
            ))}
          </tbody>
        </table>
      </TableFrame>
    </Figure>
  );
}

interface RowProps {
  row: ModelResult;
  board: BoardJson;
  turns: string[];
  domain: [number, number];
}

function Row({ row, board, turns, domain }: RowProps) {
  const { model, average, coverage } = row;
  return (
    <tr>
      {hasRanks(board.models) && <td class="number">{formatRank(row)}</td>}
      <th scope="row">
        <ModelLink model={model} />
        <OwnFamily model={model} judges={Object.keys(row.judges ?? {})} />
      </th>
      <td class="number strong">
        <Figures estimate={average} />
        {coverage.judged < coverage.expected && (
          <span title="not every expected judgment is in this mean"> *</span>
        )}
      </td>
      <td class="whisker-cell">
        <Whisker value={average.score} ci={average.ci} domain={domain} />
      </td>
      {turns.map((turn) => (
        <td key={turn} class="number">
          <Figures estimate={row.turns[turn]} />
        </td>
      ))}
      <td class="coverage-head">
        <CoverageCell coverage={coverage} />
      </td>
    </tr>
  );
}

/** `8.20 ± 0.31 (160)`, as the table on a terminal has it. */
function Figures({ estimate }: { estimate: Estimate | undefined }) {
  if (!estimate) return <>–</>;
  const rest = formatEstimate(estimate).slice(formatScore(estimate.score).length);
  return (
    <>
      {formatScore(estimate.score)}
      <small>{rest}</small>
    </>
  );
}

function CoverageCell({ coverage }: { coverage: Coverage }) {
  const share = coverage.expected === 0 ? 0 : coverage.judged / coverage.expected;
  return (
    <span class="coverage">
      <span class="coverage-bar" aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </span>
      {formatCoverage(coverage)}
    </span>
  );
}
