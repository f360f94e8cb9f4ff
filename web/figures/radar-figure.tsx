/** The radar by category, with the models that are wanted on it. */

import { seriesStyle } from '../../src/results/charts/palette.ts';
import { type RadarOptions, radar, radarSize } from '../../src/results/charts/radar.ts';
import { usePage } from '../state/page-context.ts';
import { visible } from '../text/invisible.ts';
import { Plain } from '../text/plain.tsx';
import { drawing } from './drawing.tsx';
import { Figure } from './figure.tsx';
import { roomFor } from './names.ts';

/** How many models are on the radar until somebody chooses. */
const first = 5;

export interface RadarProps {
  title: string;
  axes: readonly string[];
  series: readonly { name: string; values: readonly (number | null)[] }[];
  domain: RadarOptions['domain'];
  ticks: readonly number[];
  /** Two figures stand next to it. */
  tall?: boolean;
}

export function RadarFigure({ title, axes, series, domain, ticks, tall = false }: RadarProps) {
  const { address, go } = usePage();
  if (axes.length < 3) return null;
  const names = series.map(({ name }) => name);
  const shown = address.shown ?? names.slice(0, first);
  const toggle = (name: string) =>
    go({ shown: names.filter((each) => (each === name) !== shown.includes(each)) }, { replace: true });
  const placed = series.map(({ name, values }, place) => ({ name: visible(name), values, place }));
  const drawn = placed.filter((_, place) => shown.includes(names[place] ?? ''));
  const { width, height } = radarSize;
  return (
    <Figure id="radar" title={title}>
      <div class={tall ? 'radar tall' : 'radar'}>
        <svg
          viewBox={`${-width / 2} ${-height / 2 + 6} ${width} ${height - 16}`}
          role="img"
          aria-label={title}
        >
          {drawing(radar({ axes: axes.map(visible), series: drawn, domain, ticks }))}
        </svg>
        <fieldset class="legend" style={roomFor(names)}>
          <legend class="hidden">Models on the radar</legend>
          {names.map((name, place) => (
            <Toggle
              key={name}
              name={name}
              place={place}
              on={shown.includes(name)}
              toggle={() => toggle(name)}
            />
          ))}
        </fieldset>
      </div>
    </Figure>
  );
}

interface ToggleProps {
  name: string;
  place: number;
  on: boolean;
  toggle: () => void;
}

function Toggle({ name, place, on, toggle }: ToggleProps) {
  const { hue, colour, dash } = seriesStyle(place);
  return (
    <label class={on ? 'key' : 'key off'}>
      <input type="checkbox" checked={on} onChange={toggle} />
      <svg width="24" height="10" class={`series hue-${hue}`} aria-hidden="true" focusable="false">
        <line
          x1="1"
          x2="23"
          y1="5"
          y2="5"
          stroke={colour}
          class="line"
          stroke-width="2.5"
          stroke-dasharray={dash}
        />
      </svg>
      <Plain text={name} />
    </label>
  );
}
