/** Equations, inequalities, and values with a name. */

import { constantRatio, sameValue } from '../expression/equal.ts';
import { type Expression, negative, some, sum } from '../expression/expression.ts';
import type { Answer } from './answer.ts';

type Relation = Answer & { kind: 'relation' };

/** The two ends of an equation, or of a chain of them; nothing for other relations. */
export function sidesOf(answer: Answer): { left: Answer; right: Answer; assigned: boolean } | undefined {
  if (answer.kind !== 'relation' || answer.signs.some((sign) => sign !== '=')) return undefined;
  const [left, right] = [answer.sides[0], answer.sides.at(-1)];
  return left && right && { left, right, assigned: isName(left) };
}

/** `x`, `f(x)`, `a+b`, `\text{Area}`, `(x, y)`: what gets a value holds names, and no number. */
function isName(answer: Answer): boolean {
  if (answer.kind === 'words') return true;
  if (answer.kind === 'list') return answer.items.every(isName);
  if (answer.kind !== 'value') return false;
  const named = some(answer.value, ({ kind }) => kind === 'symbol' || kind === 'constant');
  return named && !some(answer.value, isCount);
}

/** Minus one also stands for a sign or a slash. */
function isCount(part: Expression): boolean {
  return part.kind === 'number' && part.value.numerator !== -1n;
}

export function compareRelations(
  gold: Relation,
  given: Relation,
  same: (gold: Answer, given: Answer) => boolean,
): boolean {
  const [goldSides, givenSides] = [sidesOf(gold), sidesOf(given)];
  if (goldSides && givenSides) {
    const named = goldSides.assigned && givenSides.assigned && same(goldSides.left, givenSides.left);
    return (named && same(goldSides.right, givenSides.right)) || sameEquation(goldSides, givenSides);
  }
  return (
    sameInequality(ascending(gold), ascending(given)) || sameChain(ascending(gold), ascending(given), same)
  );
}

interface Sides {
  left: Answer;
  right: Answer;
}

/** Two equations are one when the differences of their sides have a constant ratio. */
function sameEquation(gold: Sides, given: Sides): boolean {
  return ratio(difference(gold), difference(given)) !== undefined;
}

function difference({ left, right }: Sides): Expression | undefined {
  return left.kind === 'value' && right.kind === 'value' ? sum(left.value, negative(right.value)) : undefined;
}

function ratio(a: Expression | undefined, b: Expression | undefined): number | undefined {
  const found = a && b && constantRatio(a, b);
  return found === 0 ? undefined : found;
}

/** Written with `<` and `\le` only. */
function ascending(relation: Relation): Relation {
  if (!relation.signs.some((sign) => sign === '>' || sign === '\\ge')) return relation;
  const turned: Readonly<Record<string, string>> = { '>': '<', '\\ge': '\\le', '<': '>', '\\le': '\\ge' };
  return {
    ...relation,
    sides: relation.sides.toReversed(),
    signs: relation.signs.map((sign) => turned[sign] ?? sign).toReversed(),
  };
}

function sameInequality(gold: Relation, given: Relation): boolean {
  if (gold.signs.length !== 1 || given.signs.length !== 1 || gold.signs[0] !== given.signs[0]) return false;
  const found = ratio(differenceOf(gold), differenceOf(given));
  if (found === undefined) return false;
  return gold.signs[0] === '\\ne' || found > 0;
}

function differenceOf({ sides: [left, right] }: Relation): Expression | undefined {
  const found = left && right && difference({ left, right });
  return found && some(found, ({ kind }) => kind === 'symbol') ? found : undefined;
}

function sameChain(gold: Relation, given: Relation, same: (gold: Answer, given: Answer) => boolean): boolean {
  if (gold.signs.join(' ') !== given.signs.join(' ')) return false;
  return gold.sides.every((side, index) => {
    const other = given.sides[index];
    if (side.kind === 'value' && other?.kind === 'value') return sameValue(side.value, other.value, 'real');
    return other !== undefined && same(side, other);
  });
}
