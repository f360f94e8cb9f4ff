/** A benchmark: accuracies by metric and model, by group, and bars by category; each grader is a metric of its own. */

import { useState } from 'preact/hooks';
import type { Accuracy, AccuracyResult, Metric } from '../../src/results/accuracy/build.ts';
import { ownValue } from '../../src/results/charts/by-name.ts';
import { compareNames } from '../../src/results/compare-names.ts';
import type { Estimate } from '../../src/results/leaderboard/build.ts';
import { hasRanks } from '../../src/results/leaderboard/ranks.ts';
import type { BoardJson } from '../../src/results/render/json.ts';
import { formatRank } from '../../src/results/render/number-format.ts';
import { distinctNames } from '../../src/short-name.ts';
import { visible } from '../text/invisible.ts';
import { Plain } from '../text/plain.tsx';
import { ModelLink } from '../transcripts/links.tsx';
import { Figure, TableFrame } from './figure.tsx';
import { useSorted } from './sorted.tsx';
import { Axis, Whisker } from './whisker.tsx';

const domain: [number, number] = [0, 1];
const note = 'share of right answers from 0 to 1, with its 95 % interval; no answer counts as wrong';

export function AccuracyFigures({ board }: { board: BoardJson }) {
  const metrics = metricsOf(board);
  const [chosen, setChosen] = useState(0);
  const metric = metrics[chosen] ?? metrics[0];
  return (
    <>
      <AccuracyTable metrics={metrics} />
      {metric && (
        <CategoryBars metric={metric} metrics={metrics.map(({ grader }) => grader)} onMetric={setChosen} />
      )}
    </>
  );
}

/** The board is of the first grader; with several, `metrics` holds all. */
function metricsOf(board: BoardJson): Pick<Metric, 'grader' | 'models'>[] {
  const all = board.metrics ?? [board];
  return all.map(({ grader = '', models }) => ({ grader, models: models as AccuracyResult[] }));
}

function AccuracyTable({ metrics }: { metrics: readonly Pick<Metric, 'grader' | 'models'>[] }) {
  const rows = metrics.flatMap(({ grader, models }) => models.map((row) => ({ grader, row })));
  const hasMacro = rows.some(({ row }) => row.macro);
  const ranks = metrics.some(({ models }) => hasRanks(models));
  const { rows: sorted, head } = useSorted('accuracy', rows, {
    rank: ({ row }) => row.rank,
    model: ({ row }) => row.model,
    metric: ({ grader }) => grader,
    accuracy: ({ row }) => row.average.score,
    'no answer': ({ row }) => row.average.no_answer,
    macro: ({ row }) => row.macro?.score,
    judged: ({ row }) => row.coverage.judged,
  });
  return (
    <Figure id="accuracy" title="Accuracy" note={note} wide>
      <TableFrame label="accuracy" names={rows.map(({ row }) => row.model)}>
        <table class="board">
          <thead>
            <tr>
              {ranks && head('rank', 'Rank', { class: 'number' })}
              {head('model', 'Model')}
              {head('metric', 'Metric')}
              {head('accuracy', 'Accuracy', { class: 'number' })}
              <th scope="col" class="whisker-head">
                <Axis domain={domain} label="95 % interval" />
              </th>
              {head('no answer', 'No answer', { class: 'number' })}
              {hasMacro && head('macro', 'Macro', { class: 'number' })}
              {head('judged', 'Judged', { class: 'number' })}
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ grader, row }) => (
              <tr key={`${grader} ${row.model}`}>
                {ranks && <td class="number">{formatRank(row)}</td>}
                <th scope="row">
                  <ModelLink model={row.model} />
                </th>
                <td>
                  <Plain text={grader} />
                </td>
                <td class="number strong">{share(row.average)}</td>
                <td class="whisker-cell">
                  <Whisker value={row.average.score} ci={row.average.ci} domain={domain} />
                </td>
                <td class="number">{percent(row.average)}</td>
                {hasMacro && <td class="number">{row.macro ? share(row.macro) : '–'}</td>}
                <td class="number">
                  {row.coverage.judged} of {row.coverage.expected}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </Figure>
  );
}

interface BarsProps {
  metric: Pick<Metric, 'grader' | 'models'>;
  metrics: readonly string[];
  onMetric: (place: number) => void;
}

function CategoryBars({ metric, metrics, onMetric }: BarsProps) {
  const { models, grader } = metric;
  const names = (pick: (row: AccuracyResult) => object) =>
    [...new Set(models.flatMap((row) => Object.keys(pick(row))))].sort(compareNames);
  const groups = names(({ groups: own = {} }) => own);
  const categories = names(({ categories: own }) => own);
  if (categories.length < 2) return null;
  const ofGroup = (row: AccuracyResult, name: string) => ownValue(row.groups ?? {}, name)?.micro;
  const ofCategory = (row: AccuracyResult, name: string) => ownValue(row.categories, name);
  return (
    <Figure id="by-category" title="Accuracy by category" note={`by ${visible(grader)}`} wide>
      {metrics.length > 1 && (
        <label class="field screen">
          <span>Metric</span>
          <select
            value={metrics.indexOf(grader)}
            onChange={({ currentTarget }) => onMetric(Number(currentTarget.value))}
          >
            {metrics.map((name, place) => (
              <option key={name} value={place}>
                {visible(name)}
              </option>
            ))}
          </select>
        </label>
      )}
      <div class={categories.length > 20 ? 'bars many' : 'bars'}>
        {groups.map((name) => (
          <Bars
            key={`group ${name}`}
            name={`${name} (group)`}
            models={models}
            valueOf={(row) => ofGroup(row, name)}
          />
        ))}
        {categories.map((name) => (
          <Bars key={name} name={name} models={models} valueOf={(row) => ofCategory(row, name)} />
        ))}
      </div>
    </Figure>
  );
}

interface CategoryProps {
  name: string;
  models: readonly AccuracyResult[];
  valueOf: (row: AccuracyResult) => Accuracy | undefined;
}

/** One bar a model; its length is said in figures, too. */
function Bars({ name, models, valueOf: accuracyOf }: CategoryProps) {
  const short = distinctNames(
    models.map(({ model }) => visible(model)),
    20,
  );
  return (
    <section class="bar-group" aria-label={visible(name)}>
      <h3>
        <Plain text={name.replaceAll('_', ' ')} />
      </h3>
      <ul>
        {models.map((row, place) => {
          const accuracy = accuracyOf(row);
          const width = `${100 * (accuracy?.score ?? 0)}%`;
          return (
            <li
              key={row.model}
              title={
                accuracy
                  ? `${visible(row.model)}: ${accuracy.n} judgments, ${percent(accuracy)} no answer`
                  : ''
              }
            >
              <span class="bar-name">
                <Plain text={short.get(visible(row.model)) ?? ''} />
              </span>
              <span class={`bar-track bar-${place % 4}`} aria-hidden="true">
                <span style={{ width }} />
              </span>
              <span class="bar-figure">{accuracy ? share(accuracy) : '–'}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function share({ score }: Estimate): string {
  return score === null ? '–' : score.toFixed(3);
}

function percent({ no_answer }: Accuracy): string {
  return no_answer === null ? '–' : `${(100 * no_answer).toFixed(1)} %`;
}
