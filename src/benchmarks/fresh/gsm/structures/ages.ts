/** Ages, collections and sharing. */

import { about } from '../asides.ts';
import { calc } from '../calc.ts';
import { only, total } from '../check.ts';
import { count, figure, fraction, money, spelled, times } from '../english.ts';
import { people } from '../names.ts';
import { collectables } from '../settings.ts';
import type { Structure } from '../structure.ts';

const ratios = [
  [2, 3],
  [3, 5],
  [4, 5],
  [3, 4],
  [2, 5],
  [5, 7],
] as const;

export const ages: readonly Structure[] = [
  {
    id: 'age-sum-later',
    make: (draw) => {
      const [young, old] = people(draw, 2);
      const [age, factor, years] = [draw.int(6, 20), draw.int(2, 4), draw.int(3, 15)];
      const now = calc`${age} * ${factor}`;
      const one = calc`${age} + ${years}`;
      const two = calc`${now} + ${years}`;
      const sum = calc`${one} + ${two}`;
      return {
        story: [
          `${young.name} is ${age} years old.`,
          draw.say(
            `${old.name} is ${times(factor)} as old as ${young.name}.`,
            `The age of ${old.name} is ${times(factor)} that of ${young.name}.`,
          ),
          draw.say(
            `In ${spelled(years)} years, what will the sum of their ages be?`,
            `What will their ages add up to ${spelled(years)} years from now?`,
          ),
        ],
        asides: [
          `${young.name} has ${spelled(draw.int(2, 7))} brothers and sisters.`,
          `They live ${draw.int(11, 60)} kilometers apart.`,
          `${old.name} has had the same job for ${spelled(draw.int(2, 6))} months.`,
        ],
        steps: [
          `${old.name} is ${now.text} years old now.`,
          `Then ${young.name} will be ${one.text} years old.`,
          `${old.name} will be ${two.text} years old.`,
          `The sum will be ${sum.text}.`,
        ],
        answer: sum,
        check: () => {
          let both = age + total(factor, () => age);
          for (let year = 0; year < years; year += 1) both += 2;
          return both;
        },
      };
    },
  },
  {
    id: 'age-past-ratio',
    make: (draw) => {
      const [child, parent] = people(draw, 2);
      const [ago, factor, then] = [draw.int(2, 9), draw.int(3, 6), draw.int(5, 9)];
      const parentNow = then * factor + ago;
      const parentThen = calc`${parentNow} - ${ago}`;
      const childThen = calc`${parentThen} / ${factor}`;
      const childNow = calc`${childThen} + ${ago}`;
      const relation = parent.his === 'her' ? 'aunt' : 'uncle';
      return {
        story: [
          `${parent.name}, who is the ${relation} of ${child.name}, is ${parentNow} years old today.`,
          draw.say(
            `${spelled(ago).replace(/^./, (c) => c.toUpperCase())} years ago, ${parent.name} was ${times(factor)} as old as ${child.name} was at that time.`,
            `Exactly ${spelled(ago)} years ago, ${parent.name}'s age was ${times(factor)} ${child.name}'s age.`,
          ),
          `How old is ${child.name} today?`,
        ],
        asides: [
          `${child.name} has ${spelled(draw.int(2, 5))} pets.`,
          `${parent.name} has worn glasses for ${spelled(draw.int(2, 9))} years.`,
        ],
        steps: [
          `At that time ${parent.name} was ${parentThen.text} years old.`,
          `${child.name} was ${childThen.text} years old.`,
          `Today ${child.name} is ${childNow.text} years old.`,
        ],
        answer: childNow,
        check: () => only(100, (age) => age >= ago && (age - ago) * factor === parentNow - ago),
      };
    },
  },
  {
    id: 'collection-chain',
    make: (draw) => {
      const [a, b, c] = people(draw, 3);
      const thing = draw.pick(collectables);
      const [base, less, factor] = [draw.int(36, 75), draw.int(3, 15), draw.int(2, 4)];
      const second = calc`${base} - ${less}`;
      const third = calc`${second} * ${factor}`;
      const all = calc`${base} + ${second} + ${third}`;
      const ask = draw.chance(0.5);
      const more = calc`${third} - ${base}`;
      return {
        story: [
          draw.say(`${a.name} has ${count(base, thing)}.`, `${a.name} owns ${count(base, thing)}.`),
          `${b.name} has ${spelled(less)} ${thing.many} fewer than ${a.name}.`,
          draw.say(
            `${c.name} has ${times(factor)} as many ${thing.many} as ${b.name}.`,
            `The number of ${c.name}'s ${thing.many} is ${times(factor)} that of ${b.name}'s.`,
          ),
          ask
            ? `How many ${thing.many} do the three have together?`
            : `How many more ${thing.many} does ${c.name} have than ${a.name}?`,
        ],
        asides: [
          ...about(b, draw),
          `${c.name} keeps the ${thing.many} in ${spelled(draw.int(2, 6))} drawers.`,
        ],
        steps: [
          `${b.name} has ${second.text} ${thing.many}.`,
          `${c.name} has ${third.text}.`,
          ask ? `The three have ${all.text} ${thing.many}.` : `That is ${more.text} more than ${a.name} has.`,
        ],
        answer: ask ? all : more,
        check: () => {
          const b2 = only(base, (x) => x + less === base);
          const c2 = total(factor, () => b2);
          return ask ? base + b2 + c2 : only(c2, (x) => base + x === c2);
        },
      };
    },
  },
  {
    id: 'swap-and-lose',
    make: (draw) => {
      const [a, b] = people(draw, 2);
      const thing = draw.pick(collectables);
      const [start, given, got, lost] = [draw.int(40, 95), draw.int(5, 9), draw.int(10, 25), draw.int(3, 9)];
      const extra = (start - given + got - lost) % 2;
      const received = got + extra;
      const after = calc`${start} - ${given}`;
      const swapped = calc`${after} + ${received}`;
      const rest = calc`${swapped} - ${lost}`;
      const half = calc`${rest} / 2`;
      return {
        story: [
          draw.say(
            `${a.name} starts the day with ${count(start, thing)}.`,
            `In the morning, ${a.name} has ${count(start, thing)}.`,
          ),
          draw.say(
            `${a.He} swaps ${spelled(given)} of them for ${received} of ${b.name}'s ${thing.many}.`,
            `${a.He} gives ${b.name} ${spelled(given)} of them and gets ${received} ${thing.many} in return.`,
          ),
          `On the way home ${a.he} loses ${spelled(lost)} ${thing.many}.`,
          draw.say(
            `In the evening ${a.he} gives half of what ${a.he} still has to ${a.his} sister and keeps the rest.`,
            `Of those that are left, ${a.he} keeps half and puts the other half away for ${a.his} brother.`,
          ),
          `How many ${thing.many} does ${a.name} keep?`,
        ],
        asides: [...about(a, draw), `The walk home takes ${draw.int(11, 40)} minutes.`],
        steps: [
          `After giving some away, ${a.name} has ${after.text}.`,
          `With those from ${b.name}, ${a.he} has ${swapped.text}.`,
          `After the loss there are ${rest.text}.`,
          `${a.He} keeps ${half.text} ${thing.many}.`,
        ],
        answer: half,
        check: () => only(500, (kept) => kept + kept + lost + given === start + received),
      };
    },
  },
  {
    id: 'ratio-shares',
    make: (draw) => {
      const [a, b] = people(draw, 2);
      const [partA, partB] = draw.pick(ratios);
      const [unit, part] = [4 * draw.int(3, 15), draw.pick([2, 4])];
      const sum = (partA + partB) * unit;
      const parts = calc`${partA} + ${partB}`;
      const one = calc`${sum} / ${parts}`;
      const share = calc`${one} * ${partB}`;
      const spent = calc`${share} / ${part}`;
      const left = calc`${share} - ${spent}`;
      return {
        story: [
          draw.say(
            `${a.name} and ${b.name} earn ${money(sum)} by ${draw.say('clearing a garage', 'painting a shed', 'raking leaves')}.`,
            `For ${draw.say('cleaning windows', 'washing a bus', 'stacking wood')}, ${a.name} and ${b.name} get ${money(sum)} in all.`,
          ),
          draw.say(
            `They share the money in the ratio ${partA} to ${partB}, with the larger part for ${b.name}.`,
            `For every ${money(partA)} that goes to ${a.name}, ${b.name} gets ${money(partB)}, until all of it is shared out.`,
          ),
          `${b.name} spends ${fraction(1, part)} of ${b.his} share on ${draw.say('a jacket', 'presents', 'a train ticket')}.`,
          `How many dollars of ${b.his} share does ${b.name} have left?`,
        ],
        asides: [
          ...about(a, draw),
          `The work takes ${spelled(draw.int(3, 9))} hours.`,
          `${figure(draw.int(11, 40))} neighbours are watching.`,
        ],
        steps: [
          `There are ${parts.text} parts.`,
          `One part is ${one.money}.`,
          `${b.name} gets ${share.money}.`,
          `${b.He} spends ${spent.money}.`,
          `${left.money} are left.`,
        ],
        answer: left,
        check: () => {
          const whole = only(sum, (mine) => mine * partA === (sum - mine) * partB);
          return only(whole, (rest) => (whole - rest) * part === whole);
        },
      };
    },
  },
];
