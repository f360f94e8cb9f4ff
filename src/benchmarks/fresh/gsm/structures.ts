/** The structures: those of the questions, and those of the shots, which no question has. */

import type { Structure } from './structure.ts';
import { ages } from './structures/ages.ts';
import { events } from './structures/events.ts';
import { food } from './structures/food.ts';
import { garden } from './structures/garden.ts';
import { home } from './structures/home.ts';
import { long } from './structures/long.ts';
import { puzzles } from './structures/puzzles.ts';
import { rates } from './structures/rates.ts';
import { school } from './structures/school.ts';
import { shopping } from './structures/shopping.ts';
import { speeds } from './structures/speeds.ts';
import { stock } from './structures/stock.ts';
import { trade } from './structures/trade.ts';
import { travel } from './structures/travel.ts';
import { work } from './structures/work.ts';

const all: readonly Structure[] = [
  ...[...trade, ...work, ...travel, ...school, ...garden, ...food],
  ...[...ages, ...shopping, ...events, ...home, ...rates, ...long, ...speeds, ...puzzles, ...stock],
];

/** A model that is shown how one of these is solved is not shown how a question is. */
const idsOfShots: ReadonlySet<string> = new Set([
  ...['packing-cost', 'fuel-cost', 'class-excursion', 'slices-left', 'collection-chain', 'shelf-books'],
]);

export const questionStructures = all.filter(({ id }) => !idsOfShots.has(id));
export const shotStructures = all.filter(({ id }) => idsOfShots.has(id));
