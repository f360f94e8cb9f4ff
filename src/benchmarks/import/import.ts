/** Reads a benchmark's data and says what an import puts where. Everything is checked here; nothing but downloads is written. */

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bench, benchSchema } from '../../records/bench/bench.ts';
import { type Shot, shotSchema } from '../../records/bench/shot.ts';
import { type Question, questionKey, questionSchema } from '../../records/question.ts';
import type { Placement } from '../../store/files/place-files.ts';
import type { Benchmark, Reading } from '../benchmark.ts';
import { createNotices, type Notices } from '../data/notices.ts';
import { readRows } from '../data/read.ts';
import { type Row, refuse } from '../data/row.ts';
import { renderBench } from './render.ts';
import { findSources, type SourceFile, type SourceSettings } from './sources.ts';

interface ImportedFile extends Placement {
  /** What the file holds: "1,319 questions". */
  holds: string;
}

export interface BenchmarkImport {
  files: ImportedFile[];
  /** Defects of the data, one line each. */
  notices: string[];
  warnings: string[];
  /** Whether the benchmark is asked with shots, and none were found. */
  lacksShots: boolean;
  /** Of the files that were read. */
  bytes: number;
}

/** Any row that can't be a question as it stands is a UserError that names file, line or row, and value. */
export async function readBenchmark(
  benchmark: Benchmark,
  settings: SourceSettings,
): Promise<BenchmarkImport> {
  const sources = await findSources(benchmark, settings);
  const notices = createNotices();
  const questions = await readQuestions(benchmark, sources.questions, notices);
  const shots = await readShots(benchmark, sources.shots, notices);
  const source: Bench['source'] = {
    dataset: benchmark.dataset,
    revision: sources.pinned ? benchmark.revision : 'unknown: taken from files',
    files: distinct([...questions.files, ...shots.files]),
    licence: benchmark.licence,
  };
  const { title, equals, groups } = benchmark;
  const bench = benchSchema.parse({ title, source, equals, ask: benchmark.ask, groups });
  const lacksShots = benchmark.shots !== undefined && shots.records.length === 0;
  return {
    files: placements({ bench, questions: questions.records, shots: shots.records }, settings),
    notices: notices.lines(),
    warnings: lacksShots ? [lacking(settings.bench, benchmark)] : [],
    lacksShots,
    bytes: await sizeOf([...sources.questions, ...sources.shots]),
  };
}

async function sizeOf(files: readonly SourceFile[]): Promise<number> {
  const distinctFiles = [...new Set(files.map(({ file }) => file))];
  const sizes = await Promise.all(distinctFiles.map(async (file) => (await stat(file)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** A count as people read it: 14,042. */
function counted(count: number): string {
  return count.toLocaleString('en');
}

function lacking(bench: string, { name, shots }: Benchmark): string {
  const files = shots?.files.map(({ path }) => path).join(', ');
  return `no shots were found (${files}): ${name} is asked with shots; give them with --shots <file or folder>, or ask with --num-fewshot 0 (--bench ${bench})`;
}

/** A file may hold both questions and shots. */
function distinct(files: Read<unknown>['files']): Read<unknown>['files'] {
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

interface Read<Item> {
  records: Item[];
  files: NonNullable<Bench['source']>['files'];
}

async function readQuestions(
  benchmark: Benchmark,
  files: readonly SourceFile[],
  notices: Notices,
): Promise<Read<Question>> {
  const reading = createReading(notices);
  const places = new Map<string, string>();
  const read = await readAll(files, {
    rows: (file) => readRows(file, benchmark.bareCsv),
    take: (row) => {
      const question = benchmark.toQuestion(row, reading);
      if (!question) return undefined;
      const key = questionKey(question);
      const earlier = places.get(key);
      if (earlier !== undefined) refuse(row, `question ${key} stands at ${earlier} already`);
      places.set(key, `${row.file}${row.place}`);
      return questionSchema.parse(question);
    },
  });
  const { rows } = benchmark.questions;
  if (read.records.length === 0) {
    refuse(
      { file: files[0]?.file ?? '', place: '', fields: {} },
      `it holds no questions of ${benchmark.name}`,
    );
  }
  if (read.records.length !== rows) {
    notices.say(`row count: ${counted(read.records.length)} questions, ${counted(rows)} were published`);
  }
  benchmark.checkWhole?.(read.records, reading);
  return read;
}

async function readShots(
  { shots, bareCsv }: Benchmark,
  files: readonly SourceFile[],
  notices: Notices,
): Promise<Read<Shot>> {
  if (!shots || files.length === 0) return { records: [], files: [] };
  const inShots: Notices = { ...notices, add: (defect, place) => notices.add(`${defect} (shots)`, place) };
  const reading = createReading(inShots);
  const read = await readAll(files, {
    rows: (file) => (shots.read ? shots.read(file) : readRows(file, bareCsv)),
    take: (row) => {
      const shot = shots.toShot(row, reading);
      return shot ? shotSchema.parse(shot) : undefined;
    },
  });
  if (read.records.length !== shots.rows) {
    notices.say(`row count: ${counted(read.records.length)} shots, ${counted(shots.rows)} were published`);
  }
  return read;
}

async function readAll<Item>(
  files: readonly SourceFile[],
  { rows, take }: { rows: (file: string) => Promise<Row[]>; take: (row: Row) => Item | undefined },
): Promise<Read<Item>> {
  const read: Read<Item> = { records: [], files: [] };
  for (const { file, path, sha256 } of files) {
    const found = await rows(file);
    for (const row of found) {
      const record = take(row);
      if (record !== undefined) read.records.push(record);
    }
    read.files.push({ path, sha256, rows: found.length });
  }
  return read;
}

function createReading({ add }: Notices): Reading {
  const counts = new Map<string, number>();
  return {
    note: add,
    position: (kind) => {
      const before = counts.get(kind) ?? 0;
      counts.set(kind, before + 1);
      return before;
    },
  };
}

function placements(
  { bench, questions, shots }: { bench: Bench; questions: Question[]; shots: Shot[] },
  { dataDir, bench: name }: SourceSettings,
): ImportedFile[] {
  const folder = join(dataDir, 'questions');
  const lines = (records: readonly object[]) =>
    records.map((record) => `${JSON.stringify(record)}\n`).join('');
  return [
    {
      target: join(folder, `${name}.jsonl`),
      content: { text: lines(questions) },
      holds: `${counted(questions.length)} questions`,
    },
    {
      target: join(folder, `${name}.yaml`),
      content: { text: renderBench(bench) },
      holds: `how they are asked: ${Object.keys(bench.ask).join(', ')}`,
    },
    ...(shots.length === 0
      ? []
      : [
          {
            target: join(folder, 'shots', `${name}.jsonl`),
            content: { text: lines(shots) },
            holds: `${counted(shots.length)} shots`,
          },
        ]),
  ];
}
