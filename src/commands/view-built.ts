/** All that the viewer shows, made of the rows that were read so far. */

import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Snapshot } from '../view/live-records.ts';
import type { Reply } from '../view/respond.ts';
import type { BenchOptions } from './flags.ts';
import type { ReportOptions } from './report-options.ts';
import { type LiveFigures, liveFigures } from './view-figures.ts';
import { textsOf } from './view-texts.ts';

/** What was built last. */
export interface Built {
  figures: LiveFigures;
  snapshot: Snapshot;
  overview: Reply;
  texts: ReturnType<typeof textsOf>;
  /** Names the state of the questions and answers. */
  surroundings: string;
}

const compress = promisify(gzip);

/** Makes everything that is shown out of the rows that were read. */
export function maker({
  options,
  benchGiven,
  surroundings,
}: {
  options: BenchOptions;
  benchGiven: boolean;
  surroundings: () => string;
}): (snapshot: Snapshot) => Promise<Built> {
  const { dataDir, bench } = options;
  const request: ReportOptions = { dataDir, bench, mode: 'single', self: true, interval: 't' };
  return async (snapshot) => {
    const around = surroundings();
    const figures = await liveFigures(snapshot, request, benchGiven);
    const body = await compress(JSON.stringify(figures.overview), { level: 4 });
    const overview: Reply = { type: 'json', body, packed: true };
    return { figures, snapshot, overview, texts: textsOf(figures, snapshot), surroundings: around };
  };
}
