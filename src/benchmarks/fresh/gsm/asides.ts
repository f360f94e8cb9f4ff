/** Sentences about a person with a number that never matters. */

import type { Draw } from '../draw.ts';
import { noun, spelled } from './english.ts';
import type { Person } from './names.ts';

export function about({ name }: Person, draw: Draw): string[] {
  const relative = draw.pick([noun('cousin'), noun('aunt'), noun('nephew'), noun('neighbour')]);
  return [
    `${name} has ${spelled(draw.int(2, 9))} ${relative.many}.`,
    `${name} lives at number ${draw.int(11, 98)} on the same street as ${draw.say('the post office', 'the bakery', 'the fire station')}.`,
    `${name} has lived in this town for ${spelled(draw.int(2, 19))} years.`,
    `${name} was born on the ${draw.int(4, 20)}th of ${draw.say('March', 'July', 'October', 'January')}.`,
  ];
}
