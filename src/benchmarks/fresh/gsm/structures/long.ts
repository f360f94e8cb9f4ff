/** Problems of seven and eight steps. */

import { about } from '../asides.ts';
import { calc } from '../calc.ts';
import { only, total } from '../check.ts';
import { count, money, noun, spelled, times } from '../english.ts';
import { people } from '../names.ts';
import { wares } from '../settings.ts';
import type { Structure } from '../structure.ts';

export const long: readonly Structure[] = [
  {
    id: 'three-day-stall',
    make: (draw) => {
      const [person] = people(draw, 1);
      const { item, place } = draw.pick(wares);
      const [first, more, factor] = [draw.int(12, 30), draw.int(4, 15), draw.int(2, 3)];
      const [price, cost, fee] = [draw.int(7, 14), draw.int(2, 5), draw.int(10, 30)];
      const second = calc`${first} + ${more}`;
      const third = calc`${first} * ${factor}`;
      const sold = calc`${first} + ${second} + ${third}`;
      const income = calc`${sold} * ${price}`;
      const material = calc`${sold} * ${cost}`;
      const stall = calc`3 * ${fee}`;
      const spent = calc`${material} + ${stall}`;
      const profit = calc`${income} - ${spent}`;
      return {
        story: [
          `${person.name} sells ${item.many} ${place} on three days for ${money(price)} each.`,
          draw.say(
            `On the first day ${person.he} sells ${first}, on the second ${spelled(more)} more than on the first, and on the third ${times(factor)} as many as on the first.`,
            `${person.He} sells ${first} on the first day and ${times(factor)} as many as that on the third day; on the second day it is ${spelled(more)} more than on the first.`,
          ),
          `The material for one ${item.one} costs ${person.him} ${money(cost)}, and the stall costs ${money(fee)} a day.`,
          `How many dollars of profit does ${person.he} make in the three days?`,
        ],
        asides: [...about(person, draw), `The stall is ${spelled(draw.int(2, 5))} meters wide.`],
        steps: [
          `On the second day ${person.name} sells ${second.text}.`,
          `On the third day ${person.he} sells ${third.text}.`,
          `On all days ${person.he} sells ${sold.text} ${item.many}.`,
          `They bring ${income.money}.`,
          `The material costs ${material.money}.`,
          `The stall costs ${stall.money}.`,
          `Altogether ${person.he} spends ${spent.money}.`,
          `The profit is ${profit.money}.`,
        ],
        answer: profit,
        check: () => {
          const day = (sales: number) => total(sales, () => price - cost) - fee;
          return day(first) + day(first + more) + day(total(factor, () => first));
        },
      };
    },
  },
  {
    id: 'holiday-budget',
    make: (draw) => {
      const [person] = people(draw, 1);
      const [adults, children, nights] = [2, draw.int(2, 4), draw.int(3, 7)];
      const [fare, room, meal] = [2 * draw.int(20, 45), draw.multiple(5, 60, 110), draw.int(12, 25)];
      const childFare = calc`${fare} / 2`;
      const childFares = calc`${children} * ${childFare}`;
      const adultFares = calc`${adults} * ${fare}`;
      const rooms = calc`${nights} * ${room}`;
      const family = calc`${adults} + ${children}`;
      const mealsDay = calc`${family} * ${meal}`;
      const meals = calc`${mealsDay} * ${nights}`;
      const all = calc`${childFares} + ${adultFares} + ${rooms} + ${meals}`;
      return {
        story: [
          draw.say(
            `${person.name} plans a trip for a family of two adults and ${spelled(children)} children.`,
            `Two adults and ${spelled(children)} children go on a trip that ${person.name} has planned for them.`,
          ),
          `A return ticket for the train costs ${money(fare)} for an adult and half of that for a child.`,
          draw.say(
            `They stay for ${spelled(nights)} nights in a holiday flat for ${money(room)} a night.`,
            `The family stays in a flat for ${spelled(nights)} nights, and the whole flat costs ${money(room)} a night.`,
          ),
          `Meals cost ${money(meal)} per person and day, for adults and children alike, on ${spelled(nights)} days.`,
          `How many dollars does the trip cost for the whole family?`,
        ],
        asides: [...about(person, draw), `The train takes ${spelled(draw.int(2, 7))} hours.`],
        steps: [
          `A child's ticket costs ${childFare.money}.`,
          `The children's tickets cost ${childFares.money}.`,
          `The adults' tickets cost ${adultFares.money}.`,
          `The flat costs ${rooms.money}.`,
          `There are ${family.text} people.`,
          `Their meals cost ${mealsDay.money} a day.`,
          `All meals cost ${meals.money}.`,
          `The trip costs ${all.money}.`,
        ],
        answer: all,
        check: () => {
          const tickets = total(adults, () => fare * 2) + total(children, () => fare);
          return tickets / 2 + total(nights, () => room + total(adults + children, () => meal));
        },
      };
    },
  },
  {
    id: 'two-farms-milk',
    make: (draw) => {
      const [a, b] = people(draw, 2);
      const [cows, more, each, price] = [draw.int(8, 20), draw.int(3, 12), draw.int(9, 18), draw.int(2, 3)];
      const own = draw.int(10, 40);
      const herd = calc`${cows} + ${more}`;
      const milkA = calc`${cows} * ${each}`;
      const milkB = calc`${herd} * ${each}`;
      const both = calc`${milkA} + ${milkB}`;
      const sold = calc`${both} - ${own}`;
      const income = calc`${sold} * ${price}`;
      const week = calc`${income} * 7`;
      return {
        story: [
          `${a.name} has ${count(cows, noun('cow'))}, and ${b.name} has ${spelled(more)} more cows than ${a.name}.`,
          `Each cow gives ${each} liters of milk a day.`,
          `Every day they use ${own} liters of all this milk themselves and sell the rest for ${money(price)} a liter.`,
          `How many dollars do they take in for milk in a week of seven days?`,
        ],
        asides: [
          ...about(a, draw),
          `The oldest cow is ${draw.int(9, 15)} years old.`,
          `The dairy is ${draw.int(11, 40)} kilometers away.`,
        ],
        steps: [
          `${b.name} has ${herd.text} cows.`,
          `The cows of ${a.name} give ${milkA.text} liters a day.`,
          `Those of ${b.name} give ${milkB.text} liters a day.`,
          `Together they give ${both.text} liters a day.`,
          `${sold.text} liters a day are sold.`,
          `They bring ${income.money} a day.`,
          `In a week they bring ${week.money}.`,
        ],
        answer: week,
        check: () => total(7, () => (total(2 * cows + more, () => each) - own) * price),
      };
    },
  },
  {
    id: 'delivery-round',
    make: (draw) => {
      const [person] = people(draw, 1);
      const [streets, houses, none, minutes] = [
        draw.int(5, 12),
        draw.int(8, 16),
        draw.int(5, 20),
        draw.int(2, 3),
      ];
      const wage = draw.int(12, 24);
      // The time comes to whole hours.
      const sorting = 75 - ((15 + minutes * (streets * houses - none)) % 60);
      const all = calc`${streets} * ${houses}`;
      const left = calc`${all} - ${none}`;
      const walk = calc`${left} * ${minutes}`;
      const time = calc`${walk} + ${sorting}`;
      const shift = calc`${time} / 60`;
      const pay = calc`${shift} * ${wage}`;
      const week = calc`${pay} * 6`;
      return {
        story: [
          `${person.name} delivers newspapers in ${spelled(streets)} streets with ${spelled(houses)} houses each.`,
          `${spelled(none).replace(/^./, (c) => c.toUpperCase())} of the houses get no newspaper; for each of the others ${person.he} needs ${spelled(minutes)} minutes.`,
          `Before ${person.he} sets off, ${person.he} sorts the newspapers for ${sorting} minutes.`,
          `For sorting and delivering ${person.he} gets ${money(wage)} an hour, and ${person.he} works six days a week.`,
          `How many dollars does ${person.he} earn in a week?`,
        ],
        asides: [...about(person, draw), `A newspaper has ${draw.int(12, 40)} pages.`],
        steps: [
          `There are ${all.text} houses.`,
          `${left.text} of them get a newspaper.`,
          `Delivering takes ${walk.text} minutes.`,
          `With sorting it takes ${time.text} minutes.`,
          `That is ${shift.text} hours.`,
          `A day brings ${pay.money}.`,
          `A week brings ${week.money}.`,
        ],
        answer: week,
        check: () => {
          const worked =
            total(streets, () => total(houses, () => minutes)) - total(none, () => minutes) + sorting;
          return total(6, () => only(100, (hour) => hour * 60 === worked) * wage);
        },
      };
    },
  },
];
