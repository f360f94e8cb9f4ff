import { at, dayOf, groups, iso, maybe, need, proof, supplied, weekday } from './supplied-text.ts';

const YEAR = 2014;

interface Deadline {
  what: string;
  caseNo: string;
  day: number;
}

interface World {
  holidays: Set<number>;
  lines: string[];
  short: number;
  post: number;
}

const NUMBERS = new Map([['three', 3]]);

const dateOf = (text: string): number => {
  const [day, month] = groups(text, /^(\d+) (\w+)$/) as [string, string];
  return dayOf(YEAR, month, Number(day));
};

function world(first: string): World {
  const list = at(groups(first, /^Court holidays: (.+) 2014\. \(1 September 2014 is a Monday/m), 0);
  if (weekday(dayOf(YEAR, 'Sep', 1)) !== 1) throw new Error('1 September 2014 is no Monday');
  const short = Number(at(groups(first, /Periods of (\d+) days or fewer count court days only/), 0));
  const post = need(
    NUMBERS.get(at(groups(first, /deemed to happen (\w+) calendar days later/), 0)),
    'days of post',
  );
  return { holidays: new Set(list.split(/, | and /).map(dateOf)), lines: supplied(first), short, post };
}

const isCourtDay = (day: number, w: World): boolean => ![0, 6].includes(weekday(day)) && !w.holidays.has(day);

/** Walks day by day, so that no calendar formula has to be trusted. */
function count(event: number, period: number, w: World): number {
  let day = event;
  for (let left = period; left > 0; ) {
    day += 1;
    if (period > w.short || isCourtDay(day, w)) left -= 1;
  }
  while (!isCourtDay(day, w)) day += 1;
  return day;
}

/** One entry of the docket: a new deadline, or the end or extension of one in the same case. */
function enter(found: Deadline[], caseNo: string, line: string, w: World): void {
  const named = (what: string): number => {
    const place = found.findIndex((d) => d.what === what && d.caseNo === caseNo);
    if (place < 0) throw new Error(`no deadline to change: ${line}`);
    return place;
  };
  const [date, text] = groups(line, /^ (\d+ \w+): (.+)$/) as [string, string];
  const gone = maybe(text, /^"(\w+)" withdrawn$/);
  const more = maybe(text, /^"(\w+)" extended by (\d+) days$/);
  if (gone) found.splice(named(at(gone, 0)), 1);
  else if (more) {
    const old = at(found, named(at(more, 0)));
    old.day = count(old.day, Number(more[1]), w);
  } else {
    const [how, days, what] = groups(text, /^[a-z ]+ by (post|hand), (\d+) days for "(\w+)"$/);
    const event = dateOf(date) + (how === 'post' ? w.post : 0);
    found.push({ what: need(what, line), caseNo, day: count(event, Number(days), w) });
  }
}

function deadlines(w: World): Deadline[] {
  const found: Deadline[] = [];
  let caseNo = '';
  for (const line of w.lines) {
    const heading = maybe(line, /^(D-\d+) /);
    if (heading) caseNo = at(heading, 0);
    else enter(found, caseNo, line, w);
  }
  return found.sort((a, b) => a.day - b.day || (a.caseNo < b.caseNo ? -1 : 1));
}

function list(first: string): string {
  const all = deadlines(world(first));
  return all.map((d) => `${iso(d.day)} ${d.caseNo} ${d.what}`).join('\n');
}

/** The line of `lines` under a case heading that matches, by its place. */
function under(lines: string[], caseNo: string, pattern: RegExp): number {
  const start = lines.findIndex((l) => l.startsWith(`${caseNo} `));
  const hit = lines.findIndex((l, i) => i > start && pattern.test(l));
  if (start < 0 || hit < 0) throw new Error(`${caseNo} has no such line`);
  return hit;
}

function correctedWorld(first: string, second: string): World {
  const w = world(first);
  const plain = at(groups(second, /: (\d+ \w+) was an ordinary court day after all/), 0);
  if (!w.holidays.delete(dateOf(plain))) throw new Error('it was no holiday');
  for (const d of groups(second, /(\d+ October) and (\d+ October) 2014 were court holidays/))
    w.holidays.add(dateOf(d));
  const served = at(groups(second, /the motion in (D-\d+) was served by hand/), 0);
  const lines = [...w.lines];
  const motion = under(lines, served, /: motion by post/);
  lines[motion] = at(lines, motion).replace('by post', 'by hand');
  const voided = at(groups(second, /the withdrawal in (D-\d+) is void/), 0);
  lines.splice(under(lines, voided, / withdrawn$/), 1);
  return { ...w, lines };
}

function differences(first: string, second: string): string {
  const old = deadlines(world(first));
  const now = deadlines(correctedWorld(first, second));
  const before = (d: Deadline): Deadline | undefined =>
    old.find((o) => o.what === d.what && o.caseNo === d.caseNo);
  if (old.some((o) => !now.some((d) => d.what === o.what))) throw new Error('a deadline has vanished');
  const changed = now.filter((d) => before(d)?.day !== d.day);
  changed.sort((a, b) => (a.caseNo === b.caseNo ? a.day - b.day : a.caseNo < b.caseNo ? -1 : 1));
  const lines = changed.map((d) => {
    const was = before(d);
    const move = was ? d.day - was.day : 0;
    const tail = was ? ` (${move > 0 ? '+' : ''}${move})` : '';
    return `${d.caseNo} ${d.what} ${was ? iso(was.day) : 'none'} -> ${iso(d.day)}${tail}`;
  });
  const kept = old.filter((o) =>
    now.some((d) => d.what === o.what && d.caseNo === o.caseNo && d.day === o.day),
  );
  return [...lines, `unchanged: ${kept.map((k) => k.what).join(', ')}`].join('\n');
}

export const docketProofs = [proof('extraction-07', 1, list), proof('extraction-07', 2, differences)];
