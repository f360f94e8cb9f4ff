/** Ways, speeds and passengers. */

import { about } from '../asides.ts';
import { calc } from '../calc.ts';
import { only, total } from '../check.ts';
import { count, figure, money, noun, spelled, times } from '../english.ts';
import { people } from '../names.ts';
import type { Structure } from '../structure.ts';

export const travel: readonly Structure[] = [
  {
    id: 'two-legs',
    make: (draw) => {
      const [person] = people(draw, 1);
      const [slow, fast, hoursSlow, hoursFast, rest] = [
        ...[draw.int(40, 60), draw.int(65, 95), draw.int(2, 4), draw.int(2, 5), draw.int(25, 180)],
      ] as [number, number, number, number, number];
      const whole = slow * hoursSlow + fast * hoursFast + rest;
      const first = calc`${slow} * ${hoursSlow}`;
      const second = calc`${fast} * ${hoursFast}`;
      const driven = calc`${first} + ${second}`;
      const left = calc`${whole} - ${driven}`;
      return {
        story: [
          draw.say(
            `${person.name} is driving to a town that is ${figure(whole)} kilometers away.`,
            `${person.name} has a drive of ${figure(whole)} kilometers ahead of ${person.him}.`,
          ),
          draw.say(
            `For the first ${spelled(hoursSlow)} hours ${person.he} drives at ${slow} kilometers per hour.`,
            `On country roads ${person.he} drives at ${slow} kilometers per hour for ${spelled(hoursSlow)} hours.`,
          ),
          `Then ${person.he} drives at ${fast} kilometers per hour for ${spelled(hoursFast)} hours.`,
          `How many kilometers does ${person.he} still have to drive?`,
        ],
        asides: [
          ...about(person, draw),
          `The car is ${spelled(draw.int(2, 9))} years old.`,
          `The car has ${figure(draw.multiple(100, 21000, 94000))} kilometers on the clock.`,
        ],
        steps: [
          `The first part is ${first.text} kilometers.`,
          `The second part is ${second.text} kilometers.`,
          `So far that is ${driven.text} kilometers.`,
          `${left.text} kilometers are left.`,
        ],
        answer: left,
        check: () => total(hoursFast, () => -fast) + total(hoursSlow, () => -slow) + whole,
      };
    },
  },
  {
    id: 'bus-stops',
    make: (draw) => {
      const vehicle = draw.pick(['bus', 'tram', 'ferry', 'train']);
      const stop = vehicle === 'ferry' ? 'landing' : vehicle === 'train' ? 'station' : 'stop';
      const start = draw.int(14, 40);
      const [off1, on1, on2] = [draw.int(3, 9), draw.int(5, 15), draw.int(2, 9)];
      const half = (start - off1 + on1) % 2 === 0 ? on1 : on1 + 1;
      const afterFirst = calc`${start} - ${off1} + ${half}`;
      const stayed = calc`${afterFirst} / 2`;
      const atEnd = calc`${stayed} + ${on2}`;
      return {
        story: [
          draw.say(
            `A ${vehicle} leaves with ${start} passengers on board.`,
            `There are ${start} passengers on a ${vehicle} when it sets off.`,
          ),
          draw.say(
            `At the first ${stop}, ${spelled(off1)} people get off and ${spelled(half)} get on.`,
            `${spelled(off1).replace(/^./, (c) => c.toUpperCase())} people leave at the first ${stop}, where ${spelled(half)} others get on.`,
          ),
          draw.say(
            `At the second ${stop}, half of the passengers get off and ${spelled(on2)} new ones get on.`,
            `Then, at the second ${stop}, half of those on board get off, and after that ${spelled(on2)} people get on.`,
          ),
          `How many passengers are on the ${vehicle} when it leaves the second ${stop}?`,
        ],
        asides: [
          `A ticket costs ${money(draw.int(2, 6))}.`,
          `The ${vehicle} has ${draw.int(52, 90)} seats.`,
          `It is ${draw.int(6, 14)} minutes from the first ${stop} to the second.`,
        ],
        steps: [
          `After the first ${stop} there are ${afterFirst.text} passengers.`,
          `At the second ${stop}, ${stayed.text} of them stay on.`,
          `With the new ones there are ${atEnd.text} passengers.`,
        ],
        answer: atEnd,
        check: () => {
          const board = Array.from({ length: start }, (_, index) => index).slice(off1);
          for (let index = 0; index < half; index += 1) board.push(start + index);
          const remaining = board.filter((_, place) => place % 2 === 0);
          return remaining.concat(Array.from({ length: on2 }, () => -1)).length;
        },
      };
    },
  },
  {
    id: 'fuel-cost',
    make: (draw) => {
      const [person] = people(draw, 1);
      const [perLiter, trips, price] = [draw.int(10, 18), draw.int(3, 9), draw.int(2, 3)];
      const oneWay = perLiter * draw.int(2, 8);
      const round = calc`2 * ${oneWay}`;
      const distance = calc`${round} * ${trips}`;
      const liters = calc`${distance} / ${perLiter}`;
      const cost = calc`${liters} * ${price}`;
      return {
        story: [
          draw.say(
            `${person.name}'s ${draw.say('van', 'car')} goes ${perLiter} kilometers on one liter of fuel.`,
            `With one liter of fuel ${person.name} can drive ${perLiter} kilometers.`,
          ),
          draw.say(
            `${person.He} drives to ${draw.say('a lake', 'a warehouse', 'an allotment')} ${oneWay} kilometers away and back again, ${spelled(trips)} times a month.`,
            `${spelled(trips).replace(/^./, (c) => c.toUpperCase())} times a month ${person.he} visits ${person.his} ${draw.say('grandmother', 'uncle', 'old friend')}, who lives ${oneWay} kilometers away, and drives home again.`,
          ),
          `A liter of fuel costs ${money(price)}.`,
          `How many dollars does the fuel for these trips cost in a month?`,
        ],
        asides: [
          ...about(person, draw),
          `The tank holds ${draw.multiple(5, 40, 70)} liters.`,
          `A wash costs ${money(draw.int(9, 16))}.`,
        ],
        steps: [
          `One trip there and back is ${round.text} kilometers.`,
          `All trips are ${distance.text} kilometers.`,
          `They take ${liters.text} liters.`,
          `The fuel costs ${cost.money}.`,
        ],
        answer: cost,
        check: () =>
          total(trips, () => total(2, () => only(100, (liter) => liter * perLiter === oneWay) * price)),
      };
    },
  },
  {
    id: 'daily-walks',
    make: (draw) => {
      const [person, other] = people(draw, 2);
      const [blocks, walks, factor, week] = [draw.int(6, 15), draw.int(2, 4), draw.int(2, 3), draw.int(5, 7)];
      const day = calc`${blocks} * ${walks}`;
      const mine = calc`${day} * ${week}`;
      const theirs = calc`${mine} * ${factor}`;
      const both = calc`${mine} + ${theirs}`;
      return {
        story: [
          draw.say(
            `${person.name} takes ${person.his} dog out ${spelled(walks)} times a day, and each walk is ${spelled(blocks)} blocks long.`,
            `On every one of ${spelled(walks)} daily walks with the dog, ${person.name} goes ${spelled(blocks)} blocks.`,
          ),
          `${person.He} does so on ${spelled(week)} days a week.`,
          `In a week ${other.name} walks ${times(factor)} as many blocks as ${person.name}.`,
          `How many blocks do the two of them walk in a week altogether?`,
        ],
        asides: [
          ...about(person, draw),
          `The dog weighs ${draw.int(8, 35)} kilograms.`,
          `The dog is ${count(draw.int(2, 11), noun('year'))} old.`,
        ],
        steps: [
          `${person.name} walks ${day.text} blocks a day.`,
          `In a week ${person.he} walks ${mine.text} blocks.`,
          `${other.name} walks ${theirs.text} blocks.`,
          `Together they walk ${both.text} blocks.`,
        ],
        answer: both,
        check: () => total(week, () => total(walks, () => blocks + total(factor, () => blocks))),
      };
    },
  },
];
