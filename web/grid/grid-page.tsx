/** The grid of questions and models: a heat map that every column sorts, and a way to each answer. */

import { useMemo, useState } from 'preact/hooks';
import { scaleOf, stepOf } from '../../src/results/charts/scale.ts';
import { formatScore } from '../../src/results/render/number-format.ts';
import { distinctNames, shortName } from '../../src/short-name.ts';
import { type Sorted, useSorted } from '../figures/sorted.tsx';
import { usePage } from '../state/page-context.ts';
import { saveText } from '../state/save.ts';
import { visible } from '../text/invisible.ts';
import { Plain } from '../text/plain.tsx';
import { Choice } from '../transcripts/filters.tsx';
import { useQuestionHref } from '../transcripts/links.tsx';
import { type GridRow, gridCsv, gridJson, gridRows } from './grid-rows.ts';

/** Rows until somebody wants more: a browser takes its time for some ten thousand cells. */
const step = 200;

/** Letters of a name at the head of a column, and of a category. */
const [headLetters, categoryLetters] = [22, 20];

export function GridPage() {
  const { overview, address } = usePage();
  const { category, judge } = address;
  const rows = useMemo(() => gridRows(overview, { category, judge }), [overview, category, judge]);
  const sorted = useSorted('grid', rows, columnsOf(overview.models));
  return (
    <div class="grid-page">
      <h2>Questions by models</h2>
      <p class="note">
        Mean score of each model on each question, over turns, choices, repeats and judges; spread: highest
        less lowest. A press on a head sorts, and the address keeps order and filters.
      </p>
      <Tools rows={sorted.rows} />
      {rows.length === 0 ? <p class="quiet">No question is left.</p> : <Grid sorted={sorted} />}
    </div>
  );
}

function columnsOf(models: readonly string[]) {
  const own: Record<string, (row: GridRow) => string | number | undefined> = {
    question: ({ key }) => key,
    category: ({ category }) => category,
    mean: ({ mean }) => mean,
    spread: ({ spread }) => spread,
  };
  // Behind a mark: a model may be called "mean".
  for (const [place, model] of models.entries()) own[`m:${model}`] = ({ means }) => means[place];
  return own;
}

function Tools({ rows }: { rows: readonly GridRow[] }) {
  const { overview, address, go } = usePage();
  const categories = [...new Set(overview.questions.flatMap(({ category }) => category ?? []))];
  const name = overview.bench.replace(/[^\w.-]+/g, '-');
  return (
    <div class="filters screen">
      <Choice
        label="Category"
        value={address.category}
        names={categories}
        onChoice={(category) => go({ category }, { replace: true })}
      />
      {overview.judges.length > 1 && (
        <Choice
          label="Judge"
          value={address.judge}
          names={overview.judges}
          none={overview.single?.grader === undefined ? 'all' : 'default grader'}
          onChoice={(judge) => go({ judge }, { replace: true })}
        />
      )}
      <button
        type="button"
        onClick={() => saveText(`${name}-grid.csv`, gridCsv(rows, overview.models), 'text/csv')}
      >
        Save as CSV
      </button>
      <button
        type="button"
        onClick={() => saveText(`${name}-grid.json`, gridJson(rows, overview), 'application/json')}
      >
        Save as JSON
      </button>
    </div>
  );
}

function Grid({ sorted: { rows, head } }: { sorted: Sorted<GridRow> }) {
  const { overview } = usePage();
  const [most, setMost] = useState(step);
  const scale = scaleOf(overview.single ?? {});
  const href = useQuestionHref();
  const names = distinctNames(overview.models.map(visible), headLetters);
  return (
    <>
      <section
        class="table-frame grid-frame"
        aria-label="table: questions by models"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached without a mouse
        tabIndex={0}
      >
        <table class={overview.models.length > 6 ? 'heat grid upright' : 'heat grid'}>
          <thead>
            <tr>
              {head('question', 'Question')}
              {head('category', 'Category')}
              {head('mean', 'Mean', { class: 'number' })}
              {head('spread', 'Spread', { class: 'number' })}
              {overview.models.map((model) =>
                head(`m:${model}`, <Plain text={names.get(visible(model)) ?? ''} />, {
                  class: 'number model-head',
                  title: visible(model),
                }),
              )}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, most).map((row) => (
              <tr key={row.question}>
                <th scope="row">
                  <a
                    href={href(row.question)}
                    title={visible(overview.questions[row.question]?.opening ?? '')}
                  >
                    <Plain text={row.key} />
                  </a>
                </th>
                <td class="grid-category" title={visible(row.category)}>
                  <Plain text={shortName(visible(row.category), categoryLetters)} />
                </td>
                <td class="number strong">{formatScore(row.mean ?? null)}</td>
                <td class="number">{formatScore(row.spread ?? null)}</td>
                {row.means.map((mean, place) => {
                  const model = overview.models[place] ?? '';
                  if (mean === undefined)
                    return (
                      <td key={model} class="heat-cell heat-none">
                        –
                      </td>
                    );
                  return (
                    <td key={model} class={`heat-cell heat-${stepOf(mean, scale)}`}>
                      <a href={href(row.question, { left: model })} title={visible(`${model} on ${row.key}`)}>
                        {shownMean(mean)}
                      </a>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > most && (
        <button type="button" class="more" onClick={() => setMost(most + 5 * step)}>
          Show more of {rows.length.toLocaleString('en')} questions
        </button>
      )}
    </>
  );
}

/** As many digits as a narrow cell has room for. */
function shownMean(mean: number): string {
  return Number.isInteger(mean) ? String(mean) : mean.toFixed(Math.abs(mean) < 10 ? 1 : 0);
}
