/** Every bench and judge with its scores, difference, verdict and changed questions. */

import type { BenchOnPage, CandidateOnPage } from '../../src/results/compare-page/shape.ts';
import { formatP } from '../../src/results/render/number-format.ts';
import { Figure } from '../figures/figure.tsx';
import { formatAddress, start } from './address.ts';
import { Board, NameCells, rowHeads, rowNames } from './board.tsx';
import { useCompare } from './context.ts';
import { differenceText, intervalText, perCent, scoreText, verdictClass } from './words.ts';

const heads = ['Questions', 'Base', 'Candidate', 'Difference', 'Margin', 'p', 'Same text'] as const;

export function Verdicts() {
  const { candidates } = useCompare().page;
  const rows = candidates.flatMap((candidate) => candidate.benches.map((row) => ({ candidate, row })));
  return (
    <Figure
      id="verdicts"
      title="Bench by bench"
      note="p of no difference, and the verdicts, are corrected for the number of benches (Holm), each candidate by itself."
      wide
    >
      <Board
        label="verdicts"
        names={rows.map(({ row }) => row.bench)}
        texts={[...rowHeads(candidates), 'Verdict']}
        numbers={[...heads, 'Lost', 'Gained']}
      >
        {rows.map(({ candidate, row }) => (
          <tr key={`${candidate.model} ${row.bench} ${row.judge}`}>
            <NameCells names={rowNames(candidates, { ...row, model: candidate.model })} />
            <td>
              <span class={verdictClass(row.verdict)}>{row.verdict}</span>
            </td>
            <Figures row={row} />
            {(['lost', 'gained'] as const).map((kind) => (
              <td class="number" key={kind}>
                <Changed candidate={candidate} row={row} kind={kind} />
              </td>
            ))}
          </tr>
        ))}
      </Board>
    </Figure>
  );
}

function Figures({ row }: { row: BenchOnPage }) {
  const { n, of, base_score, score, difference, margin, p_different_holm, identical } = row;
  const cells = [
    n === of ? `${n}` : `${n} of ${of}`,
    scoreText(base_score, row),
    scoreText(score, row),
    `${differenceText(difference, row)} ${intervalText(row)}`,
    scoreText(margin, row),
    formatP(p_different_holm),
    identical === null ? '–' : perCent(identical),
  ];
  return (
    <>
      {cells.map((text, place) => (
        <td class="number" key={heads[place]}>
          {text}
        </td>
      ))}
    </>
  );
}

interface ChangedProps {
  candidate: CandidateOnPage;
  row: BenchOnPage;
  kind: 'lost' | 'gained';
}

/** How many, and the way to them. */
function Changed({ candidate, row: { bench, judge, changed }, kind }: ChangedProps) {
  if (!changed) return <>–</>;
  if (changed[kind] === 0) return <>0</>;
  const href = formatAddress({ ...start, page: 'changes', candidate: candidate.model, bench, judge, kind });
  return <a href={href}>{changed[kind]}</a>;
}
