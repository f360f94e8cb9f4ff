/** The scale of a judge's scores: a property of each judgment. */

import { z } from 'zod';
import { isNumber } from './fits.ts';

/** The lowest and the highest score. */
export const scaleSchema = z.tuple([z.number(), z.number()]);

export type Scale = readonly [low: number, high: number];

/** FastChat's, and that of every judgment which does not name another. */
export const defaultScale: Scale = [1, 10];

/** True only for what `scaleSchema` takes, or nothing. */
export function fitsScaleOrAbsent(value: unknown): value is [number, number] | undefined {
  return value === undefined || (Array.isArray(value) && value.length === 2 && value.every(isNumber));
}

export function isSameScale(one: Scale, other: Scale): boolean {
  return one[0] === other[0] && one[1] === other[1];
}

/** `from 1 to 10`. */
export function nameScale([low, high]: Scale): string {
  return `from ${low} to ${high}`;
}
