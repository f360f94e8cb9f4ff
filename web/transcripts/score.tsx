/** A score as a small coloured number. */

import { useContext } from 'preact/hooks';
import { stepOf } from '../../src/results/charts/scale.ts';
import { ReadingContext } from '../state/reading.ts';

export function Score({ score, label }: { score: number | undefined; label: string }) {
  const { scale } = useContext(ReadingContext);
  const shown = score === undefined ? '–' : Number.isInteger(score) ? String(score) : score.toFixed(1);
  const step = score === undefined ? 'none' : stepOf(score, scale);
  return (
    <span class={`score heat-${step}`} title={label}>
      <span aria-hidden="true">{shown}</span>
      <span class="hidden">{label}</span>
    </span>
  );
}
