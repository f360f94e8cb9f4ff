/** How the scores are spread over their scale: one small histogram a model, and one a judge of several. */

import { binsOf, scaleOf } from '../../src/results/charts/scale.ts';
import type { Histogram } from '../../src/results/leaderboard/health.ts';
import type { BoardJson } from '../../src/results/render/json.ts';
import { formatShare } from '../../src/results/render/number-format.ts';
import { Plain } from '../text/plain.tsx';
import { Figure } from './figure.tsx';

/** So many models that their histograms need the whole width. */
export function isLarge({ models }: Pick<BoardJson, 'models'>): boolean {
  return models.length > 6;
}

export function Distribution({ board }: { board: BoardJson }) {
  const all = board.health?.histograms ?? [];
  const scale = scaleOf(board);
  const order = board.models.map(({ model }) => model);
  const ofModels = all
    .filter(({ of }) => of === 'model')
    .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const ofJudges = all.filter(({ of }) => of === 'judge');
  if (all.length === 0) return null;
  const highest = (histograms: readonly Histogram[]) =>
    Math.max(...histograms.map(({ counts, ratings }) => Math.max(...counts) / Math.max(1, ratings)));
  return (
    <Figure
      id="distribution"
      title={`Scores from ${scale[0]} to ${scale[1]}`}
      note="share of each score; one between two counts as the lower"
      wide={isLarge(board)}
    >
      <Histograms histograms={ofModels} highest={highest(ofModels)} scale={scale} />
      {ofJudges.length > 1 && (
        <>
          <h3>By judge</h3>
          <Histograms histograms={ofJudges} highest={highest(ofJudges)} scale={scale} />
        </>
      )}
    </Figure>
  );
}

interface Shared {
  /** The share of the highest bar of all. */
  highest: number;
  scale: ReturnType<typeof scaleOf>;
}

function Histograms({ histograms, ...shared }: { histograms: readonly Histogram[] } & Shared) {
  return (
    <div class="histograms">
      {histograms.map((each) => (
        <Bars key={each.name} histogram={each} {...shared} />
      ))}
    </div>
  );
}

const height = 56;

function Bars({
  histogram: { name, counts, ratings, ceiling },
  highest,
  scale,
}: { histogram: Histogram } & Shared) {
  const bins = binsOf(scale);
  const width = 150 / bins.length;
  const summary = counts.map((count, index) => `${bins[index]}: ${count}`).join(', ');
  return (
    <figure class="histogram">
      <figcaption>
        <Plain text={name} />
        {ceiling !== null && ceiling >= 0.5 && (
          <small class="warn">
            {' '}
            {formatShare(ceiling)} are {scale[1]}
          </small>
        )}
      </figcaption>
      <svg viewBox={`0 0 150 ${height + 12}`} role="img" aria-label={`scores of each height: ${summary}`}>
        <line class="ground" x1="0" x2="150" y1={height} y2={height} />
        {counts.map((count, index) => {
          const tall = (count / Math.max(1, ratings) / highest) * height;
          const title = `${count} of ${ratings}: ${bins[index]}`;
          return (
            <g key={index}>
              <title>{title}</title>
              <rect
                class="bar"
                x={index * width + 1}
                width={width - 2}
                y={height - tall}
                height={Math.max(tall, count ? 1 : 0)}
              />
              <text class="quiet" x={(index + 0.5) * width} y={height + 10} text-anchor="middle">
                {bins[index]}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}
