/** Cooking, eating and sharing food. */

import { about } from '../asides.ts';
import { calc } from '../calc.ts';
import { only, total } from '../check.ts';
import { capitalised, count, figure, money, noun, spelled } from '../english.ts';
import { people } from '../names.ts';
import type { Structure } from '../structure.ts';

const wholes = [
  [noun('pizza'), 8],
  [noun('pie'), 6],
  [noun('cake'), 12],
  [noun('quiche'), 10],
] as const;

const drinks = [
  ['coffee', 'bag of coffee'],
  ['tea', 'box of tea'],
  ['cocoa', 'tin of cocoa'],
] as const;

export const food: readonly Structure[] = [
  {
    id: 'recipe-scaling',
    make: (draw) => {
      const [person] = people(draw, 1);
      const [dish, stuff] = draw.pick([
        ['lentil soup', 'lentils'],
        ['pancakes', 'flour'],
        ['risotto', 'rice'],
        ['potato salad', 'potatoes'],
        ['granola', 'oats'],
      ] as const);
      const [servings, factor, per] = [draw.pick([2, 3, 4, 6]), draw.int(3, 8), draw.int(30, 90)];
      const has = draw.multiple(10, 100, 300);
      const amount = servings * per;
      const guests = servings * factor;
      const ratio = calc`${guests} / ${servings}`;
      const needed = calc`${ratio} * ${amount}`;
      const missing = calc`${needed} - ${Math.min(has, amount)}`;
      return {
        story: [
          draw.say(
            `A recipe for ${dish} for ${spelled(servings)} people needs ${figure(amount)} grams of ${stuff}.`,
            `For ${spelled(servings)} people, ${person.name}'s recipe for ${dish} takes ${figure(amount)} grams of ${stuff}.`,
          ),
          `${person.name} wants to make it for ${guests} people.`,
          `${person.He} has ${figure(Math.min(has, amount))} grams of ${stuff} in the cupboard.`,
          `How many more grams of ${stuff} does ${person.he} need?`,
        ],
        asides: [...about(person, draw), `The dish takes ${draw.multiple(5, 25, 70)} minutes to make.`],
        steps: [
          `${guests} people are ${ratio.text} times as many as in the recipe.`,
          `${person.name} needs ${needed.text} grams.`,
          `${missing.text} grams are missing.`,
        ],
        answer: missing,
        check: () =>
          total(guests, () => only(1000, (gram) => gram * servings === amount)) - Math.min(has, amount),
      };
    },
  },
  {
    id: 'slices-left',
    make: (draw) => {
      const [person] = people(draw, 1);
      const [whole, slices] = draw.pick(wholes);
      const [many, adults, children] = [draw.int(5, 12), draw.int(4, 7), draw.int(3, 8)];
      const boost = Math.max(many, Math.ceil((adults * 3 + children * 2 + 2) / slices));
      const all = calc`${boost} * ${slices}`;
      const a = calc`${adults} * 3`;
      const c = calc`${children} * 2`;
      const eaten = calc`${a} + ${c}`;
      const left = calc`${all} - ${eaten}`;
      return {
        story: [
          draw.say(
            `For a party, ${person.name} orders ${count(boost, whole)}, each cut into ${spelled(slices)} slices.`,
            `${person.name} cuts ${count(boost, whole)} into ${spelled(slices)} slices each.`,
          ),
          draw.say(
            `${capitalised(spelled(adults))} adults eat three slices each, and ${spelled(children)} children eat two slices each.`,
            `Each of ${spelled(adults)} adults has three slices and each of ${spelled(children)} children has two.`,
          ),
          `Nobody else eats any.`,
          `How many slices are left?`,
        ],
        asides: [...about(person, draw), `A ${whole.one} costs ${money(draw.int(9, 19))}.`],
        steps: [
          `There are ${all.text} slices.`,
          `The adults eat ${a.text} slices.`,
          `The children eat ${c.text} slices.`,
          `Together they eat ${eaten.text} slices.`,
          `${left.text} slices are left.`,
        ],
        answer: left,
        check: () => {
          const plate = Array.from({ length: boost * slices }, () => 'slice');
          for (let guest = 0; guest < adults; guest += 1) plate.splice(0, 3);
          for (let guest = 0; guest < children; guest += 1) plate.splice(0, 2);
          return plate.length;
        },
      };
    },
  },
  {
    id: 'lemonade-cups',
    make: (draw) => {
      const [person] = people(draw, 1);
      const drink = draw.pick(['lemonade', 'iced tea', 'apple punch', 'berry juice']);
      const cup = draw.pick([150, 200, 250]);
      const [price, spent, extra] = [draw.int(2, 4), draw.int(8, 25), draw.int(1, 3)];
      const cups = draw.multiple(20, 20, 80);
      const liters = (cups * cup) / 1000 + extra;
      const left = calc`${liters} - ${extra}`;
      const milliliters = calc`${left} * 1000`;
      const sold = calc`${milliliters} / ${cup}`;
      const income = calc`${sold} * ${price}`;
      const profit = calc`${income} - ${spent}`;
      return {
        story: [
          draw.say(
            `${person.name} makes ${count(liters, noun('liter'))} of ${drink} from ingredients that cost ${money(spent)}.`,
            `The ingredients for ${count(liters, noun('liter'))} of ${drink} cost ${person.name} ${money(spent)}.`,
          ),
          `${count(extra, noun('liter')).replace(/^\d+/, capitalised(spelled(extra)))} of the ${drink} ${extra === 1 ? 'is' : 'are'} spilled, and all the rest is sold in cups of ${cup} milliliters.`,
          draw.say(`A cup costs ${money(price)}.`, `Customers pay ${money(price)} for a cup.`),
          `How many dollars of profit does ${person.name} make? (A liter has 1,000 milliliters.)`,
        ],
        asides: [
          ...about(person, draw),
          `The jug weighs ${draw.multiple(10, 300, 900)} grams when it is empty.`,
        ],
        steps: [
          `${left.text} liters are left to sell.`,
          `That is ${milliliters.text} milliliters.`,
          `They fill ${sold.text} cups.`,
          `The cups bring ${income.money}.`,
          `The profit is ${profit.money}.`,
        ],
        answer: profit,
        check: () => {
          let [jug, cash] = [liters * 1000 - extra * 1000, -spent];
          for (; jug >= cup; jug -= cup) cash += price;
          return cash;
        },
      };
    },
  },
  {
    id: 'bill-with-tip',
    make: (draw) => {
      const [person] = people(draw, 1);
      const friends = draw.int(3, 5);
      const percent = draw.pick([10, 15, 20]);
      const [main, drink] = [draw.multiple(5, 15, 30), draw.pick([5, 10])];
      const guests = friends + 1;
      const dishes = calc`${guests} * ${main}`;
      const drinks = calc`${guests} * ${drink}`;
      const together = calc`${dishes} + ${drinks}`;
      const scaled = (together.value * percent) % 100 === 0 ? percent : 20;
      const tip = calc`${together} * ${scaled} / 100`;
      const all = calc`${together} + ${tip}`;
      return {
        story: [
          draw.say(
            `${person.name} goes out to dinner with ${spelled(friends)} friends.`,
            `${person.name} invites ${spelled(friends)} friends to a restaurant and goes there with them.`,
          ),
          `Each person, ${person.name} included, has a main course for ${money(main)} and a drink for ${money(drink)}.`,
          draw.say(
            `${person.name} pays for everyone and adds a tip of ${scaled}% of the bill.`,
            `The whole bill is paid by ${person.name}, who leaves a tip of ${scaled}% on top of it.`,
          ),
          `How many dollars does ${person.name} spend, tip included?`,
        ],
        asides: [...about(person, draw), `The restaurant has ${draw.int(11, 30)} tables.`],
        steps: [
          `The main courses cost ${dishes.money}.`,
          `The drinks cost ${drinks.money}.`,
          `The bill is ${together.money}.`,
          `The tip is ${tip.money}.`,
          `${person.name} spends ${all.money}.`,
        ],
        answer: all,
        check: () => {
          const cents = total(guests, () => main * 100 + drink * 100);
          return (cents + only(cents, (part) => part * 100 === cents * scaled)) / 100;
        },
      };
    },
  },
  {
    id: 'coffee-budget',
    make: (draw) => {
      const [person, other] = people(draw, 2);
      const [drink, unit] = draw.pick(drinks);
      const [mine, theirs, weeks] = [draw.int(2, 4), draw.int(1, 3), draw.int(2, 6)];
      const price = draw.int(6, 15);
      const perBag = (mine + theirs) * draw.pick([7, 14]);
      const day = calc`${mine} + ${theirs}`;
      const time = calc`${weeks * 2} * 7`;
      const cups = calc`${day} * ${time}`;
      const bags = calc`${cups} / ${perBag}`;
      const cost = calc`${bags} * ${price}`;
      return {
        story: [
          draw.say(
            `Every day ${person.name} drinks ${count(mine, noun('cup')).replace(/^\d+/, spelled(mine))} of ${drink} and ${other.name} drinks ${spelled(theirs)}.`,
            `${person.name} and ${other.name} drink ${drink}: ${person.name} has ${spelled(mine)} ${mine === 1 ? 'cup' : 'cups'} a day, ${other.name} ${spelled(theirs)}.`,
          ),
          `A ${unit} costs ${money(price)} and is enough for ${perBag} cups.`,
          `How many dollars do the two spend on ${drink} in ${weeks * 2} weeks?`,
        ],
        asides: [
          ...about(person, draw),
          `${other.name} takes ${spelled(draw.int(2, 3))} spoons of sugar in every cup.`,
        ],
        steps: [
          `They drink ${day.text} cups a day.`,
          `${weeks * 2} weeks are ${time.text} days.`,
          `In that time they drink ${cups.text} cups.`,
          `For these they need ${bags.text} of the packages.`,
          `They spend ${cost.money}.`,
        ],
        answer: cost,
        check: () => {
          let [cupsLeft, paid] = [0, 0];
          for (let drunk = 0; drunk < (mine + theirs) * weeks * 14; drunk += 1) {
            if (cupsLeft === 0) {
              cupsLeft = perBag;
              paid += price;
            }
            cupsLeft -= 1;
          }
          return cupsLeft === 0 ? paid : Number.NaN;
        },
      };
    },
  },
];
