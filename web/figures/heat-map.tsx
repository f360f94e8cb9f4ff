/** Means by category: one row a model, the colour says how high. */

import { categoriesOf, ownValue } from '../../src/results/charts/by-name.ts';
import { scaleOf, stepOf } from '../../src/results/charts/scale.ts';
import type { BoardJson } from '../../src/results/render/json.ts';
import { formatEstimate, formatScore } from '../../src/results/render/number-format.ts';
import { formatAddress, start } from '../state/address.ts';
import { Plain } from '../text/plain.tsx';
import { ModelLink } from '../transcripts/links.tsx';
import { Figure, TableFrame } from './figure.tsx';
import { roomForColumn } from './names.ts';
import { useSorted } from './sorted.tsx';

export function HeatMap({ board }: { board: BoardJson }) {
  const categories = categoriesOf(board.models);
  const { rows, head } = useSorted('heat', board.models, {
    model: ({ model }) => model,
    ...Object.fromEntries(
      categories.map((category) => [
        `c:${category}`,
        (row: BoardJson['models'][number]) => ownValue(row.categories, category)?.score,
      ]),
    ),
  });
  if (categories.length === 0) return null;
  return (
    <Figure id="heat-map" title="By category" wide>
      <TableFrame label="means by category" names={board.models.map(({ model }) => model)}>
        <table class={categories.length < 5 ? 'heat few' : 'heat'}>
          <thead>
            <tr>
              {head('model', 'Model')}
              {categories.map((category) =>
                head(`c:${category}`, <Plain text={category} />, {
                  class: 'number',
                  style: roomForColumn(category),
                }),
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ model, categories: each }) => (
              <tr key={model}>
                <th scope="row">
                  <ModelLink model={model} />
                </th>
                {categories.map((category) => (
                  <Cell
                    key={category}
                    model={model}
                    category={category}
                    estimate={ownValue(each, category)}
                    scale={scaleOf(board)}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </Figure>
  );
}

interface CellProps {
  model: string;
  category: string;
  estimate: BoardJson['models'][number]['average'] | undefined;
  scale: ReturnType<typeof scaleOf>;
}

/** A way to the answers that the mean is of. */
function Cell({ model, category, estimate, scale }: CellProps) {
  if (!estimate) return <td class="heat-cell">–</td>;
  const href = formatAddress({ ...start, page: 'transcripts', list: 'lowest', model, category });
  return (
    <td class={`heat-cell heat-${stepOf(estimate.score ?? scale[0], scale)}`}>
      <a href={href} title={formatEstimate(estimate)}>
        {formatScore(estimate.score)}
      </a>
    </td>
  );
}
