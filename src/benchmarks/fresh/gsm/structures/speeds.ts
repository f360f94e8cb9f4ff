/** Machines and travellers, and how fast they are. */

import { about } from '../asides.ts';
import { calc } from '../calc.ts';
import { rounds, total } from '../check.ts';
import { capitalised, figure, fraction, money, noun, spelled, times } from '../english.ts';
import { people } from '../names.ts';
import { days } from '../settings.ts';
import type { Structure } from '../structure.ts';

export const speeds: readonly Structure[] = [
  {
    id: 'meeting',
    make: (draw) => {
      const [first, second] = people(draw, 2);
      const means = draw.pick([
        { verb: 'cycles', low: 12, high: 24 },
        { verb: 'walks', low: 3, high: 6 },
        { verb: 'rides a scooter', low: 20, high: 40 },
      ]);
      const [a, b, hours] = [
        draw.int(means.low, means.high),
        draw.int(means.low, means.high),
        draw.int(2, 6),
      ];
      const distance = (a + b) * hours;
      const closing = calc`${a} + ${b}`;
      const needed = calc`${distance} / ${closing}`;
      const way = calc`${needed} * ${a}`;
      return {
        story: [
          `${first.name} and ${second.name} live ${distance} kilometers apart.`,
          draw.say(
            `They set off at the same moment towards each other on the same road.`,
            `On Sunday they leave home at the same time and travel towards each other along the same road.`,
          ),
          `${first.name} ${means.verb} at ${a} kilometers per hour, and ${second.name} ${means.verb} at ${b} kilometers per hour.`,
          draw.say(
            `How many kilometers has ${first.name} covered when they meet?`,
            `How many kilometers from ${first.name}'s home do they meet?`,
          ),
        ],
        asides: [...about(second, draw), `They last met ${spelled(draw.int(2, 9))} weeks ago.`],
        steps: [
          `Each hour they come ${closing.text} kilometers closer.`,
          `They meet after ${needed.text} hours.`,
          `By then ${first.name} has covered ${way.text} kilometers.`,
        ],
        answer: way,
        check: () => {
          let [left, right] = [0, distance];
          rounds(100, () => {
            left += a;
            right -= b;
            return left === right;
          });
          return left;
        },
      };
    },
  },
  {
    id: 'catching-up',
    make: (draw) => {
      const [first, second] = people(draw, 2);
      const [head, hours, slow] = [draw.int(2, 4), draw.int(2, 6), draw.int(2, 5)];
      const speed = slow * hours;
      const faster = speed + slow * head;
      const lead = calc`${speed} * ${head}`;
      const gain = calc`${faster} - ${speed}`;
      const needed = calc`${lead} / ${gain}`;
      const way = calc`${needed} * ${faster}`;
      return {
        story: [
          draw.say(
            `${first.name} leaves the harbour in a boat at ${speed} kilometers per hour.`,
            `${first.name} rides away from the village at a steady ${speed} kilometers per hour.`,
          ),
          draw.say(
            `${spelled(head).replace(/^./, (c) => c.toUpperCase())} hours later ${second.name} follows on the same route at ${faster} kilometers per hour.`,
            `${second.name} starts from the same place ${spelled(head)} hours later and goes the same way at ${faster} kilometers per hour.`,
          ),
          `How many kilometers from the start does ${second.name} catch up with ${first.name}?`,
        ],
        asides: [...about(first, draw), `${second.name} carries a rucksack of ${draw.int(4, 14)} kilograms.`],
        steps: [
          `At first ${first.name} is ${lead.text} kilometers ahead.`,
          `${second.name} gains ${gain.text} kilometers an hour.`,
          `${second.name} needs ${needed.text} hours.`,
          `By then ${second.name} has covered ${way.text} kilometers.`,
        ],
        answer: way,
        check: () => {
          let [ahead, behind] = [speed * head, 0];
          rounds(100, () => {
            ahead += speed;
            behind += faster;
            return ahead === behind;
          });
          return behind;
        },
      };
    },
  },
  {
    id: 'download-parts',
    make: (draw) => {
      const [person] = people(draw, 1);
      const part = draw.pick([2, 3, 4]);
      const [speed, minutes, slower] = [part * draw.int(4, 15), draw.int(5, 15), draw.int(4, 12)];
      const size = speed * minutes + (speed / part) * slower;
      const done = calc`${speed} * ${minutes}`;
      const left = calc`${size} - ${done}`;
      const slow = calc`${speed} / ${part}`;
      const rest = calc`${left} / ${slow}`;
      const all = calc`${minutes} + ${rest}`;
      return {
        story: [
          draw.say(
            `${person.name} downloads a ${draw.say('game', 'film', 'map')} of ${figure(size)} megabytes.`,
            `A ${draw.say('video', 'program', 'photo archive')} that ${person.name} downloads has ${figure(size)} megabytes.`,
          ),
          `For the first ${spelled(minutes)} minutes, ${speed} megabytes arrive every minute.`,
          `After these ${spelled(minutes)} minutes, the connection only has ${fraction(1, part)} of its first speed until the download is complete.`,
          `How many minutes does the whole download take?`,
        ],
        asides: [
          ...about(person, draw),
          `The connection costs ${money(draw.int(20, 45))} a month.`,
          `The computer has ${draw.int(300, 900)} gigabytes of free space.`,
        ],
        steps: [
          `In the first ${minutes} minutes ${done.text} megabytes arrive.`,
          `${left.text} megabytes are left.`,
          `The lower speed is ${slow.text} megabytes a minute.`,
          `The rest takes ${rest.text} minutes.`,
          `The whole download takes ${all.text} minutes.`,
        ],
        answer: all,
        check: () => {
          let loaded = 0;
          return rounds(1000, (minute) => {
            loaded += minute <= minutes ? speed : speed / part;
            return loaded === size;
          });
        },
      };
    },
  },
  {
    id: 'two-printers',
    make: (draw) => {
      const [person] = people(draw, 1);
      const [slow, factor, minutes] = [draw.int(8, 20), draw.int(2, 3), draw.int(6, 25)];
      const pages = slow * (1 + factor) * minutes;
      const per = draw.pick([2, 3, 4, 5, 6].filter((each) => pages % each === 0));
      const copies = pages / per;
      const sheets = calc`${copies} * ${per}`;
      const fast = calc`${slow} * ${factor}`;
      const both = calc`${slow} + ${fast}`;
      const time = calc`${sheets} / ${both}`;
      const thing = draw.pick(['programme', 'leaflet', 'menu', 'newsletter']);
      return {
        story: [
          draw.say(
            `${person.name} has to print ${figure(copies)} copies of a ${thing} of ${spelled(per)} pages.`,
            `A ${thing} of ${spelled(per)} pages is needed in ${figure(copies)} copies, and ${person.name} is to print them.`,
          ),
          draw.say(
            `${person.His} old printer prints ${slow} pages a minute, and ${person.his} new one ${times(factor)} as many.`,
            `One printer prints ${slow} pages a minute; the other one is ${times(factor)} as fast.`,
          ),
          `Both printers work at the same time and share the work so that they finish together.`,
          `How many minutes does the printing take?`,
        ],
        asides: [
          ...about(person, draw),
          `The newer printer cost ${money(draw.multiple(10, 150, 480))}.`,
          `The paper weighs ${draw.pick([80, 90, 120])} grams per square meter.`,
        ],
        steps: [
          `There are ${sheets.text} pages to print.`,
          `The faster printer prints ${fast.text} pages a minute.`,
          `Together they print ${both.text} pages a minute.`,
          `That takes ${time.text} minutes.`,
        ],
        answer: time,
        check: () => {
          let left = copies * per;
          return rounds(500, () => {
            left -= slow + total(factor, () => slow);
            return left === 0;
          });
        },
      };
    },
  },
  {
    id: 'machine-day',
    make: (draw) => {
      const machine = draw.pick([
        { name: 'A bottling machine', does: 'fills', thing: noun('bottle') },
        { name: 'A printing press', does: 'prints', thing: noun('poster') },
        { name: 'A stamping machine', does: 'stamps out', thing: noun('lid') },
        { name: 'A packing robot', does: 'seals', thing: noun('bag') },
      ]);
      const [rate, hours, pause, faulty] = [
        draw.int(4, 12),
        draw.int(5, 10),
        draw.multiple(5, 10, 45),
        draw.int(11, 60),
      ];
      const minutes = calc`${hours} * 60`;
      const running = calc`${minutes} - ${pause}`;
      const made = calc`${running} * ${rate}`;
      const good = calc`${made} - ${faulty}`;
      return {
        story: [
          draw.say(
            `${machine.name} ${machine.does} ${spelled(rate)} ${machine.thing.many} every minute it is running.`,
            `${machine.name} ${machine.does} ${machine.thing.many} at a rate of ${spelled(rate)} a minute.`,
          ),
          draw.say(
            `On ${draw.pick(days)} it was switched on for ${spelled(hours)} hours, but stood still for ${pause} minutes of that time to be cleaned.`,
            `Yesterday it ran for ${spelled(hours)} hours, less one break of ${pause} minutes for repairs.`,
          ),
          `${figure(faulty)} of the ${machine.thing.many} turned out faulty.`,
          `How many good ${machine.thing.many} did it produce?`,
        ],
        asides: [
          `The machine weighs ${figure(draw.multiple(50, 700, 2400))} kilograms.`,
          `${capitalised(spelled(draw.int(2, 5)))} people looked after the machine.`,
        ],
        steps: [
          `The time was ${minutes.text} minutes.`,
          `The machine ran for ${running.text} minutes.`,
          `It made ${made.text} ${machine.thing.many}.`,
          `${good.text} of them were good.`,
        ],
        answer: good,
        check: () => total(hours * 60, (minute) => (minute <= pause ? 0 : rate)) - faulty,
      };
    },
  },
];
