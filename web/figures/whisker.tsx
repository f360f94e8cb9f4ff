/** A mean and its interval on one line, as wide as its place. */

export interface WhiskerProps {
  value: number | null;
  ci: readonly [number, number] | null;
  domain: readonly [number, number];
}

export function Whisker({ value, ci, domain: [low, high] }: WhiskerProps) {
  const at = (point: number) =>
    `${(((Math.min(high, Math.max(low, point)) - low) / (high - low)) * 100).toFixed(2)}%`;
  return (
    <svg class="whisker" aria-hidden="true" focusable="false">
      <line class="ground" x1="0" x2="100%" y1="50%" y2="50%" />
      {ci && <line class="bar" x1={at(ci[0])} x2={at(ci[1])} y1="50%" y2="50%" />}
      {value !== null && <circle class="dot" cx={at(value)} cy="50%" r="4" />}
    </svg>
  );
}
