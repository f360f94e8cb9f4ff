/** Prices, bills and contracts. */

import { about } from '../asides.ts';
import { calc } from '../calc.ts';
import { only, total } from '../check.ts';
import { capitalised, count, money, spelled } from '../english.ts';
import { people } from '../names.ts';
import { goods } from '../settings.ts';
import type { Structure } from '../structure.ts';

export const shopping: readonly Structure[] = [
  {
    id: 'change-from-notes',
    make: (draw) => {
      const [person] = people(draw, 1);
      const [first, second] = draw.sample(goods, 2) as [(typeof goods)[number], (typeof goods)[number]];
      const [a, b] = [draw.int(first.low, first.high), draw.int(second.low, second.high)];
      const [manyA, manyB] = [draw.int(2, 5), draw.int(2, 4)];
      const notes = Math.floor((a * manyA + b * manyB) / 20) + 1;
      const one = calc`${manyA} * ${a}`;
      const two = calc`${manyB} * ${b}`;
      const bill = calc`${one} + ${two}`;
      const paid = calc`${notes} * 20`;
      const change = calc`${paid} - ${bill}`;
      return {
        story: [
          draw.say(
            `${person.name} buys ${count(manyA, first.item)} at ${money(a)} each and ${count(manyB, second.item)} at ${money(b)} each.`,
            `In a shop where ${first.item.many} cost ${money(a)} each and ${second.item.many} ${money(b)} each, ${person.name} buys ${spelled(manyA)} ${first.item.many} and ${spelled(manyB)} ${second.item.many}.`,
          ),
          notes === 1
            ? `${person.He} pays with a 20-dollar bill.`
            : `${person.He} hands over ${spelled(notes)} 20-dollar bills.`,
          `How many dollars does ${person.he} get back?`,
        ],
        asides: [
          ...about(person, draw),
          `The shop has been open for ${draw.int(11, 40)} years.`,
          `${capitalised(spelled(draw.int(2, 6)))} people are waiting in line.`,
        ],
        steps: [
          `The ${first.item.many} cost ${one.money}.`,
          `The ${second.item.many} cost ${two.money}.`,
          `Together that is ${bill.money}.`,
          `${person.name} pays with ${paid.money}.`,
          `${person.He} gets back ${change.money}.`,
        ],
        answer: change,
        check: () =>
          only(
            notes * 20,
            (back) => back + total(manyA, () => a) + total(manyB, () => b) === total(notes, () => 20),
          ),
      };
    },
  },
  {
    id: 'discount-shipping',
    make: (draw) => {
      const [person] = people(draw, 1);
      const { item } = draw.pick(goods);
      const percent = draw.pick([10, 20, 25, 30, 40]);
      const [price, many, shipping] = [draw.multiple(20, 20, 80), draw.int(2, 6), draw.int(4, 15)];
      const off = calc`${price} * ${percent} / 100`;
      const reduced = calc`${price} - ${off}`;
      const all = calc`${many} * ${reduced}`;
      const bill = calc`${all} + ${shipping}`;
      return {
        story: [
          draw.say(
            `A designer ${item.one} that normally costs ${money(price)} is sold ${percent}% cheaper this week.`,
            `This week there is a discount of ${percent}% on a luxury ${item.one} with a regular price of ${money(price)}.`,
          ),
          `${person.name} orders ${spelled(many)} of them.`,
          `Shipping costs ${money(shipping)} for the whole order and is not reduced.`,
          `How many dollars does ${person.name} pay ${draw.say('altogether', 'in total')}?`,
        ],
        asides: [
          ...about(person, draw),
          `The parcel arrives after ${spelled(draw.int(3, 9))} days.`,
          `The parcel weighs ${spelled(draw.int(2, 9))} kilograms.`,
        ],
        steps: [
          `The discount is ${off.money} apiece.`,
          `One costs ${reduced.money}.`,
          `${capitalised(spelled(many))} cost ${all.money}.`,
          `With shipping that is ${bill.money}.`,
        ],
        answer: bill,
        check: () => {
          const single = only(price, (dollars) => dollars * 100 === price * (100 - percent));
          return total(many, () => single) + shipping;
        },
      };
    },
  },
  {
    id: 'instalments',
    make: (draw) => {
      const [person] = people(draw, 1);
      const thing = draw.pick(['sofa', 'washing machine', 'phone', 'mattress', 'printer', 'treadmill']);
      const [down, rate, months] = [draw.multiple(10, 50, 150), draw.int(22, 60), draw.pick([6, 8, 10, 12])];
      const more = draw.int(15, 90);
      const cash = down + rate * months - more;
      const monthly = calc`${months} * ${rate}`;
      const all = calc`${down} + ${monthly}`;
      const extra = calc`${all} - ${cash}`;
      return {
        story: [
          draw.say(
            `A ${thing} costs ${money(cash)} if it is paid for at once.`,
            `For a ${thing} the shop asks ${money(cash)} in cash.`,
          ),
          draw.say(
            `${person.name} instead pays ${money(down)} at the start and then ${money(rate)} a month for ${spelled(months)} months.`,
            `${person.name} chooses to pay in instalments: first ${money(down)}, then ${spelled(months)} monthly payments of ${money(rate)} each.`,
          ),
          `How many dollars more does ${person.name} pay in this way than in cash?`,
        ],
        asides: [
          ...about(person, draw),
          `The ${thing} has a warranty of ${spelled(draw.int(2, 5))} years.`,
          `The ${thing} is delivered by ${spelled(draw.int(2, 3))} people.`,
        ],
        steps: [
          `The monthly payments come to ${monthly.money}.`,
          `Altogether ${person.name} pays ${all.money}.`,
          `That is ${extra.money} more.`,
        ],
        answer: extra,
        check: () => {
          let owed = cash - down;
          for (let month = 0; month < months; month += 1) owed -= rate;
          return -owed;
        },
      };
    },
  },
  {
    id: 'yearly-or-monthly',
    make: (draw) => {
      const [person] = people(draw, 1);
      const service = draw.pick([
        'a gym',
        'a music service',
        'a language course',
        'an online newspaper',
        'a film library',
      ]);
      const [month, save, members] = [draw.int(8, 30), draw.int(10, 40), draw.int(2, 5)];
      const year = month * 12 - save;
      const monthly = calc`12 * ${month}`;
      const saved = calc`${monthly} - ${year}`;
      const all = calc`${saved} * ${members}`;
      return {
        story: [
          draw.say(
            `Membership of ${service} costs ${money(month)} a month, or ${money(year)} if a whole year is paid at once.`,
            `${capitalised(service)} charges ${money(month)} a month; those who pay for a whole year at once pay ${money(year)}.`,
          ),
          `In ${person.name}'s family, ${spelled(members)} people have a membership each, and all of them have paid month by month so far.`,
          draw.say(
            `How many dollars will the family save in one year if all of them change to paying for the year at once?`,
            `By how many dollars a year do their costs fall, all together, if each of them pays for the year at once instead?`,
          ),
        ],
        asides: [
          ...about(person, draw),
          `${person.name} joined ${spelled(draw.int(3, 9))} months ago.`,
          `There are ${draw.int(120, 480)} members in the town.`,
        ],
        steps: [
          `Paid by the month, a year costs ${monthly.money}.`,
          `One person saves ${saved.money}.`,
          `The family saves ${all.money}.`,
        ],
        answer: all,
        check: () => total(members, () => total(12, () => month) - year),
      };
    },
  },
  {
    id: 'data-plan',
    make: (draw) => {
      const [person] = people(draw, 1);
      const [base, free, each] = [draw.int(12, 30), draw.int(4, 10), draw.int(2, 6)];
      const [first, second] = [free + draw.int(1, 6), free + draw.int(7, 12)];
      const fixed = calc`2 * ${base}`;
      const over1 = calc`${first} - ${free}`;
      const over2 = calc`${second} - ${free}`;
      const over = calc`${over1} + ${over2}`;
      const fee = calc`${over} * ${each}`;
      const bill = calc`${fixed} + ${fee}`;
      return {
        story: [
          draw.say(
            `${person.name}'s phone contract costs ${money(base)} a month with ${spelled(free)} gigabytes of data included.`,
            `For ${money(base)} a month ${person.name} has a phone contract that includes ${spelled(free)} gigabytes of data.`,
          ),
          `Every further gigabyte in a month costs ${money(each)}, and what is not used in one month is lost.`,
          `${person.name} used ${first} gigabytes in May and ${second} gigabytes in June.`,
          `How many dollars did ${person.he} pay for the two months together?`,
        ],
        asides: [
          ...about(person, draw),
          `In May ${person.name} made ${draw.int(30, 90)} calls, which are free of charge.`,
          `The phone is ${spelled(draw.int(2, 4))} years old.`,
        ],
        steps: [
          `The fixed price for both months is ${fixed.money}.`,
          `In May there were ${over1.text} further gigabytes.`,
          `In June there were ${over2.text}.`,
          `Together that makes ${over.text}.`,
          `They cost ${fee.money}.`,
          `Both months cost ${bill.money}.`,
        ],
        answer: bill,
        check: () =>
          [first, second]
            .map((used) => base + total(used, (gigabyte) => (gigabyte > free ? each : 0)))
            .reduce((sum, monthly) => sum + monthly, 0),
      };
    },
  },
];
