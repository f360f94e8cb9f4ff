/** `--compat arena-hard`: Arena-Hard-Auto's score for the same verdicts, by category, as it is or with style held equal. */

import { UserError } from '../../errors.ts';
import { controlArenaStyle, type StyleControlled } from '../../stats/protocols/arena-style.ts';
import { type ArenaScore, arenaScores, battlesOf, styledBattles } from '../protocols/arena-hard.ts';
import { baselineOf } from '../protocols/baseline.ts';
import { type ArenaStyleOf, readArenaStyles } from '../read/pairwise/arena-styles.ts';
import { againstBaseline, type Matches, type ProtocolInput, readMatches } from '../read/pairwise/protocol.ts';
import { csvOf } from '../render/csv.ts';
import type { TableData } from '../render/leaderboard-tables.ts';
import { renderMarkdownTable } from '../render/markdown.ts';
import { renderTextTable } from '../render/text-table.ts';
import type { ShowContext, Shown, ShowOptions } from '../settings.ts';

/** One category: each has a baseline of its own. */
interface Section {
  category: string;
  baseline: string;
  models: ArenaScore[];
  /** Present where style is held equal: then the scores are of that fit. */
  coefficients?: StyleControlled['coefficients'];
  gaps: string[];
}

const defaultSeed = 1;
const styleRounds = 100;

export async function showArenaHard(options: ShowOptions, context: ShowContext): Promise<Shown> {
  const matches = await readMatches(options, context);
  const styleOf = options.styleControl && (await readArenaStyles(modelsOf(matches), options));
  const sections = byCategory(matches).map(([category, part, questions]) =>
    sectionOf(againstBaseline(part, { baseline: baselineOf(part.results, options.baseline), questions }), {
      category,
      seed: options.seed ?? defaultSeed,
      styleOf,
    }),
  );
  if (sections.every(({ models }) => models.length === 0))
    throw new UserError('nothing to show: no judgment has a verdict in both games');
  const warnings = sections.flatMap(({ category, gaps }) =>
    gaps.map((gap) => (sections.length > 1 ? `${category}: ${gap}` : gap)),
  );
  return {
    text: render(sections, { matches, options }),
    warnings: options.quiet ? [] : warnings,
    missed: [],
  };
}

function modelsOf({ results }: Matches): string[] {
  return [...new Set(results.flatMap(({ model_1, model_2 }) => [model_1, model_2]))].sort();
}

/** The matches of each category, and how many questions it has; one of all where no question is known. */
function byCategory(matches: Matches): [category: string, part: Matches, questions: number][] {
  const { categoryOf, expectedOf: _, ...shared } = matches;
  const nameOf = (question: string | undefined) => categoryOf.get(question ?? '') ?? 'all';
  const names = [...new Set(matches.results.map(({ question }) => nameOf(question)))].sort();
  const questions = [...categoryOf.values()];
  return names.map((name) => [
    name,
    { ...shared, categoryOf, results: matches.results.filter(({ question }) => nameOf(question) === name) },
    questions.filter((category) => category === name).length,
  ]);
}

function sectionOf(
  input: ProtocolInput,
  { category, seed, styleOf }: { category: string; seed: number; styleOf: ArenaStyleOf | undefined },
): Section {
  const { baseline, gaps } = input;
  const models = arenaScores(input, seed);
  if (!styleOf || models.length === 0) return { category, baseline, models, gaps };
  const names = models.map(({ model }) => model);
  const battles = styledBattles(battlesOf(input.usable, baseline), { baseline, models: names, styleOf });
  const without = names.find((_, model) => !battles.some((battle) => battle.model === model));
  if (without !== undefined) {
    throw new UserError(
      `--style-control needs the answers of both models: those of ${without} or of ${baseline} are not on disk`,
    );
  }
  const found = controlArenaStyle(battles, { models: names.length, rounds: styleRounds, seed });
  const controlled = models.map((row, model) => {
    const { winRate: score, low, high } = found.models[model] ?? { winRate: Number.NaN, low: 0, high: 0 };
    return { ...row, score, low, high };
  });
  controlled.sort((a, b) => b.score - a.score);
  return { category, baseline, models: controlled, coefficients: found.coefficients, gaps };
}

function render(
  sections: readonly Section[],
  { matches, options }: { matches: Matches; options: ShowOptions },
): string {
  const { format } = options;
  if (format === 'json') return `${JSON.stringify(jsonOf(sections, matches), null, 2)}\n`;
  if (format === 'csv') {
    const head = ['category', 'model', 'score', 'low', 'high', 'judgments', 'nulls', 'baseline'];
    const rows = sections.flatMap(({ category, baseline, models }) =>
      models.map(({ model, score, low, high, judgments, nulls }) => [
        ...[category, model],
        ...[score, low, high, judgments, nulls].map(String),
        baseline,
      ]),
    );
    return csvOf([head, ...rows]);
  }
  if (format !== 'table' && format !== 'markdown')
    throw new UserError(`--compat arena-hard knows --format table, markdown, csv and json, not ${format}`);
  const table = (section: Section) =>
    format === 'markdown'
      ? renderMarkdownTable(tableOf(section))
      : renderTextTable(tableOf(section), (text) => text);
  const parts = sections.map((section) =>
    [`##### Category: ${section.category} #####`, table(section), ...styleLine(section)].join('\n'),
  );
  const nulls = sections.flatMap(({ models }) => models).reduce((sum, row) => sum + row.nulls, 0);
  const notes = [
    ...(matches.demo ? ['demo: no language model was involved'] : []),
    'percent; (5th and 95th percentile of 100 resamples of the verdicts); strong verdicts count three times',
    `judgments without a verdict in both games, left out: ${nulls}`,
  ];
  return `${[...parts, notes.join('\n')].join('\n\n')}\n`;
}

function tableOf({ baseline, models }: Section): TableData {
  const percent = (value: number) => (100 * value).toFixed(1);
  const rows = models.map(({ model, score, low, high }) => ({
    score,
    cells: [model, percent(score), `(-${percent(score - low)} / +${percent(high - score)})`],
  }));
  rows.push({ score: 0.5, cells: [baseline, '50.0', '(-0.0 / +0.0)'] });
  rows.sort((a, b) => b.score - a.score);
  return {
    title: 'arena-hard',
    head: ['Model', 'Scores (%)', 'CI (%)'],
    rows: rows.map(({ cells }) => cells),
  };
}

function styleLine({ coefficients }: Section): string[] {
  if (!coefficients) return [];
  const names = ['length', 'headers', 'lists', 'bold'];
  const shown = coefficients.map((value, at) => `${names[at]} ${value.toFixed(3)}`).join(', ');
  return [`style held equal; log-odds for one standard deviation more: ${shown}`];
}

function jsonOf(sections: readonly Section[], { bench, demo }: Matches) {
  return {
    bench,
    demo,
    categories: sections.map(({ category, baseline, models, coefficients }) => ({
      category,
      baseline,
      models,
      ...(coefficients
        ? {
            style_coefficients: {
              length: coefficients[0],
              headers: coefficients[1],
              lists: coefficients[2],
              bold: coefficients[3],
            },
          }
        : {}),
    })),
  };
}
