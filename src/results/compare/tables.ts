/** A comparison as tables: for a terminal, and in Markdown for a pull request. */

import pc from 'picocolors';
import { plainLine } from '../../plain-text.ts';
import { escapeMarkdown, renderMarkdownTable } from '../render/markdown.ts';
import { formatP } from '../render/number-format.ts';
import { renderTextTable } from '../render/text-table.ts';
import type { AnswerRates, BenchComparison, CandidateComparison, CompareValue, Flips } from './value.ts';

interface TableRows {
  head: string[];
  rows: string[][];
}

interface Section {
  title: string;
  lines: string[];
  tables: TableRows[];
}

export function renderCompareTables(value: CompareValue, { color }: { color: boolean }): string {
  const { bold } = pc.createColors(color);
  const parts = sectionsOf(value).flatMap(({ title, lines, tables }) => [
    bold(plainLine(title, 500)),
    ...tables.map((table) => renderTextTable(table, bold)),
    ...(lines.length > 0 ? [lines.map((line) => plainLine(line, 500)).join('\n')] : []),
  ]);
  return `${parts.join('\n\n')}\n`;
}

export function renderCompareMarkdown(value: CompareValue): string {
  const parts = sectionsOf(value).flatMap(({ title, lines, tables }) => [
    `**${escapeMarkdown(title)}**`,
    ...tables.map(renderMarkdownTable),
    ...(lines.length > 0 ? [lines.map(escapeMarkdown).join('  \n')] : []),
  ]);
  return `${parts.join('\n\n')}\n`;
}

function sectionsOf(value: CompareValue): Section[] {
  const sections = value.candidates.map((candidate) => sectionOf(candidate, value));
  const several = value.candidates.length > 1 ? [overview(value)] : [];
  return [...several, ...sections, { title: notesTitle, tables: [], lines: notesOn(value) }];
}

const notesTitle = 'How to read this';

/** All candidates in one table, the largest first. */
function overview({ base, candidates }: CompareValue): Section {
  const benches = [...new Set(candidates.flatMap((each) => each.benches.map(labelOf)))];
  const rows = candidates.map((candidate) => [
    candidate.model,
    sizeText(candidate.size_gb),
    candidate.verdict,
    ...benches.map((name) => {
      const found = candidate.benches.find((each) => labelOf(each) === name);
      return found ? differenceText(found) : '–';
    }),
  ]);
  const head = ['candidate', 'size', 'verdict', ...benches];
  return { title: `base ${base}`, tables: [{ head, rows }], lines: [] };
}

function sectionOf(
  { benches, model, sentence, pooled }: CandidateComparison,
  { base }: CompareValue,
): Section {
  const lines = [`${sentence}.`];
  if (pooled) {
    const { difference, ci, tau } = pooled;
    const shares = [difference, ...ci].map((share) => perCent(share));
    lines.push(
      `over all benches ${shares[0]} of the scale [${shares[1]}, ${shares[2]}], spread between benches ${perCent(tau, false)}`,
    );
  }
  for (const each of benches) lines.push(...changedQuestions(each));
  const tables = [verdictTable(benches), answersTable(benches)].filter((table) => table.rows.length > 0);
  return { title: `base ${base}, candidate ${model}`, tables, lines };
}

function verdictTable(benches: readonly BenchComparison[]): TableRows {
  const head = [
    'bench',
    'judge',
    'questions',
    'base',
    'candidate',
    'difference',
    'margin',
    'verdict',
    'p',
    'lost, gained',
    'same text',
  ];
  const rows = benches.map((each) => [
    each.bench,
    each.judge,
    each.n === each.of ? `${each.n}` : `${each.n} of ${each.of}`,
    scoreText(each.base_score, each),
    scoreText(each.score, each),
    differenceText(each),
    scoreText(each.margin, each),
    each.verdict,
    formatP(each.p_different_holm),
    flipsText(each.flips ?? each.moved),
    each.identical === null ? '–' : perCent(each.identical, false),
  ]);
  return { head, rows };
}

