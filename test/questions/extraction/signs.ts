import { at, groups, maybe, need, proof, supplied } from './supplied-text.ts';

const KEYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const FRENCH = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
const ENGLISH = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const SUMMER = ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août'];
const JULY = SUMMER.indexOf('juillet');

interface Hours {
  open: number;
  close: number;
}

interface Rules {
  /** null is closed; a number is "same hours as that day". */
  days: (Hours | number | null)[];
  values: Map<string, number>;
}

/** The text that counts: French unless it is torn off. */
function binding(line: string): string {
  const [french, english] = line.split(' / ') as [string, string];
  return french.endsWith('(torn off)') ? need(english, 'English') : french.replace(/^\d+\. /, '');
}

const dayIndex = (name: string): number => {
  const lower = name.toLowerCase();
  const found = Math.max(FRENCH.indexOf(lower), ENGLISH.indexOf(lower));
  if (found < 0) throw new Error(`no day: ${name}`);
  return found;
};

const clock = (text: string): number => {
  const [hour, minute] = groups(text, /^(\d+) h(?: (\d+))?$/);
  return Number(hour) * 60 + Number(minute);
};

function range(name: string): number[] {
  const [from, to] = name.split('-');
  const start = dayIndex(need(from, name));
  const end = dayIndex(to ?? need(from, name));
  return KEYS.map((_, i) => i).filter((i) => i >= start && i <= end);
}

/** What a sentence of one form does to the rules. */
type Effect = (rules: Rules, found: string[]) => void;

function hoursOf(rules: Rules, day: number): Hours {
  const hours = rules.days[day];
  if (!hours || typeof hours !== 'object') throw new Error('no hours to change on that day');
  return hours;
}

const set =
  (...keys: string[]): Effect =>
  (rules, found) =>
    keys.forEach((key, i) => {
      rules.values.set(key, Number(at(found, i).replace(',', '.')));
    });

const setDays =
  (value: (found: string[]) => Hours | number | null): Effect =>
  (rules, found) => {
    // A fresh value for each day, or a later change to one of them would change all.
    for (const day of range(at(found, 0))) rules.days[day] = value(found);
  };

const setHour =
  (end: 'open' | 'close'): Effect =>
  (rules, found) => {
    hoursOf(rules, dayIndex(at(found, 0)))[end] = clock(at(found, 1));
  };

/** Only the language that counts has to be understood, so each form stands here in one language. */
const EFFECTS: [RegExp, Effect][] = [
  [/^(\p{L}+) : fermé$/u, setDays(() => null)],
  [
    /^([\p{L}-]+) : (\d+ h(?: \d+)?)-(\d+ h(?: \d+)?)$/u,
    setDays((f) => ({ open: clock(at(f, 1)), close: clock(at(f, 2)) })),
  ],
  [/^(\p{L}+) : ouverture à (\d+ h(?: \d+)?)$/u, setHour('open')],
  [/^(\p{L}+) : fermeture à (\d+ h(?: \d+)?)$/u, setHour('close')],
  [/^(\p{L}+): same hours as (\p{L}+)$/u, setDays((f) => dayIndex(at(f, 1)))],
  [/^Dernière entrée : (\d+) min avant la fermeture$/, set('last')],
  [/^Adulte : (\d+,\d+) €$/, set('adult')],
  [/^Enfant \((\d+)-(\d+) ans\) : (\d+,\d+) €$/, set('from', 'to', 'child')],
  [/^Child: up to (\d+) years included$/, set('to')],
  [/^Moins de (\d+) ans : gratuit$/, set('free')],
  [/^Groupe dès (\d+) personnes : -(\d+) % sur les entrées$/, set('group', 'discount')],
  [/^Casier : (\d+) €, dépôt 5 € rendu$/, set('locker')],
  [/^adulte : (\d+) €$/, set('adult')],
  [/^enfant : (\d+,\d+) €$/, set('child')],
];

function applyText(rules: Rules, text: string): void {
  const dated = maybe(text, /^Dès le 1er (\p{L}+), (.+)$/u);
  if (dated && SUMMER.indexOf(at(dated, 0)) > JULY) return;
  const core = dated ? at(dated, 1) : text;
  const hits = EFFECTS.filter(([pattern]) => pattern.test(core));
  if (hits.length !== 1) throw new Error(`${hits.length} readings of: ${core}`);
  const [pattern, effect] = at(hits, 0);
  effect(rules, groups(core, pattern));
}

