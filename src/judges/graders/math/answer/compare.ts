/** Whether an answer means what the target means. The target's form decides: order counts where the target has one. */

import type { Answer } from './answer.ts';
import { compareRelations, sidesOf } from './compare-relations.ts';
import { sameNumber } from './compare-values.ts';
import { intervalsOf, sameIntervals } from './intervals.ts';

export function sameAnswer(target: Answer, answer: Answer): boolean {
  const [gold, given] = unwrapped(target, answer);
  if (sameText(gold, given)) return true;
  if (gold.kind === 'value' && given.kind === 'value') return sameNumber(gold, given);
  if (gold.kind === 'matrix' && given.kind === 'matrix') return sameRows(gold.rows, given.rows);
  if (gold.kind === 'relation' && given.kind === 'relation') return compareRelations(gold, given, sameAnswer);
  // A condition may be answered with its set, but a set that was asked for not with a condition (as Math-Verify has it).
  const [goldSet, givenSet] = [intervalsOf(gold), given.kind === 'relation' ? undefined : intervalsOf(given)];
  if (goldSet && givenSet && sameIntervals(goldSet, givenSet)) return true;
  if (![gold, given].some(({ kind }) => kind === 'list' || kind === 'union')) return false;
  return sameLists(listOf(gold), listOf(given));
}

/** `x = 5` is 5 where the other side names no variable. */
function unwrapped(gold: Answer, given: Answer): [Answer, Answer] {
  const [goldSides, givenSides] = [sidesOf(gold), sidesOf(given)];
  if (givenSides && !goldSides) return [gold, givenSides.right];
  if (goldSides?.assigned && !givenSides) return [goldSides.right, given];
  return [gold, given];
}

/** Words are compared by their letters and digits, all else as it is written. */
function sameText(gold: Answer, given: Answer): boolean {
  const [goldText, givenText] = [withoutBlanks(gold.written), withoutBlanks(given.written)];
  if (goldText === givenText) return goldText !== '';
  const [left, right] = [lettersOf(gold), lettersOf(given)];
  return left !== '' && left === right;
}

/** A blank between digits stays: `15, 600` isn't `15,600`. */
function withoutBlanks(text: string): string {
  return text.replace(/ (?![0-9])|(?<![0-9,]) /g, '');
}

/** Empty where the answer isn't made of words. */
function lettersOf({ kind, written }: Answer): string {
  const isWord = kind === 'words' || /^(?:\\text\{)?\s*\(?[a-zA-Z]+\)?\s*\}?$/.test(written);
  return isWord ? written.toLowerCase().replace(/\\text|[^\p{L}\p{N}+\-=<>^/\\]/gu, '') : '';
}

function sameRows(gold: readonly (readonly Answer[])[], given: readonly (readonly Answer[])[]): boolean {
  return gold.length === given.length && gold.every((row, index) => sameInOrder(row, given[index] ?? []));
}

type List = Answer & { kind: 'list' };

function listOf(answer: Answer): List {
  if (answer.kind === 'list') return answer;
  const items = answer.kind === 'union' ? answer.parts : [answer];
  return { kind: 'list', items, open: '', close: '', written: answer.written };
}

function sameLists(gold: List, given: List): boolean {
  if (!sameBrackets(gold, given)) return false;
  const ordered = gold.open === '(' || gold.open === '[';
  return ordered ? sameInOrder(gold.items, given.items) : sameInAnyOrder(gold.items, given.items);
}

/** Two numbers in brackets may be an interval, where brackets matter; longer lists are lists. */
function sameBrackets(gold: List, given: List): boolean {
  if (gold.items.length !== 2 || given.items.length !== 2) return true;
  // A pair that descends, as [3, -2], is no interval.
  const [left, right] = [gold, given].map((list) =>
    intervalsOf(list)?.some(({ start, end }) => start.at < end.at),
  );
  if (!left && !right) return true;
  const isOpen = ({ open, close }: List) => open !== '[' && close !== ']';
  return isOpen(gold) && isOpen(given) ? true : gold.open === given.open && gold.close === given.close;
}

function sameInOrder(gold: readonly Answer[], given: readonly Answer[]): boolean {
  return gold.length === given.length && gold.every((item, index) => sameItem(item, given[index]));
}

function sameItem(gold: Answer, given: Answer | undefined): boolean {
  return given !== undefined && sameAnswer(gold, given);
}

/** As sets: what stands twice counts once. */
function sameInAnyOrder(gold: readonly Answer[], given: readonly Answer[]): boolean {
  const wanted = distinct(gold);
  const left = distinct(given);
  if (wanted.length !== left.length) return false;
  return wanted.every((item) => {
    const index = left.findIndex((other) => sameAnswer(item, other));
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
}

function distinct(items: readonly Answer[]): Answer[] {
  return items.filter((item, index) => !items.slice(0, index).some((earlier) => sameAnswer(earlier, item)));
}
