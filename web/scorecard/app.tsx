/** The page of a scorecard: a table for each kind of figure, each row with its interval on its own scale. */

import {
  coverageText,
  daysText,
  figureText,
  judgesText,
  kindTitles,
  type RowKind,
  rowKinds,
  type ScorecardPage,
  type ScorecardRow,
  sourceText,
} from '../../src/results/scorecard/value.ts';
import { Figure, TableFrame } from '../figures/figure.tsx';
import { Whisker } from '../figures/whisker.tsx';
import { Theme } from '../head.tsx';
import { Plain } from '../text/plain.tsx';

export function ScorecardApp({ page }: { page: ScorecardPage }) {
  return (
    <>
      <Head page={page} />
      <main id="main" tabIndex={-1}>
        {rowKinds.map((kind) => {
          const rows = page.rows.filter((row) => row.kind === kind);
          return rows.length > 0 && <Rows kind={kind} rows={rows} key={kind} />;
        })}
        <Figure id="notes" title="How to read this">
          <ul class="notes">
            {page.notes.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Figure>
      </main>
    </>
  );
}

function Head({ page: { model, rows, version } }: { page: ScorecardPage }) {
  const benches = new Set(rows.map(({ bench }) => bench)).size;
  return (
    <header class="head">
      <div class="title">
        <h1>
          <Plain text={model} />
        </h1>
        <p class="facts">
          scorecard, {rows.length} {rows.length === 1 ? 'figure' : 'figures'} of {benches}{' '}
          {benches === 1 ? 'bench' : 'benches'} · mt-judge {version}
        </p>
      </div>
      <nav aria-label="Parts of the page">
        <Theme />
      </nav>
      {rows.some(({ demo }) => demo) && (
        <p class="demo">demo: no language model was involved in some figures</p>
      )}
    </header>
  );
}

const heads = ['Protocol', 'Judge', 'Interval', 'Figure', 'Coverage', 'Judged', 'How'] as const;
const numbers: ReadonlySet<string> = new Set(['Figure', 'Coverage']);

function Rows({ kind, rows }: { kind: RowKind; rows: readonly ScorecardRow[] }) {
  return (
    <Figure id={kind} title={kindTitles[kind]} wide>
      <TableFrame label={kindTitles[kind]} names={rows.map(({ bench }) => bench)}>
        <table class="board scorecard">
          <thead>
            <tr>
              <th scope="col">Bench</th>
              {heads.map((name) => (
                <th scope="col" class={classOf(name)} key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row row={row} key={`${row.bench} ${row.judges} ${row.prompt_set}`} />
            ))}
          </tbody>
        </table>
      </TableFrame>
    </Figure>
  );
}

function classOf(head: (typeof heads)[number]): string | undefined {
  if (head === 'Interval') return 'whisker-head';
  return numbers.has(head) ? 'number' : undefined;
}

function Row({ row }: { row: ScorecardRow }) {
  const { coverage } = row;
  const isPartial = coverage !== null && coverage.judged < coverage.expected;
  return (
    <tr>
      <th scope="row">
        <Plain text={row.bench} />
      </th>
      <td>
        <Plain text={row.protocols.join(', ') || '–'} />
      </td>
      <td>
        <Plain text={judgesText(row)} />
      </td>
      <td class="whisker-cell">
        <Whisker value={row.score} ci={row.ci} domain={domainOf(row)} />
      </td>
      <td class="number">
        {figureText(row)} <span class="quiet">{row.figure}</span>
        {row.scale && (
          <span class="quiet">
            {' '}
            from {row.scale[0]} to {row.scale[1]}
          </span>
        )}
      </td>
      <td class="number">
        {coverageText(row)}
        {isPartial && ' *'}
      </td>
      <td>{daysText(row.judged)}</td>
      <td>
        <Plain text={sourceText(row) || '–'} />
      </td>
    </tr>
  );
}

/** A rating has no lowest and highest: its interval is shown around the mean of all models. */
function domainOf({ scale, score, ci }: ScorecardRow): readonly [number, number] {
  if (scale) return scale;
  const reach = Math.max(200, ...[score, ...(ci ?? [])].map((value) => Math.abs((value ?? 1000) - 1000)));
  return [1000 - reach, 1000 + reach];
}
