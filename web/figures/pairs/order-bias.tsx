/** What swapping the sides did to the verdicts. */

import type { PairJson } from '../../../src/results/pairwise/output.ts';
import type { Order } from '../../../src/results/pairwise/result.ts';
import { Plain } from '../../text/plain.tsx';
import { Figure, TableFrame } from '../figure.tsx';

const fields = ['consistent', 'inconsistent', 'prefers_first', 'prefers_second', 'one_tied'] as const;

export function OrderBias({ board }: { board: PairJson }) {
  if (!board.order) return null;
  const rows = [
    ...Object.entries(board.order_by_category ?? {}),
    ...Object.entries(board.order_by_turn ?? {}).map(([turn, order]) => [`turn ${turn}`, order] as const),
    ['all', board.order] as const,
  ];
  const note =
    'consistent: both games name the same winner, or both are ties; prefers first (second): each game names whoever stood there';
  return (
    <Figure id="order" title="Order of the sides" note={note} wide>
      <TableFrame label="effect of the order of the sides" names={rows.map(([name]) => name)}>
        <table>
          <thead>
            <tr>
              <th scope="col">Matches</th>
              <th scope="col" class="number">
                Number
              </th>
              {fields.map((field) => (
                <th key={field} scope="col" class="number">
                  {field.replace('_', ' ')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, order]) => (
              <Line key={name} name={name} order={order} />
            ))}
          </tbody>
        </table>
      </TableFrame>
    </Figure>
  );
}

function Line({ name, order }: { name: string; order: Order }) {
  const matches = order.consistent + order.inconsistent;
  return (
    <tr class={name === 'all' ? 'total' : undefined}>
      <th scope="row">
        <Plain text={name} />
      </th>
      <td class="number">{matches}</td>
      {fields.map((field) => (
        <td key={field} class="number">
          {order[field]}
          <small> ({((order[field] / Math.max(1, matches)) * 100).toFixed(0)} %)</small>
        </td>
      ))}
    </tr>
  );
}
