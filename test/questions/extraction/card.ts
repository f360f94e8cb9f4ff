import { at, dayOf, fixed, groups, maybe, need, proof, supplied } from './supplied-text.ts';

interface Item {
  section: string;
  name: string;
  amount: number;
  unit: string;
}

interface Note {
  ink: string;
  date: string;
  day: number;
  text: string;
}

interface Card {
  makes: number;
  items: Item[];
  notes: Note[];
}

type Conversions = Map<string, number>;

/** Grams for each unit of an ingredient, as the rules of the question state them. */
function conversions(first: string): Conversions {
  const rule = at(groups(first, /Convert to grams with: (.+?)\. Milk is given/), 0);
  return new Map(
    rule.split(', ').map((part) => {
      const [name, grams, unit] = groups(part, /^([a-z ]+) (\d+) g per (\w+)$/);
      return [`${name}/${unit}`, Number(grams)];
    }),
  );
}

function quantity(text: string): number {
  return text.split(' ').reduce((sum, part) => {
    const [top, bottom] = part.split('/');
    return sum + Number(top) / Number(bottom ?? 1);
  }, 0);
}

function measured(name: string, amount: number, unit: string, per: Conversions): [number, string] {
  if (unit === '' || unit === 'g') return [amount, unit];
  if (name === 'milk') return [amount * 100, 'ml'];
  return [amount * need(per.get(`${name}/${unit}`), `${name} per ${unit}`), 'g'];
}

function item(section: string, line: string, per: Conversions): Item {
  const [name, number, unit] = groups(line, /^([a-z ]+?) ([\d/ ]+?)(?: (dl|g|tsp|tbsp))?$/) as [
    string,
    string,
    string,
  ];
  const [amount, metric] = measured(name, quantity(number), unit, per);
  return { section, name, amount, unit: metric };
}

function note(line: string): Note {
  const [ink, date, text] = groups(line, /^\((\w+), (\d+ \w+ \d{4})\) (.+)$/) as [string, string, string];
  const [d, month, y] = date.split(' ') as [string, string, string];
  return { ink, date, day: dayOf(Number(y), month, Number(d)), text };
}

function read(first: string): Card {
  const per = conversions(first);
  const lines = supplied(first);
  const card: Card = { makes: Number(at(groups(at(lines, 0), /makes (\d+)$/), 0)), items: [], notes: [] };
  let section = '';
  for (const line of lines.slice(1)) {
    const heading = maybe(line, /^\[(\w+)\]$/);
    if (heading) section = at(heading, 0);
    else if (section === 'margin') card.notes.push(note(line));
    else card.items.push(item(section, line, per));
  }
  return card;
}

function find(card: Card, section: string, name: string): Item {
  return need(
    card.items.find((i) => i.section === section && i.name === name),
    `${section} ${name}`,
  );
}

function change(card: Card, target: Item, what: string, per: Conversions): void {
  const copy = maybe(what, /^same weight as the (\w+) (.+)$/);
  const step = maybe(what, /^(\d+) (\w+) (more|less)$/);
  if (copy) target.amount = find(card, at(copy, 0), at(copy, 1)).amount;
  else if (what === 'half') target.amount /= 2;
  else if (step) {
    const by = measured(target.name, Number(step[0]), at(step, 1), per)[0];
    target.amount += step[2] === 'more' ? by : -by;
  } else target.amount = Number(at(groups(what, /^(\d+) g$/), 0));
}

function applyNotes(card: Card, per: Conversions): void {
  const live = card.notes.filter((n) => n.ink !== 'pencil').sort((a, b) => a.day - b.day);
  const mistaken = live.flatMap(
    (n) => maybe(n.text, /^the note of (\d+ \w+ \d{4}) was a mistake$/)?.[0] ?? [],
  );
  for (const n of live.filter((x) => !mistaken.includes(x.date) && !/was a mistake$/.test(x.text))) {
    const makes = maybe(n.text, /^makes (\d+), not \d+$/);
    if (makes) {
      card.makes = Number(makes[0]);
      continue;
    }
    const [section, name, what] = groups(n.text, /^(\w+) ([a-z ]+): (.+)$/) as [string, string, string];
    change(card, find(card, section, name), what, per);
  }
}

function yaml(first: string): string {
  const card = read(first);
  applyNotes(card, conversions(first));
  const lines = [`makes: ${card.makes}`];
  for (const section of new Set(card.items.map((i) => i.section))) {
    lines.push(`${section}:`);
    for (const i of card.items.filter((x) => x.section === section)) {
      lines.push(`  ${i.name}: ${fixed(i.amount, 0)}${i.unit && ` ${i.unit}`}`);
    }
  }
  return lines.join('\n');
}

function upTo(amount: number, step: number): number {
  return Math.ceil(amount / step - 1e-9) * step;
}

function shopping(first: string, second: string): string {
  const card = read(first);
  const foreign = groups(second, /those of (\d+ \w+ \d{4}) and (\d+ \w+ \d{4}), turn out/).map((date) => {
    const [d, month, y] = date.split(' ') as [string, string, string];
    return dayOf(Number(y), month, Number(d));
  });
  const kept = card.notes.filter((n) => !foreign.includes(n.day));
  if (kept.length !== card.notes.length - 2) throw new Error('the two notes are not on the card');
  card.notes = kept;
  applyNotes(card, conversions(first));
  const scale = Number(at(groups(second, /shopping list for (\d+) knots/), 0)) / card.makes;
  const sums = new Map<string, { amount: number; unit: string }>();
  for (const i of card.items) {
    sums.set(i.name, { amount: (sums.get(i.name)?.amount ?? 0) + i.amount * scale, unit: i.unit });
  }
  const list = [...sums].map(([name, { amount, unit }]) =>
    unit === '' ? { name, amount: upTo(amount, 1), unit: 'pc' } : { name, amount: upTo(amount, 5), unit },
  );
  list.sort((a, b) => b.amount - a.amount || (a.name < b.name ? -1 : 1));
  return ['item,amount,unit', ...list.map((l) => `${l.name},${l.amount},${l.unit}`)].join('\n');
}

export const cardProofs = [proof('extraction-02', 1, yaml), proof('extraction-02', 2, shopping)];
