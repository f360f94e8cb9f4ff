/** What became of each question: right or wrong before and after, or fell and rose. */

import type { BenchOnPage, ChangedCounts } from '../../../src/results/compare-page/shape.ts';
import { Figure } from '../../figures/figure.tsx';
import { Plain } from '../../text/plain.tsx';
import { formatAddress, start } from '../address.ts';
import { useCompare } from '../context.ts';

export function FlipMatrix() {
  const { candidates } = useCompare().page;
  const rows = candidates.flatMap(({ model, benches }) =>
    benches.flatMap((row) => (row.changed ? [{ model, row, changed: row.changed }] : [])),
  );
  if (rows.length === 0) return null;
  return (
    <Figure
      id="flips"
      title="Questions that changed"
      note="Two models with the same mean may answer many questions differently. On scales other than right or wrong: scores that fell or rose by 2 points of 9 or more."
      wide
    >
      <div class="flip-list">
        {rows.map(({ model, row, changed }) => (
          <section key={`${model} ${row.bench} ${row.judge}`} class="flip">
            <h3>
              <Plain text={row.bench} /> · <Plain text={row.judge} />
              {candidates.length > 1 && (
                <>
                  {' · '}
                  <Plain text={model} />
                </>
              )}
            </h3>
            <Matrix model={model} row={row} changed={changed} />
          </section>
        ))}
      </div>
    </Figure>
  );
}

interface MatrixProps {
  model: string;
  row: BenchOnPage;
  changed: ChangedCounts;
}

function Matrix({ model, row, changed }: MatrixProps) {
  const { bench, judge } = row;
  const cell = (kind: 'lost' | 'gained') => {
    const href = formatAddress({ ...start, page: 'changes', candidate: model, bench, judge, kind });
    return <td class={`number ${kind}`}>{changed[kind] > 0 ? <a href={href}>{changed[kind]}</a> : 0}</td>;
  };
  const { same } = changed;
  if (!same) {
    const rest = row.n - changed.lost - changed.gained;
    return (
      <table class="flip-table">
        <thead>
          <tr>
            {['fell', 'about the same', 'rose'].map((name) => (
              <th scope="col" class="number" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            {cell('lost')}
            <td class="number">{rest}</td>
            {cell('gained')}
          </tr>
        </tbody>
      </table>
    );
  }
  return (
    <table class="flip-table">
      <thead>
        <tr>
          <td />
          <th scope="col" class="number">
            candidate right
          </th>
          <th scope="col" class="number">
            wrong
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">base right</th>
          <td class="number">{same.right}</td>
          {cell('lost')}
        </tr>
        <tr>
          <th scope="row">wrong</th>
          {cell('gained')}
          <td class="number">{same.wrong}</td>
        </tr>
      </tbody>
    </table>
  );
}
