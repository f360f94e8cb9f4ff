/** What the filters leave, and in which order the lists have it. */

import { flagBit } from '../../src/results/report/flags.ts';
import type { Overview } from '../../src/results/report/shape.ts';
import type { Filters, ListName } from './address.ts';
import { counts, flagsOf, meanOf, type RatedAnswer, type ScoreRow, spreadOf } from './answers.ts';
import { selectGames } from './games.ts';

const unparsed = flagBit('unparsed');
const noAnswer = flagBit('no answer');
/** What has a list of its own. */
const listedApart = unparsed | noAnswer;

/** The answers that the filters leave, each with the rows that they leave, in the order of the list. */
export function selectAnswers(
  answers: readonly RatedAnswer[],
  overview: Overview,
  filters: Filters,
): RatedAnswer[] {
  const isWanted = wantedIn(overview, filters);
  const { min = 0, max = Number.POSITIVE_INFINITY } = filters;
  const narrow = filters.min !== undefined || filters.max !== undefined;
  const inRange = (row: ScoreRow) => counts(row) && row.score >= min && row.score <= max;
  const judge = overview.judges.indexOf(filters.judge);
  const chosen: RatedAnswer[] = [];
  for (const answer of answers) {
    if (!isWanted(answer)) continue;
    const rows = filters.judge === '' ? answer.rows : answer.rows.filter((row) => row.judge === judge);
    if (rows.length === 0 || (narrow && !rows.some(inRange))) continue;
    if (isListed[filters.list](rows)) chosen.push(rows === answer.rows ? answer : { ...answer, rows });
  }
  const order = orders[filters.list];
  return order ? sortBy(chosen, order) : chosen;
}

/** The places of the questions that the filters leave: all of the category, unless a filter is about what was said of them. */
export function selectQuestions(
  overview: Overview,
  filters: Filters,
  chosen: readonly RatedAnswer[],
): number[] {
  const { category, model, judge, min, max, list } = filters;
  const aboutAnswers = list !== 'questions' || [model, judge].some(Boolean) || (min ?? max) !== undefined;
  const rated = new Set(chosen.map(({ question }) => question));
  const listed = overview.withTexts && new Set(overview.withTexts);
  for (const row of selectGames(overview, filters)) rated.add(overview.games.question[row] ?? -1);
  return overview.questions.flatMap((entry, place) => {
    if (category !== '' && entry.category !== category) return [];
    if (listed?.has(place) === false) return [];
    return !aboutAnswers || rated.has(place) ? [place] : [];
  });
}

function wantedIn(
  { questions, models }: Overview,
  { category, model }: Filters,
): (answer: RatedAnswer) => boolean {
  const inCategory = questions.map((entry) => category === '' || entry.category === category);
  const wanted = models.indexOf(model);
  return (answer) => inCategory[answer.question] === true && (model === '' || answer.model === wanted);
}

const isListed: Record<ListName, (rows: readonly ScoreRow[]) => boolean> = {
  questions: () => true,
  wrong: (rows) => rows.some((row) => counts(row) && row.score < 1 && (row.flags & noAnswer) === 0),
  'no-answer': (rows) => rows.some((row) => counts(row) && (row.flags & noAnswer) !== 0),
  disagree: (rows) => (spreadOf(rows) ?? 0) > 0,
  lowest: (rows) => rows.some(counts),
  unparsed: (rows) => (flagsOf(rows) & unparsed) !== 0,
  flagged: (rows) => (flagsOf(rows) & ~listedApart) !== 0,
};

/** What a list is sorted by, the smallest first; the others stay in the order of the rows. */
const orders: Partial<Record<ListName, (answer: RatedAnswer) => number>> = {
  disagree: ({ rows }) => -(spreadOf(rows) ?? 0),
  lowest: ({ rows }) => meanOf(rows) ?? Number.POSITIVE_INFINITY,
};

function sortBy<Item>(items: readonly Item[], value: (item: Item) => number): Item[] {
  const valued = items.map((item) => ({ item, value: value(item) }));
  return valued.sort((a, b) => a.value - b.value).map(({ item }) => item);
}
