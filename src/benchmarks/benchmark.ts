/** What a benchmark is to the import: where its data are, how a row becomes a question, how it is asked and graded. */

import type { z } from 'zod';
import type { askSchema, Bench, Method } from '../records/bench/bench.ts';
import type { BenchmarkName } from '../records/bench/benchmarks.ts';
import type { Shot } from '../records/bench/shot.ts';
import type { Question } from '../records/question.ts';
import type { Wanted } from './data/find.ts';
import type { BareCsv } from './data/read.ts';
import type { Row } from './data/row.ts';

/** A file of the data set. `path` is a whole address where the file is not on the hub. */
export interface PublishedFile {
  path: string;
  sha256?: string;
}

/** The questions of a benchmark, or its shots. */
export interface DataPart extends Pick<Wanted, 'named' | 'several'> {
  files: readonly PublishedFile[];
  /** How many rows were published. */
  rows: number;
}

/** What reading a row may note and ask. */
export interface Reading {
  /** Notes a defect of the data, by name, at a place. */
  note: (defect: string, place: string) => void;
  /** How many rows of this kind there were before, from 0. */
  position: (kind: string) => number;
}

export interface Benchmark {
  name: BenchmarkName;
  title: string;
  /** A data set of the hub. */
  dataset: string;
  revision: string;
  licence: string;
  questions: DataPart;
  bareCsv?: BareCsv;
  /** A row that is of another split than the one asked gives nothing. */
  toQuestion: (row: Row, reading: Reading) => Question | undefined;
  shots?: DataPart & {
    /** A row that is no shot gives nothing. */
    toShot: (row: Row, reading: Reading) => Shot | undefined;
    /** How a file is read that is not in one of the usual forms. */
    read?: (file: string) => Promise<Row[]>;
    /** Whether the original file of the questions holds the shots, too. */
    amongQuestions?: boolean;
  };
  equals: string;
  ask: Partial<Record<Method, z.input<typeof askSchema>>>;
  groups?: Bench['groups'];
  /** What only all questions together can show. */
  checkWhole?: (questions: readonly Question[], reading: Reading) => void;
}
