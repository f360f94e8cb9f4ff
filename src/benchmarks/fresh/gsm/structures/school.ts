/** Classes, tests and books. */

import { about } from '../asides.ts';
import { type Calc, calc } from '../calc.ts';
import { only, total } from '../check.ts';
import { capitalised, count, figure, fraction, money, noun, ordinal, spelled, times } from '../english.ts';
import { people } from '../names.ts';
import { groups } from '../settings.ts';
import type { Structure } from '../structure.ts';

export const school: readonly Structure[] = [
  {
    id: 'class-excursion',
    make: (draw) => {
      const { name, member } = draw.pick(groups);
      const [teams, size, adults, fare] = [draw.int(4, 9), draw.int(5, 9), draw.int(3, 8), draw.int(4, 12)];
      const members = calc`${teams} * ${size}`;
      const all = calc`${members} + ${adults}`;
      const cost = calc`${all} * ${fare}`;
      return {
        story: [
          draw.say(
            `For a trip to the museum, ${name} is divided into ${spelled(teams)} teams of ${spelled(size)} ${member.many} each.`,
            `On an excursion of ${name} there are ${spelled(teams)} teams, and each team has ${spelled(size)} ${member.many}.`,
          ),
          `${capitalised(spelled(adults))} adults who belong to no team come along.`,
          draw.say(
            `Everybody, ${member.one} or adult, needs a ticket for ${money(fare)}.`,
            `Each person on the trip pays ${money(fare)} for a ticket; adults pay the same as everyone else.`,
          ),
          `How many dollars do all the tickets cost together?`,
        ],
        asides: [
          `The trip takes ${draw.int(25, 80)} minutes each way.`,
          `The museum has ${draw.int(11, 30)} rooms.`,
        ],
        steps: [
          `There are ${members.text} ${member.many}.`,
          `With the adults there are ${all.text} people.`,
          `The tickets cost ${cost.money}.`,
        ],
        answer: cost,
        check: () => total(teams, () => total(size, () => fare)) + total(adults, () => fare),
      };
    },
  },
  {
    id: 'quiz-points',
    make: (draw) => {
      const [person] = people(draw, 1);
      const [questions, plus, minus] = [draw.multiple(5, 20, 50), draw.int(4, 6), draw.int(1, 2)];
      const [wrong, blank] = [draw.int(3, 7), draw.int(2, 5)];
      const right = calc`${questions} - ${wrong} - ${blank}`;
      const won = calc`${right} * ${plus}`;
      const lost = calc`${wrong} * ${minus}`;
      const points = calc`${won} - ${lost}`;
      return {
        story: [
          draw.say(
            `A ${draw.say('quiz', 'math contest', 'geography test')} has ${questions} questions.`,
            `${person.name} takes part in a contest with ${questions} questions.`,
          ),
          `A right answer gives ${spelled(plus)} points, a wrong answer costs ${count(minus, noun('point')).replace(/^\d+/, spelled(minus))}, and a question without an answer changes nothing.`,
          draw.say(
            `${person.name} gives ${spelled(wrong)} wrong answers, leaves ${spelled(blank)} questions without an answer, and has all the others right.`,
            `Of ${person.name}'s questions, ${spelled(wrong)} are answered wrongly and ${spelled(blank)} not at all; the rest are right.`,
          ),
          `How many points does ${person.name} have at the end?`,
        ],
        asides: [
          ...about(person, draw),
          `There are ${draw.multiple(5, 30, 90)} minutes for all questions.`,
          `${capitalised(spelled(draw.int(11, 40)))} people take part.`,
        ],
        steps: [
          `${person.name} has ${right.text} right answers.`,
          `They give ${won.text} points.`,
          `The wrong answers cost ${lost.text} points.`,
          `At the end there are ${points.text} points.`,
        ],
        answer: points,
        check: () =>
          total(questions, (index) => (index <= wrong ? -minus : index <= wrong + blank ? 0 : plus)),
      };
    },
  },
  {
    id: 'needed-mark',
    make: (draw) => {
      const [person] = people(draw, 1);
      const [tests, mean] = [draw.int(4, 5), draw.int(74, 84)];
      const shifts = Array.from({ length: tests - 1 }, () => draw.int(-4, 2));
      const known = shifts.map((shift) => mean + shift);
      const wanted = calc`${tests} * ${mean}`;
      const sum = evaluated(known);
      const last = calc`${wanted} - ${sum}`;
      return {
        story: [
          draw.say(
            `In each ${draw.say('history', 'biology', 'chemistry')} test, ${person.name} can get up to 100 points.`,
            `${person.name} has written ${spelled(tests - 1)} tests so far, each with up to 100 points.`,
          ),
          `${person.His} results in the first ${spelled(tests - 1)} tests are ${known.slice(0, -1).join(', ')} and ${known.at(-1)} points.`,
          draw.say(
            `${person.He} wants an average of exactly ${mean} points over ${spelled(tests)} tests.`,
            `After the ${ordinal(tests)} test, ${person.his} average should be exactly ${mean} points.`,
          ),
          `How many points does ${person.he} need in the ${ordinal(tests)} test?`,
        ],
        asides: [...about(person, draw), `There are ${draw.int(19, 31)} students in the class.`],
        steps: [
          `For the average, ${person.he} needs ${wanted.text} points in all ${tests} tests.`,
          `So far ${person.he} has ${sum.text} points.`,
          `${person.He} needs ${last.text} points.`,
        ],
        answer: last,
        check: () => only(100, (mark) => [...known, mark].reduce((all, each) => all + each - mean, 0) === 0),
      };
    },
  },
  {
    id: 'reading-plan',
    make: (draw) => {
      const [person] = people(draw, 1);
      const [first, factor, days, daily] = [
        draw.int(14, 40),
        draw.int(2, 3),
        draw.int(3, 7),
        draw.int(12, 35),
      ];
      const pages = first + first * factor + days * daily;
      const second = calc`${first} * ${factor}`;
      const read = calc`${first} + ${second}`;
      const left = calc`${pages} - ${read}`;
      const each = calc`${left} / ${days}`;
      return {
        story: [
          draw.say(
            `${person.name} has borrowed a ${draw.say('novel', 'biography', 'travel book')} of ${figure(pages)} pages.`,
            `A book on ${person.name}'s bedside table has ${figure(pages)} pages.`,
          ),
          draw.say(
            `On the first day ${person.he} reads ${first} pages, and on the second day ${times(factor)} as many.`,
            `${person.He} read ${first} pages of it on Saturday and ${times(factor)} as many on Sunday.`,
          ),
          `${person.He} wants to read the rest in the ${spelled(days)} days after that, the same number of pages every day.`,
          `How many pages will ${person.name} read on each of these days?`,
        ],
        asides: [
          ...about(person, draw),
          `The book cost ${money(draw.int(9, 28))}.`,
          `The book has ${draw.int(11, 24)} chapters.`,
        ],
        steps: [
          `On the second day ${person.he} reads ${second.text} pages.`,
          `In two days that makes ${read.text} pages.`,
          `${left.text} pages are left.`,
          `That is ${each.text} pages a day.`,
        ],
        answer: each,
        check: () =>
          only(pages, (portion) => first + total(factor, () => first) + total(days, () => portion) === pages),
      };
    },
  },
  {
    id: 'hall-seats',
    make: (draw) => {
      const { name } = draw.pick(groups);
      const part = draw.pick([2, 3, 4, 5]);
      const [rows, width] = [draw.int(8, 20), part * draw.int(3, 7)];
      const [reserved, guests] = [draw.int(1, 3), draw.int(10, 40)];
      const seats = calc`${rows} * ${width}`;
      const kept = calc`${reserved} * ${width}`;
      const open = calc`${seats} - ${kept}`;
      const taken = calc`${open} / ${part}`;
      const free = calc`${open} - ${taken}`;
      return {
        story: [
          draw.say(
            `The hall in which ${name} performs has ${rows} rows with ${width} seats each.`,
            `For its show, ${name} rents a hall with ${rows} rows of ${width} seats.`,
          ),
          `${capitalised(count(reserved, noun('whole row')).replace(/^\d+/, spelled(reserved)))} ${reserved === 1 ? 'is' : 'are'} reserved for guests.`,
          `Tickets for ${fraction(1, part)} of all the other seats have been sold.`,
          `How many of the seats that are not reserved are still for sale?`,
        ],
        asides: [
          `The show lasts ${draw.multiple(5, 60, 120)} minutes.`,
          `A ticket costs ${money(draw.int(6, 18))}.`,
          `Last year there were ${guests} helpers.`,
        ],
        steps: [
          `The hall has ${seats.text} seats.`,
          `${kept.text} are reserved.`,
          `${open.text} can be sold.`,
          `${taken.text} have been sold.`,
          `${free.text} are still for sale.`,
        ],
        answer: free,
        check: () => {
          let unsold = 0;
          for (let row = reserved; row < rows; row += 1) {
            for (let seat = 0; seat < width; seat += 1) if (seat % part !== 0) unsold += 1;
          }
          return unsold;
        },
      };
    },
  },
];

function evaluated(marks: readonly number[]): Calc {
  const [a = 0, b = 0, c = 0, d] = marks;
  return d === undefined ? calc`${a} + ${b} + ${c}` : calc`${a} + ${b} + ${c} + ${d}`;
}
