/** A rating as a small coloured number. */

export function Rating({ score, label }: { score: number | undefined; label: string }) {
  const shown = score === undefined ? '–' : Number.isInteger(score) ? String(score) : score.toFixed(1);
  const step = score === undefined ? 'none' : Math.min(9, Math.max(0, Math.round(score - 1)));
  return (
    <span class={`rating heat-${step}`} title={label}>
      <span aria-hidden="true">{shown}</span>
      <span class="hidden">{label}</span>
    </span>
  );
}
