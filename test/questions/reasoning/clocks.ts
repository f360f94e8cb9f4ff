import type { Proof, Question } from '../proof.ts';
import { expectEqual, expectFinal, must, number, swaps } from './check.ts';

interface World {
  days: string[];
  dayLength: number;
  umber: number;
  vost: number;
  sail: number;
  stay: number;
  sailOn: number;
  departure: number;
}

const span = (text: string, pattern: RegExp): number => {
  const [, hours, minutes] = must(pattern.exec(text), `${pattern}`);
  return Number(hours) * 60 + Number(minutes);
};
/** Remainder that stays positive for moments before the week in which the story begins. */
const mod = (a: number, n: number): number => ((a % n) + n) % n;

function readWorld(question: Question): World {
  const text = must(question.turns[0], 'turn 1');
  const days = must(/in the order ([A-Z][\w, ]+), and each new day/.exec(text)?.[1], 'days').split(', ');
  const dayLength = number(text, /a day has (\d+) hours/) * number(text, /of (\d+) minutes each/);
  const umber = number(text, /Umber are (\d+) hours ahead of those at Tarn/) * 60;
  const [, day, hour, minute] = must(
    /leaves Umber on (\w+) at (\d+):(\d+) by the clocks of Umber/.exec(text),
    'departure',
  );
  return {
    days,
    dayLength,
    umber,
    vost: -number(text, /ordinary time of Vost is (\d+) hours behind/) * 60,
    sail: span(text, /needs (\d+) hours (\d+) minutes to Vost/),
    stay: span(text, /lies there for (\d+) hours (\d+) minutes/),
    sailOn: span(text, /needs (\d+) hours (\d+) minutes more to Tarn/),
    departure: days.indexOf(must(day, 'day')) * dayLength + Number(hour) * 60 + Number(minute) - umber,
  };
}

interface Reading {
  day: string;
  minute: number;
}
const reading = (w: World, local: number): Reading => ({
  day: must(w.days[mod(Math.floor(local / w.dayLength), w.days.length)], 'day'),
  minute: mod(local, w.dayLength),
});
const show = ({ day, minute }: Reading): string =>
  `${day} ${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;

/** Moments are minutes on the clock of Tarn; lamp time depends on the ordinary day at Vost. */
function atVost(w: World, moment: number): Reading {
  const ordinary = moment + w.vost;
  const lamp = ['Eth', 'Ama'].includes(reading(w, ordinary).day);
  return reading(w, ordinary + (lamp ? 60 : 0));
}

function voyage(w: World, departure: number): { vostIn: Reading; vostOut: Reading; tarn: Reading } {
  const vostIn = departure + w.sail;
  const vostOut = vostIn + w.stay;
  return { vostIn: atVost(w, vostIn), vostOut: atVost(w, vostOut), tarn: reading(w, vostOut + w.sailOn) };
}

function checkLampTime(question: Question): void {
  const text = must(question.turns[0], 'turn 1');
  must(/from the first moment of Eth to the last moment of Ama/.exec(text), 'lamp time');
  must(/run one hour ahead of its ordinary time/.exec(text), 'one hour');
}

function voyageTruth(question: Question): string {
  checkLampTime(question);
  const w = readWorld(question);
  const v = voyage(w, w.departure);
  return `arrives at Vost ${show(v.vostIn)}; leaves Vost ${show(v.vostOut)}; arrives at Tarn ${show(v.tarn)}`;
}

function marketTruth(question: Question): string {
  const w = readWorld(question);
  const text = must(question.turns[1], 'turn 2');
  const every = number(text, /every (\d+) hours/) * 60;
  const [, day, open, close] = must(/market every (\w+) from (\d+):00 to (\d+):00/.exec(text), 'market');
  for (let n = 1; n < 500; n++) {
    const { vostIn, tarn } = voyage(w, w.departure + (n - 1) * every);
    const during = tarn.minute >= Number(open) * 60 && tarn.minute <= Number(close) * 60;
    if (tarn.day === day && during) return `voyage ${n}; Vost shows ${show(vostIn)}`;
  }
  throw new Error('no voyage meets the market');
}

/** The arrivals at Tarn listed in the reference are those of the first voyages, in order. */
function checkArrivals(reference: string, question: Question): void {
  const w = readWorld(question);
  const every = number(must(question.turns[1], 'turn 2'), /every (\d+) hours/) * 60;
  const list = must(/reach Tarn on (.+?)\. Voyage/.exec(reference)?.[1], 'arrivals');
  const written = list.replace(/ \([^)]*\)/g, '').split(', ');
  expectEqual(written.length, 13, 'arrivals listed');
  written.forEach((arrival, i) => {
    expectEqual(arrival, show(voyage(w, w.departure + i * every).tarn), `voyage ${i + 1}`);
  });
}

export const clocks: Proof[] = [
  {
    question_id: 'reasoning-10',
    turn: 1,
    prove: (reference, question) => expectFinal(reference, voyageTruth(question)),
    alter: swaps(
      [/Ama 14:15/, 'Ama 13:15'],
      [/Ama 14:15/, 'Bel 14:15'],
      [/Bel 0:45/, 'Bel 1:45'],
      [/Bel 0:45/, 'Ama 0:45'],
      [/Cor 12:05/, 'Cor 13:05'],
      [/Cor 12:05/, 'Bel 12:05'],
    ),
  },
  {
    question_id: 'reasoning-10',
    turn: 2,
    prove(reference, question) {
      checkArrivals(reference, question);
      expectFinal(reference, marketTruth(question));
    },
    alter: swaps([/voyage 13/, 'voyage 2'], [/Eth/, 'Ama'], [/8:15/, '7:15']),
  },
];
