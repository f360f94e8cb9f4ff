/** A mean and its interval on one line, as wide as its place, and the axis above all of them. */

import { scaleLinear } from 'd3-scale';

type Domain = readonly [number, number];

export interface WhiskerProps {
  value: number | null;
  ci: Domain | null;
  domain: Domain;
}

export function Whisker({ value, ci, domain }: WhiskerProps) {
  const at = along(domain);
  return (
    <svg class="whisker" aria-hidden="true" focusable="false">
      <Grid domain={domain} />
      {ci && <line class="bar" x1={at(ci[0])} x2={at(ci[1])} y1="50%" y2="50%" />}
      {value !== null && <circle class="dot" cx={at(value)} cy="50%" r="4" />}
    </svg>
  );
}

/** Lines for the numbers of the axis, a little taller than a line of a table: together they go through. */
export function Grid({ domain }: { domain: Domain }) {
  const at = along(domain);
  return (
    <>
      {ticksOf(domain).map((tick) => (
        <line key={tick} class="ground" x1={at(tick)} x2={at(tick)} y1="-55%" y2="155%" />
      ))}
    </>
  );
}

export function Axis({ domain, label }: { domain: Domain; label: string }) {
  const at = along(domain);
  return (
    <>
      <span class="hidden">
        {label}, from {domain[0]} to {domain[1]}
      </span>
      <svg class="axis" aria-hidden="true" focusable="false">
        {ticksOf(domain).map((tick) => (
          <text key={tick} class="quiet" x={at(tick)} y="80%" text-anchor="middle">
            {tick}
          </text>
        ))}
      </svg>
    </>
  );
}

/** Where a value stands, as a share of the width; what is outside stands at the end. */
export function along([low, high]: Domain): (value: number) => string {
  return (value) => `${(((Math.min(high, Math.max(low, value)) - low) / (high - low)) * 100).toFixed(2)}%`;
}

/** Every whole score; of a wider scale a handful of round numbers. */
function ticksOf(domain: Domain): number[] {
  const span = domain[1] - domain[0];
  return scaleLinear([...domain], [0, 1]).ticks(span < 10 ? span : 5);
}