function answersTable(benches: readonly BenchComparison[]): TableRows {
  const head = ['answers to', 'characters', 'empty', 'refused', 'cut off', 'no answer found'];
  const shares = ['empty', 'refused', 'cut_off', 'no_answer'] as const;
  const rows = benches.flatMap(({ bench, judge, answers }, index) => {
    if (!answers) return [];
    const { base, candidate } = answers;
    const change = (of: (rates: AnswerRates) => string) => `${of(base)} → ${of(candidate)}`;
    const isFirst = benches.findIndex((each) => each.bench === bench) === index;
    const label = isFirst ? bench : `${bench} (${judge})`;
    return [
      [
        label,
        change(({ characters }) => characters.toFixed(0)),
        ...shares.map((name) => change((rates) => perCent(rates[name], false))),
      ],
    ];
  });
  return { head, rows };
}

/** Longer lists are in the JSON. */
const mostNamed = 8;

function changedQuestions({ bench, judge, flips, moved }: BenchComparison): string[] {
  const changed = flips ?? moved;
  if (!changed) return [];
  const words = flips
    ? (['right before, wrong after', 'wrong before, right after'] as const)
    : (['fell', 'rose'] as const);
  return [changed.lost, changed.gained].flatMap((ids, index) => {
    if (ids.length === 0) return [];
    const more = ids.length > mostNamed ? ` and ${ids.length - mostNamed} more (--format json)` : '';
    return [`${bench}, ${judge}: ${words[index]}: ${ids.slice(0, mostNamed).join(', ')}${more}`];
  });
}

/** What a reader must know, a line each. */
export function notesOn({ different_settings, candidates }: CompareValue): string[] {
  const open = candidates.flatMap(({ benches }) => benches.filter((each) => each.questions_to_tell !== null));
  return [
    ...demoNotes(candidates),
    'difference: candidate − base on the same questions, with its 95 % interval; accuracy in percentage points',
    'not worse: the interval lies above −margin; worse: below 0 and not above −margin; better: above 0; p and verdicts are corrected for the number of benches (Holm)',
    'lost, gained: questions that only one of the two has right; of scores from 1 to 10, those that fell or rose by 2 points or more',
    ...different_settings,
    ...open.map(
      ({ bench, judge, questions_to_tell }) =>
        `${bench}, ${judge}: about ${questions_to_tell?.toLocaleString('en-US')} questions would tell, were the two equally good`,
    ),
  ];
}

/** A demo judge over a model's answers makes no demo of the benches beside it. */
function demoNotes(candidates: CompareValue['candidates']): string[] {
  const all = candidates.flatMap(({ benches }) => benches);
  const demos = all.filter((each) => each.demo).map(labelOf);
  if (demos.length === 0) return [];
  const where = demos.length === all.length ? '' : ` in ${[...new Set(demos)].join('; ')}`;
  return [`demo: no language model was involved${where === '' ? '' : `, as judge or model,${where}`}`];
}

/** Right or wrong is shown in per cent. */
function isAccuracy({ scale: [low, high] }: Pick<BenchComparison, 'scale'>): boolean {
  return low === 0 && high === 1;
}

function scoreText(score: number | null, each: Pick<BenchComparison, 'scale'>): string {
  if (score === null) return '–';
  return isAccuracy(each) ? perCent(score, false) : score.toFixed(2);
}

function differenceText({ difference, ci, scale }: BenchComparison): string {
  if (difference === null) return '–';
  const [factor, digits] = isAccuracy({ scale }) ? [100, 1] : [1, 2];
  const text = (value: number, sign = true) => {
    const shown = (factor * value).toFixed(digits);
    return `${sign && value > 0 && Number(shown) !== 0 ? '+' : ''}${shown.replace('-', '−')}`;
  };
  return ci ? `${text(difference)} [${text(ci[0])}, ${text(ci[1])}]` : text(difference);
}

function flipsText(flips: Flips | null): string {
  return flips ? `${flips.lost.length}, ${flips.gained.length}` : '–';
}

function sizeText(size: number | null): string {
  return size === null ? '–' : `${size} GB`;
}

function labelOf({ bench, judge }: BenchComparison): string {
  return `${bench}, ${judge}`;
}

function perCent(share: number, sign = true): string {
  const shown = (100 * share).toFixed(1);
  return `${sign && Number(shown) > 0 ? '+' : ''}${shown.replace('-', '−')} %`;
}
