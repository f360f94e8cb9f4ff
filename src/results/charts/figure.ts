/** The figures of a bench as one picture for a paper or a README: whiskers, radar, or both side by side. */

import { plainLine } from '../../plain-text.ts';
import { distinctNames } from '../../short-name.ts';
import { type AskedFields, askedNotes } from '../asked.ts';
import type { PairJson } from '../pairwise/output.ts';
import type { BoardJson } from '../render/json.ts';
import { demoNote } from '../render/leaderboard-tables.ts';
import { formatScore } from '../render/number-format.ts';
import { categoriesOf, ownValue } from './by-name.ts';
import { type Mark, mark } from './mark.ts';
import { ink, seriesStyle } from './palette.ts';
import { type RadarOptions, radar, radarSize } from './radar.ts';
import { ringsOf, scaleOf } from './scale.ts';
import { scoreDomain } from './score-domain.ts';
import { type WhiskerOptions, whiskerHeight, whiskers, whiskerWidth } from './whiskers.ts';

export interface Figure {
  title: string;
  notes: string[];
  whiskers: WhiskerOptions;
  /** Undefined with fewer than three categories: two axes are a line. */
  radar: RadarOptions | undefined;
}

/** What a letter of a note takes, on average. */
const noteLetter = 5.8;

/** More outlines than this on one radar tell nothing. */
const mostOutlines = 6;

export function singleFigure(board: BoardJson): Figure {
  const categories = categoriesOf(board.models);
  const scale = scaleOf(board);
  return {
    title: plainLine(`${board.bench}: mean score by ${judgeWords(board.judges)}`, 90),
    notes: ['bars: 95 % intervals, clustered by question', ...captionOf(board)],
    whiskers: {
      axis: `mean score, of ${scale[0]} to ${scale[1]}`,
      domain: scoreDomain(board),
      rows: board.models.map(({ model, average: { score, ci }, coverage }) => {
        const partial =
          coverage.judged < coverage.expected ? ` * ${coverage.judged}/${coverage.expected}` : '';
        return {
          name: plainLine(model),
          value: score,
          ci,
          label: `${formatScore(score)}${half(ci, 2)}${partial}`,
        };
      }),
    },
    radar: radarOf(categories, {
      domain: scale,
      ticks: ringsOf(scale),
      series: board.models.map(({ model, categories: each }) => ({
        name: plainLine(model),
        values: categories.map((category) => ownValue(each, category)?.score ?? null),
      })),
    }),
  };
}

export function pairFigure(board: PairJson): Figure {
  const rated = board.models.some(({ rating }) => rating !== null);
  const categories = categoriesOf(board.models);
  const percent = (rate: number | null | undefined) =>
    rate === null || rate === undefined ? null : rate * 100;
  return {
    title: plainLine(
      `${board.bench}: ${rated ? 'pairwise ratings' : 'adjusted win rates'} by ${judgeWords(board.judges)}`,
      90,
    ),
    notes: [...(rated ? ['bars: 95 % intervals'] : []), ...captionOf(board)],
    whiskers: {
      axis: rated ? 'Bradley–Terry rating, Elo scale' : 'adjusted win rate in %',
      domain: rated ? undefined : [0, 100],
      rows: board.models.map(({ model, rating, rating_ci, win_rate_adjusted }) => {
        const value = rated ? rating : percent(win_rate_adjusted);
        const ci = rated ? rating_ci : null;
        return {
          name: plainLine(model),
          value,
          ci,
          label: value === null ? '–' : `${value.toFixed(0)}${half(ci, 0)}`,
        };
      }),
    },
    radar: radarOf(categories, {
      domain: [0, 100],
      ticks: [25, 50, 75, 100],
      series: board.models.map(({ model, categories: each }) => ({
        name: plainLine(model),
        values: categories.map((category) => percent(ownValue(each ?? {}, category)?.win_rate_adjusted)),
      })),
    }),
  };
}

