/** Where batches are kept until their results are in: `.batches/<batch>/`, a state and the requests. */

import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemCode, UserError } from '../../errors.ts';
import { type Batch, type BatchRequest, batchRequestSchema, batchSchema } from '../../records/batch.ts';
import { filesIn } from '../../store/bench/paths.ts';
import { asFileError } from '../../store/files/file-error.ts';
import { lockFile } from '../../store/jsonl/lock.ts';
import { checkRecord, readRecords } from '../../store/jsonl/reader.ts';

export interface BatchStateFile {
  /** Every batch, oldest first, as it stands on disk. */
  batches: Batch[];
  /** Keeps a new batch, its requests first: a batch that is in the file has them whole. */
  add: (batch: Batch, requests: readonly BatchRequest[]) => Promise<void>;
  /** Replaces what is known of a batch, in one step; resolves once it is on disk. */
  update: (batch: Batch, change: Partial<Batch>) => Promise<void>;
  requestsOf: (batch: Batch) => Promise<BatchRequest[]>;
  /** Drops the requests of a batch that nobody needs any more; its state stays. */
  dropRequests: (batch: Batch) => Promise<void>;
  remove: (batch: Batch) => Promise<void>;
  close: () => Promise<void>;
}

/** Takes the lock of the data directory's batches until `close`. */
export async function openBatchStateFile(dataDir: string): Promise<BatchStateFile> {
  const folder = join(dataDir, '.batches');
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw asFileError(error, `cannot make the folder ${folder}`);
  });
  const lock = await lockFile(join(folder, 'batches'));
  try {
    const batches = await listBatches(dataDir);
    return {
      batches,
      add: async (batch, requests) => {
        const lines = requests.map((each) => `${JSON.stringify(batchRequestSchema.parse(each))}\n`);
        await mkdir(join(folder, batch.batch), { recursive: true });
        await replaceFile(join(folder, batch.batch, 'requests.jsonl'), lines.join(''));
        await writeState(folder, batch);
        batches.push(batch);
      },
      update: async (batch, change) => {
        lock.assertHeld();
        Object.assign(batch, change);
        await writeState(folder, batch);
      },
      requestsOf: (batch) => readRequests(join(folder, batch.batch, 'requests.jsonl')),
      dropRequests: (batch) => rm(join(folder, batch.batch, 'requests.jsonl'), { force: true }),
      remove: async (batch) => {
        await rm(join(folder, batch.batch), { recursive: true, force: true });
        batches.splice(batches.indexOf(batch), 1);
      },
      close: () => lock.release(),
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Every batch of a data directory, oldest first. A folder without a state is what a kill has left: no batch yet. */
export async function listBatches(dataDir: string): Promise<Batch[]> {
  const folder = join(dataDir, '.batches');
  const batches: Batch[] = [];
  for (const name of await filesIn(folder, '')) {
    const file = join(folder, name, 'batch.json');
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return undefined;
      throw asFileError(error, `cannot read ${file}`);
    });
    if (text !== undefined) batches.push(readState(text, file));
  }
  return batches.sort((a, b) => a.prepared_at - b.prepared_at || (a.batch < b.batch ? -1 : 1));
}

/** Replaces a file in one step and flushes it: after a crash it is the old one or the new one, whole. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const temporary = `${file}.new`;
  try {
    await writeFile(temporary, text, { flush: true });
    await rename(temporary, file);
    const folder = await open(dirname(file), 'r');
    await folder.sync().finally(() => folder.close());
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw asFileError(error, `cannot write ${file}`);
  }
}

async function writeState(folder: string, batch: Batch): Promise<void> {
  const text = `${JSON.stringify(batchSchema.parse(batch), null, 2)}\n`;
  await replaceFile(join(folder, batch.batch, 'batch.json'), text);
}

function readState(text: string, file: string): Batch {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UserError(
      `cannot read ${file}: it is not JSON; set its folder aside and run this command again`,
    );
  }
  return checkRecord(value, batchSchema, { file, line: 1, holds: 'the state of a batch' });
}

async function readRequests(file: string): Promise<BatchRequest[]> {
  const requests: BatchRequest[] = [];
  for await (const { record } of readRecords(file, batchRequestSchema, { holds: 'requests of a batch' })) {
    requests.push(record);
  }
  return requests;
}
