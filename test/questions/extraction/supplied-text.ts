import type { Proof, Question } from '../proof.ts';

/** The supplied text of a turn: what stands between its two ruler lines. */
export function supplied(turn: string): string[] {
  const parts = turn.split(/^-----$/m);
  if (parts.length !== 3) throw new Error('the supplied text is not marked off by two rulers');
  return at(parts, 1)
    .replace(/^\n|\n$/g, '')
    .split('\n');
}

export function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`nothing at ${index}`);
  return found;
}

export function need<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`missing: ${what}`);
  return value;
}

/** Groups of a match that must exist; a group that took no part is an empty string. */
export function groups(text: string, pattern: RegExp): string[] {
  const match = text.match(pattern);
  if (!match) throw new Error(`${pattern} is not in: ${text.slice(0, 120)}`);
  return match.slice(1).map((g) => g ?? '');
}

/** As `groups`, for lines that may be of another kind. */
export function maybe(text: string, pattern: RegExp): string[] | undefined {
  return pattern.test(text) ? groups(text, pattern) : undefined;
}

/** Half away from zero; the tiny term undoes binary noise such as 1.005 stored below itself. */
export function fixed(value: number, decimals: number): string {
  const scaled = Math.floor(Math.abs(value) * 10 ** decimals + 0.5 + 1e-9) / 10 ** decimals;
  return (value < 0 && scaled > 0 ? '-' : '') + scaled.toFixed(decimals);
}

const DAY = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A date as a number of days, so that sums and differences are plain arithmetic. */
export function dayOf(year: number, month: string, day: number): number {
  const index = MONTHS.indexOf(month.slice(0, 3));
  if (index < 0) throw new Error(`no month: ${month}`);
  return Date.UTC(year, index, day) / DAY;
}

export function iso(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** 0 is Sunday. */
export function weekday(day: number): number {
  return new Date(day * DAY).getUTCDay();
}

export function same(reference: string, expected: string): void {
  if (reference !== expected) throw new Error(`reference differs; computed:\n${expected}`);
}

function wrongToken(token: string): string {
  const last = token.slice(-1);
  if (/\d/.test(last)) return token.slice(0, -1) + String((Number(last) + 1) % 10);
  return `${token}x`;
}

/** Every word and number changed in turn, every line dropped in turn, every pair of neighbours swapped. */
function alter(reference: string): string[] {
  const wrong = [...reference.matchAll(/[\p{L}\p{N}]+|[-+#](?=\d)/gu)].map((m) => {
    const token = m[0];
    const instead = /^[-+#]$/.test(token) ? '' : wrongToken(token);
    return reference.slice(0, m.index) + instead + reference.slice(m.index + token.length);
  });
  const lines = reference.split('\n');
  lines.forEach((line, i) => {
    wrong.push(lines.filter((_, k) => k !== i).join('\n'));
    const next = lines[i + 1];
    if (next !== undefined) wrong.push([...lines.slice(0, i), next, line, ...lines.slice(i + 2)].join('\n'));
  });
  return wrong.filter((text) => text !== reference);
}

type Derive = (first: string, second: string) => string;

/** A proof that builds the whole output from the turns and accepts nothing else, to the letter. */
export function proof(id: string, turn: 1 | 2, derive: Derive): Proof {
  return {
    question_id: id,
    turn,
    prove(reference: string, question: Question): void {
      same(reference, derive(at(question.turns, 0), at(question.turns, 1)));
    },
    alter,
  };
}
