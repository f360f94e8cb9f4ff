/** FastChat's own figures and layout (`show_result.py`, `display_result_single`), to the last printed digit. */

import { plainLine } from '../../plain-text.ts';
import { group } from '../leaderboard/score.ts';

/** A row as FastChat sees it; duplicates stay. */
export interface FastchatRow {
  model: string;
  turn: number;
  score: number;
}

interface Mean {
  model: string;
  /** Undefined for the average over all turns. */
  turn: number | undefined;
  score: number;
}

/** First turn, second turn and average, in the way pandas prints them: rows of −1 are left out, all others count. */
export function renderFastchat(rows: readonly FastchatRow[]): string {
  const valid = rows.filter(({ score }) => score !== -1);
  const hasSecond = valid.some(({ turn }) => turn === 2);
  return [
    section(
      'First turn',
      meansOf(
        valid.filter(({ turn }) => turn === 1),
        1,
      ),
    ),
    ...(hasSecond
      ? [
          section(
            'Second turn',
            meansOf(
              valid.filter(({ turn }) => turn === 2),
              2,
            ),
          ),
        ]
      : []),
    section('Average', meansOf(valid, undefined)),
  ].join('\n');
}

/** The means of each section, for other formats. */
export function fastchatMeans(rows: readonly FastchatRow[]): {
  turn1: Mean[];
  turn2: Mean[];
  average: Mean[];
} {
  const valid = rows.filter(({ score }) => score !== -1);
  return {
    turn1: meansOf(
      valid.filter(({ turn }) => turn === 1),
      1,
    ),
    turn2: meansOf(
      valid.filter(({ turn }) => turn === 2),
      2,
    ),
    average: meansOf(valid, undefined),
  };
}

function meansOf(rows: readonly FastchatRow[], turn: number | undefined): Mean[] {
  const means = [...group(rows, ({ model }) => model)].map(([model, members]) => ({
    model,
    turn,
    score: members.reduce((sum, { score }) => sum + score, 0) / members.length,
  }));
  return means.sort((a, b) => b.score - a.score || (a.model < b.model ? -1 : 1));
}

function section(title: string, means: readonly Mean[]): string {
  const head = `########## ${title} ##########\n`;
  if (means.length === 0) return `${head}Empty DataFrame\nColumns: [score]\nIndex: []\n`;
  const nameOf = (mean: Mean) => plainLine(mean.model, Number.POSITIVE_INFINITY);
  const model = width(['model', ...means.map(nameOf)]);
  const hasTurn = means.some(({ turn }) => turn !== undefined);
  const index = (mean: Mean) =>
    nameOf(mean).padEnd(model) + (hasTurn ? ` ${String(mean.turn).padEnd(4)}` : '');
  const names = `${'model'.padEnd(model)}${hasTurn ? ' turn' : ''}`;
  const scores = pandasFloats(means.map(({ score }) => score));
  const column = width(['score', ...scores]);
  const lines = means.map((mean, row) => `${index(mean)}  ${(scores[row] ?? '').padStart(column)}`);
  const columns = [
    `${' '.repeat(names.length)}  ${'score'.padStart(column)}`,
    `${names}${' '.repeat(column + 2)}`,
  ];
  return `${head}${[...columns, ...lines].join('\n')}\n`;
}

/** A float column as pandas prints it: six decimals, less the zeros that end every number of the column. */
export function pandasFloats(values: readonly number[]): string[] {
  let texts = values.map((value) => value.toFixed(6));
  while (texts.length > 0 && texts.every((text) => text.endsWith('0') && !text.endsWith('.0')))
    texts = texts.map((text) => text.slice(0, -1));
  return texts;
}

export function width(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => text.length));
}
