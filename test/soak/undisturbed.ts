/** What a run that nothing disturbs makes of a stage, and whether another folder holds the same. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Run } from '../support/cli.ts';
import type { Api, Stage } from './stages.ts';
import { contentOf, type Work, withWork } from './work.ts';

/** The files of a run, and what it has asked. */
export interface Whole {
  /** The lines of each file, without what differs from run to run. */
  lines: Readonly<Record<string, readonly string[]>>;
  /** How often each call is asked. */
  asked: ReadonlyMap<string, number>;
  calls: number;
  records: number;
  /** Bytes that the run has added to its folder. */
  bytes: number;
  ms: number;
}

const known = new Map<string, Promise<Whole>>();

/** Checks that a run has come to its end with everything done. */
export function expectDone({ code, stderr }: Run): void {
  expect(code, stderr).toBe(0);
}

/** Runs the stage undisturbed, once for each API. */
export function undisturbed(stage: Stage, api: Api): Promise<Whole> {
  const name = `${stage.name} ${api}`;
  const whole = known.get(name) ?? withWork([stage, api], runWhole);
  known.set(name, whole);
  return whole;
}

async function runWhole(work: Work): Promise<Whole> {
  const [bytes, began] = [work.bytes(), Date.now()];
  expectDone(await work.launch({ name: 'undisturbed' }));
  const ms = Date.now() - began;
  const lines = Object.fromEntries(
    work.stage.files.map((file) => [file, linesIn(work, file).whole.map(timeless)] as const),
  );
  const records = Object.values(lines).flat().length;
  expect(records).toBeGreaterThan(0);
  const asked = countByContent(work);
  return { lines, asked, calls: work.server.requests.length, records, bytes: work.bytes() - bytes, ms };
}

/**
 * Checks what a disturbed run has left before it is mended: every whole line is a line of the undisturbed run, and
 * stands there once. Returns the lines as they stand, which the end must keep.
 */
export function expectNothingFalse(work: Work, whole: Whole): string[] {
  return work.stage.files.flatMap((file) => {
    const found = linesIn(work, file).whole;
    const plain = found.map(timeless);
    expect(whole.lines[file]).toEqual(expect.arrayContaining(plain));
    expect(new Set(plain).size, `${file} holds a record twice`).toBe(plain.length);
    return found;
  });
}

/**
 * Checks that the files are the undisturbed run's, that `kept` lines are still there as they were, and that nothing lies
 * about. Returns how many records were compared.
 */
export function expectWhole(work: Work, whole: Whole, kept: Iterable<string> = []): number {
  const all = work.stage.files.map((file) => [file, linesIn(work, file)] as const);
  for (const [file, { whole: lines, torn }] of all) {
    expect(lines.map(timeless)).toEqual(whole.lines[file]);
    expect(torn).toBe('');
  }
  const standing = new Set(all.flatMap(([, lines]) => lines.whole));
  for (const line of kept) expect(standing.has(line), `made again: ${line.slice(0, 200)}`).toBe(true);
  const names = readdirSync(work.folder, { recursive: true, encoding: 'utf8' });
  expect(names.filter((name) => /\.jsonl\.(?!torn$)/.test(name))).toEqual([]);
  return whole.records;
}

/** Calls that were answered in full more often than an undisturbed run asks them. */
export function askedAgain(work: Work, whole: Whole): number {
  const answered = [...countByContent(work, work.server.answered)];
  return answered.reduce((sum, [content, count]) => {
    const due = whole.asked.get(content);
    expect(due, 'a call that an undisturbed run does not make').toBeDefined();
    return sum + Math.max(0, count - (due ?? 0));
  }, 0);
}

function countByContent(work: Work, requests = work.server.requests): Map<string, number> {
  const counts = new Map<string, number>();
  for (const asked of requests) counts.set(contentOf(asked), (counts.get(contentOf(asked)) ?? 0) + 1);
  return counts;
}

function linesIn({ folder }: Work, file: string): { whole: string[]; torn: string } {
  const path = join(folder, file);
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  return { whole: lines.slice(0, -1), torn: lines.at(-1) ?? '' };
}

function timeless(line: string): string {
  const volatile = ['tstamp', 'latency_ms', 'attempts', 'base_url'];
  // Text again, since the order of fields counts too.
  return JSON.stringify(JSON.parse(line), (name, value) => (volatile.includes(name) ? undefined : value));
}
