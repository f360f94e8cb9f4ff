import { at, dayOf, groups, iso, maybe, need, proof, supplied, weekday } from './supplied-text.ts';

interface Line {
  who: string;
  text: string;
}

interface Task {
  id: string;
  task: string;
  owner: string | null;
  /** A fixed day, or an offset from another task. */
  day: number;
  after: string;
  dropped: boolean;
}

type Lines = Map<number, Line>;

const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven'];
const WEEK = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const upper = (name: string): string => name.toLocaleUpperCase('en');

function read(first: string): Lines {
  const lines = new Map<number, Line>();
  for (const line of supplied(first)) {
    const [n, who, text] = groups(line, /^(\d+) (\p{Lu}+): (.+)$/u) as [string, string, string];
    lines.set(Number(n), { who, text });
  }
  return lines;
}

/** From the end, because a line taken back cannot itself take anything back. */
function removeRetracted(lines: Lines): void {
  for (const n of [...lines.keys()].sort((a, b) => b - a)) {
    const back = maybe(lines.get(n)?.text ?? '', /^I take back line (\d+)\.$/);
    if (back) lines.delete(Number(back[0]));
  }
}

/** Who ends up bound by a proposal to `name` that was made in line `n`. */
function accepted(lines: Lines, n: number, name: string): string | undefined {
  const answer = lines.get(n + 1);
  if (answer?.who !== upper(name)) return undefined;
  if (answer.text === 'Agreed.') return name;
  const other = maybe(answer.text, /^No, (\p{L}+) should\.$/u);
  return other ? accepted(lines, n + 1, at(other, 0)) : undefined;
}

function meetingDay(first: string): number {
  const [day, month, year] = groups(first, /made on Wednesday (\d+) (\w+) (\d{4})/) as [
    string,
    string,
    string,
  ];
  const found = dayOf(Number(year), month, Number(day));
  if (weekday(found) !== 3) throw new Error('the meeting was not on a Wednesday');
  return found;
}

function due(text: string, meeting: number): { day: number; after: string } {
  const by = maybe(text, /^by (\w+)$/);
  if (by) {
    const ahead = (WEEK.indexOf(at(by, 0)) - weekday(meeting) + 7) % 7 || 7;
    return { day: meeting + ahead, after: '' };
  }
  const [count, side, after] = groups(text, /^(\w+) days? (after|before) Task (\w)$/) as [
    string,
    string,
    string,
  ];
  const days = WORDS.indexOf(count);
  return { day: side === 'after' ? days : -days, after };
}

function act(task: Task, what: string, n: number, lines: Lines): void {
  if (task.dropped) return;
  const hand = maybe(what, /^hand over to (\p{L}+)\.$/u);
  const later = maybe(what, /^(\w+) days? later\.$/);
  if (hand) task.owner = accepted(lines, n, at(hand, 0)) ?? task.owner;
  else if (later) {
    const answer = lines.get(n + 1);
    if (answer?.who === 'NGOZI' && answer.text === 'Granted.') task.day += WORDS.indexOf(at(later, 0));
  } else if (what === 'drop it.') Object.assign(task, { dropped: true, owner: null });
  else throw new Error(`not understood: ${what}`);
}

function play(lines: Lines, meeting: number): Task[] {
  removeRetracted(lines);
  const tasks = new Map<string, Task>();
  for (const [n, { text }] of lines) {
    const fresh = maybe(text, /^Task (\w), (.+): (\p{L}+), (.+)\.$/u);
    const known = maybe(text, /^Task (\w): (.+)$/);
    if (fresh) {
      const [id, task, name, date] = fresh as [string, string, string, string];
      const owner = accepted(lines, n, name) ?? null;
      tasks.set(id, { id, task, owner, ...due(date, meeting), dropped: false });
    } else if (known) act(need(tasks.get(at(known, 0)), text), at(known, 1), n, lines);
    else if (!/^(Agreed\.|Granted\.|No, \p{L}+ should\.|I take back line \d+\.)$/u.test(text))
      throw new Error(text);
  }
  const final = (t: Task): number => (t.after ? final(need(tasks.get(t.after), t.after)) + t.day : t.day);
  return [...tasks.values()]
    .map((t) => ({ ...t, day: final(t), after: '' }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function json(first: string): string {
  const rows = play(read(first), meetingDay(first)).map(({ id, task, owner, day, dropped }) => {
    const status = dropped ? 'dropped' : owner === null ? 'open' : 'assigned';
    return JSON.stringify({ id, task, owner, due: iso(day), status });
  });
  return `[\n${rows.join(',\n')}\n]`;
}

function amended(first: string, second: string): Lines {
  const lines = read(first);
  const speakers = [...second.matchAll(/line (\d+) was spoken by (\p{L}+)/gu)];
  if (speakers.length !== 2) throw new Error('two speakers are to be corrected');
  for (const [, n, who] of speakers)
    need(lines.get(Number(n)), `line ${n}`).who = upper(need(who, 'speaker'));
  const [n, right, wrong] = groups(second, /in line (\d+) the number said was (\d+), not (\d+)/);
  const line = need(lines.get(Number(n)), `line ${n}`);
  if (!line.text.includes(need(wrong, 'wrong number'))) throw new Error('the wrong number is not there');
  line.text = line.text.replace(need(wrong, 'wrong'), need(right, 'right'));
  return lines;
}

function regrouped(first: string, second: string): string {
  const old = play(read(first), meetingDay(first));
  const now = play(amended(first, second), meetingDay(first));
  const show = (t: Task): string => {
    const before = need(
      old.find((o) => o.id === t.id),
      t.id,
    );
    const was = [
      before.owner !== t.owner ? (before.owner ?? 'nobody') : '',
      before.day !== t.day ? iso(before.day) : '',
    ];
    const tail = was.filter(Boolean).join(', ');
    return `- ${iso(t.day)} ${t.id} ${t.task}${tail && ` [was ${tail}]`}`;
  };
  const section = (owner: string | null): string[] =>
    now
      .filter((t) => !t.dropped && t.owner === owner)
      .sort((a, b) => a.day - b.day)
      .map(show);
  const owners = [...new Set(now.flatMap((t) => t.owner ?? []))].sort((a, b) => a.localeCompare(b, 'en'));
  const open = section(null);
  const out = owners.flatMap((o) => [`## ${o}`, ...section(o)]);
  if (open.length) out.push('## Open', ...open);
  const dropped = now.filter((t) => t.dropped).map((t) => t.id);
  return [...out, `Dropped: ${dropped.join(', ') || 'none'}`].join('\n');
}

export const meetingProofs = [proof('extraction-04', 1, json), proof('extraction-04', 2, regrouped)];
