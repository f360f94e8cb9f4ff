/** Several threads on one file, against one; the thread's program is that of the last build. */

import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pairTables, pairTarget } from '../../../src/store/judgments/pairs.ts';
import { singleTable, singleTarget } from '../../../src/store/judgments/singles.ts';
import { readFile, workerFile } from '../../../src/store/judgments/threads.ts';
import { type DataDir, makeDataDir } from '../../support/cli.ts';

const threaded = test.skipIf(!existsSync(workerFile));
let dir: DataDir;

beforeEach(() => {
  dir = makeDataDir();
});
afterEach(() => dir.remove());

const single = (index: number) => ({
  ...{ question_id: index % 7, model: `modèle ${index % 3}`, judge: ['j', 'p'], score: index % 11, turn: 1 },
  ...{ answer_hash: index % 2 === 0 ? index.toString(16).padStart(32, '0') : undefined, judgment: 'é' },
});
const pair = (index: number) => ({
  ...{ question_id: index % 7, model_1: `m${index % 3}`, model_2: `n${index % 2}`, judge: ['j', 'p'] },
  ...{ g1_winner: 'tie', g2_winner: 'error', turn: 1 },
});
const vote = (index: number) => ({ model_a: 'm', model_b: `o${index % 3}`, winner: 'tie', judge: 'v' });

const linesOf = (count: number, make: (index: number) => object) =>
  Array.from({ length: count }, (_, index) => `${JSON.stringify(make(index))}\n`).join('');

/** All rows of the file, and the lines that were cut off, read in one thread or in several. */
async function readSingle(file: string, partSize: number) {
  const torn: number[] = [];
  const table = singleTable();
  await readFile(file, { ...singleTarget(file, ({ number }) => torn.push(number), table), partSize });
  return { torn, rows: Array.from({ length: table.length }, (_, row) => table.at(row)) };
}

threaded(
  '`readFile()` gives the same rows, places and torn line in several threads as in one (needs a build)',
  async () => {
    const file = await dir.write('j.jsonl', `${linesOf(400, single)}\n{"question_id": 4`);
    const alone = await readSingle(file, 1e9);
    expect([alone.rows.length, alone.torn]).toEqual([400, [402]]);
    expect(await readSingle(file, 1000)).toEqual(alone);
  },
);

threaded(
  '`readFile()` gives the same pair judgments and votes in several threads as in one (needs a build)',
  async () => {
    const file = await dir.write(
      'p.jsonl',
      linesOf(300, (index) => (index % 3 === 0 ? vote : pair)(index)),
    );
    const read = async (partSize: number) => {
      const tables = pairTables();
      await readFile(file, { ...pairTarget(file, () => undefined, tables), partSize });
      return [tables.pairs.dump(), tables.votes.dump()];
    };
    expect(await read(1000)).toEqual(await read(1e9));
  },
);

threaded.each([3, 390])(
  '`readFile()` names line %i of a file that several threads read, when it is broken (needs a build)',
  async (line) => {
    const lines = linesOf(400, single).trimEnd().split('\n');
    lines[line - 1] = '{"question_id": 1, "model": 7}';
    const file = await dir.write('j.jsonl', `${lines.join('\n')}\n`);
    await expect(readSingle(file, 1000)).rejects.toThrow(`cannot read ${file}:${line}: model is 7`);
  },
);
