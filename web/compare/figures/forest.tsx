/** Differences with their intervals and margins, bench by bench, each as a share of its scale so that one axis serves all. */

import type { BenchOnPage } from '../../../src/results/compare-page/shape.ts';
import { Figure, TableFrame } from '../../figures/figure.tsx';
import { along } from '../../figures/whisker.tsx';
import { Plain } from '../../text/plain.tsx';
import { useCompare } from '../context.ts';
import { differenceText, intervalText, scoreText } from '../words.ts';

type Domain = readonly [number, number];

export function Forest() {
  const { candidates } = useCompare().page;
  const rows = candidates.flatMap(({ benches }) => benches);
  const domain = domainOf(rows);
  const several = candidates.length > 1;
  return (
    <Figure
      id="forest"
      title="Differences"
      note="Candidate − base with its 95 % interval, as a share of each scale. Left of 0 the candidate lost. The shaded band is the margin on both sides of 0: an interval that lies right of the band's left edge excludes a loss of the margin."
      wide
    >
      <TableFrame label="differences" names={rows.map(({ bench }) => bench)}>
        <table class="board forest">
          <thead>
            <tr>
              <th scope="col">Bench</th>
              <th scope="col">Judge</th>
              <th scope="col" class="whisker-head">
                <Axis domain={domain} />
              </th>
              <th scope="col" class="number">
                Difference
              </th>
              <th scope="col" class="number">
                Margin
              </th>
            </tr>
          </thead>
          {candidates.map(({ model, benches }) => (
            <tbody key={model}>
              {several && (
                <tr class="group">
                  <th scope="rowgroup" colSpan={5}>
                    <Plain text={model} />
                  </th>
                </tr>
              )}
              {benches.map((row) => (
                <tr key={`${row.bench} ${row.judge}`}>
                  <th scope="row">
                    <Plain text={row.bench} />
                  </th>
                  <td>
                    <Plain text={row.judge} />
                  </td>
                  <td class="whisker-cell">
                    <Interval row={row} domain={domain} />
                  </td>
                  <td class="number">
                    {differenceText(row.difference, row)} {intervalText(row)}
                  </td>
                  <td class="number">{scoreText(row.margin, row)}</td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </TableFrame>
    </Figure>
  );
}

function Interval({ row, domain }: { row: BenchOnPage; domain: Domain }) {
  const { difference, ci, margin, scale, verdict } = row;
  const width = scale[1] - scale[0];
  const at = along(domain);
  const share = (value: number) => at(value / width);
  return (
    <svg class={`whisker interval ${verdict.replaceAll(' ', '-')}`} aria-hidden="true" focusable="false">
      <Band margin={margin / width} domain={domain} />
      <line class="zero" x1={at(0)} x2={at(0)} y1="-55%" y2="155%" />
      {ci && <line class="bar" x1={share(ci[0])} x2={share(ci[1])} y1="50%" y2="50%" />}
      {difference !== null && <circle class="dot" cx={share(difference)} cy="50%" r="4" />}
    </svg>
  );
}

function Band({ margin, domain }: { margin: number; domain: Domain }) {
  const at = along(domain);
  const width = (2 * margin * 100) / (domain[1] - domain[0]);
  return (
    <>
      <rect class="margin" x={at(-margin)} width={`${width.toFixed(2)}%`} y="-55%" height="210%" />
      <line class="margin-edge" x1={at(-margin)} x2={at(-margin)} y1="-55%" y2="155%" />
    </>
  );
}

function Axis({ domain }: { domain: Domain }) {
  const at = along(domain);
  const ends = [domain[0], 0, domain[1]];
  const text = (value: number) => `${value > 0 ? '+' : ''}${Math.round(100 * value)} %`.replace('-', '−');
  return (
    <>
      <span class="hidden">
        candidate − base, from {text(domain[0])} to {text(domain[1])} of the scale
      </span>
      <svg class="axis" aria-hidden="true" focusable="false">
        {ends.map((value) => (
          <text key={value} class="quiet" x={at(value)} y="80%" text-anchor="middle">
            {text(value)}
          </text>
        ))}
      </svg>
    </>
  );
}

/** As wide as the widest interval or margin, the same on both sides, in whole steps of 5 %. */
function domainOf(rows: readonly BenchOnPage[]): Domain {
  const ends = rows.flatMap(({ ci, difference, margin, scale: [low, high] }) =>
    [...(ci ?? [difference ?? 0]), 1.2 * margin].map((value) => Math.abs(value) / (high - low)),
  );
  const end = Math.max(0.05, Math.ceil(Math.max(0, ...ends) / 0.05) * 0.05);
  return [-end, end];
}
