/**
 * What is published next to results: a data card in Markdown, and for each model the `model-index` of a model card, as the
 * hub's specification (huggingface/hub-docs, modelcard.md) has it: task, dataset, metrics.
 */

import { stringify } from 'yaml';
import type { Bench } from '../../records/bench/bench.ts';

import type { Asked } from '../provenance.ts';
import type { BoardJson } from '../render/json.ts';
import { escapeMarkdown, renderMarkdownTable } from '../render/markdown.ts';
import { formatCoverage, formatEstimate } from '../render/number-format.ts';
import { boardsIn } from './results.ts';

export interface CardInput {
  board: BoardJson;
  about: Bench | undefined;
  /** Of the bench's file of questions; undefined where it is not there. */
  questions: { count: number; sha256: string } | undefined;
  /** Seconds since 1970: the first judgment and the last. */
  dates: readonly [number, number];
  /** Of mt-judge. */
  version: string;
}

/** The YAML that stands between the lines `---` of a model's card. */
export function modelIndex(model: string, { board, about, version }: CardInput): string {
  const metrics = boardsIn(board).flatMap(({ models, judges, scale, asked = [], prompt_set }) => {
    const row = models.find((each) => each.model === model);
    if (row?.average.score === undefined || row.average.score === null) return [];
    const { score, n, ci } = row.average;
    const isAccuracy = asked.some(({ program }) => program) && scale?.[0] === 0 && scale[1] === 1;
    const [low, high] = scale ?? [1, 10];
    const name = isAccuracy
      ? `accuracy by ${judges.join(', ')}`
      : `mean score from ${low} to ${high} by ${judges.join(', ')}`;
    const args = { n, ci_95: ci, judges, prompt_set, written_by: `mt-judge ${version}` };
    return [{ type: isAccuracy ? 'accuracy' : 'score', value: score, name, args }];
  });
  const source = about?.source;
  const dataset = {
    name: about?.title ?? board.bench,
    type: source?.dataset ?? board.bench,
    ...(source && /^[0-9a-f]{7,40}$/.test(source.revision) ? { revision: source.revision } : {}),
  };
  const results = [{ task: { type: 'text-generation', name: 'Text Generation' }, dataset, metrics }];
  const index = [{ name: model, results }];
  return stringify(JSON.parse(JSON.stringify({ 'model-index': index })), {
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}

/** The card of the results as a data set. */
export function dataCard(input: CardInput): string {
  const { board, about, version } = input;
  const head = stringify({
    ...(about?.language === undefined ? {} : { language: [about.language] }),
    pretty_name: `Answers and judgments of ${board.bench}`,
    tags: ['evaluation', 'llm-as-a-judge', 'mt-judge'],
  });
  const boards = boardsIn(board);
  const parts = [
    `---\n${head}---`,
    `# Results of ${escapeMarkdown(board.bench)}`,
    `Written by mt-judge ${version}.${board.demo ? ' Demo: no language model was involved.' : ''}`,
    '## Bench',
    renderMarkdownTable({ head: ['', ''], rows: benchRows(input) }),
    '## How it was judged',
    renderMarkdownTable({
      head: ['judge', 'model, as reported', 'temperature', 'judgments of each match'],
      rows: distinct(boards.flatMap(({ asked = [] }) => asked)).map(askedRow),
    }),
    '## Results',
    ...boards.map((each) =>
      renderMarkdownTable({
        head: ['model', each.judges.join(', '), 'coverage'],
        rows: each.models.map(({ model, average, coverage }) => [
          model,
          formatEstimate(average),
          formatCoverage(coverage),
        ]),
      }),
    ),
    limits(board),
  ];
  return `${parts.join('\n\n')}\n`;
}

function benchRows({ board, about, questions, dates }: CardInput): string[][] {
  const source = about?.source;
  const [from, to] = dates.map((seconds) => new Date(seconds * 1000).toISOString().slice(0, 10));
  return [
    ['bench', board.bench],
    ['title', about?.title ?? ''],
    ['questions', questions ? String(questions.count) : ''],
    ['SHA-256 of its file', questions?.sha256 ?? ''],
    ['data set', source ? `${source.dataset} at ${source.revision}` : ''],
    ['licence of the questions', source?.licence ?? ''],
    ['equals', about?.equals ?? ''],
    ['judge prompts', board.prompt_set ?? ''],
    ['judged', from === to ? (from ?? '') : `${from} to ${to}`],
  ].filter(([, value]) => value !== '');
}

function askedRow({ judge, program, models, temperatures, repeats }: Asked): string[] {
  const reported = program ? 'a program' : models.join(', ') || 'unknown';
  return [judge, reported, temperatures.join(', ') || '–', String(repeats)];
}

function distinct(asked: readonly Asked[]): Asked[] {
  return [...new Map(asked.map((each) => [each.judge, each])).values()];
}

function limits(board: BoardJson): string {
  const short = boardsIn(board).some(({ models }) =>
    models.some(({ coverage }) => coverage.judged < coverage.expected),
  );
  return [
    'A figure is a mean with half of its 95 % interval, clustered by question, and the number of judgments.',
    ...(short ? ['Not every expected judgment is in every mean: see the coverage.'] : []),
    'Judges that are models prefer some styles and some lengths; a difference within the intervals is none.',
  ].join(' ');
}
