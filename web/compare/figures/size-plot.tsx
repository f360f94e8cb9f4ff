/** Scores against the size of the models, a line a bench; drawn where two sizes or more are known. */

import type { ComparePage } from '../../../src/results/compare-page/shape.ts';
import { Figure } from '../../figures/figure.tsx';
import { visible } from '../../text/invisible.ts';
import { Plain } from '../../text/plain.tsx';
import { useCompare } from '../context.ts';
import { scoreText } from '../words.ts';

interface Point {
  model: string;
  size: number;
  /** As a share of the scale. */
  share: number;
  text: string;
}

interface Line {
  name: string;
  points: Point[];
}

const frame = { left: 60, right: 16, top: 10, bottom: 40, width: 560, height: 280 } as const;

export function SizePlot() {
  const lines = linesOf(useCompare().page);
  const sizes = [...new Set(lines.flatMap(({ points }) => points.map(({ size }) => size)))];
  if (sizes.length < 2) return null;
  const most = 1.08 * Math.max(...sizes);
  const x = (size: number) => frame.left + (size / most) * (frame.width - frame.left - frame.right);
  const y = (share: number) => frame.top + (1 - share) * (frame.height - frame.top - frame.bottom);
  return (
    <Figure id="sizes" title="Score against size" note="Scores as shares of each scale, base included." wide>
      <div class="size-plot">
        <svg
          viewBox={`0 0 ${frame.width} ${frame.height}`}
          role="img"
          aria-label="scores by size in gigabytes; the figures stand beside it"
        >
          {[0, 0.25, 0.5, 0.75, 1].map((share) => (
            <g key={share}>
              <line
                class="ground"
                x1={frame.left}
                x2={frame.width - frame.right}
                y1={y(share)}
                y2={y(share)}
              />
              <text class="quiet" x={frame.left - 6} y={y(share) + 4} text-anchor="end">
                {`${100 * share} %`}
              </text>
            </g>
          ))}
          {apart(sizes, x).map((size) => (
            <text key={size} class="quiet" x={x(size)} y={frame.height - 20} text-anchor="middle">
              {size}
            </text>
          ))}
          <text class="quiet" x={frame.width - frame.right} y={frame.height - 4} text-anchor="end">
            size in GB
          </text>
          {lines.map(({ name, points }, place) => (
            <g key={name} class={`series hue-${place % 8}`}>
              <polyline
                class="path"
                fill="none"
                points={points.map(({ size, share }) => `${x(size)},${y(share)}`).join(' ')}
              />
              {points.map(({ model, size, share, text }) => (
                <circle key={model} class="dot" cx={x(size)} cy={y(share)} r="4">
                  <title>{visible(`${model}: ${text}`)}</title>
                </circle>
              ))}
            </g>
          ))}
        </svg>
        <Figures lines={lines} />
      </div>
    </Figure>
  );
}

function Figures({ lines }: { lines: readonly Line[] }) {
  return (
    <ul class="size-list">
      {lines.map(({ name, points }, place) => (
        <li key={name}>
          <span class={`swatch hue-${place % 8}`} aria-hidden="true" />
          <b>
            <Plain text={name} />
          </b>
          <ul>
            {points.map(({ model, size, text }) => (
              <li key={model}>
                <Plain text={model} /> ({size} GB): {text}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

/** Sizes whose labels do not stand on one another. */
function apart(sizes: readonly number[], x: (size: number) => number): number[] {
  const shown: number[] = [];
  for (const size of [...sizes].sort((a, b) => b - a)) {
    const last = shown.at(-1);
    if (last === undefined || x(last) - x(size) > 36) shown.push(size);
  }
  return shown;
}

/** The base's score is that of its first comparison on the bench. */
function linesOf({ base, base_size_gb, candidates }: ComparePage): Line[] {
  const lines = new Map<string, Line>();
  for (const { model, size_gb, benches } of candidates) {
    for (const row of benches) {
      const name = `${row.bench}, ${row.judge}`;
      const line: Line = lines.get(name) ?? { name, points: [] };
      const add = (of: string, size: number | null, score: number | null) => {
        if (size === null || score === null || line.points.some((point) => point.model === of)) return;
        const [low, high] = row.scale;
        line.points.push({
          model: of,
          size,
          share: (score - low) / (high - low),
          text: scoreText(score, row),
        });
      };
      add(base, base_size_gb, row.base_score);
      add(model, size_gb, row.score);
      lines.set(name, line);
    }
  }
  const all = [...lines.values()].filter(({ points }) => points.length > 1);
  for (const { points } of all) points.sort((a, b) => b.size - a.size);
  return all;
}
