/** All that the viewer shows, made of the rows that were read so far. */

import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Snapshot } from '../view/live-records.ts';
import type { Reply } from '../view/respond.ts';
import { createTidy } from '../view/tidy.ts';
import type { BenchOptions } from './flags.ts';
import { type PlacedAnswer, placeAnswers } from './report-lines.ts';
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
/** Fewer rows leave nothing behind that is worth collecting. */
const many = 40_000;

export type Maker = (snapshot: Snapshot, whole: boolean) => Promise<Built>;

/** Makes everything that is shown out of the rows that were read; answers are looked through when they have changed. */
export function maker({
  options,
  benchGiven,
  surroundings,
}: {
  options: BenchOptions;
  benchGiven: boolean;
  surroundings: () => string;
}): Maker {
  const { dataDir, bench } = options;
  const place = keepPlaces(surroundings);
  const request = { dataDir, bench, mode: 'single', self: true, interval: 't', benchGiven } as const;
  const collect = createTidy();
  return async (snapshot, whole) => {
    const around = surroundings();
    const tidy = snapshot.ratings.length + snapshot.games.length > many ? collect : () => undefined;
    tidy();
    const figures = await liveFigures(snapshot, { ...request, whole, placeAnswers: place, tidy });
    tidy();
    const body = await compress(JSON.stringify(figures.overview), { level: 4 });
    const overview: Reply = { type: 'json', body, packed: true };
    return { figures, snapshot, overview, texts: textsOf(figures, snapshot), surroundings: around };
  };
}

function keepPlaces(surroundings: () => string): typeof placeAnswers {
  let kept: { of: string; places: Promise<PlacedAnswer[]> } | undefined;
  return (models, asked, where) => {
    const of = JSON.stringify([surroundings(), models]);
    if (kept?.of !== of) kept = { of, places: placeAnswers(models, asked, where) };
    // Not to be met again when the files are mended.
    kept.places.catch(() => {
      kept = undefined;
    });
    return kept.places;
  };
}
