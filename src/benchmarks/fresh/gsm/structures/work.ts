/** Wages, savings and working together. */

import { about } from '../asides.ts';
import { calc } from '../calc.ts';
import { only, rounds, total } from '../check.ts';
import { count, money, noun, spelled } from '../english.ts';
import { people } from '../names.ts';
import { wares, wishes } from '../settings.ts';
import type { Structure } from '../structure.ts';

const jobs = [
  'at a garage',
  'in a bakery',
  'at a call centre',
  'in a hotel kitchen',
  'at a plant nursery',
  'in a warehouse',
];

export const work: readonly Structure[] = [
  {
    id: 'overtime',
    make: (draw) => {
      const [person] = people(draw, 1);
      const [wage, extra] = [draw.int(11, 24), draw.int(3, 9)];
      const [normal, over] = [draw.pick([30, 35, 36, 38, 40]), draw.int(3, 12)];
      const hours = normal + over;
      const overtime = calc`${hours} - ${normal}`;
      const rate = calc`${wage} + ${extra}`;
      const basic = calc`${normal} * ${wage}`;
      const more = calc`${overtime} * ${rate}`;
      const pay = calc`${basic} + ${more}`;
      return {
        story: [
          draw.say(
            `${person.name} works ${draw.pick(jobs)} and earns ${money(wage)} an hour.`,
            `${person.name} is paid ${money(wage)} an hour for ${person.his} work ${draw.pick(jobs)}.`,
          ),
          draw.say(
            `For every hour beyond ${normal} hours in a week ${person.he} gets ${money(extra)} more than that.`,
            `Hours after the first ${normal} in a week are overtime, for which ${person.he} gets an extra ${money(extra)} an hour on top of the normal wage.`,
          ),
          `${draw.say('Last week', 'This week')} ${person.he} worked ${hours} hours.`,
          `How many dollars did ${person.he} earn in that week?`,
        ],
        asides: [
          ...about(person, draw),
          `${person.name} has ${spelled(draw.int(3, 9))} colleagues.`,
          `The way to work takes ${draw.int(12, 45)} minutes.`,
        ],
        steps: [
          `${person.name} worked ${overtime.text} hours of overtime.`,
          `An hour of overtime is paid with ${rate.money}.`,
          `The first ${normal} hours bring ${basic.money}.`,
          `The overtime brings ${more.money}.`,
          `The pay for the week is ${pay.money}.`,
        ],
        answer: pay,
        check: () => total(hours, (hour) => (hour > normal ? wage + extra : wage)),
      };
    },
  },
  {
    id: 'saving-weeks',
    make: (draw) => {
      const [person] = people(draw, 1);
      const wish = draw.pick(wishes);
      const [earned, spent, weeks, had] = [
        draw.int(40, 90),
        draw.int(12, 30),
        draw.int(5, 16),
        draw.int(20, 90),
      ];
      const price = had + weeks * (earned - spent);
      const missing = calc`${price} - ${had}`;
      const kept = calc`${earned} - ${spent}`;
      const needed = calc`${missing} / ${kept}`;
      return {
        story: [
          draw.say(
            `${person.name} wants to buy ${wish} that costs ${money(price)}.`,
            `${person.name} is saving for ${wish} with a price of ${money(price)}.`,
          ),
          `${person.He} already has ${money(had)}.`,
          draw.say(
            `Each week ${person.he} earns ${money(earned)} by ${draw.say('walking dogs', 'delivering newspapers', 'mowing lawns', 'tutoring')} and spends ${money(spent)} of it.`,
            `With ${draw.say('a small job', 'babysitting', 'washing cars')} ${person.he} makes ${money(earned)} a week, of which ${person.he} spends ${money(spent)} and saves the rest.`,
          ),
          `After how many weeks of saving does ${person.he} have exactly enough money?`,
        ],
        asides: [...about(person, draw), `A year ago the price was ${money(draw.int(5, 30))} lower.`],
        steps: [
          `${person.name} still needs ${missing.money}.`,
          `${person.He} saves ${kept.money} a week.`,
          `That takes ${needed.text} weeks.`,
        ],
        answer: needed,
        check: () => {
          let purse = had;
          return rounds(100, () => {
            purse += earned - spent;
            return purse === price;
          });
        },
      };
    },
  },
  {
    id: 'commission',
    make: (draw) => {
      const [person] = people(draw, 1);
      const { item } = draw.pick(wares);
      const [base, quota, bonus] = [draw.multiple(10, 250, 600), draw.int(15, 40), draw.int(2, 9)];
      const [first, second] = [quota + draw.int(5, 20), quota - draw.int(1, 8)];
      const twice = calc`2 * ${base}`;
      const above = calc`${first} - ${quota}`;
      const extra = calc`${above} * ${bonus}`;
      const pay = calc`${twice} + ${extra}`;
      return {
        story: [
          draw.say(
            `${person.name} sells ${item.many} for a shop and is paid ${money(base)} a week.`,
            `A shop pays ${person.name} ${money(base)} a week for selling ${item.many}.`,
          ),
          `In a week with more than ${count(quota, noun('sale'))}, ${person.he} also gets ${money(bonus)} for each sale above ${quota}.`,
          draw.say(
            `${person.He} made ${first} sales in one week and ${second} in the next.`,
            `In the first week of the month ${person.he} made ${count(first, noun('sale'))}, and in the second ${second}.`,
          ),
          `How many dollars did ${person.he} earn in these two weeks?`,
        ],
        asides: [
          ...about(person, draw),
          `The shop opens at ${draw.int(7, 10)} in the morning.`,
          `The shop has ${spelled(draw.int(3, 8))} windows.`,
        ],
        steps: [
          `The weekly pay for two weeks is ${twice.money}.`,
          `In the better week ${person.name} made ${above.text} sales above ${quota}; in the other one none.`,
          `They bring ${extra.money}.`,
          `In both weeks ${person.he} earned ${pay.money}.`,
        ],
        answer: pay,
        check: () => {
          const week = (sales: number) => base + total(sales, (sale) => (sale > quota ? bonus : 0));
          return week(first) + week(second);
        },
      };
    },
  },
  {
    id: 'head-start-team',
    make: (draw) => {
      const [early, late] = people(draw, 2);
      const task = draw.pick([
        { verb: 'fold', past: 'folded', thing: noun('letter') },
        { verb: 'label', past: 'labelled', thing: noun('parcel') },
        { verb: 'peel', past: 'peeled', thing: noun('potato', 'potatoes') },
        { verb: 'address', past: 'addressed', thing: noun('envelope') },
        { verb: 'polish', past: 'polished', thing: noun('glass', 'glasses') },
      ]);
      const [fast, slow, before, together] = [
        draw.int(35, 60),
        draw.int(15, 34),
        draw.int(2, 4),
        draw.int(3, 8),
      ];
      const all = fast * (before + together) + slow * together;
      const alone = calc`${before} * ${fast}`;
      const left = calc`${all} - ${alone}`;
      const both = calc`${fast} + ${slow}`;
      const hours = calc`${left} / ${both}`;
      return {
        story: [
          `${early.name} and ${late.name} have to ${task.verb} ${count(all, task.thing)}.`,
          draw.say(
            `${early.name} manages ${fast} an hour and ${late.name} ${slow} an hour.`,
            `In an hour, ${early.name} can ${task.verb} ${fast} of them and ${late.name} ${slow}.`,
          ),
          draw.say(
            `${early.name} starts alone, and ${late.name} joins in ${spelled(before)} hours later.`,
            `${late.name} comes ${spelled(before)} hours after ${early.name} has begun, and then they work side by side.`,
          ),
          `For how many hours do they work together until all the ${task.thing.many} are ${task.past}?`,
        ],
        asides: [...about(late, draw), `They have done such work ${spelled(draw.int(3, 9))} times before.`],
        steps: [
          `Alone, ${early.name} does ${alone.text}.`,
          `${left.text} are left.`,
          `Together they do ${both.text} an hour.`,
          `They work together for ${hours.text} hours.`,
        ],
        answer: hours,
        check: () => only(200, (shared) => fast * (shared + before) + slow * shared === all),
      };
    },
  },
  {
    id: 'two-jobs',
    make: (draw) => {
      const [person] = people(draw, 1);
      const [early, late] = [draw.int(12, 19), draw.int(20, 30)];
      const [hoursEarly, hoursLate, weeks] = [draw.int(6, 20), draw.int(3, 10), draw.int(3, 6)];
      const rent = draw.multiple(10, 150, 400);
      const first = calc`${hoursEarly} * ${early}`;
      const second = calc`${hoursLate} * ${late}`;
      const week = calc`${first} + ${second}`;
      const all = calc`${week} * ${weeks}`;
      const left = calc`${all} - ${rent}`;
      return {
        story: [
          draw.say(
            `${person.name} has two jobs: one ${draw.pick(jobs)} for ${money(early)} an hour and one as a ${draw.say('translator', 'piano teacher', 'web designer')} for ${money(late)} an hour.`,
            `${person.name} earns ${money(early)} an hour ${draw.pick(jobs)} and ${money(late)} an hour as a ${draw.say('swimming coach', 'photographer', 'tutor')}.`,
          ),
          `Every week ${person.he} works ${hoursEarly} hours in the first job and ${spelled(hoursLate)} hours in the second.`,
          draw.say(
            `After ${spelled(weeks)} weeks ${person.he} pays ${money(rent)} for ${draw.say('a car repair', 'a train pass')} out of what ${person.he} has earned in these weeks.`,
            `From the pay of ${spelled(weeks)} weeks ${person.he} takes ${money(rent)} to pay ${draw.say('a dentist', 'for a course')}.`,
          ),
          `How many dollars of the pay are left?`,
        ],
        asides: [...about(person, draw), `The second job is ${spelled(draw.int(3, 9))} kilometers away.`],
        steps: [
          `The first job brings ${first.money} a week.`,
          `The second brings ${second.money} a week.`,
          `Together that is ${week.money} a week.`,
          `In ${weeks} weeks it is ${all.money}.`,
          `${left.money} are left.`,
        ],
        answer: left,
        check: () => total(weeks, () => total(hoursEarly, () => early) + total(hoursLate, () => late)) - rent,
      };
    },
  },
];
