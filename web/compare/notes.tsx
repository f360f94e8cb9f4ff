/** How to read the page, what may not be concluded from it, and what the figures were made of. */

import { Figure } from '../figures/figure.tsx';
import { Plain } from '../text/plain.tsx';
import { Board, NameCells } from './board.tsx';
import { useCompare } from './context.ts';
import { days } from './words.ts';

const limits = [
  '"Not worse" holds for these benches, these judges, this margin and the settings in the records, and for nothing else.',
  '"Cannot tell" is not "not worse": with few questions nothing differs significantly, and nothing is shown either.',
  'That a candidate is worse on a bench says neither why, nor that it is worse at everything.',
  'A changed question may be chance: answers that are sampled differ from run to run of the same model.',
];

export function CompareNotes() {
  const { page } = useCompare();
  const shown = page.candidates.flatMap(({ model, benches }) =>
    benches.flatMap(({ bench, judge, changed }) => {
      const all = changed ? changed.lost + changed.gained : 0;
      return changed && changed.shown < all
        ? [`${model} on ${bench}, ${judge}: transcripts of ${changed.shown} of the ${all} changed questions`]
        : [];
    }),
  );
  return (
    <>
      <Figure id="notes" title="How to read this">
        <Lines lines={[...new Set([...page.notes, ...shown])]} />
      </Figure>
      <Figure id="limits" title="What may not be concluded">
        <Lines lines={limits} />
      </Figure>
    </>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul class="notes">
      {lines.map((line) => (
        <li key={line}>
          <Plain text={line} />
        </li>
      ))}
    </ul>
  );
}

export function Provenance() {
  const { candidates, version } = useCompare().page;
  const known = new Map(
    candidates.flatMap(({ benches }) => benches.map((row) => [`${row.bench} ${row.judge}`, row] as const)),
  );
  return (
    <Figure
      id="provenance"
      title="Where the figures come from"
      note={`Compared by mt-judge ${version}.`}
      wide
    >
      <Board
        label="where the figures come from"
        texts={['Bench', 'Judge', 'Judge prompts', 'Judged', 'Scale', 'Test']}
        compact
      >
        {[...known].map(([key, { bench, judge, prompt_set, judged, scale, test, demo }]) => (
          <tr key={key}>
            <NameCells names={[bench, demo ? `${judge} (demo)` : judge, prompt_set ?? '–']} />
            <td>{days(judged)}</td>
            <td>
              {scale[0]} to {scale[1]}
            </td>
            <td>{test === 'mcnemar' ? "McNemar's exact" : (test ?? '–')}</td>
          </tr>
        ))}
      </Board>
    </Figure>
  );
}