/** The picture as an SVG element with its own size, font and ground. */
export function drawFigure(figure: Figure, kind: 'radar' | 'whisker' | 'both'): Mark {
  const panels = [
    ...(kind === 'radar' ? [] : [whiskerPanel(figure.whiskers)]),
    ...(kind === 'whisker' || !figure.radar ? [] : [radarPanel(figure.radar)]),
  ];
  const outlines = kind === 'whisker' ? undefined : figure.radar?.series.length;
  const among = figure.whiskers.rows.length;
  const width = panels.reduce((sum, panel) => sum + panel.width, 0);
  const lines = [
    ...(outlines !== undefined && outlines < among ? [`radar: the best ${outlines} of ${among}`] : []),
    ...figure.notes,
  ].flatMap((note) => wrapped(note, Math.floor((width - 40) / noteLetter)));
  const tallest = Math.max(...panels.map((panel) => panel.height));
  const height = tallest + 66 + lines.length * 15;
  const placed = panels.map((panel, index) => {
    const x = panels.slice(0, index).reduce((sum, before) => sum + before.width, 0);
    return mark('g', { transform: `translate(${x} ${44 + (tallest - panel.height) / 2})` }, panel.content);
  });
  const notes = lines.map((note, line) => {
    const y = height - 12 - (lines.length - 1 - line) * 15;
    return mark('text', { x: 20, y, 'font-size': 11, fill: ink.quiet }, note);
  });
  const font = { 'font-family': "Inter, system-ui, 'Helvetica Neue', Arial, sans-serif" };
  const size = { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` };
  return mark(
    'svg',
    { ...size, ...font, role: 'img', 'aria-label': figure.title },
    mark('rect', { width, height, fill: '#ffffff' }),
    mark('text', { x: 20, y: 30, 'font-size': 16, fill: ink.text }, figure.title),
    ...placed,
    ...notes,
  );
}

interface Panel {
  width: number;
  height: number;
  content: Mark;
}

function whiskerPanel(options: WhiskerOptions): Panel {
  return {
    width: whiskerWidth(options.rows),
    height: whiskerHeight(options.rows),
    content: whiskers(options),
  };
}

function radarPanel(options: RadarOptions): Panel {
  const { width, height } = radarSize;
  const web = mark('g', { transform: `translate(${width / 2} ${height / 2 - 4})` }, radar(options));
  const names = distinctNames(
    options.series.map(({ name }) => name),
    28,
  );
  const legend = options.series.map(({ name, place }, line) => {
    const { colour, dash } = seriesStyle(place);
    const [x, y] = [30 + (line % 2) * (width / 2 - 10), height + Math.floor(line / 2) * 18];
    const stroke = { stroke: colour, 'stroke-width': 2.5, 'stroke-dasharray': dash };
    return mark(
      'g',
      {},
      mark('line', { x1: x, x2: x + 22, y1: y - 4, y2: y - 4, ...stroke }),
      mark('text', { x: x + 30, y, 'font-size': 12, fill: ink.text }, names.get(name) ?? name),
    );
  });
  const lines = Math.ceil(options.series.length / 2);
  return { width, height: height + lines * 18, content: mark('g', {}, web, ...legend) };
}

function radarOf(
  axes: readonly string[],
  {
    series,
    ...rest
  }: Omit<RadarOptions, 'axes' | 'series'> & {
    series: readonly Omit<RadarOptions['series'][number], 'place'>[];
  },
): RadarOptions | undefined {
  if (axes.length < 3) return undefined;
  return {
    axes: axes.map((axis) => plainLine(axis)),
    ...rest,
    series: series.slice(0, mostOutlines).map((each, place) => ({ ...each, place })),
  };
}

function judgeWords(judges: readonly string[]): string {
  return judges.length > 3 ? `${judges.length} judges` : judges.join(', ') || 'votes';
}

/** How the figures came about, and whether a language model was involved. */
function captionOf({ demo, ...board }: AskedFields & { demo: boolean }): string[] {
  return [...askedNotes(board), ...(demo ? [demoNote] : [])].map((note) => plainLine(note, 2000));
}

/** The note in lines of so many letters at most; only a word that is longer stands out. */
function wrapped(note: string, letters: number): string[] {
  const lines = [''];
  for (const word of note.split(' ')) {
    const line = `${lines.at(-1)}${lines.at(-1) === '' ? '' : ' '}${word}`;
    if (line.length <= letters || lines.at(-1) === '') lines[lines.length - 1] = line;
    else lines.push(word);
  }
  return lines;
}

function half(ci: readonly [number, number] | null, digits: number): string {
  return ci ? ` ± ${((ci[1] - ci[0]) / 2).toFixed(digits)}` : '';
}
