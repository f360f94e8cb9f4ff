/** A thread that reads a part of a judgments file into tables of its own, and hands them over. */

import { parentPort, workerData } from 'node:worker_threads';
import { eachLine } from '../jsonl/reader.ts';
import { pairTarget } from './pairs.ts';
import { singleTarget } from './singles.ts';
import type { RangeRead, RangeTask } from './threads.ts';

const { kind, file, range }: RangeTask = workerData;
let torn: number | undefined;
const onTorn = ({ number }: { number: number }) => {
  torn = number;
};
const target = kind === 'single' ? singleTarget(file, onTorn) : pairTarget(file, onTorn);
const lines = await eachLine(file, target.read, range);
const read: RangeRead = { dumps: target.tables.map((table) => table.dump()), lines, torn };
parentPort?.postMessage(read);
