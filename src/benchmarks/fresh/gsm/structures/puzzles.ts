/** Two unknown numbers, and stories told backwards. */

import { about } from '../asides.ts';
import { calc } from '../calc.ts';
import { only } from '../check.ts';
import { capitalised, count, fraction, money, noun, spelled } from '../english.ts';
import { people } from '../names.ts';
import { days } from '../settings.ts';
import type { Structure } from '../structure.ts';

const farmAnimals = [
  ['goats', 'geese'],
  ['sheep', 'hens'],
  ['ponies', 'turkeys'],
  ['cows', 'ducks'],
  ['rabbits', 'chickens'],
] as const;

export const puzzles: readonly Structure[] = [
  {
    id: 'heads-and-legs',
    make: (draw) => {
      const [person] = people(draw, 1);
      const [four, two] = draw.pick(farmAnimals);
      const [quadrupeds, birds] = [draw.int(5, 24), draw.int(6, 30)];
      const [heads, legs] = [quadrupeds + birds, quadrupeds * 4 + birds * 2];
      const least = calc`${heads} * 2`;
      const surplus = calc`${legs} - ${least}`;
      const answer = calc`${surplus} / 2`;
      return {
        story: [
          draw.say(
            `On ${person.name}'s farm there are only ${four} and ${two}, ${heads} animals in all.`,
            `${person.name} has ${four} and ${two} and no other animals; together they are ${heads}.`,
          ),
          draw.say(
            `Together the animals have ${legs} legs, four for each of the ${four} and two for each of the ${two}.`,
            `${person.He} counts ${legs} legs: every one of the ${four} has four, and every one of the ${two} has two.`,
          ),
          `How many ${four} are there?`,
        ],
        asides: [
          ...about(person, draw),
          `The farm has ${draw.int(12, 60)} hectares of land.`,
          `The barn is ${draw.int(21, 90)} years old.`,
        ],
        steps: [
          `If all had two legs there would be ${least.text} legs.`,
          `There are ${surplus.text} more.`,
          `Each of the ${four} has two legs more, so there are ${answer.text} ${four}.`,
        ],
        answer,
        check: () => only(heads, (guess) => guess * 4 + (heads - guess) * 2 === legs),
      };
    },
  },
  {
    id: 'coin-jar',
    make: (draw) => {
      const [person] = people(draw, 1);
      const [coin, value] = draw.pick([
        ['dimes', 10],
        ['quarters', 25],
      ] as const);
      const [nickels, others] = [2 * draw.int(5, 20), 2 * draw.int(4, 16)];
      const coins = nickels + others;
      const cents = nickels * 5 + others * value;
      const least = calc`${coins} * 5`;
      const surplus = calc`${cents} - ${least}`;
      const gap = calc`${value} - 5`;
      const answer = calc`${surplus} / ${gap}`;
      return {
        story: [
          draw.say(
            `In ${person.name}'s jar there are ${coins} coins, all of them nickels and ${coin}.`,
            `${person.name} empties a jar and finds ${coins} coins, nothing but nickels and ${coin}.`,
          ),
          `Together the coins are worth ${money(cents / 100)}.`,
          `(A nickel is 5 cents, and a ${coin.slice(0, -1)} is ${value} cents.)`,
          `How many ${coin} are there?`,
        ],
        asides: [
          ...about(person, draw),
          `It took ${draw.int(11, 30)} weeks to fill the jar.`,
          `The jar is ${draw.int(15, 40)} centimeters high.`,
        ],
        steps: [
          `If all the coins were nickels, they would be worth ${least.text} cents.`,
          `The jar holds ${surplus.text} cents more.`,
          `Each of the ${coin} is worth ${gap.text} cents more than a nickel.`,
          `There are ${answer.text} ${coin}.`,
        ],
        answer,
        check: () => only(coins, (guess) => guess * value + (coins - guess) * 5 === cents),
      };
    },
  },
  {
    id: 'adult-child-tickets',
    make: (draw) => {
      const event = draw.pick([
        'a puppet show',
        'a concert',
        'a magic show',
        'a film night',
        'a circus show',
      ]);
      const [adult, child] = [draw.int(9, 16), draw.int(3, 7)];
      const [adults, children] = [draw.int(20, 70), draw.int(20, 90)];
      const [visitors, income] = [adults + children, adults * adult + children * child];
      const least = calc`${visitors} * ${child}`;
      const surplus = calc`${income} - ${least}`;
      const gap = calc`${adult} - ${child}`;
      const answer = calc`${surplus} / ${gap}`;
      return {
        story: [
          draw.say(
            `A ticket for ${event} costs ${money(adult)} for an adult and ${money(child)} for a child.`,
            `Adults pay ${money(adult)} for ${event}, and children pay ${money(child)}.`,
          ),
          draw.say(
            `On ${draw.pick(days)} there were ${visitors} visitors, who paid ${money(income)} in total.`,
            `The ${visitors} visitors of one evening paid ${money(income)} altogether.`,
          ),
          `How many of the visitors were adults?`,
        ],
        asides: [
          `The hall has ${draw.int(180, 400)} seats.`,
          `The show lasts ${draw.int(55, 125)} minutes.`,
          `${capitalised(spelled(draw.int(3, 9)))} helpers were there and needed no ticket.`,
        ],
        steps: [
          `If all were children they would have paid ${least.money}.`,
          `They paid ${surplus.money} more.`,
          `An adult pays ${gap.money} more than a child.`,
          `So there were ${answer.text} adults.`,
        ],
        answer,
        check: () => only(visitors, (guess) => guess * adult + (visitors - guess) * child === income),
      };
    },
  },
  {
    id: 'sweets-backwards',
    make: (draw) => {
      const [person, friend] = people(draw, 2);
      const sweet = draw.pick([
        noun('caramel'),
        noun('jelly bean'),
        noun('chocolate'),
        noun('mint'),
        noun('cookie'),
      ]);
      const part = draw.pick([2, 3, 4]);
      const [eaten, given, share] = [draw.int(4, 10), draw.int(5, 20), draw.int(12, 24)];
      const end = (part - 1) * share - eaten;
      const before = calc`${end} + ${eaten}`;
      const portion = part === 2 ? calc`${before} * 2` : calc`${before} * ${part} / ${part - 1}`;
      const first = calc`${portion} + ${given}`;
      return {
        story: [
          draw.say(
            `${person.name} has a bag of ${sweet.many}.`,
            `There were some ${sweet.many} in ${person.name}'s bag.`,
          ),
          `First ${person.he} ${draw.say('hands out', 'gives away')} ${given} ${sweet.many} to ${person.his} classmates.`,
          `Then ${person.he} gives ${fraction(1, part)} of the remaining ${sweet.many} to ${friend.name}.`,
          draw.say(
            `After ${person.name} has eaten ${spelled(eaten)} ${sweet.many} as well, ${spelled(end)} are left in the bag.`,
            `When ${person.name} has also eaten ${spelled(eaten)}, the bag still holds ${count(end, sweet)}.`,
          ),
          `How many ${sweet.many} were in the bag at the beginning?`,
        ],
        asides: [...about(person, draw), `The bag cost ${money(draw.int(3, 9))}.`],
        steps: [
          `Before ${person.name} ate any, there were ${before.text}.`,
          `Before ${friend.name} got a share, there were ${portion.text}.`,
          `At the beginning there were ${first.text} ${sweet.many}.`,
        ],
        answer: first,
        check: () => only(2000, (bag) => (bag - given) * (part - 1) === (end + eaten) * part),
      };
    },
  },
];
