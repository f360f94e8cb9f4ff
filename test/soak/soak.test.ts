/** The fault suite: real processes, a real server, everything that can go wrong, and one report. */

import { afterAll, describe } from 'vitest';
import { long } from './chance.ts';
import { testDiskFaults } from './disk-faults.ts';
import { testKills } from './kills.ts';
import { openLedger } from './ledger.ts';
import { testServiceFaults } from './service-faults.ts';

const ledger = openLedger();

const promise = 'after a fault a further run completes, and the files are those of an undisturbed one:';

// Most of a round is waiting: for retries, timeouts, and locks of the dead.
describe.concurrent(promise, { timeout: long ? 1_800_000 : 180_000 }, () => {
  testKills(ledger);
  testServiceFaults(ledger);
  testDiskFaults(ledger);
});

afterAll(() => {
  process.stdout.write(ledger.report());
});
