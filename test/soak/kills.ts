/** SIGKILL at random moments of every generating stage, and the run that goes on from there. */

import type { ChildProcess } from 'node:child_process';
import { expect, test } from 'vitest';
import type { Random } from '../../src/stats/random.ts';
import { chance, killsWanted, long, seed } from './chance.ts';
import type { Entry, Ledger } from './ledger.ts';
import {
  answering,
  answeringAtLength,
  apis,
  judging,
  judgingAtLength,
  pairing,
  running,
  type Stage,
} from './stages.ts';
import {
  askedAgain,
  expectDone,
  expectNothingFalse,
  expectWhole,
  undisturbed,
  type Whole,
} from './undisturbed.ts';
import { mostUnderWay, type Work, withWork } from './work.ts';

/** When to kill: at a request or a reply by its number, at so many bytes on disk, or after so many milliseconds. */
export interface Moment {
  what: 'request' | 'answered' | 'bytes' | 'ms';
  at: number;
}

const kinds = ['request', 'answered', 'bytes', 'ms'] as const;

export function testKills(ledger: Ledger): void {
  for (const stage of [answering, judging, pairing, running]) {
    test(`${stage.name} goes on after SIGKILL at random moments`, () => rounds(stage, killsWanted, ledger));
  }
  for (const stage of [answeringAtLength, judgingAtLength]) {
    test(`${stage.name}: goes on after SIGKILL amid long lines`, () => rounds(stage, long ? 10 : 1, ledger));
  }
}

/** Rounds until there were so many kills: now and then a run ends before its moment comes. */
async function rounds(stage: Stage, wanted: number, ledger: Ledger): Promise<void> {
  let kills = 0;
  for (let round = 1; kills < wanted; round += 1) {
    expect(round, 'moments that came too late').toBeLessThan(4 * wanted + 10);
    const entry = await ledger.enter(`SIGKILL, ${stage.name}`, () => killRound(stage, round));
    kills += entry.kills ?? 0;
  }
}

async function killRound(stage: Stage, round: number): Promise<Entry> {
  const random = chance('kill', stage.name, round);
  const api = apis[round % apis.length] ?? 'openai';
  const whole = await undisturbed(stage, api);
  // In one round of four the run that goes on is killed, too.
  const moments = Array.from({ length: random.below(4) === 0 ? 2 : 1 }, () => drawMoment(random, whole));
  try {
    return await withWork([stage, api], (work) => killAndResume(work, whole, moments));
  } catch (error) {
    const where = moments.map(({ what, at }) => `${what} ${at}`).join(', then ');
    throw new Error(`${stage.name} over ${api}, killed at ${where} (round ${round}, seed ${seed})`, {
      cause: error,
    });
  }
}

export function drawMoment(random: Random, whole: Whole): Moment {
  const what = kinds[random.below(kinds.length)] ?? 'ms';
  // Beyond the last byte, too: while files are put in order there are more of them.
  const most = {
    request: whole.calls,
    answered: whole.calls,
    bytes: Math.ceil(whole.bytes * 1.2),
    ms: whole.ms,
  }[what];
  return { what, at: 1 + random.below(most) };
}

async function killAndResume(work: Work, whole: Whole, moments: readonly Moment[]): Promise<Entry> {
  const kept = new Set<string>();
  const names = moments.map((_, index) => `killed-${index}`);
  let kills = 0;
  for (const [index, moment] of moments.entries()) {
    const { signal } = await killAt(work, moment, names[index] ?? '');
    kills += signal === 'SIGKILL' ? 1 : 0;
    for (const line of expectNothingFalse(work, whole)) kept.add(line);
  }
  const stored = work.stored();
  expectDone(await work.launch({ name: 'resumed' }));
  expect(work.sent('resumed')).toBe(whole.calls - stored);
  // Seen by the server, and not yet by the disk.
  const mayAsk = work.sent(...names) - stored;
  expect(mayAsk).toBeLessThanOrEqual(mostUnderWay * kills);
  const again = askedAgain(work, whole);
  expect(again).toBeLessThanOrEqual(mayAsk);
  return { runs: moments.length + 1, kills, records: expectWhole(work, whole, kept), again, mayAsk };
}

/** Runs until the moment comes, and kills the run there. */
export async function killAt(work: Work, { what, at }: Moment, name: string) {
  let child: ChildProcess | undefined;
  let seen = 0;
  const kill = () => child?.kill('SIGKILL');
  const count = (kind: Moment['what']) => {
    if (kind !== what) return;
    seen += 1;
    if (seen === at) kill();
  };
  work.server.options.fault = () => {
    count('request');
    return undefined;
  };
  work.server.options.onAnswered = () => count('answered');
  const before = work.bytes();
  const watching = what === 'bytes' ? setInterval(() => work.bytes() - before >= at && kill(), 1) : undefined;
  const timer = what === 'ms' ? setTimeout(kill, at) : undefined;
  const onStart = (started: ChildProcess) => {
    child = started;
  };
  try {
    return await work.launch({ name, onStart });
  } finally {
    clearInterval(watching);
    clearTimeout(timer);
    Object.assign(work.server.options, { fault: undefined, onAnswered: undefined });
  }
}
