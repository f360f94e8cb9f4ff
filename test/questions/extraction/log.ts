import { at, dayOf, fixed, groups, iso, maybe, need, proof, supplied } from './supplied-text.ts';

interface Observation {
  /** Ship's time in minutes since the epoch, and that of its page day with hhmm as written. */
  local: number;
  position: string;
  wind: string;
  force: string;
  glass: number;
  inches: boolean;
}

interface Log {
  seen: Observation[];
  change: number;
  shift: number;
}

const minutes = (hhmm: string): number => Number(hhmm.slice(0, 2)) * 60 + Number(hhmm.slice(2));

function degrees(whole: string, minute: string, side: string): string {
  const value = Number(whole) + Number(minute) / 60;
  return fixed(/[SW]/.test(side) ? -value : value, 2);
}

function position(text: string): string {
  const found = maybe(text, /(\d+)-(\d+) ([NS]), (\d+)-(\d+) ([EW])\./);
  if (!found) return ',';
  const [a, b, c, d, e, f] = found as [string, string, string, string, string, string];
  return `${degrees(a, b, c)},${degrees(d, e, f)}`;
}

function wind(text: string, above: Observation | undefined): [string, string] {
  if (/Calm\./.test(text)) return ['', '0'];
  if (/Wind as before\./.test(text)) {
    const before = need(above, 'a wind to repeat');
    return [before.wind, before.force];
  }
  const [dir, force] = groups(text, /Wind ([NESW]+) (\d+)\./);
  return [need(dir, 'direction'), need(force, 'force')];
}

function observe(day: number, time: string, text: string, above: Observation | undefined): Observation {
  const late = maybe(text, /^Late entry for yesterday (\d{4})\./);
  const local = late ? (day - 1) * 1440 + minutes(at(late, 0)) : day * 1440 + minutes(time);
  const [dir, force] = wind(text, above);
  const [glass, unit] = groups(text, /Glass ([\d.]+)( in)?$/);
  return { local, position: position(text), wind: dir, force, glass: Number(glass), inches: unit === ' in' };
}

function read(lines: string[]): Log {
  const log: Log = { seen: [], change: 0, shift: 0 };
  const [d, month, y] = groups(at(lines, 0), /^\w+ (\d+) (\w+) (\d{4})$/);
  let day = dayOf(Number(y), need(month, 'month'), Number(d));
  for (const line of lines.slice(1)) {
    if (line === 'Next day') {
      day += 1;
      continue;
    }
    const [time, text] = groups(line, /^(\d{4}) {2}(.+)$/) as [string, string];
    const change = maybe(text, /^Clocks put (forward|back) one hour/);
    const correction = maybe(text, /^Correction to (\d{4}) today\. Wind force (\d+)$/);
    if (change) {
      log.change = day * 1440 + minutes(time);
      log.shift = change[0] === 'forward' ? 60 : -60;
    } else if (correction) {
      const named = log.seen.find((o) => o.local === day * 1440 + minutes(at(correction, 0)));
      need(named, 'the corrected observation').force = at(correction, 1);
    } else if (!text.endsWith('[struck out]')) {
      log.seen.push(observe(day, time, text, log.seen.at(-1)));
    }
  }
  return log;
}

interface Row {
  utc: string;
  rest: string;
  hpa: string;
  instant: number;
}

function rows(log: Log, first: string, aneroidError: number): Row[] {
  const zone = Number(at(groups(first, /Ship's time is UTC([-+]\d+) until/), 0)) * 60;
  const factor = Number(at(groups(first, /inches: multiply by ([\d.]+)\. All/), 0));
  const made = log.seen.map((o) => {
    const instant = o.local - zone - (o.local > log.change ? log.shift : 0);
    const utc = `${iso(Math.floor(instant / 1440))}T${new Date(instant * 60_000).toISOString().slice(11, 16)}Z`;
    const hpa = fixed(o.inches ? o.glass * factor : o.glass - aneroidError, 1);
    return { utc, instant, hpa, rest: `${o.position},${o.wind},${o.force},${hpa}` };
  });
  return made.sort((a, b) => a.instant - b.instant);
}

function steepest(table: Row[]): string {
  const falls = table.slice(1).map((to, i) => {
    const from = at(table, i);
    const rate = (Number(from.hpa) - Number(to.hpa)) / ((to.instant - from.instant) / 60);
    return { text: `${from.utc}/${to.utc}/${fixed(rate, 2)}`, rate };
  });
  const best = Math.max(...falls.map((f) => f.rate));
  const winners = falls.filter((f) => f.rate > best - 0.005);
  if (winners.length !== 1) throw new Error('the steepest fall is not unique');
  return at(winners, 0).text;
}

function table(first: string): string {
  const made = rows(read(supplied(first)), first, 0);
  return ['utc,lat,lon,wind,force,hpa', ...made.map((r) => `${r.utc},${r.rest}`)].join('\n');
}

function corrected(first: string, second: string): string {
  const log = read(supplied(first));
  const old = rows(log, first, 0);
  groups(second, /the clocks were really put back one hour/);
  const error = Number(at(groups(second, /read ([\d.]+) hPa too high/), 0));
  const now = rows({ ...log, shift: -60 }, first, error);
  // Both tables keep the order of events here, so that a row can be paired by its place.
  const changed = now.flatMap((r, i) =>
    at(old, i).utc === r.utc ? [] : [`${at(old, i).utc},${r.utc},${r.rest}`],
  );
  return ['was,utc,lat,lon,wind,force,hpa', ...changed, `steepest_fall=${steepest(now)}`].join('\n');
}

export const logProofs = [proof('extraction-01', 1, table), proof('extraction-01', 2, corrected)];
