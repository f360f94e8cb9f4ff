import type { Proof, Question } from '../proof.ts';
import { expectEqual, expectFinal, listed, must, number, swaps } from './check.ts';

interface Rules {
  start: number;
  mainFall: number;
  reserveFall: number;
  rise: number;
  doorRise: number;
  floor: number;
  spoiled: number;
  reserveStart: number;
  siren: number;
  load: number;
  incidents: Map<string, number>;
}
interface Vault {
  temperature: number;
  main: boolean;
  reserve: boolean;
  fuse: boolean;
  door: boolean;
  muted: boolean;
}

/** Minutes after 20:00, so that the hours past midnight come after those before it. */
const minutes = (clock: string): number => {
  const [h, m] = clock.split(':').map(Number);
  return ((must(h, 'hour') + 4) % 24) * 60 + must(m, 'minute');
};
const clockAt = (hour: number): string => `${String((20 + hour) % 24).padStart(2, '0')}:00`;

function readRules(question: Question): Rules {
  const text = must(question.turns[0], 'turn 1');
  const lines = listed(text, /^- /).map((l) => must(/^([A-E]), (\d\d:\d\d): /.exec(l), l));
  return {
    start: number(text, /At 20:00 the vault is at (\d+) degrees/),
    mainFall: number(text, /main cooler is running, the temperature falls by (\d+) degree/),
    reserveFall: number(text, /reserve is running, it falls by (\d+)/),
    rise: number(text, /otherwise it rises by (\d+)\./),
    doorRise: number(text, /rises by a further (\d+)/),
    floor: number(text, /No cooler takes it below (\d+)/),
    spoiled: number(text, /now (\d+) or more, the reels are spoiled/),
    reserveStart: number(text, /temperature is (\d+) or more, the reserve starts/),
    siren: number(text, /temperature is (\d+) or more and the siren is not muted/),
    load: number(text, /warm reels raises the temperature by (\d+) at once/),
    incidents: new Map(lines.map((m) => [must(m[1], 'letter'), minutes(must(m[2], 'time'))])),
  };
}

function happen(incident: string, v: Vault, rules: Rules): void {
  if (incident === 'A') v.temperature += rules.load;
  if (incident === 'B') v.main = false;
  if (incident === 'C') v.door = true;
  if (incident === 'D') v.muted = true;
  if (incident === 'E') {
    v.fuse = false;
    v.reserve = false;
  }
}

/** The four numbered rules in their order; true if the reels are spoiled. */
function fullHour(v: Vault, rules: Rules): boolean {
  const fall = v.main ? rules.mainFall : v.reserve ? rules.reserveFall : 0;
  v.temperature = fall > 0 ? Math.max(rules.floor, v.temperature - fall) : v.temperature + rules.rise;
  if (v.door) v.temperature += rules.doorRise;
  if (v.temperature >= rules.spoiled) return true;
  if (!v.main && !v.reserve && v.fuse && v.temperature >= rules.reserveStart) v.reserve = true;
  if (v.temperature >= rules.siren && !v.muted) {
    v.door = false;
    v.fuse = true;
  }
  return false;
}

/** The night without the incidents in `omitted`: the hour of damage or "never", and the temperatures. */
function night(rules: Rules, omitted: string): { end: string; temperatures: number[] } {
  const v: Vault = {
    temperature: rules.start,
    main: true,
    reserve: false,
    fuse: true,
    door: false,
    muted: false,
  };
  const temperatures: number[] = [];
  for (let hour = 1; hour <= 10; hour++) {
    for (const [incident, at] of rules.incidents) {
      const now = at > (hour - 1) * 60 && at < hour * 60;
      if (now && !omitted.includes(incident)) happen(incident, v, rules);
    }
    const spoiled = fullHour(v, rules);
    temperatures.push(v.temperature);
    if (spoiled) return { end: clockAt(hour), temperatures };
  }
  return { end: 'never', temperatures };
}

function singles(question: Question): { base: string; each: [string, string][] } {
  const rules = readRules(question);
  expectEqual([...rules.incidents.keys()].join(''), 'ABCDE', 'incidents read');
  const each = [...rules.incidents.keys()].map((i): [string, string] => [i, night(rules, i).end]);
  return { base: night(rules, '').end, each };
}

function groupsTruth(question: Question): string {
  const rules = readRules(question);
  const free = singles(question)
    .each.filter(([, end]) => end !== 'never')
    .map(([i]) => i);
  expectEqual(free.length, 3, 'incidents that are not necessary one by one');
  const groups = [...free.flatMap((a, i) => free.slice(i + 1).map((b) => [a, b])), free];
  const name = (g: string[]) => `${g.slice(0, -1).join(', ')} and ${g.at(-1)}`;
  const ends = groups.map((g) => night(rules, g.join('')).end);
  const sound = ends.at(-1) !== 'never';
  const list = groups.map((g, i) => `without ${name(g)} ${ends[i]}`).join(', ');
  return `${list}; the step is ${sound ? 'sound' : 'not sound'}`;
}

/** The temperatures written in the reference, comments in brackets left out, are those of the simulation. */
function checkTemperatures(reference: string, question: Question): void {
  const rules = readRules(question);
  const rows = [...reference.matchAll(/^(As it was|Without ([A-E])): (.+)$/gm)];
  expectEqual(rows.length, 6, 'rows of temperatures');
  for (const [, name, omitted, rest] of rows) {
    const plain = must(rest, 'row')
      .replace(/\([^)]*\)/g, '')
      .replace(/ at \d\d:\d\d|: never/g, '');
    const written = (plain.match(/\d+/g) ?? []).join(' ');
    expectEqual(written, night(rules, omitted ?? '').temperatures.join(' '), must(name, 'name'));
  }
}

export const vault: Proof[] = [
  {
    question_id: 'reasoning-05',
    turn: 1,
    prove(reference, question) {
      checkTemperatures(reference, question);
      const { base, each } = singles(question);
      expectFinal(
        reference,
        `spoiled at ${base}; ${each.map(([i, end]) => `without ${i} ${end}`).join(', ')}`,
      );
    },
    alter: swaps(
      [/spoiled at 04:00/, 'spoiled at 03:00'],
      [/A 02:00/, 'A 06:00'],
      [/B 05:00/, 'B never'],
      [/C 06:00/, 'C never'],
      [/D never/, 'D 05:00'],
      [/E never/, 'E 04:00'],
    ),
  },
  {
    question_id: 'reasoning-05',
    turn: 2,
    prove: (reference, question) => expectFinal(reference, groupsTruth(question)),
    alter: swaps(
      [/A and B 05:00/, 'A and B never'],
      [/A and C 05:00/, 'A and C 06:00'],
      [/without B and C never/, 'without B and C 06:00'],
      [/A, B and C never/, 'A, B and C 06:00'],
      [/not sound/, 'sound'],
    ),
  },
];
