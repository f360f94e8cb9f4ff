/** House, tools and moving. */

import { about } from '../asides.ts';
import { calc } from '../calc.ts';
import { only, rounds, total } from '../check.ts';
import { capitalised, count, figure, money, noun, spelled, times } from '../english.ts';
import { people } from '../names.ts';
import { days as weekdays } from '../settings.ts';
import type { Structure } from '../structure.ts';

export const home: readonly Structure[] = [
  {
    id: 'paint-wall',
    make: (draw) => {
      const [person] = people(draw, 1);
      const [can, cans, coats] = [draw.pick([6, 8, 10, 12]), draw.int(2, 5), 2];
      const area = (can * cans) / coats;
      const height = draw.pick([2, 3, 4]);
      const length = Math.ceil(area / height) + draw.int(1, 3);
      const openings = length * height - area;
      const price = draw.int(14, 38);
      const wall = calc`${length} * ${height}`;
      const free = calc`${wall} - ${openings}`;
      const twice = calc`${coats} * ${free}`;
      const needed = calc`${twice} / ${can}`;
      const cost = calc`${needed} * ${price}`;
      return {
        story: [
          draw.say(
            `${person.name} wants to paint a wall that is ${length} meters long and ${height} meters high.`,
            `A wall in ${person.name}'s ${draw.say('kitchen', 'hall', 'workshop')}, ${length} meters long and ${height} meters high, is to be painted.`,
          ),
          `Windows and doors take up ${count(openings, noun('square meter'))} of the wall and are not painted.`,
          `The rest of the wall gets two coats of paint.`,
          `A can of paint covers ${can} square meters once and costs ${money(price)}.`,
          `How many dollars does the paint cost?`,
        ],
        asides: [...about(person, draw), `${person.name} has ${spelled(draw.int(2, 4))} brushes.`],
        steps: [
          `The wall has ${wall.text} square meters.`,
          `${free.text} square meters are painted.`,
          `Two coats are ${twice.text} square meters.`,
          `That takes ${needed.text} cans.`,
          `They cost ${cost.money}.`,
        ],
        answer: cost,
        check: () => {
          let open = total(coats, () => total(length, () => height) - openings);
          const used = rounds(100, () => {
            open -= can;
            return open === 0;
          });
          return total(used, () => price);
        },
      };
    },
  },
  {
    id: 'floor-tiles',
    make: (draw) => {
      const [person] = people(draw, 1);
      const [long, wide, side] = [draw.int(3, 7), draw.int(2, 5), draw.pick([20, 25, 50])];
      const broken = draw.int(4, 12);
      const per = 100 / side;
      const lengthwise = calc`${long * 100} / ${side}`;
      const across = calc`${wide * 100} / ${side}`;
      const tiles = calc`${lengthwise} * ${across}`;
      const all = calc`${tiles} + ${broken}`;
      return {
        story: [
          draw.say(
            `${person.name} covers a floor of ${spelled(long)} meters by ${spelled(wide)} meters with square tiles.`,
            `A floor that is ${spelled(long)} meters long and ${spelled(wide)} meters wide is covered with square tiles by ${person.name}.`,
          ),
          `Each tile has sides of ${side} centimeters, and there are no gaps between them. (A meter has 100 centimeters.)`,
          draw.say(
            `In addition, ${spelled(broken)} tiles break during the work and have to be replaced by new ones.`,
            `${capitalised(spelled(broken))} more tiles are needed because as many break during the work.`,
          ),
          `How many tiles does ${person.name} use up altogether?`,
        ],
        asides: [
          ...about(person, draw),
          `The work takes ${spelled(draw.int(2, 6))} days.`,
          `The room is ${draw.multiple(5, 230, 280)} centimeters high.`,
        ],
        steps: [
          `Along the length there are ${lengthwise.text} tiles.`,
          `Along the width there are ${across.text} tiles.`,
          `The floor takes ${tiles.text} tiles.`,
          `With the broken ones that makes ${all.text} tiles.`,
        ],
        answer: all,
        check: () => total(long, () => total(wide, () => total(per, () => per))) + broken,
      };
    },
  },
  {
    id: 'laundry-boxes',
    make: (draw) => {
      const [person] = people(draw, 1);
      const [packs, per, loads, price] = [draw.int(2, 5), draw.int(2, 4), draw.int(3, 8), draw.int(4, 11)];
      const spoon = draw.pick([40, 50, 60]);
      const weeks = packs * per;
      const box = loads * per * spoon;
      const week = calc`${loads} * ${spoon}`;
      const grams = calc`${week} * ${weeks}`;
      const needed = calc`${grams} / ${box}`;
      const cost = calc`${needed} * ${price}`;
      return {
        story: [
          draw.say(
            `${person.name} washes ${spelled(loads)} loads of laundry a week and uses ${spoon} grams of detergent for each load.`,
            `Every week there are ${spelled(loads)} loads of laundry in ${person.name}'s house, each of which takes ${spoon} grams of detergent.`,
          ),
          `A box of detergent holds ${figure(box)} grams and costs ${money(price)}.`,
          draw.say(
            `How many dollars does ${person.he} spend on detergent for ${spelled(weeks)} weeks?`,
            `How many dollars does the detergent for ${spelled(weeks)} weeks cost?`,
          ),
        ],
        asides: [
          ...about(person, draw),
          `A load takes ${draw.multiple(5, 45, 95)} minutes.`,
          `The washing machine cost ${money(draw.multiple(10, 290, 700))}.`,
        ],
        steps: [
          `A week takes ${week.text} grams.`,
          `${weeks} weeks take ${grams.text} grams.`,
          `That is ${needed.text} boxes.`,
          `They cost ${cost.money}.`,
        ],
        answer: cost,
        check: () => {
          let [inBox, paid] = [0, 0];
          for (let load = 0; load < loads * weeks; load += 1) {
            if (inBox === 0) [inBox, paid] = [box, paid + price];
            inBox -= spoon;
          }
          return inBox === 0 ? paid : Number.NaN;
        },
      };
    },
  },
  {
    id: 'moving-trips',
    make: (draw) => {
      const [person, friend] = people(draw, 2);
      const [car, factor, trips] = [draw.int(4, 9), draw.int(2, 4), draw.int(3, 7)];
      const early = draw.int(10, 30);
      const boxes = (car + car * factor) * trips + early;
      const left = calc`${boxes} - ${early}`;
      const van = calc`${car} * ${factor}`;
      const both = calc`${car} + ${van}`;
      const needed = calc`${left} / ${both}`;
      const thing = draw.pick(['boxes', 'crates']);
      return {
        story: [
          draw.say(
            `For a move, ${person.name} has packed ${figure(boxes)} ${thing}.`,
            `${person.name} is moving house with ${figure(boxes)} ${thing}.`,
          ),
          `${early} of them have already been taken to the new flat.`,
          draw.say(
            `${person.name}'s car holds ${spelled(car)} ${thing}, and ${friend.name}'s van holds ${times(factor)} as many.`,
            `${spelled(car).replace(/^./, (c) => c.toUpperCase())} ${thing} fit into ${person.name}'s car, and ${times(factor)} as many fit into the van of ${friend.name}.`,
          ),
          `Car and van always go together, and each is full every time.`,
          `How many times do they have to go to the new flat to bring all the remaining ${thing}?`,
        ],
        asides: [...about(friend, draw), `The new flat costs ${money(draw.multiple(10, 600, 990))} a month.`],
        steps: [
          `${left.text} ${thing} are left to bring.`,
          `The van holds ${van.text}.`,
          `Together they hold ${both.text}.`,
          `They have to go ${needed.text} times.`,
        ],
        answer: needed,
        check: () => {
          let waiting = boxes - early;
          return rounds(100, () => {
            waiting -= car;
            for (let each = 0; each < factor; each += 1) waiting -= car;
            return waiting === 0;
          });
        },
      };
    },
  },
  {
    id: 'lamp-power',
    make: (draw) => {
      const [person] = people(draw, 1);
      const [lamps, watts, hours] = [draw.int(4, 12), draw.pick([40, 60, 75, 100]), draw.int(3, 8)];
      const saving = draw.pick([8, 10, 12, 15]);
      const each = calc`${watts} - ${saving}`;
      const all = calc`${lamps} * ${each}`;
      const day = calc`${all} * ${hours}`;
      const week = calc`${day} * 7`;
      return {
        story: [
          draw.say(
            `${person.name} replaces ${spelled(lamps)} old lamps of ${watts} watts each by new ones of ${saving} watts each.`,
            `In ${person.name}'s house, ${spelled(lamps)} lamps that use ${watts} watts each make way for as many new ones that use ${saving} watts each.`,
          ),
          `All of them are on for ${spelled(hours)} hours a day, seven days a week, as the old ones were.`,
          `A lamp of one watt uses one watt-hour of energy in an hour.`,
          `How many watt-hours less do the lamps use in a week than before?`,
        ],
        asides: [
          ...about(person, draw),
          `A new lamp costs ${money(draw.int(3, 9))}.`,
          `The lamps were changed on a ${draw.pick(weekdays)} and it took ${draw.int(21, 55)} minutes.`,
        ],
        steps: [
          `Each lamp needs ${each.text} watts less.`,
          `All of them need ${all.text} watts less.`,
          `In a day that is ${day.text} watt-hours.`,
          `In a week it is ${week.text} watt-hours.`,
        ],
        answer: week,
        check: () => {
          const used = (power: number) => total(7, () => total(hours, () => total(lamps, () => power)));
          return only(used(watts), (less) => used(saving) + less === used(watts));
        },
      };
    },
  },
];
