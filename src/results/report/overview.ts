/** Puts together what a report page is given at once. Pure: values in, values out. */

import { type Question, questionKey } from '../../records/question.ts';
import { compareNames } from '../compare-names.ts';
import type { PairJson } from '../pairwise/output.ts';
import type { PairResult } from '../pairwise/result.ts';
import type { BoardJson } from '../render/json.ts';
import { type GameLine, gameColumns, meetingsIn, type ScoreLine, scoreColumns } from './columns.ts';
import type { Overview, QuestionEntry } from './shape.ts';

/** What mode single has to show. */
export interface SinglePart {
  json: BoardJson;
  notes: string[];
  lines: Iterable<ScoreLine>;
}

/** What the pairwise modes have to show. */
export interface PairPart {
  json: PairJson;
  notes: string[];
  lines: Iterable<GameLine>;
  results: readonly PairResult[];
}

export interface OverviewInput {
  bench: string;
  version: string;
  judged: Overview['judged'];
  /** Undefined where the bench is not available. */
  questions: readonly Question[] | undefined;
  single: SinglePart | undefined;
  pairs: PairPart | undefined;
}

/** How much of a question a list shows. */
const openingLength = 160;

export function overviewOf({ questions, single, pairs, ...given }: OverviewInput): Overview {
  const lines = { scores: single?.lines ?? [], games: pairs?.lines ?? [] };
  const entries = questionEntries(questions, [lines.scores, lines.games]);
  const names = {
    questions: entries.map(({ key }) => key),
    models: modelsOf(single?.json, pairs?.json),
    judges: [...new Set([...(single?.json.judges ?? []), ...(pairs?.json.judges ?? [])])].sort(),
  };
  return {
    ...given,
    title: `${given.bench}: ${titleOf(single !== undefined, pairs !== undefined)}`,
    demo: single?.json.demo === true || pairs?.json.demo === true,
    single: single?.json ?? null,
    pairwise: pairs?.json ?? null,
    meetings: meetingsIn(pairs?.results ?? []),
    questions: entries,
    models: names.models,
    judges: names.judges,
    scores: scoreColumns(lines.scores, names),
    games: gameColumns(lines.games, names),
    notes: { single: single?.notes ?? [], pairwise: pairs?.notes ?? [] },
  };
}

function titleOf(single: boolean, pairs: boolean): string {
  if (!single && !pairs) return 'no judgments yet';
  if (single && pairs) return 'scores and pairwise results';
  return single ? 'scores' : 'pairwise results';
}

/** Best first; a baseline, which stands on no board row, comes last. */
function modelsOf(single: BoardJson | undefined, pairs: PairJson | undefined): string[] {
  const boards = [...(single?.models ?? []), ...(pairs?.models ?? [])].map(({ model }) => model);
  const baseline = pairs?.baseline ? [pairs.baseline.model] : [];
  return [...new Set([...boards, ...baseline])];
}

/** The questions of the bench in their order, then those that only judgments know. */
function questionEntries(
  questions: readonly Question[] = [],
  lines: readonly Iterable<{ question: string }>[],
): QuestionEntry[] {
  const known = questions.map((question): QuestionEntry => {
    const { question_id: id, category, turns } = question;
    return {
      key: questionKey(question),
      id,
      category,
      turns: turns.length,
      opening: openingOf(turns),
    };
  });
  const keys = new Set(known.map(({ key }) => key));
  const others = new Set<string>();
  for (const each of lines) for (const { question } of each) if (!keys.has(question)) others.add(question);
  const strangers = [...others]
    .sort(compareNames)
    .map((key): QuestionEntry => ({ key, id: key, category: null, turns: 0, opening: '' }));
  return [...known, ...strangers];
}

/** The beginning of what is asked, on one line. */
export function openingOf(turns: readonly string[]): string {
  return wholeFormulas(wholeWords((turns[0] ?? '').slice(0, openingLength * 4).replace(/\s+/g, ' ')));
}

/** Without a formula at its end that was cut in two: half of one cannot be shown. */
function wholeFormulas(text: string): string {
  if (!text.endsWith('…')) return text;
  const dollars = [...text.matchAll(/(?<!\\)\$+/g)];
  const last = dollars.length % 2 === 1 ? dollars.at(-1)?.index : undefined;
  // An amount of money has nothing of a formula behind it.
  const isFormula = last !== undefined && /[\\^_{]/.test(text.slice(last));
  const opened = Math.max(text.lastIndexOf('\\('), text.lastIndexOf('\\['));
  const isOpen = opened > Math.max(text.lastIndexOf('\\)'), text.lastIndexOf('\\]'));
  const cut = isFormula ? last : isOpen ? opened : -1;
  return cut > 0 ? `${text.slice(0, cut).trimEnd()} …` : text;
}

/** The beginning of a text, up to the end of a word where there is one. */
function wholeWords(text: string): string {
  if (text.length <= openingLength) return text;
  const cut = text.slice(0, openingLength);
  const end = cut.lastIndexOf(' ');
  return `${end > openingLength / 2 ? cut.slice(0, end) : cut}…`;
}
