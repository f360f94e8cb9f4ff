/** The exact cases beside the checkout, and a fixed seed for the property tests. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedData } from '../support/cli.ts';

const file = join(sharedData, 'vectors.json');

export const hasVectors = existsSync(file);

/** Ends the title of a suite that skips where the exact cases are absent. */
export const needsVectors = '(needs shared/data/vectors.json)';

const all: Record<string, unknown> = hasVectors ? JSON.parse(readFileSync(file, 'utf8')) : {};

/** One block of the file, as the type its reader expects. */
export function vector<T>(name: string): T {
  const block = all[name];
  if (block === undefined) throw new Error(`vectors.json has no block ${name}`);
  return block as T;
}

/** A value that must be there for the test to go on. */
export function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('there is no value');
  return value;
}
