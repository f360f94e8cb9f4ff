/** Writes an export: one file, or a folder of files. */

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '../../errors.ts';
import { fileStem, packageVersion, questionsFile } from '../../store/bench/paths.ts';
import { asFileError } from '../../store/files/file-error.ts';
import { writeWhole } from '../../store/files/write-whole.ts';
import { type ExportOptions, readAnswersOf, readBenchOf, readJudgmentsOf } from '../read/export.ts';
import type { ShowOptions } from '../settings.ts';
import { singleValue } from '../show/single.ts';
import { battlesOf } from './arena.ts';
import { dataCard, modelIndex } from './card.ts';
import { csvLines } from './csv.ts';
import { harnessFiles } from './lm-eval.ts';
import { answersTable, judgmentsTable } from './records.ts';
import { resultsTable } from './results.ts';
import type { Table } from './table.ts';

export const exportForms = ['parquet', 'csv', 'lm-eval', 'arena', 'card'] as const;
export const exportedKinds = ['answers', 'judgments', 'results'] as const;

export type ExportForm = (typeof exportForms)[number];
export type ExportedKind = (typeof exportedKinds)[number];

export interface WriteOptions extends ExportOptions {
  to: ExportForm;
  /** Of parquet and csv. */
  what: ExportedKind;
  /** A file; a folder of lm-eval and card. */
  out: string;
  overwrite: boolean;
  benchGiven: boolean;
}

/** Resolves to a line for each file that was written. A file that is there is a UserError, unless `overwrite`. */
export async function writeExport(options: WriteOptions): Promise<string[]> {
  const files = await filesOf(options);
  const taken = options.overwrite ? undefined : files.find(({ file }) => existsSync(file));
  if (taken) throw new UserError(`${taken.file} is there: name another (--out), or replace it (--overwrite)`);
  const lines: string[] = [];
  for (const { file, pieces, holds } of files) {
    const folder = dirname(file);
    await mkdir(folder, { recursive: true }).catch((error: unknown) => {
      throw asFileError(error, `cannot make the folder ${folder}`);
    });
    await writeWhole(file, pieces);
    lines.push(`${file}: ${holds}`);
  }
  return lines;
}

interface WrittenFile {
  file: string;
  pieces: Iterable<string | Uint8Array>;
  holds: string;
}

async function filesOf(options: WriteOptions): Promise<WrittenFile[]> {
  if (options.to === 'card') return cardFiles(options);
  if (options.to === 'lm-eval') return harnessFolder(options);
  if (options.to === 'arena') return arenaFile(options);
  const table = await tableOf(options);
  const holds = `${table.rows.length} rows, ${table.columns.length} columns`;
  if (options.to === 'csv') return [{ file: options.out, pieces: csvLines(table), holds }];
  const { parquetOf } = await import('./parquet.ts');
  return [{ file: options.out, pieces: [parquetOf(table)], holds }];
}

async function tableOf(options: WriteOptions): Promise<Table> {
  if (options.what === 'results') return resultsTable(await boardOf(options));
  const input = await readBenchOf(options);
  if (options.what === 'answers') return answersTable(await readAnswersOf(options), input);
  return judgmentsTable(await readJudgmentsOf(options), input);
}

function boardOf({ dataDir, bench, modelList, judge, benchGiven, warn }: WriteOptions) {
  const shown: ShowOptions = { dataDir, bench, mode: 'single', format: 'json', interval: 't', self: true };
  if (modelList) shown.modelList = modelList;
  if (judge) shown.judge = judge;
  return singleValue(shown, { benchGiven, warn });
}

async function harnessFolder(options: WriteOptions): Promise<WrittenFile[]> {
  const input = await readBenchOf(options);
  const { singles } = await readJudgmentsOf(options);
  const answers = await readAnswersOf(options);
  const found = harnessFiles({ ...input, answers, singles, version: packageVersion() });
  if (found.length === 0) {
    throw new UserError(
      `there are no answers with single judgments and their questions in the bench "${options.bench}"`,
    );
  }
  return found.flatMap(({ model, time, samples, results }) => {
    const folder = join(options.out, fileStem(model));
    return [
      {
        file: join(folder, `samples_${options.bench}_${time}.jsonl`),
        pieces: samples.map((sample) => `${JSON.stringify(sample)}\n`),
        holds: `${samples.length} samples of ${model}`,
      },
      {
        file: join(folder, `results_${time}.json`),
        pieces: [`${JSON.stringify(results, null, 2)}\n`],
        holds: `results of ${model}`,
      },
    ];
  });
}

async function arenaFile(options: WriteOptions): Promise<WrittenFile[]> {
  const input = await readBenchOf(options);
  const { pairs } = await readJudgmentsOf(options);
  if (pairs.length === 0) {
    throw new UserError(
      `no pair judgments of the bench "${options.bench}": run gen-judgment --mode pairwise-all first`,
    );
  }
  const answers = await readAnswersOf({ ...options, modelList: undefined });
  const { battles, left } = battlesOf(pairs, { ...input, answers });
  if (left > 0) options.warn(`warning: ${left} judgments with an error in a game are left out`);
  const isLines = /\.jsonl$/i.test(options.out);
  const pieces = isLines
    ? battles.map((battle) => `${JSON.stringify(battle)}\n`)
    : [`${JSON.stringify(battles)}\n`];
  return [{ file: options.out, pieces, holds: `${battles.length} battles` }];
}

async function cardFiles(options: WriteOptions): Promise<WrittenFile[]> {
  const board = await boardOf(options);
  const { about, questions } = await readBenchOf(options);
  const { singles } = await readJudgmentsOf(options);
  const times = singles.map(({ tstamp }) => tstamp);
  const dates = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))] as const;
  const input = {
    board,
    about,
    questions: questions.size > 0 ? { count: questions.size, sha256: await hashOf(options) } : undefined,
    dates,
    version: packageVersion(),
  };
  const models = [...new Set(board.models.map(({ model }) => model))];
  return [
    { file: join(options.out, 'README.md'), pieces: [dataCard(input)], holds: 'data card' },
    {
      file: join(options.out, 'results.json'),
      pieces: [`${JSON.stringify({ ...board, written_by: `mt-judge ${input.version}` }, null, 2)}\n`],
      holds: 'what show-results --format json prints',
    },
    ...models.map((model) => ({
      file: join(options.out, 'model-index', `${fileStem(model)}.yaml`),
      pieces: [modelIndex(model, input)],
      holds: `model-index of ${model}`,
    })),
  ];
}

async function hashOf({ dataDir, bench }: WriteOptions): Promise<string> {
  const bytes = await readFile(await questionsFile(dataDir, bench));
  return createHash('sha256').update(bytes).digest('hex');
}
