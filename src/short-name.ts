/** Short names: cut in the middle, for what tells one from the next often stands at the end; and such as still differ. */

import { textWidth } from './text-width.ts';

/** At most `width` columns of a terminal, by whole user-perceived characters. */
export function shortName(name: string, width: number): string {
  if (textWidth(name) <= width) return name;
  if (width < 1) return '';
  const letters = Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment);
  let [head, tail, used] = ['', '', 1];
  for (let taken = 0; taken < letters.length; taken += 1) {
    const isHead = taken % 2 === 0;
    const next = isHead ? letters[taken / 2] : letters[letters.length - (taken + 1) / 2];
    used += textWidth(next ?? '');
    if (used > width) break;
    if (isHead) head += next;
    else tail = next + tail;
  }
  return `${head}…${tail}`;
}

/**
 * The names by themselves, none wider than `width` columns. Long ones are cut in the middle; where that makes two of them
 * alike, what they begin with and end with in common gives way first, and where even that does not help a number tells them
 * apart.
 */
export function distinctNames(names: readonly string[], width: number): Map<string, string> {
  const all = [...new Set(names)];
  const shown = new Map(all.map((name) => [name, shortName(name, width)]));
  for (const alike of groupsAlike(shown)) {
    const ends = sharedEnds(alike);
    for (const name of alike) shown.set(name, shortName(core(name, ends, width), width));
  }
  for (const alike of groupsAlike(shown)) {
    for (const [place, name] of alike.entries()) {
      const mark = `#${place + 1}`;
      shown.set(name, `${shortName(name, width - mark.length)}${mark}`);
    }
  }
  return shown;
}

function groupsAlike(shown: ReadonlyMap<string, string>): string[][] {
  const byText = new Map<string, string[]>();
  for (const [name, text] of shown) byText.set(text, [...(byText.get(text) ?? []), name]);
  return [...byText.values()].filter(({ length }) => length > 1);
}

/** How many characters all of them begin and end with. */
function sharedEnds(names: readonly string[]): [before: number, after: number] {
  const [first = '', ...others] = names;
  const shortest = Math.min(...names.map(({ length }) => length));
  let before = 0;
  while (before < shortest && others.every((name) => name[before] === first[before])) before += 1;
  let after = 0;
  const endsAlike = (at: number) => others.every((name) => name.at(-at) === first.at(-at));
  while (after < shortest - before && endsAlike(after + 1)) after += 1;
  return [before, after];
}

/** What is between the shared ends, with two characters of each beside it, and of the name's end as much as fits. */
function core(name: string, [before, after]: readonly [number, number], width: number): string {
  const [from, to] = [Math.max(0, before - 2), Math.min(name.length, name.length - after + 2)];
  const own = `${from > 0 ? '…' : ''}${name.slice(from, to)}`;
  if (textWidth(own + name.slice(to)) <= width) return own + name.slice(to);
  let tail = '';
  for (const letter of [...name.slice(to)].reverse()) {
    if (textWidth(`${own}…${letter}${tail}`) > width) break;
    tail = letter + tail;
  }
  return `${own}…${tail}`;
}
