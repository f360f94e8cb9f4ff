/** Sport, concerts and tournaments. */

import { about } from '../asides.ts';
import { calc } from '../calc.ts';
import { only, total } from '../check.ts';
import { count, money, noun, spelled, times } from '../english.ts';
import { people } from '../names.ts';
import { groups } from '../settings.ts';
import type { Structure } from '../structure.ts';

export const events: readonly Structure[] = [
  {
    id: 'basket-points',
    make: (draw) => {
      const [a] = people(draw, 1);
      const [twos, threes, frees, factor] = [draw.int(4, 11), draw.int(2, 6), draw.int(1, 7), draw.int(2, 3)];
      const first = calc`${twos} * 2`;
      const second = calc`${threes} * 3`;
      const mine = calc`${first} + ${second} + ${frees}`;
      const theirs = calc`${mine} * ${factor}`;
      const all = calc`${mine} + ${theirs}`;
      return {
        story: [
          draw.say(
            `In a basketball game ${a.name} makes ${spelled(twos)} shots worth two points, ${spelled(threes)} shots worth three points and ${count(frees, noun('free throw')).replace(/^\d+/, spelled(frees))} worth one point each.`,
            `${a.name} scores in a basketball game with ${spelled(twos)} two-point shots, ${spelled(threes)} three-point shots and ${count(frees, noun('one-point free throw')).replace(/^\d+/, spelled(frees))}.`,
          ),
          draw.say(
            `The rest of the team together scores ${times(factor)} as many points as ${a.name}.`,
            `All of ${a.his} teammates together score ${times(factor)} the points that ${a.he} scores.`,
          ),
          `How many points does the whole team, ${a.name} included, score?`,
        ],
        asides: [
          ...about(a, draw),
          `There are ${draw.int(9, 12)} players on the team.`,
          `${a.name} wears the number ${draw.int(11, 40)}.`,
        ],
        steps: [
          `The two-point shots give ${first.text} points.`,
          `The three-point shots give ${second.text} points.`,
          `With the free throws ${a.name} has ${mine.text} points.`,
          `The others score ${theirs.text} points.`,
          `The team scores ${all.text} points.`,
        ],
        answer: all,
        check: () => {
          const shots = [
            ...Array<number>(twos).fill(2),
            ...Array<number>(threes).fill(3),
            ...Array<number>(frees).fill(1),
          ];
          return total(factor + 1, () => shots.reduce((sum, points) => sum + points, 0));
        },
      };
    },
  },
  {
    id: 'league-tickets',
    make: (draw) => {
      const sport = draw.pick(['handball', 'volleyball', 'hockey', 'chess', 'table tennis']);
      const [teams, visitors, price] = [draw.int(5, 10), draw.multiple(10, 40, 120), draw.int(2, 6)];
      const opponents = calc`${teams} - 1`;
      const matches = calc`${teams} * ${opponents}`;
      const tickets = calc`${matches} * ${visitors}`;
      const income = calc`${tickets} * ${price}`;
      return {
        story: [
          `There are ${spelled(teams)} teams in a ${sport} league.`,
          draw.say(
            `In a season every team plays one match at home against each of the other teams, and there are no other matches.`,
            `Every two teams meet twice in a season, once at the home of each, and there are no other matches.`,
          ),
          `Each match is watched by ${visitors} visitors, who pay ${money(price)} each.`,
          `How many dollars do the visitors pay in the whole season?`,
        ],
        asides: [
          `A season lasts ${spelled(draw.int(5, 9))} months.`,
          `Each team has ${draw.int(8, 20)} members.`,
          `The league was founded ${draw.int(11, 70)} years ago.`,
        ],
        steps: [
          `Each team has ${opponents.text} opponents.`,
          `There are ${matches.text} matches.`,
          `They have ${tickets.text} visitors.`,
          `The visitors pay ${income.money}.`,
        ],
        answer: income,
        check: () => {
          let paid = 0;
          for (let home = 0; home < teams; home += 1) {
            for (let guest = 0; guest < teams; guest += 1) if (home !== guest) paid += visitors * price;
          }
          return paid;
        },
      };
    },
  },
  {
    id: 'growing-training',
    make: (draw) => {
      const [person] = people(draw, 1);
      const sport = draw.pick([
        { verb: 'runs', unit: noun('kilometer') },
        { verb: 'swims', unit: noun('lap') },
        { verb: 'does', unit: noun('push-up') },
        { verb: 'climbs', unit: noun('flight of stairs', 'flights of stairs') },
      ]);
      const [first, more, weeks] = [draw.int(5, 20), draw.int(2, 6), draw.int(4, 5)];
      const amounts = Array.from({ length: weeks }, (_, index) => first + index * more);
      const later = amounts.slice(1).map((_, index) => calc`${amounts[index] ?? 0} + ${more}`);
      const sum = amounts
        .slice(2)
        .reduce((so, amount) => calc`${so} + ${amount}`, calc`${first} + ${amounts[1] ?? 0}`);
      const text = `${amounts.join(' + ')} = <<${amounts.join('+')}=${sum.value}>>${sum.value}`;
      return {
        story: [
          draw.say(
            `On the first day of ${person.his} training plan ${person.name} ${sport.verb} ${count(first, sport.unit)}.`,
            `${person.name} ${sport.verb} ${count(first, sport.unit)} on the first day of a training plan.`,
          ),
          `From then on ${person.he} ${sport.verb} ${spelled(more)} ${sport.unit.many} more each day than on the day before.`,
          draw.say(
            `How many ${sport.unit.many} does that make in the first ${spelled(weeks)} days altogether?`,
            `What is the total number of ${sport.unit.many} in the first ${spelled(weeks)} days?`,
          ),
        ],
        asides: [
          ...about(person, draw),
          `${person.name} drinks ${spelled(draw.int(2, 4))} liters of water a day.`,
          `The training starts at ${draw.int(6, 9)} in the morning.`,
        ],
        steps: [
          ...later.map((amount, index) => `On day ${index + 2} it is ${amount.text}.`),
          `Altogether that makes ${text} ${sport.unit.many}.`,
        ],
        answer: { ...sum, text },
        check: () => (weeks * (2 * first + (weeks - 1) * more)) / 2,
      };
    },
  },
  {
    id: 'knockout',
    make: (draw) => {
      const game = draw.pick(['table tennis', 'badminton', 'darts', 'fencing', 'squash']);
      const [players, minutes, prize] = [draw.pick([16, 32, 64]), draw.pick([12, 15, 20]), draw.int(20, 90)];
      const matches = calc`${players} - 1`;
      const time = calc`${matches} * ${minutes}`;
      return {
        story: [
          draw.say(
            `${players} players enter a ${game} tournament.`,
            `A ${game} tournament begins with ${players} players.`,
          ),
          `Two players meet in each match; the loser is out and the winner goes on, until one player is left who has won the tournament.`,
          draw.say(
            `Each match takes ${minutes} minutes, and only one match is played at a time.`,
            `There is room for just one match at a time, and every match lasts ${minutes} minutes.`,
          ),
          `How many minutes of play are there in the tournament?`,
        ],
        asides: [
          `The winner gets a prize of ${money(prize)}.`,
          `The youngest player is ${draw.int(11, 17)} years old.`,
          `There are ${draw.int(40, 150)} people watching.`,
        ],
        steps: [
          `All players but one lose a match, so there are ${matches.text} matches.`,
          `They take ${time.text} minutes.`,
        ],
        answer: time,
        check: () => {
          let played = 0;
          for (let left = players; left > 1; left /= 2) played += left / 2;
          return total(played, () => minutes);
        },
      };
    },
  },
  {
    id: 'fundraiser',
    make: (draw) => {
      const { name, member } = draw.pick(groups);
      const [members, laps, perLap, given] = [
        draw.int(9, 25),
        draw.int(6, 15),
        draw.int(2, 5),
        draw.multiple(10, 50, 300),
      ];
      const goalGap = draw.int(40, 400);
      const goal = members * laps * perLap + given + goalGap;
      const run = calc`${members} * ${laps}`;
      const raised = calc`${run} * ${perLap}`;
      const all = calc`${raised} + ${given}`;
      const missing = calc`${goal} - ${all}`;
      return {
        story: [
          draw.say(
            `To raise ${money(goal)} for new equipment, ${name} holds a charity run.`,
            `With a charity run ${name} wants to raise ${money(goal)}.`,
          ),
          `Each of ${members} ${member.many} runs ${spelled(laps)} laps, and sponsors pay ${money(perLap)} for every lap.`,
          draw.say(
            `A local firm gives another ${money(given)}.`,
            `In addition, there is a donation of ${money(given)} from a bank.`,
          ),
          `How many dollars are still missing?`,
        ],
        asides: [
          `A lap is ${draw.multiple(50, 200, 600)} meters long.`,
          `The oldest of the ${member.many} is ${draw.int(15, 19)} years old.`,
        ],
        steps: [
          `Together they run ${run.text} laps.`,
          `The laps bring ${raised.money}.`,
          `With the gift there are ${all.money}.`,
          `${missing.money} are missing.`,
        ],
        answer: missing,
        check: () =>
          only(goal, (gap) => gap + given + total(members, () => total(laps, () => perLap)) === goal),
      };
    },
  },
];
