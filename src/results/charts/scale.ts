/** The scale of a board's scores, as charts and tables divide it. */

import { scaleLinear } from 'd3-scale';
import { defaultScale, type Scale } from '../../records/scale.ts';

/** The scale of a board, 1 to 10 where it names none. */
export function scaleOf({ scale = defaultScale }: { scale?: Scale | undefined }): Scale {
  return scale;
}

/** Round values above the lowest, about five: the rings of a radar. */
export function ringsOf(scale: Scale): number[] {
  return scaleLinear(scale, [0, 1])
    .ticks(5)
    .filter((tick) => tick > scale[0]);
}

/** The bins of a histogram, each by its lowest score: the whole scores where they are 3 to 11, else ten equal parts. */
export function binsOf([low, high]: Scale): number[] {
  const wholes = Number.isInteger(low) && Number.isInteger(high) ? high - low + 1 : 0;
  if (wholes >= 3 && wholes <= 11) return Array.from({ length: wholes }, (_, index) => low + index);
  const width = (high - low) / 10;
  return Array.from({ length: 10 }, (_, index) => Number((low + index * width).toPrecision(6)));
}

/** Where a score stands among ten steps, from 0 for the lowest to 9 for the highest. */
export function stepOf(score: number, [low, high]: Scale): number {
  return Math.min(9, Math.max(0, Math.round(((score - low) / (high - low)) * 9)));
}

/** Two judges are far apart from a third of the scale on: 3 points of 1 to 10. */
export function farApart([low, high]: Scale): number {
  return Number(((high - low) / 3).toFixed(2));
}
