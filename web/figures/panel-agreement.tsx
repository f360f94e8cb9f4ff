/** Whether the judges of a panel agree, and each with itself; and what each says of the models. */

import { ownValue } from '../../src/results/charts/by-name.ts';
import type { JudgeAgreement, Repeatability } from '../../src/results/leaderboard/panel.ts';
import type { BoardJson } from '../../src/results/render/json.ts';
import {
  formatCoverage,
  formatEstimate,
  formatScore,
  formatShare,
} from '../../src/results/render/number-format.ts';
import { Plain } from '../text/plain.tsx';
import { Figure, TableFrame } from './figure.tsx';
import { OwnFamily } from './own-family.tsx';
import { useSorted } from './sorted.tsx';

export function PanelAgreement({ board }: { board: BoardJson }) {
  const { pairs = [], together = null, repeatability = [] } = board.agreement ?? {};
  if (pairs.length === 0 && repeatability.length === 0) return null;
  const note =
    'α: Krippendorff’s, on the interval scale; below 0.667 judges do not measure alike. Far apart: 3 points or more';
  return (
    <Figure id="panel" title="The judges" note={pairs.length > 0 ? note : undefined} wide>
      {board.judges.length > 1 && <ByJudge board={board} />}
      {pairs.length > 0 && <Agreement rows={together && pairs.length > 1 ? [...pairs, together] : pairs} />}
      {repeatability.map((each) => (
        <Repeats key={each.judge} {...each} />
      ))}
    </Figure>
  );
}

function ByJudge({ board: { models, judges } }: { board: BoardJson }) {
  const { rows, head } = useSorted('judges', models, {
    model: ({ model }) => model,
    ...Object.fromEntries(
      judges.map((judge) => [
        `j:${judge}`,
        (row: BoardJson['models'][number]) => ownValue(row.judges ?? {}, judge)?.score,
      ]),
    ),
  });
  return (
    <TableFrame label="means by judge" names={models.map(({ model }) => model)}>
      <table class="compact">
        <thead>
          <tr>
            {head('model', 'Mean score by')}
            {judges.map((judge) => head(`j:${judge}`, <Plain text={judge} />, { class: 'number' }))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ model, judges: own = {} }) => (
            <tr key={model}>
              <th scope="row">
                <Plain text={model} />
              </th>
              {judges.map((judge) => {
                const estimate = ownValue(own, judge);
                return (
                  <td key={judge} class="number" title={estimate && formatCoverage(estimate.coverage)}>
                    {estimate ? formatEstimate(estimate) : '–'}
                    {estimate && <OwnFamily model={model} judges={[judge]} />}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

function Agreement({ rows }: { rows: readonly JudgeAgreement[] }) {
  return (
    <TableFrame label="agreement between judges" names={rows.map(({ judges }) => judges.join(' – '))}>
      <table class="compact">
        <thead>
          <tr>
            <th scope="col">Judges</th>
            {['Matches', 'α', 'Spearman', 'Mean difference', 'Far apart'].map((name) => (
              <th key={name} scope="col" class="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(
            ({ judges, matches, alpha, spearman, mean_absolute_difference: difference, far_apart }) => (
              <tr key={judges.join('\n')}>
                <th scope="row">{judges.length > 2 ? 'all together' : <Two judges={judges} />}</th>
                <td class="number">{matches}</td>
                <td class="number strong">{formatScore(alpha)}</td>
                <td class="number">{formatScore(spearman)}</td>
                <td class="number">{formatScore(difference)}</td>
                <td class="number">{formatShare(far_apart)}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </TableFrame>
  );
}

function Two({ judges: [one = '', other = ''] }: { judges: readonly string[] }) {
  return (
    <>
      <Plain text={one} /> – <Plain text={other} />
    </>
  );
}

function Repeats({ judge, matches, sd, identical }: Repeatability) {
  return (
    <p class="note">
      <Plain text={judge} /> on {matches} matches it has rated more than once: standard deviation{' '}
      {formatScore(sd)}, {formatShare(identical)} of repeats equal
    </p>
  );
}
