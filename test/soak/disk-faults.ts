/** A disk that fills up at any point of a run, a read-only folder, a flipped bit, two processes on one file. */

import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Random } from '../../src/stats/random.ts';
import { linesOf } from '../support/scene.ts';
import { pageBytes, taken, unmountable, withVolume } from '../support/volume.ts';
import { chance, long, seed } from './chance.ts';
import type { Entry, Ledger } from './ledger.ts';
import { type Api, answering, apis, judging, pairing, running, type Stage } from './stages.ts';
import {
  askedAgain,
  expectDone,
  expectNothingFalse,
  expectWhole,
  undisturbed,
  type Whole,
} from './undisturbed.ts';
import { mostUnderWay, type Work, withWork } from './work.ts';

const stages = [answering, judging, pairing, running];

interface DiskFault {
  rounds: number;
  work: (stage: Stage, api: Api, round: number) => Promise<Entry>;
  needs?: string | undefined;
}

const faults: Readonly<Record<string, DiskFault>> = {
  'disk full': { rounds: long ? 8 : 2, work: fillDisk, needs: unmountable },
  'disk full at the very end': { rounds: 1, work: fillAtTheEnd, needs: unmountable },
  'read-only volume': { rounds: 1, work: mountReadOnly, needs: unmountable },
  'folder without permission': {
    rounds: 1,
    work: forbid,
    needs: process.getuid?.() === 0 ? 'root may write anywhere' : undefined,
  },
  'flipped bit in the cache': { rounds: long ? 5 : 1, work: flipBit },
  'cache cut off': { rounds: long ? 5 : 1, work: cutCache },
  'records cut off': { rounds: long ? 5 : 1, work: cutRecords },
  'two processes on one file': { rounds: 1, work: runTwice },
};

export function testDiskFaults(ledger: Ledger): void {
  for (const [index, [name, { rounds, work, needs }]] of Object.entries(faults).entries()) {
    if (needs !== undefined) ledger.skip(name, needs);
    // The gate goes through each fault in two stages.
    const chosen = long ? stages : stages.filter((_, position) => (position + index) % 2 === 0);
    for (const [position, stage] of chosen.entries()) {
      test.skipIf(needs !== undefined)(`${stage.name} is whole after: ${name}`, async () => {
        for (let round = 1; round <= rounds; round += 1) {
          const api = apis[(round + position) % apis.length] ?? 'openai';
          await ledger
            .enter(name, () => work(stage, api, round))
            .catch((error: unknown) => {
              throw new Error(`${stage.name} over ${api}, ${name}, round ${round} (seed ${seed})`, {
                cause: error,
              });
            });
        }
      });
    }
  }
}

/** Expects a run that ends with one line for the user, which says `what`. */
async function expectRefusal(work: Work, name: string, what: RegExp): Promise<void> {
  const { code, stderr } = await work.launch({ name });
  expect(code, stderr).toBe(2);
  expect(linesOf(stderr).at(-1)).toMatch(what);
  expect(linesOf(stderr).filter((line) => what.test(line))).toHaveLength(1);
  expect(stderr).not.toMatch(/^ {4}at /m);
}

/** The last run: it asks what the cache does not hold, and the files are whole. */
async function resume(work: Work, whole: Whole, mayAsk: number): Promise<Entry> {
  const kept = expectNothingFalse(work, whole);
  const stored = work.stored();
  expectDone(await work.launch({ name: 'resumed' }));
  expect(work.sent('resumed')).toBe(whole.calls - stored);
  const again = askedAgain(work, whole);
  expect(again).toBeLessThanOrEqual(mayAsk);
  return { runs: 2, faults: 1, records: expectWhole(work, whole, kept), again, mayAsk };
}

async function fillDisk(stage: Stage, api: Api, round: number): Promise<Entry> {
  const whole = await undisturbed(stage, api);
  const random = chance('disk full', stage.name, round);
  return withVolume('size=4m', ({ folder, remount }) =>
    withWork([stage, api, folder], async (work) => {
      // A page for each part of the cache, each file and each lock: somewhere in between there is no more.
      const room = random.below(Math.ceil(whole.bytes / pageBytes));
      remount(`size=${taken(folder) + room * pageBytes}`);
      await expectRefusal(work, 'filling', /the disk is full$/);
      remount('size=4m');
      const mayAsk = work.sent('filling') - work.stored();
      expect(mayAsk).toBeLessThanOrEqual(mostUnderWay);
      return resume(work, whole, mayAsk);
    }),
  );
}

