/** A score as a small coloured number. */

import { scaleOf, stepOf } from '../../src/results/charts/scale.ts';
import { usePage } from '../state/page-context.ts';

export function Score({ score, label }: { score: number | undefined; label: string }) {
  const { overview } = usePage();
  const shown = score === undefined ? '–' : Number.isInteger(score) ? String(score) : score.toFixed(1);
  const step = score === undefined ? 'none' : stepOf(score, scaleOf(overview.single ?? {}));
  return (
    <span class={`score heat-${step}`} title={label}>
      <span aria-hidden="true">{shown}</span>
      <span class="hidden">{label}</span>
    </span>
  );
}
