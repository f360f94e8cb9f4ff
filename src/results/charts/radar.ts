/** The radar: one axis a category, one outline a model. */

import { scaleLinear } from 'd3-scale';
import { curveLinearClosed, lineRadial } from 'd3-shape';
import { shortName } from '../../short-name.ts';
import { textWidth } from '../../text-width.ts';
import { type Mark, mark } from './mark.ts';
import { ink, seriesStyle } from './palette.ts';

interface RadarSeries {
  name: string;
  /** One per axis; null where there is none. */
  values: readonly (number | null)[];
  /** Decides the colour, so that a model keeps its own when others go. */
  place: number;
}

export interface RadarOptions {
  axes: readonly string[];
  series: readonly RadarSeries[];
  /** The values in the middle and at the rim. */
  domain: readonly [number, number];
  /** Where rings are drawn, and named. */
  ticks: readonly number[];
}

/** Inside is the web, around it space for the names of the axes. */
export const radarSize = { width: 500, height: 384, radius: 140 };

/** What a letter of an axis' name takes, a wide one twice as much; and a line of it. */
const [letter, lineHeight] = [7, 14];

/** A group whose middle is the radar's own. */
export function radar({ axes, series, domain, ticks }: RadarOptions): Mark {
  const distance = scaleLinear(domain, [0, radarSize.radius]).clamp(true);
  const angle = (axis: number) => (axis / axes.length) * 2 * Math.PI;
  const point = (axis: number, length: number) => ({
    x: Math.sin(angle(axis)) * length,
    y: -Math.cos(angle(axis)) * length,
  });
  const rings = ticks.map((tick) =>
    mark('polygon', {
      class: 'grid',
      fill: 'none',
      stroke: ink.grid,
      points: axes.map((_, axis) => coordinates(point(axis, distance(tick)))).join(' '),
    }),
  );
  const spokes = axes.map((_, axis) => {
    const { x, y } = point(axis, radarSize.radius);
    return mark('line', { class: 'grid', x1: 0, y1: 0, x2: x, y2: y, stroke: ink.grid });
  });
  const tickNames = ticks.map((tick) =>
    mark('text', { ...quiet, x: 4, y: -distance(tick) + 4, 'font-size': 10 }, String(tick)),
  );
  const outlines = series.map((each) => outline(each, { axes, distance, angle }));
  return mark('g', {}, ...rings, ...spokes, ...outlines, ...tickNames, ...axisNames(axes, point));
}

const quiet = { class: 'quiet', fill: ink.quiet };

function outline(
  { name, values, place }: RadarSeries,
  {
    axes,
    distance,
    angle,
  }: { axes: readonly string[]; distance: (value: number) => number; angle: (axis: number) => number },
): Mark {
  const { hue, colour, dash } = seriesStyle(place);
  const known = axes.flatMap((_, axis): [number, number][] => {
    const value = values[axis];
    return value === null || value === undefined ? [] : [[angle(axis), distance(value)]];
  });
  const path = lineRadial().curve(curveLinearClosed)(known) ?? '';
  const dots = known.map(([at, length]) =>
    mark('circle', {
      cx: Math.sin(at) * length,
      cy: -Math.cos(at) * length,
      r: 2.5,
      fill: colour,
      class: 'dot',
    }),
  );
  const line = {
    fill: colour,
    'fill-opacity': '0.05',
    stroke: colour,
    'stroke-width': 2,
    'stroke-linejoin': 'round',
  };
  return mark(
    'g',
    { class: `series hue-${hue}` },
    mark('title', {}, name),
    mark('path', { class: 'line', d: path.replace(/(\.\d)\d+/g, '$1'), ...line, 'stroke-dasharray': dash }),
    ...dots,
  );
}

function axisNames(
  axes: readonly string[],
  point: (axis: number, length: number) => { x: number; y: number },
): Mark[] {
  return axes.flatMap((name, axis) => {
    const { x, y } = point(axis, radarSize.radius + 14);
    const isUpright = Math.abs(x) < 1;
    const anchor = isUpright ? 'middle' : x < 0 ? 'end' : 'start';
    const room = isUpright ? radarSize.width : radarSize.width / 2 - Math.abs(x);
    const lines = linesOf(name, Math.floor(room / letter));
    // Above the web the last line stands next to it, below the first; at the sides the middle does.
    const first = isUpright ? (y < 0 ? 1 - lines.length : 8 / lineHeight) : 0.3 - (lines.length - 1) / 2;
    return lines.map((text, line) =>
      mark(
        'text',
        {
          ...{ ...quiet, x, y: y + (first + line) * lineHeight },
          ...{ 'text-anchor': anchor, 'font-size': 12 },
        },
        text,
      ),
    );
  });
}

/** The name in one line, or broken between its words into two, each cut to so many letters. */
function linesOf(name: string, letters: number): string[] {
  if (textWidth(name) <= letters) return [name];
  const breaks = [...name.matchAll(/[ _/-]+/g)].map(({ index, 0: { length } }) => index + length);
  const middle = breaks.sort((a, b) => Math.abs(a - name.length / 2) - Math.abs(b - name.length / 2))[0];
  const parts = middle === undefined ? [name] : [name.slice(0, middle), name.slice(middle)];
  return parts.map((part) => shortName(part.trim(), letters));
}

function coordinates({ x, y }: { x: number; y: number }): string {
  return `${x.toFixed(1)},${y.toFixed(1)}`;
}
