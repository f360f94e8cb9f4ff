/** All that the viewer shows, made of the rows that were read so far. */

import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { QuestionTexts } from '../../results/report/shape.ts';
import type { RowOptions } from '../../results/settings.ts';
import type { ExistingVotes } from '../arena/next-pair.ts';
import type { Reply } from '../server/respond.ts';
import { type AnswersIn, keepAnswers } from './answers.ts';
import { liveFigures } from './figures.ts';
import type { Snapshot } from './records.ts';
import { textsOf } from './texts.ts';
import { createTidy } from './tidy.ts';

/** What was built last. */
export interface Built {
  snapshot: Snapshot;
  overview: Reply;
  /** Undefined for a question that the overview does not list. */
  texts: (key: string) => Promise<QuestionTexts> | undefined;
  existing: ExistingVotes;
  /** Names the state of the questions and answers. */
  surroundings: string;
}

const compress = promisify(gzip);
/** Fewer rows leave nothing behind that is worth collecting. */
const many = 40_000;

export interface Maker {
  make: (snapshot: Snapshot, whole: boolean) => Promise<Built>;
  /** The answers in a file, as the last figures were made with. */
  answersIn: AnswersIn;
}

/** Makes everything that is shown out of the rows that were read; answers are looked through when they have changed. */
export function maker({
  options,
  benchGiven,
  surroundings,
  signal,
}: {
  options: Pick<RowOptions, 'dataDir' | 'bench' | 'judgePrompts' | 'filter'>;
  benchGiven: boolean;
  surroundings: () => string;
  /** Ends a making that is under way. */
  signal: AbortSignal;
}): Maker {
  const { dataDir, bench, judgePrompts, filter } = options;
  const answers = keepAnswers(signal);
  const set = judgePrompts === undefined ? {} : { judgePrompts };
  const selected = filter ? { filter } : {};
  const shown = { dataDir, bench, ...set, ...selected, mode: 'single', self: true, interval: 't' } as const;
  const request = { ...shown, benchGiven, answers };
  const collect = createTidy();
  const make: Maker['make'] = async (snapshot, whole) => {
    const around = surroundings();
    const tidy = snapshot.singles.length + snapshot.pairs.rows.length > many ? collect : () => undefined;
    tidy();
    // The overview is let go once it is packed.
    const { overview, existing, ...figures } = await liveFigures(snapshot, { ...request, whole, tidy });
    const body = await compress(JSON.stringify(overview), { level: 4 });
    const listed = new Set(overview.questions.map(({ key }) => key));
    const read = textsOf(figures, snapshot);
    return {
      snapshot,
      existing,
      surroundings: around,
      overview: { type: 'json', body, packed: true },
      texts: (key) => (listed.has(key) ? read(key) : undefined),
    };
  };
  return { make, answersIn: async (file) => (await answers.in(file)).entries };
}
