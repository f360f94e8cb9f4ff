/** Filling, emptying, growing and copying: rates over time. */

import { about } from '../asides.ts';
import { calc } from '../calc.ts';
import { rounds } from '../check.ts';
import { count, figure, money, noun, spelled, times } from '../english.ts';
import { people } from '../names.ts';
import { days } from '../settings.ts';
import type { Structure } from '../structure.ts';

export const rates: readonly Structure[] = [
  {
    id: 'tank-with-leak',
    make: (draw) => {
      const tank = draw.pick(['water tank', 'pool', 'pond', 'barrel']);
      const [fill, leak, minutes, inside] = [
        draw.int(12, 30),
        draw.int(2, 8),
        draw.int(8, 30),
        draw.multiple(10, 20, 90),
      ];
      const volume = inside + (fill - leak) * minutes;
      const missing = calc`${volume} - ${inside}`;
      const net = calc`${fill} - ${leak}`;
      const needed = calc`${missing} / ${net}`;
      return {
        story: [
          draw.say(
            `A ${tank} that can hold ${figure(volume)} liters has ${inside} liters of water in it.`,
            `There are ${inside} liters of water in a ${tank} with room for ${figure(volume)} liters.`,
          ),
          draw.say(
            `A pump brings in ${fill} liters a minute, while ${spelled(leak)} liters a minute run out through a leak.`,
            `Through a hose ${fill} liters flow in every minute, and through a crack ${spelled(leak)} liters flow out every minute.`,
          ),
          `After how many minutes is the ${tank} full?`,
        ],
        asides: [
          `The ${tank} is ${draw.int(11, 40)} years old.`,
          `The water has a temperature of ${draw.int(9, 19)} degrees Celsius.`,
          `A liter of water costs less than ${spelled(draw.int(2, 5))} cents.`,
        ],
        steps: [
          `${missing.text} liters are missing.`,
          `Each minute there are ${net.text} liters more.`,
          `It takes ${needed.text} minutes.`,
        ],
        answer: needed,
        check: () => {
          let level = inside;
          return rounds(500, () => {
            level += fill;
            level -= leak;
            return level === volume;
          });
        },
      };
    },
  },
  {
    id: 'candle-height',
    make: (draw) => {
      const [person] = people(draw, 1);
      const [burn, hours, evenings, left] = [
        draw.int(2, 6),
        draw.int(2, 4),
        draw.int(3, 7),
        draw.int(20, 90),
      ];
      const height = burn * hours * evenings + left;
      const evening = calc`${burn} * ${hours}`;
      const gone = calc`${evening} * ${evenings}`;
      const rest = calc`${height} - ${gone}`;
      const divides = left % burn === 0;
      const more = divides ? calc`${rest} / ${burn}` : rest;
      return {
        story: [
          draw.say(
            `A candle of ${person.name}'s is ${height} millimeters high and burns down by ${spelled(burn)} millimeters an hour.`,
            `${person.name} has a candle with a height of ${height} millimeters that gets ${spelled(burn)} millimeters shorter for each hour it burns.`,
          ),
          `${person.He} lets it burn for ${spelled(hours)} hours on each of ${spelled(evenings)} evenings.`,
          divides
            ? `For how many more hours can the candle burn after these evenings until nothing is left of it?`
            : `How many millimeters high is the candle after these evenings?`,
        ],
        asides: [
          ...about(person, draw),
          `The candle cost ${money(draw.int(3, 12))}.`,
          `${person.name} bought the candle on a ${draw.pick(days)}, together with ${spelled(draw.int(2, 6))} lamps.`,
        ],
        steps: [
          `In one evening it loses ${evening.text} millimeters.`,
          `In all evenings it loses ${gone.text} millimeters.`,
          `It is ${rest.text} millimeters high after that.`,
          ...(divides ? [`It can burn for ${more.text} more hours.`] : []),
        ],
        answer: more,
        check: () => {
          let wax = height;
          for (let hour = 0; hour < hours * evenings; hour += 1) wax -= burn;
          return divides ? rounds(200, (hour) => wax === hour * burn) : wax;
        },
      };
    },
  },
  {
    id: 'doubling',
    make: (draw) => {
      const [person] = people(draw, 1);
      const [counted, where] = draw.pick([
        ['visitors', 'of a website'],
        ['members', 'of a book club'],
        ['subscribers', 'of a newsletter'],
        ['water fleas', 'in a pond'],
      ] as const);
      const [first, factor, steps] = [draw.int(3, 25), draw.int(2, 3), draw.int(2, 4)];
      const unit = draw.pick(['week', 'month']);
      const chain = Array.from({ length: steps }, (_, index) => calc`${first * factor ** index} * ${factor}`);
      const last = chain.at(-1) ?? calc`${first} * 1`;
      const lost = draw.int(2, first * factor - 1);
      const rest = calc`${last} - ${lost}`;
      return {
        story: [
          `When ${person.name} starts to count the ${counted} ${where}, on the first day of a ${unit}, there are ${first}.`,
          draw.say(
            `At the end of every ${unit} there are exactly ${times(factor)} as many ${counted} as at its beginning.`,
            `In every ${unit} the number of ${counted} grows to ${times(factor)} what it was at the beginning of that ${unit}.`,
          ),
          `After ${spelled(steps)} ${unit}s, ${lost} of them are lost at once.`,
          `How many ${counted} are there then?`,
        ],
        asides: [
          ...about(person, draw),
          `${person.name} needs ${draw.int(11, 40)} minutes for the counting.`,
        ],
        steps: [
          ...chain.map((number, index) => `After ${count(index + 1, noun(unit))} there are ${number.text}.`),
          `Then there are ${rest.text}.`,
        ],
        answer: rest,
        check: () => {
          let members = Array.from({ length: first }, () => 1);
          for (let step = 0; step < steps; step += 1) {
            members = members.flatMap((each) => Array<number>(factor).fill(each));
          }
          return members.slice(lost).length;
        },
      };
    },
  },
];
