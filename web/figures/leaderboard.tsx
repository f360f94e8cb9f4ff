/** Models with their means, best first: the interval as a whisker, and how much of the bench is in the figure. */

import { scoreDomain } from '../../src/results/charts/score-domain.ts';
import type { Coverage, Estimate, ModelResult } from '../../src/results/leaderboard/build.ts';
import type { BoardJson } from '../../src/results/render/json.ts';
import { formatCoverage, formatEstimate, formatScore } from '../../src/results/render/number-format.ts';
import { ModelLink } from '../transcripts/links.tsx';
import { Figure, TableFrame } from './figure.tsx';
import { Axis, Whisker } from './whisker.tsx';

const note = 'mean score ± half of its 95 % interval, which the bar shows (number of judgments)';

export function Leaderboard({ board }: { board: BoardJson }) {
  const turns = [...new Set(board.models.flatMap((row) => Object.keys(row.turns)))].sort();
  const domain = scoreDomain(board);
  return (
    <Figure id="leaderboard" title="Leaderboard" note={note} wide>
      <TableFrame label="leaderboard" names={board.models.map(({ model }) => model)}>
        <table class="board">
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col" class="number">
                Average
              </th>
              <th scope="col" class="whisker-head">
                <Axis domain={domain} label="95 % interval" />
              </th>
              {turns.map((turn) => (
                <th key={turn} scope="col" class="number">
                  Turn {turn}
                </th>
              ))}
              <th scope="col" class="coverage-head">
                Coverage
              </th>
            </tr>
          </thead>
          <tbody>
            {board.models.map((row) => (
              <Row key={row.model} row={row} turns={turns} domain={domain} />
            ))}
          </tbody>
        </table>
      </TableFrame>
    </Figure>
  );
}

function Row({ row, turns, domain }: { row: ModelResult; turns: string[]; domain: [number, number] }) {
  const { model, average, coverage } = row;
  return (
    <tr>
      <th scope="row">
        <ModelLink model={model} />
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