function inForce(board: string[], stickers: string[]): Rules {
  const rules: Rules = { days: KEYS.map(() => null), values: new Map() };
  const texts = stickers.map((line) => binding(line).split('. '));
  const gone = texts.flat().flatMap((t) => maybe(t, /^Étiquette (\d+) annulée$/)?.[0] ?? []);
  for (const line of board) applyText(rules, binding(line));
  texts.forEach((sentences, i) => {
    if (gone.includes(String(i + 1))) return;
    for (const s of sentences.filter((x) => !/^Étiquette \d+ annulée$/.test(x))) applyText(rules, s);
  });
  rules.days = rules.days.map((d) => (typeof d === 'number' ? need(rules.days[d], 'day') : d));
  return rules;
}

function read(first: string): [string[], string[]] {
  const lines = supplied(first);
  const cut = lines.indexOf('STICKERS');
  if (lines[0] !== 'BOARD' || cut < 0) throw new Error('no board or stickers');
  return [lines.slice(1, cut), lines.slice(cut + 1)];
}

const time = (m: number): string =>
  `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`;

function keyValues(first: string): string {
  const rules = inForce(...read(first));
  const v = (key: string): number => need(rules.values.get(key), key);
  const days = KEYS.map((key, i) => {
    const h = rules.days[i];
    return `${key}=${h && typeof h === 'object' ? `${time(h.open)}-${time(h.close)}` : 'closed'}`;
  });
  return [
    ...days,
    `last_entry=${v('last')}`,
    `adult=${v('adult').toFixed(2)}`,
    `child=${v('child').toFixed(2)}`,
    `child_ages=${v('from')}-${v('to')}`,
    `free_below=${v('free')}`,
    `group_from=${v('group')}`,
    `group_discount=${v('discount')}`,
    `locker=${v('locker').toFixed(2)}`,
  ].join('\n');
}

const COUNTS = new Map([
  ['a', 1],
  ['one', 1],
  ['two', 2],
]);
const count = (word: string): number => COUNTS.get(word) ?? Number(word);

/** The ages of all children named in a visit, one entry for each child. */
function children(party: string): number[] {
  const listed = maybe(party, /with children of ([\d, and]+?)(?:, one locker)?$/);
  if (listed)
    return at(listed, 0)
      .split(/, | and /)
      .map(Number);
  return [...party.matchAll(/(a|\d+) child(?:ren)? of (\d+)/g)].flatMap(([, n, age]) =>
    Array.from({ length: count(need(n, 'number')) }, () => Number(age)),
  );
}

/** In cents. */
function price(party: string, v: (key: string) => number): number {
  const adults = Number(at(groups(party, /^(\d+) adults?/), 0));
  const ages = children(party);
  const paying = ages.filter((a) => a >= v('free'));
  if (paying.some((a) => a < v('from') || a > v('to'))) throw new Error('an age without a price');
  const entry = adults * v('adult') + paying.length * v('child');
  const share = adults + ages.length >= v('group') ? 1 - v('discount') / 100 : 1;
  const lockers = count(maybe(party, /, (one|two) lockers?$/)?.[0] ?? '0');
  return Math.round((entry * share + lockers * v('locker')) * 100);
}

function visits(first: string, second: string): string {
  const [board, stickers] = read(first);
  const rules = inForce(board, [...stickers, ...second.split('\n').filter((l) => /^[89]\. /.test(l))]);
  const v = (key: string): number => need(rules.values.get(key), key);
  let total = 0;
  const lines = second.split('\n').filter((l) => /^v\d /.test(l));
  const out = lines.map((line) => {
    const [id, day, hour, minute, party] = groups(line, /^(v\d) (\w+) (\d+):(\d+), (.+)$/) as [
      string,
      string,
      string,
      string,
      string,
    ];
    const hours = hoursOf(rules, dayIndex(day));
    const now = Number(hour) * 60 + Number(minute);
    if (now < hours.open) return `${id}=refused_early`;
    if (now > hours.close - v('last')) return `${id}=refused_late`;
    const cents = price(party, v);
    total += cents;
    return `${id}=${(cents / 100).toFixed(2)}`;
  });
  return [...out, `total=${(total / 100).toFixed(2)}`].join('\n');
}

export const signProofs = [proof('extraction-06', 1, keyValues), proof('extraction-06', 2, visits)];