/** All records are there, the file is still to be put in order, and a second file beside it finds no room. */
async function fillAtTheEnd(stage: Stage, api: Api): Promise<Entry> {
  const whole = await undisturbed(stage, api);
  return withVolume('size=4m', ({ folder, remount }) =>
    withWork([stage, api, folder], async (work) => {
      expectDone(await work.launch({ name: 'first' }));
      for (const file of stage.files) {
        const path = join(folder, file);
        const lines = linesOf(readFileSync(path, 'utf8')).toReversed();
        writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
        // As a killed process leaves it.
        writeFileSync(`${path}.lock-owner`, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() }));
      }
      remount(`size=${taken(folder)}`);
      await expectRefusal(work, 'filling', /^.*cannot put .* in order: the disk is full$/);
      remount('size=4m');
      return resume(work, whole, 0);
    }),
  );
}

async function mountReadOnly(stage: Stage, api: Api): Promise<Entry> {
  const whole = await undisturbed(stage, api);
  return withVolume('size=4m', ({ folder, remount }) =>
    withWork([stage, api, folder], async (work) => {
      remount('ro');
      await expectRefusal(work, 'refused', /the file system is read-only$/);
      expect(work.sent('refused')).toBe(0);
      remount('rw');
      return resume(work, whole, 0);
    }),
  );
}

async function forbid(stage: Stage, api: Api): Promise<Entry> {
  const whole = await undisturbed(stage, api);
  return withWork([stage, api], async (work) => {
    chmodSync(work.folder, 0o555);
    await expectRefusal(work, 'refused', /permission denied$/).finally(() => chmodSync(work.folder, 0o755));
    expect(work.sent('refused')).toBe(0);
    return resume(work, whole, 0);
  });
}

/** A cache in which one bit has flipped, and none of the records that were made of it. */
function flipBit(...on: [Stage, Api, number]): Promise<Entry> {
  return damageCache(on, (bytes, random) => {
    const at = random.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    return bytes;
  });
}

/** A cache whose last line was not written to its end, as after a power failure. */
function cutCache(...on: [Stage, Api, number]): Promise<Entry> {
  return damageCache(on, cutLastLine);
}

async function damageCache(
  [stage, api, round]: [Stage, Api, number],
  damage: (bytes: Buffer, random: Random) => Buffer,
): Promise<Entry> {
  const whole = await undisturbed(stage, api);
  const random = chance('damaged cache', stage.name, round);
  return withWork([stage, api], async (work) => {
    expectDone(await work.launch({ name: 'first' }));
    for (const file of stage.files) rmSync(join(work.folder, file));
    const cache = join(work.folder, '.cache');
    const names = readdirSync(cache);
    const file = join(cache, names[random.below(names.length)] ?? '');
    writeFileSync(file, damage(readFileSync(file), random));
    return resume(work, whole, 1);
  });
}

/** Files whose last lines were not written to their ends: their records are made again, from the cache. */
async function cutRecords(stage: Stage, api: Api, round: number): Promise<Entry> {
  const whole = await undisturbed(stage, api);
  const random = chance('cut records', stage.name, round);
  return withWork([stage, api], async (work) => {
    expectDone(await work.launch({ name: 'first' }));
    for (const file of stage.files.map((each) => join(work.folder, each)))
      writeFileSync(file, cutLastLine(readFileSync(file), random));
    return resume(work, whole, 0);
  });
}

/** Takes away from one byte to all but one of the last line. */
function cutLastLine(bytes: Buffer, random: Random): Buffer {
  const length = bytes.length - 1 - bytes.lastIndexOf(0x0a, -2);
  return bytes.subarray(0, bytes.length - 1 - random.below(length - 1));
}

/** Two processes that begin together: one has the file, the other is told so. */
async function runTwice(stage: Stage, api: Api): Promise<Entry> {
  const whole = await undisturbed(stage, api);
  return withWork([stage, api], async (work) => {
    // Nobody can come to an end while requests are held.
    const held = work.server.hold();
    const both = ['one', 'two'].map((name) => work.launch({ name }));
    const refused = await Promise.race(both);
    expect(refused.code).toBe(2);
    expect(linesOf(refused.stderr)).toEqual([
      expect.stringMatching(/cannot write .* is writing it; wait for it to end/),
    ]);
    await held;
    work.server.release();
    expect((await Promise.all(both)).map(({ code }) => code).sort()).toEqual([0, 2]);
    const entry = await resume(work, whole, 0);
    return { ...entry, runs: 3 };
  });
}
