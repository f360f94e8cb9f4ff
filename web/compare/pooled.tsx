/** The mean of the benches' differences, where there are several. */

import { Figure } from '../figures/figure.tsx';
import { Board, NameCells } from './board.tsx';
import { useCompare } from './context.ts';
import { differenceText } from './words.ts';

const share = { scale: [0, 1] as [number, number] };

export function Pooled() {
  const rows = useCompare().page.candidates.flatMap(({ model, pooled }) =>
    pooled ? [{ model, pooled }] : [],
  );
  if (rows.length === 0) return null;
  return (
    <Figure
      id="pooled"
      title="Over all benches"
      note="The mean of the differences in per cent of each scale (random effects), and how much it spreads between benches. One judge a bench."
      wide
    >
      <Board
        label="over all benches"
        names={rows.map(({ model }) => model)}
        texts={['Candidate']}
        numbers={['Difference', '95 % interval', 'Spread', 'Benches']}
        compact
      >
        {rows.map(({ model, pooled: { difference, ci, tau, weights } }) => (
          <tr key={model}>
            <NameCells names={[model]} />
            <td class="number strong">{differenceText(difference, share)}</td>
            <td class="number">
              [{differenceText(ci[0], share)}, {differenceText(ci[1], share)}]
            </td>
            <td class="number">{(100 * tau).toFixed(1)}</td>
            <td class="number">{Object.keys(weights).length}</td>
          </tr>
        ))}
      </Board>
    </Figure>
  );
}
