import { dayOf, groups, iso, maybe, need, proof, supplied } from './supplied-text.ts';

interface Mail {
  id: number;
  who: string;
  /** Local wall clock and offset, both in minutes. */
  clock: number;
  offset: number;
  lines: string[];
}

interface Held {
  value: string;
  mail: number;
}

type State = Record<'bags' | 'price' | 'port' | 'ship_by', Held>;

const KEYS = ['bags', 'price', 'port', 'ship_by'] as const;
const BUYER = 'Abena';
const utc = (m: Mail): number => m.clock - m.offset;
const offsetOf = (text: string): number => {
  const [sign, hours, minutes] = groups(text, /^([-+])(\d\d)(\d\d)$/);
  return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
};

function dated(text: string): number {
  const [day, month, year] = groups(text, /^(\d+) (\w+) (\d{4})$/) as [string, string, string];
  return dayOf(Number(year), month, Number(day));
}

function read(first: string): Mail[] {
  groups(first, /^Abena buys cocoa, Joaquim sells it\./);
  const mails: Mail[] = [];
  for (const line of supplied(first)) {
    const head = maybe(line, /^#(\d+) (Abena|Joaquim), (\d+ \w+ \d{4}) (\d\d):(\d\d) ([-+]\d{4})$/);
    if (!head) {
      if (!line.startsWith('>')) need(mails.at(-1), 'a mail for the line').lines.push(line);
      continue;
    }
    const [id, who, date, h, m, offset] = head as [string, string, string, string, string, string];
    const clock = dated(date) * 1440 + Number(h) * 60 + Number(m);
    mails.push({ id: Number(id), who, clock, offset: offsetOf(offset), lines: [] });
  }
  return mails;
}

function ordered(mails: Mail[]): Mail[] {
  const list = [...mails].sort((a, b) => utc(a) - utc(b));
  if (new Set(list.map(utc)).size !== list.length) throw new Error('two mails at the same moment');
  return list;
}

const refers = (mail: Mail, word: string, id: number): boolean => mail.lines.includes(`${word}: ${id}`);

/** Mails whose withdrawal takes effect: sent by the same side, earlier, and not yet accepted by then. */
function withdrawn(mails: Mail[]): Map<number, number> {
  const gone = new Map<number, number>();
  for (const target of mails) {
    const others = mails.filter(
      (m) => m.who !== target.who && refers(m, 'Accepted', target.id) && utc(m) > utc(target),
    );
    const own = mails.filter(
      (m) => m.who === target.who && refers(m, 'Withdrawn', target.id) && utc(m) > utc(target),
    );
    const end = own.find((w) => others.every((a) => utc(a) > utc(w)));
    if (end) gone.set(target.id, utc(end));
  }
  return gone;
}

/** All values ever set, in the order in which they take effect; the last of each key holds. */
function settle(mails: Mail[]): State {
  const gone = withdrawn(mails);
  const held = new Map<string, Held>();
  const keep = (key: string, value: string, mail: number): unknown => held.set(key, { value, mail });
  for (const mail of ordered(mails)) {
    for (const line of mail.lines.filter(() => !gone.has(mail.id))) {
      const [key, value] = groups(line, /^(Bags|Port|Price|Ship by|Accepted|Withdrawn): (.+)$/) as [
        string,
        string,
      ];
      if (key === 'Bags' && mail.who === BUYER) keep('bags', value, mail.id);
      if (key === 'Port' && mail.who === BUYER) keep('port', value, mail.id);
      if (key === 'Price' && mail.who !== BUYER) keep('price', value, mail.id);
      if (key !== 'Accepted' || gone.has(Number(value))) continue;
      const offer = need(
        mails.find((m) => m.id === Number(value)),
        line,
      );
      const date = offer.lines.flatMap((l) => maybe(l, /^Ship by: (.+)$/)?.[0] ?? [])[0];
      if (date && offer.who !== mail.who && utc(offer) < utc(mail))
        keep('ship_by', iso(dated(date)), offer.id);
    }
  }
  const get = (key: string): Held => need(held.get(key), key);
  return { bags: get('bags'), price: get('price'), port: get('port'), ship_by: get('ship_by') };
}

const total = (s: State): string =>
  ((Number(s.bags.value) * Math.round(Number(s.price.value) * 100)) / 100).toFixed(2);

function yaml(first: string): string {
  const state = settle(read(first));
  return [
    ...KEYS.map((k) => `${k}: ${state[k].value}`),
    `total: ${total(state)}`,
    'sources:',
    ...KEYS.map((k) => `  ${k}: ${state[k].mail}`),
  ].join('\n');
}

function corrected(first: string, second: string): Mail[] {
  const [a, b, right, wrong] = groups(
    second,
    /from which mails (\d) and (\d) were sent .+ it should be ([-+]\d{4}), not ([-+]\d{4})\./,
  );
  return read(first).map((mail) => {
    if (![Number(a), Number(b)].includes(mail.id)) return mail;
    if (mail.offset !== offsetOf(need(wrong, 'offset'))) throw new Error('the mail has another offset');
    return { ...mail, offset: offsetOf(need(right, 'offset')) };
  });
}

function changes(first: string, second: string): string {
  const mails = corrected(first, second);
  const old = settle(read(first));
  const now = settle(mails);
  const lines = KEYS.filter((k) => old[k].value !== now[k].value).map(
    (k) => `${k}: ${old[k].value} (#${old[k].mail}) -> ${now[k].value} (#${now[k].mail})`,
  );
  const kept: string[] = KEYS.filter((k) => old[k].value === now[k].value);
  if (total(old) === total(now)) kept.push('total');
  else lines.push(`total: ${total(old)} -> ${total(now)}`);
  const sequence = ordered(mails).map((m) => m.id);
  return [`sequence: ${sequence.join(',')}`, ...lines, `kept: ${kept.join(',') || 'none'}`].join('\n');
}

export const mailProofs = [proof('extraction-10', 1, yaml), proof('extraction-10', 2, changes)];
