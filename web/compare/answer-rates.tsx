/** What the answers are like before and after: a broken quantisation shows there first. */

import type { AnswerRates as Rates } from '../../src/results/compare/value.ts';
import { Figure } from '../figures/figure.tsx';
import { Board, NameCells, rowHeads, rowNames } from './board.tsx';
import { useCompare } from './context.ts';
import { perCent } from './words.ts';

const kinds = [
  ['empty', 'Empty'],
  ['refused', 'Refused'],
  ['cut_off', 'Cut off'],
  ['no_answer', 'No answer found'],
] as const;

/** From here on a change of a rate is marked. */
const notable = 0.05;

export function AnswerRates() {
  const { candidates } = useCompare().page;
  const rows = candidates.flatMap(({ model, benches }) =>
    benches.flatMap(({ bench, judge, answers }) => (answers ? [{ model, bench, judge, answers }] : [])),
  );
  if (rows.length === 0) return null;
  return (
    <Figure
      id="rates"
      title="Answers before and after"
      note="Base → candidate, on the questions that both were judged on. A rate that changed by 5 points or more is bold."
      wide
    >
      <Board
        label="answers before and after"
        names={rows.map(({ bench }) => bench)}
        texts={rowHeads(candidates)}
        numbers={['Characters', ...kinds.map(([, head]) => head)]}
      >
        {rows.map(({ model, bench, judge, answers: { base, candidate } }) => (
          <tr key={`${model} ${bench} ${judge}`}>
            <NameCells names={rowNames(candidates, { bench, model, judge })} />
            <td class="number">
              {base.characters.toFixed(0)} → {candidate.characters.toFixed(0)}
            </td>
            {kinds.map(([name]) => (
              <Rate key={name} base={base} candidate={candidate} name={name} />
            ))}
          </tr>
        ))}
      </Board>
    </Figure>
  );
}

interface RateProps {
  base: Rates;
  candidate: Rates;
  name: (typeof kinds)[number][0];
}

function Rate({ base, candidate, name }: RateProps) {
  const changed = Math.abs(candidate[name] - base[name]) >= notable;
  return (
    <td class={changed ? 'number strong' : 'number'}>
      {perCent(base[name])} → {perCent(candidate[name])}
    </td>
  );
}
