/** Loads a suite or a protocol: a file of one's own, or one of the package by its name. */

import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { UserError } from '../../errors.ts';
import { type Protocol, protocolSchema } from '../../records/bench/protocol.ts';
import { type Suite, suiteSchema } from '../../records/bench/suite.ts';
import { filesIn, packageDir } from './paths.ts';

/** `given` is a path, or the name of a suite in the package (`seed`). */
export function loadSuite(given: string): Promise<Suite> {
  return load(given, suiteSchema, { kind: 'suite', folder: 'suites', places: [packageDir] });
}

/** `given` is a path, or the name of a protocol in the data directory or in the package (`mt-bench`). */
export function loadProtocol(given: string, dataDir: string): Promise<Protocol> {
  const places = [dataDir, packageDir];
  return load(given, protocolSchema, { kind: 'protocol', folder: 'protocols', places });
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** All protocols of the data directory and the package by name; `note` is given a line for each that cannot be read. */
export async function loadProtocols(
  dataDir: string,
  note: (line: string) => void,
): Promise<Map<string, Protocol>> {
  const found = new Map<string, Protocol>();
  for (const place of [dataDir, packageDir]) {
    for (const file of await filesIn(join(place, 'protocols'), '.yaml')) {
      const name = file.slice(0, -5);
      if (found.has(name)) continue;
      try {
        found.set(name, await loadProtocol(join(place, 'protocols', file), dataDir));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        note(error.message);
      }
    }
  }
  return found;
}

async function load<Schema extends z.ZodType>(
  given: string,
  schema: Schema,
  { kind, folder, places }: { kind: string; folder: string; places: readonly string[] },
): Promise<z.infer<Schema>> {
  const { readYaml } = await import('./yaml-file.ts');
  if (isFile(given)) return readYaml(given, schema);
  const name = given.replace(/\.yaml$/, '').replace(new RegExp(`^${folder}/`), '');
  const known = new Set<string>();
  for (const place of places) {
    const stems = (await filesIn(join(place, folder), '.yaml')).map((file) => file.slice(0, -5));
    if (stems.includes(name)) return readYaml(join(place, folder, `${name}.yaml`), schema);
    for (const stem of stems) known.add(stem);
  }
  const offered = [...known].sort().join(', ');
  const whose = places.length > 1 ? 'one of' : "one of the package's:";
  throw new UserError(`cannot find the ${kind} ${given}: give a file, or ${whose} ${offered}`);
}
