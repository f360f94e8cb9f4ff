/** Plants, animals and farms. */

import { about } from '../asides.ts';
import { calc } from '../calc.ts';
import { only, rounds, total } from '../check.ts';
import { capitalised, count, figure, fraction, money, noun, spelled, times } from '../english.ts';
import { people } from '../names.ts';
import { crops } from '../settings.ts';
import type { Structure } from '../structure.ts';

const fed = [
  [noun('horse'), 'oats'],
  [noun('dog'), 'dry food'],
  [noun('calf', 'calves'), 'pellets'],
  [noun('donkey'), 'hay'],
] as const;

export const garden: readonly Structure[] = [
  {
    id: 'row-harvest',
    make: (draw) => {
      const [person] = people(draw, 1);
      const { plant, yields, ground } = draw.pick(crops);
      const [rows, width, each] = [draw.int(4, 12), draw.int(5, 14), draw.int(6, 20)];
      const dead = draw.int(3, rows * 2);
      const planted = calc`${rows} * ${width}`;
      const alive = calc`${planted} - ${dead}`;
      const harvest = calc`${alive} * ${each}`;
      return {
        story: [
          draw.say(
            `In ${person.name}'s ${ground} there are ${spelled(rows)} rows of ${plant.many}, ${spelled(width)} in each row.`,
            `${person.name} set ${spelled(rows)} rows of ${spelled(width)} ${plant.many} in ${person.his} ${ground}.`,
          ),
          draw.say(
            `${capitalised(spelled(dead))} of them ${draw.say('were killed by frost', 'dried up', 'were eaten by deer')}.`,
            `A storm destroyed ${spelled(dead)} of them.`,
          ),
          `Each of the others bore ${spelled(each)} ${yields.many}.`,
          `How many ${yields.many} did ${person.name} harvest?`,
        ],
        asides: [
          ...about(person, draw),
          `The rows are ${draw.int(12, 40)} meters long.`,
          `It rained on ${draw.int(11, 25)} days that summer.`,
        ],
        steps: [
          `There were ${planted.text} ${plant.many}.`,
          `${alive.text} of them were left.`,
          `They bore ${harvest.text} ${yields.many}.`,
        ],
        answer: harvest,
        check: () => total(rows * width, (index) => (index <= dead ? 0 : each)),
      };
    },
  },
  {
    id: 'egg-boxes',
    make: (draw) => {
      const [person] = people(draw, 1);
      const bird = draw.pick(['hens', 'ducks', 'quails']);
      const size = draw.pick([6, 10, 12]);
      const [boxes, price, eaten] = [draw.int(7, 20), draw.int(3, 6), draw.int(1, 4)];
      const [birds, perDay] = [draw.pick([12, 18, 24, 30]), 1];
      const days = 7;
      const kept = birds * days * perDay - Math.min(boxes, Math.floor((birds * days) / size) - 1) * size;
      const laid = calc`${birds} * ${days}`;
      const forSale = calc`${laid} - ${kept}`;
      const packed = calc`${forSale} / ${size}`;
      const income = calc`${packed} * ${price}`;
      return {
        story: [
          draw.say(
            `${person.name} keeps ${birds} ${bird}, and each of them lays one egg a day.`,
            `Each of ${person.name}'s ${birds} ${bird} lays one egg every day.`,
          ),
          draw.say(
            `Of the eggs of one week, ${person.he} keeps ${kept} and sells the rest in boxes of ${spelled(size)}.`,
            `In a week of seven days, ${kept} of the eggs are used in ${person.his} own kitchen, and all the others are sold, ${spelled(size)} to a box.`,
          ),
          `A box is sold for ${money(price)}.`,
          `How many dollars do the eggs of one week bring?`,
        ],
        asides: [
          ...about(person, draw),
          `The ${bird} eat ${draw.int(11, 30)} kilograms of grain a week.`,
          `There were only ${spelled(eaten + 2)} ${bird} at first.`,
        ],
        steps: [
          `In a week there are ${laid.text} eggs.`,
          `${forSale.text} eggs are sold.`,
          `They fill ${packed.text} boxes.`,
          `The boxes bring ${income.money}.`,
        ],
        answer: income,
        check: () => {
          let [eggs, cash] = [total(days, () => birds) - kept, 0];
          for (; eggs >= size; eggs -= size) cash += price;
          return eggs === 0 ? cash : Number.NaN;
        },
      };
    },
  },
  {
    id: 'fence-posts',
    make: (draw) => {
      const [person] = people(draw, 1);
      const gap = draw.pick([2, 3, 4, 5]);
      const [long, wide, price] = [gap * draw.int(6, 15), gap * draw.int(3, 5), draw.int(4, 12)];
      const around = calc`2 * (${long} + ${wide})`;
      const posts = calc`${around} / ${gap}`;
      const cost = calc`${posts} * ${price}`;
      const area = draw.pick(['meadow', 'paddock', 'vegetable plot', 'yard']);
      return {
        story: [
          draw.say(
            `${person.name} fences in a rectangular ${area} that is ${long} meters long and ${wide} meters wide.`,
            `A rectangular ${area} of ${person.name}'s, ${long} meters long and ${wide} meters wide, gets a fence all the way around.`,
          ),
          `There is a post at each corner, and along every side there is a post every ${spelled(gap)} meters.`,
          `A post costs ${money(price)}.`,
          `How many dollars do all the posts cost?`,
        ],
        asides: [
          ...about(person, draw),
          `Each post is ${draw.multiple(10, 120, 200)} centimeters high.`,
          `The work takes ${spelled(draw.int(3, 9))} days.`,
        ],
        steps: [
          `The fence is ${around.text} meters long.`,
          `With a post every ${gap} meters, ${person.he} needs ${posts.text} posts.`,
          `They cost ${cost.money}.`,
        ],
        answer: cost,
        check: () => {
          const places = new Set<string>();
          for (let x = 0; x <= long; x += gap) places.add(`${x},0`).add(`${x},${wide}`);
          for (let y = 0; y <= wide; y += gap) places.add(`0,${y}`).add(`${long},${y}`);
          return [...places].reduce((sum) => sum + price, 0);
        },
      };
    },
  },
  {
    id: 'feed-days',
    make: (draw) => {
      const [person] = people(draw, 1);
      const [animal, food] = draw.pick(fed);
      const [animals, each, days, more] = [draw.int(3, 8), draw.int(2, 5), draw.int(6, 20), draw.int(2, 4)];
      const [first, later] = [draw.int(2, 5), animals + more];
      const stock = animals * each * first + later * each * days;
      const herdDay = calc`${animals} * ${each}`;
      const eaten = calc`${herdDay} * ${first}`;
      const left = calc`${stock} - ${eaten}`;
      const herd = calc`${animals} + ${more}`;
      const need = calc`${herd} * ${each}`;
      const lasts = calc`${left} / ${need}`;
      return {
        story: [
          `${person.name} has ${count(animals, animal).replace(/^\d+/, spelled(animals))} and ${figure(stock)} kilograms of ${food}.`,
          `Every ${animal.one} gets ${spelled(each)} kilograms of ${food} a day.`,
          draw.say(
            `After ${spelled(first)} days, ${spelled(more)} more ${animal.many} arrive, which get as much each.`,
            `When ${spelled(first)} days have passed, ${person.he} takes in ${spelled(more)} more ${animal.many} and feeds them the same amount each.`,
          ),
          `For how many days after the new ${animal.many} arrive does the remaining ${food} last?`,
        ],
        asides: [
          ...about(person, draw),
          `A kilogram of ${food} costs ${money(draw.int(2, 4))}.`,
          `The oldest ${animal.one} is ${draw.int(5, 12)} years old.`,
        ],
        steps: [
          `At first the ${animal.many} eat ${herdDay.text} kilograms a day.`,
          `In ${first} days they eat ${eaten.text} kilograms.`,
          `${left.text} kilograms are left.`,
          `Then there are ${herd.text} ${animal.many}.`,
          `They eat ${need.text} kilograms a day.`,
          `The rest lasts for ${lasts.text} days.`,
        ],
        answer: lasts,
        check: () => {
          let store = stock - total(first, () => animals * each);
          return rounds(100, () => {
            for (let index = 0; index < later; index += 1) store -= each;
            return store === 0;
          });
        },
      };
    },
  },
  {
    id: 'harvest-compare',
    make: (draw) => {
      const [first, second, third] = people(draw, 3);
      const { yields } = draw.pick(crops);
      const part = draw.pick([2, 3, 4]);
      const [factor, more] = [draw.int(2, 4), draw.int(7, 30)];
      const base = part * draw.int(6, 20);
      const one = calc`${base} * ${factor}`;
      const two = calc`${base} / ${part}`;
      const two2 = calc`${two} + ${more}`;
      const all = calc`${base} + ${one} + ${two2}`;
      return {
        story: [
          `${first.name} picks ${count(base, yields)}.`,
          `${second.name} picks ${times(factor)} as many ${yields.many} as ${first.name}.`,
          draw.say(
            `${third.name} picks ${more} more than ${fraction(1, part)} of the number that ${first.name} picks.`,
            `${third.name} first picks ${fraction(1, part)} of the number that ${first.name} picks, and then another ${more}.`,
          ),
          `How many ${yields.many} do the three of them pick ${draw.say('altogether', 'in total', 'together')}?`,
        ],
        asides: [
          ...about(second, draw),
          `${third.name} has been helping for ${spelled(draw.int(3, 9))} hours.`,
        ],
        steps: [
          `${second.name} picks ${one.text}.`,
          `A part of ${first.name}'s number is ${two.text}.`,
          `${third.name} picks ${two2.text}.`,
          `All together pick ${all.text} ${yields.many}.`,
        ],
        answer: all,
        check: () =>
          base + total(factor, () => base) + only(base, (x) => total(part, () => x) === base) + more,
      };
    },
  },
];
