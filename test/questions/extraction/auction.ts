import { at, groups, maybe, need, proof, supplied } from './supplied-text.ts';

interface Bid {
  paddle: number;
  euros: number;
}

interface Lot {
  lot: number;
  item: string;
  consignor: string;
  reserve: number;
  withdrawn: boolean;
  bids: Bid[];
}

interface Result extends Lot {
  status: string;
  won: Bid | undefined;
}

const whole = (text: string): number => Number(text.replace(/[., ]/g, ''));
/** Money is kept in cents, so that no sum of thirds of a cent can creep in. */
const money = (cents: number): string => {
  if (!Number.isInteger(cents)) throw new Error(`not whole cents: ${cents}`);
  return (cents / 100).toFixed(2);
};

function bids(text: string): Bid[] {
  return text.split(/, (?=p\d)/).flatMap((part) => {
    const [paddle, euros, gone] = groups(part, /^p(\d+) (\d[\d., ]*?)( \(retracted\))?$/) as [
      string,
      string,
      string,
    ];
    return gone ? [] : [{ paddle: Number(paddle), euros: whole(euros) }];
  });
}

function readLot(line: string): Lot {
  const [lot, item, consignor, terms, rest] = line.split(' / ') as [string, string, string, string, string];
  const reserve = terms === 'no reserve' ? 0 : whole(at(groups(terms, /^reserve ([\d.]+)$/), 0));
  const withdrawn = rest === 'withdrawn before the sale';
  const list = withdrawn ? [] : bids(at(groups(rest, /^(.+) - (?:sold|passed)$/), 0));
  return { lot: Number(lot), item, consignor, reserve, withdrawn, bids: list };
}

function applySlip(slip: string, lots: Map<number, Lot>): void {
  const number = Number(at(groups(slip, /^Slip \d: lot (\d+)/), 0));
  const lot = need(lots.get(number), slip);
  const paddle = maybe(slip, /for p(\d+) read p(\d+) throughout\.$/);
  const more = maybe(slip, /was reopened: (.+)\.$/);
  if (paddle) {
    for (const b of lot.bids) if (b.paddle === Number(paddle[0])) b.paddle = Number(paddle[1]);
  } else if (more) lot.bids.push(...bids(at(more, 0)));
  else {
    const [euros, to] = groups(
      slip,
      /the bid of (\d+) was entered under the wrong lot; it belongs to lot (\d+)\.$/,
    );
    const moved = lot.bids.filter((b) => b.euros === Number(euros));
    if (moved.length !== 1) throw new Error('not one bid to move');
    lot.bids = lot.bids.filter((b) => b.euros !== Number(euros));
    need(lots.get(Number(to)), slip).bids.push(...moved);
  }
}

function read(first: string): Lot[] {
  const lines = supplied(first);
  const lots = new Map<number, Lot>();
  for (const line of lines.filter((l) => !l.startsWith('Slip'))) {
    const lot = readLot(line);
    lots.set(lot.lot, lot);
  }
  for (const line of lines.filter((l) => l.startsWith('Slip'))) applySlip(line, lots);
  return [...lots.values()];
}

function decide(lot: Lot): Result {
  const best = lot.bids.reduce<Bid | undefined>((a, b) => (a && a.euros >= b.euros ? a : b), undefined);
  const won = best && best.euros >= lot.reserve ? best : undefined;
  return { ...lot, won, status: lot.withdrawn ? 'withdrawn' : won ? 'sold' : 'passed' };
}

function premiumCents(euros: number, first: string): number {
  const [base, limit, above] = groups(
    first,
    /premium is (\d+)% of the hammer price up to and including (\d+), plus (\d+)% of the part above \2/,
  );
  const edge = Number(limit);
  return Math.min(euros, edge) * Number(base) + Math.max(0, euros - edge) * Number(above);
}

function row(r: Result, first: string): string {
  const head = `${r.lot},${r.item},${r.status}`;
  if (!r.won) return `${head},,,,`;
  const { paddle, euros } = r.won;
  const premium = premiumCents(euros, first);
  return `${head},${paddle},${money(euros * 100)},${money(premium)},${money(euros * 100 + premium)}`;
}

function csv(first: string): string {
  const results = read(first).map(decide);
  const price = (r: Result): number => r.won?.euros ?? -1;
  results.sort((a, b) => price(b) - price(a) || a.lot - b.lot);
  const header = at(groups(first, /^Header: (.+)$/m), 0);
  return [header, ...results.map((r) => row(r, first))].join('\n');
}

function charge(r: Result, second: string): number {
  const [share, least] = groups(second, /sold lot (\d+)% of the hammer price but at least (\d+)\.00/);
  const [passed, withdrawn] = groups(
    second,
    /passed lot (\d+)\.00; for a withdrawn lot (\d+)% of its reserve/,
  );
  if (r.won) return Math.max(r.won.euros * Number(share), Number(least) * 100);
  return r.withdrawn ? r.reserve * Number(withdrawn) : Number(passed) * 100;
}

function settlement(first: string, second: string): string {
  const gone = Number(at(groups(second, /^Paddle (\d+) never paid/), 0));
  const results = read(first).map((lot) =>
    decide({ ...lot, bids: lot.bids.filter((b) => b.paddle !== gone) }),
  );
  const buyers = new Map<number, number>();
  const sides = new Map<string, { hammer: number; charges: number }>();
  for (const r of results) {
    const side = sides.get(r.consignor) ?? { hammer: 0, charges: 0 };
    const hammer = (r.won?.euros ?? 0) * 100;
    sides.set(r.consignor, { hammer: side.hammer + hammer, charges: side.charges + charge(r, second) });
    if (r.won) {
      const total = hammer + premiumCents(r.won.euros, first);
      buyers.set(r.won.paddle, (buyers.get(r.won.paddle) ?? 0) + total);
    }
  }
  const paid = [...buyers].sort((a, b) => a[0] - b[0]).map(([p, c]) => [String(p), money(c)]);
  const names = [...sides].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const owed = names.map(([name, s]) => [
    name,
    { hammer: money(s.hammer), charges: money(s.charges), net: money(s.hammer - s.charges) },
  ]);
  return JSON.stringify({ buyers: Object.fromEntries(paid), consignors: Object.fromEntries(owed) }, null, 2);
}

export const auctionProofs = [proof('extraction-05', 1, csv), proof('extraction-05', 2, settlement)];
