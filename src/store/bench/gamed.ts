/** Loads the gamed baselines that an import has laid next to a bench. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type GamedRow, gamedRowSchema } from '../../records/bench/gamed.ts';
import { readRecords } from '../jsonl/reader.ts';

export function gamedFile(dataDir: string, bench: string): string {
  return join(dataDir, 'questions', 'gamed', `${bench}.jsonl`);
}

/** Undefined where there are none; a broken line is a UserError. */
export async function loadGamed(dataDir: string, bench: string): Promise<GamedRow[] | undefined> {
  const file = gamedFile(dataDir, bench);
  if (!existsSync(file)) return undefined;
  const rows: GamedRow[] = [];
  const options = { holds: 'gamed baselines', onTorn: () => undefined };
  for await (const { record } of readRecords(file, gamedRowSchema, options)) rows.push(record);
  return rows.length > 0 ? rows : undefined;
}
