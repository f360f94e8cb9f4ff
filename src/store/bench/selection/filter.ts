/** `--filter key=value`: selects questions by what their records say besides texts. */

import { UserError } from '../../../errors.ts';
import type { Question } from '../../../records/question.ts';

/** Fields that hold texts of the conversation: nobody selects by those. */
const texts = new Set(['turns', 'reference']);
/** Objects within objects further down than this have no keys. */
const deepest = 8;
const mostShown = 12;

/** Whether a question fits. */
export type Fits = (question: Question) => boolean;

/**
 * What the filters ask for: `level=3` or, inside an object, `meta.source=web`. Different keys must all fit, several values
 * of one key are alternatives, and one element of a list is enough. A value may hold commas and further `=`. A key that no
 * question has, and a value that none has at that key, are UserErrors that name those that there are.
 */
export function filterBy(questions: readonly Question[], filters: readonly string[]): Fits {
  const wanted = new Map<string, Set<string>>();
  for (const filter of filters) {
    const { key, value } = parseFilter(filter);
    wanted.set(key, (wanted.get(key) ?? new Set()).add(value));
  }
  const known = valuesIn(questions);
  for (const [key, values] of wanted) {
    const there = known.get(key);
    if (!there)
      throw new UserError(`unknown key "${key}" (--filter): the questions have ${listed(known.keys())}`);
    const missing = [...values].find((value) => !there.has(value));
    if (missing !== undefined) {
      throw new UserError(`no question has ${key}=${missing} (--filter): ${key} is ${listed(there)}`);
    }
  }
  return (question) => {
    const own = metadataOf(question);
    return [...wanted].every(([key, values]) => own.get(key)?.some((value) => values.has(value)) ?? false);
  };
}

/** What stands before and after the first `=`. A filter without one, or with nothing around it, is a UserError. */
export function parseFilter(filter: string): { key: string; value: string } {
  const [, key, value] = /^([^=]+)=(.+)$/s.exec(filter) ?? [];
  if (key !== undefined && value !== undefined) return { key, value };
  throw new UserError(`--filter takes <key>=<value>, as in --filter level=3, and not "${filter}"`);
}

/** Every key of the questions, with the values that it has. */
function valuesIn(questions: readonly Question[]): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>();
  for (const question of questions) {
    for (const [key, values] of metadataOf(question)) {
      const there = known.get(key) ?? new Set();
      for (const value of values) there.add(value);
      known.set(key, there);
    }
  }
  return known;
}

function metadataOf(question: Question): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const visit = (key: string, value: unknown, depth: number): void => {
    if (value === null || value === undefined || depth > deepest) return;
    if (Array.isArray(value)) for (const item of value) visit(key, item, depth + 1);
    else if (typeof value === 'object') {
      for (const [name, inner] of Object.entries(value)) visit(`${key}.${name}`, inner, depth + 1);
    } else found.set(key, [...(found.get(key) ?? []), String(value)]);
  };
  for (const [name, value] of Object.entries(question)) if (!texts.has(name)) visit(name, value, 0);
  return found;
}

function listed(names: Iterable<string>): string {
  const all = [...names];
  const more = all.length > mostShown ? ` and ${all.length - mostShown} more` : '';
  return `${all.slice(0, mostShown).join(', ')}${more}`;
}
