import type { Proof, Question } from '../proof.ts';
import { expectEqual, expectFinal, listed, must, number, only, swaps } from './check.ts';

interface Vessel {
  name: string;
  metres: number;
  engine: boolean;
  local: boolean;
  dangerous: boolean;
  from: number;
  to: number;
}
interface Tariff {
  perMetre: number;
  noon: number;
  long: number;
  longPercent: number;
  fullNights: number;
  localPercent: number;
  least: number;
  most: number;
  goods: number;
}

const DAY = 24 * 60;
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh'];
const LINE =
  /^(\w+): (.+?), ([\d.]+) m, registered (at Vellamo|elsewhere), (no )?dangerous goods, from day (\d+) at (\d\d):(\d\d) to day (\d+) at (\d\d):(\d\d)\.$/;

function readVessel(line: string): Vessel {
  const m = must(LINE.exec(line), line);
  const moment = (i: number) => Number(m[i]) * DAY + Number(m[i + 1]) * 60 + Number(m[i + 2]);
  return {
    name: must(m[1], 'name'),
    metres: Number(m[3]),
    engine: !must(m[2], 'kind').includes('without an engine'),
    local: m[4] === 'at Vellamo',
    dangerous: m[5] === undefined,
    from: moment(6),
    to: moment(9),
  };
}

function readTariff(text: string): Tariff {
  return {
    perMetre: number(text, /pays (\d+) crowns for each metre/),
    noon: number(text, /leaves later than (\d+):00 pays/) * 60,
    long: number(text, /longer than (\d+) metres/),
    longPercent: number(text, /pays (\d+)% more than Article 1/),
    fullNights: ORDINALS.indexOf(must(/From the (\w+) night on/.exec(text)?.[1], 'night')),
    localPercent: number(text, /reduced by (\d+)%/),
    least: number(text, /below (\d+) crowns it is raised/),
    most: number(text, /above (\d+) crowns it is lowered/),
    goods: number(text, /pays (\d+) crowns on top for each night/),
  };
}

/** Minute by minute rather than by subtracting days, as a check on the counting of nights. */
function midnights(v: Vessel): number {
  let nights = 0;
  for (let t = v.from; t <= v.to; t++) if (t % DAY === 0) nights++;
  return nights;
}

/** The charge if the article with the number `ignored` did not exist (0: all are applied). */
function charge(v: Vessel, t: Tariff, ignored: number): number {
  const on = (article: number) => article !== ignored;
  const nights = midnights(v);
  const extra = on(2) && v.to % DAY > t.noon ? 1 : 0;
  const surcharge = on(3) && v.metres > t.long && v.engine ? t.longPercent : 0;
  const perNight = (Math.ceil(v.metres) * t.perMetre * (100 + surcharge)) / 100;
  let sum = perNight * extra;
  for (let night = 1; night <= nights; night++)
    sum += on(4) && night > t.fullNights ? perNight / 2 : perNight;
  if (on(5) && v.local && !v.dangerous) sum = (sum * (100 - t.localPercent)) / 100;
  if (on(6)) sum = Math.min(t.most, Math.max(t.least, sum));
  if (on(7) && v.dangerous) sum += t.goods * (nights + extra);
  return sum;
}

function read(question: Question): { tariff: Tariff; vessels: Vessel[] } {
  const text = must(question.turns[0], 'turn 1');
  const vessels = listed(text, /^- /).map(readVessel);
  expectEqual(vessels.length, 4, 'vessels');
  return { tariff: readTariff(text), vessels };
}

const total = (values: number[]): number => values.reduce((a, b) => a + b, 0);

function chargesTruth(question: Question): string {
  const { tariff, vessels } = read(question);
  const sums = vessels.map((v) => charge(v, tariff, 0));
  return `${vessels.map((v, i) => `${v.name} ${sums[i]}`).join(', ')}; together ${total(sums)} crowns`;
}

/** Every assignment of different articles to the vessels that explains all four bills. */
function forgotten(options: number[][]): number[][] {
  return options
    .reduce<number[][]>((lists, now) => lists.flatMap((list) => now.map((a) => [...list, a])), [[]])
    .filter((list) => new Set(list).size === list.length);
}

function clerkTruth(question: Question): string {
  const { tariff, vessels } = read(question);
  const text = must(question.turns[1], 'turn 2');
  const bills = vessels.map((v) => number(text, new RegExp(`${v.name} (\\d+)`)));
  const options = vessels.map((v, i) => [2, 3, 4, 5, 6, 7].filter((a) => charge(v, tariff, a) === bills[i]));
  const articles = only(forgotten(options), 'explanations of the bills');
  const off = total(bills) - total(vessels.map((v) => charge(v, tariff, 0)));
  const list = vessels.map((v, i) => `${v.name} Article ${articles[i]}`).join(', ');
  return `${list}; ${Math.abs(off)} crowns too ${off > 0 ? 'much' : 'little'}`;
}

export const bylaw: Proof[] = [
  {
    question_id: 'reasoning-07',
    turn: 1,
    prove: (reference, question) => expectFinal(reference, chargesTruth(question)),
    alter: swaps(
      [/Kaarna 468/, 'Kaarna 585'],
      [/Petrel 600/, 'Petrel 680'],
      [/Lumi 150/, 'Lumi 120'],
      [/Sorsa 500/, 'Sorsa 560'],
      [/1718/, '1748'],
    ),
  },
  {
    question_id: 'reasoning-07',
    turn: 2,
    prove: (reference, question) => expectFinal(reference, clerkTruth(question)),
    alter: swaps(
      [/Kaarna Article 5/, 'Kaarna Article 4'],
      [/Petrel Article 4/, 'Petrel Article 3'],
      [/Lumi Article 2/, 'Lumi Article 6'],
      [/Sorsa Article 3/, 'Sorsa Article 2'],
      [/30 crowns/, '32 crowns'],
      [/much/, 'little'],
    ),
  },
];
