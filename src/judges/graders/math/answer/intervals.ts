/** Sets of numbers as unions of intervals. */

import { complex } from '../expression/complex.ts';
import { isInfinity, sameValue } from '../expression/equal.ts';
import { constant, type Expression, negative, some } from '../expression/expression.ts';
import { numericValue } from '../expression/numeric.ts';
import type { Answer } from './answer.ts';

interface End {
  value: Expression;
  /** As a double, to sort by; not a number where the end has symbols. */
  at: number;
  included: boolean;
}

interface Interval {
  start: End;
  end: End;
}

/** Undefined for all that is no interval, union or inequality for one variable. */
export function intervalsOf(answer: Answer): Interval[] | undefined {
  if (answer.kind === 'union') {
    const parts = answer.parts.map(intervalsOf);
    return parts.every((part) => part !== undefined) ? merged(parts.flat()) : undefined;
  }
  if (answer.kind === 'complement') return complementOf(answer.removed);
  if (answer.kind === 'relation') return fromRelation(answer);
  if (answer.kind !== 'list' || answer.items.length !== 2) return undefined;
  const [start, end] = answer.items;
  const { open, close } = answer;
  if (start?.kind !== 'value' || end?.kind !== 'value' || !/^[([]$/.test(open) || !/^[)\]]$/.test(close))
    return undefined;
  return [{ start: endOf(start.value, open === '['), end: endOf(end.value, close === ']') }];
}

export function sameIntervals(a: readonly Interval[], b: readonly Interval[]): boolean {
  return (
    a.length === b.length &&
    a.every((interval, index) => {
      const other = b[index];
      return other !== undefined && sameEnd(interval.start, other.start) && sameEnd(interval.end, other.end);
    })
  );
}

function sameEnd(a: End, b: End): boolean {
  // Infinity is never reached, whatever the bracket says.
  const sameBracket = a.included === b.included || !Number.isFinite(a.at);
  return sameBracket && sameValue(a.value, b.value, 'real');
}

function endOf(value: Expression, included: boolean): End {
  const infinite = some(value, isInfinity);
  const sign = value.kind === 'product' ? -1 : 1;
  const at = infinite ? sign * Number.POSITIVE_INFINITY : numericValue(value, () => complex(Number.NaN)).re;
  return { value, at, included };
}

/** In order, and those that touch made one; as they stand where an end isn't a number. */
function merged(intervals: readonly Interval[]): Interval[] {
  if (intervals.some(({ start, end }) => Number.isNaN(start.at) || Number.isNaN(end.at)))
    return [...intervals];
  const result: Interval[] = [];
  for (const interval of intervals.toSorted(byStart)) {
    const last = result.at(-1);
    const touches =
      last &&
      (interval.start.at < last.end.at ||
        (interval.start.at === last.end.at && (interval.start.included || last.end.included)));
    if (!last || !touches) result.push({ ...interval });
    else if (interval.end.at > last.end.at) last.end = interval.end;
    else if (interval.end.at === last.end.at && interval.end.included) last.end = interval.end;
  }
  return result;
}

function byStart(a: Interval, b: Interval): number {
  return a.start.at - b.start.at || Number(b.start.included) - Number(a.start.included);
}

/** What is left of the real numbers without an interval, a union, a number or a list of numbers. */
function complementOf(removed: Answer): Interval[] | undefined {
  const gaps = merged(intervalsOf(removed) ?? pointsOf(removed) ?? []);
  if (gaps.length === 0 || gaps.some(({ start, end }) => Number.isNaN(start.at) || Number.isNaN(end.at)))
    return undefined;
  const left: Interval[] = [];
  let start = endOf(negative(constant('infinity')), false);
  for (const gap of gaps) {
    if (start.at < gap.start.at) left.push({ start, end: turned(gap.start) });
    start = turned(gap.end);
  }
  if (start.at < Number.POSITIVE_INFINITY) left.push({ start, end: endOf(constant('infinity'), false) });
  return left;
}

function pointsOf(answer: Answer): Interval[] | undefined {
  const items = answer.kind === 'list' && answer.open !== '(' ? answer.items : [answer];
  const ends = items.map((item) => (item.kind === 'value' ? endOf(item.value, true) : undefined));
  return ends.every((end) => end !== undefined) ? ends.map((end) => ({ start: end, end })) : undefined;
}

function turned(end: End): End {
  return { ...end, included: !end.included };
}

function fromRelation({ sides, signs }: Answer & { kind: 'relation' }): Interval[] | undefined {
  const values = sides.map((side) => (side.kind === 'value' ? side.value : undefined));
  const place = values.findIndex((value) => value && isVariable(value));
  const others = values.filter((_, index) => index !== place);
  if (place < 0 || others.some((value) => !value || some(value, ({ kind }) => kind === 'symbol')))
    return undefined;
  if (signs.length === 2 && place !== 1) return undefined;
  if (signs[0] === '\\ne')
    return signs.length === 1 ? complementOf(sides[1 - place] ?? { kind: 'words', written: '' }) : undefined;
  const bounds = signs.map((sign, index) => {
    const value = values[index === place ? index + 1 : index];
    return value && bound(value, sign, index === place);
  });
  return intersection(bounds);
}

/** `x`, or `f(x)`. */
function isVariable(value: Expression): boolean {
  return value.kind === 'symbol' || (value.kind === 'call' && value.name.endsWith('()'));
}

interface Bound {
  end: End;
  upper: boolean;
}

/** What `x < 5` (the variable first) or `5 < x` says about x. */
function bound(value: Expression, sign: string, variableFirst: boolean): Bound | undefined {
  const included = sign === '\\le' || sign === '\\ge';
  if (!included && sign !== '<' && sign !== '>') return undefined;
  const smaller = sign === '<' || sign === '\\le';
  return { end: endOf(value, included), upper: smaller === variableFirst };
}

function intersection(bounds: readonly (Bound | undefined)[]): Interval[] | undefined {
  let start = endOf(negative(constant('infinity')), false);
  let end = endOf(constant('infinity'), false);
  for (const found of bounds) {
    if (!found) return undefined;
    if (found.upper) end = found.end;
    else start = found.end;
  }
  return [{ start, end }];
}
