/** The arena on the data directory: what may be shown, who has won so far, where votes go. */

import { votesOf } from '../../results/agreement/read-votes.ts';
import type { AnswersIn } from '../live/answers.ts';
import type { Built } from '../live/built.ts';
import type { Snapshot } from '../live/records.ts';
import { Refused } from '../server/refused.ts';
import { json, type Reply } from '../server/respond.ts';
import type { SiteRoutes } from '../server/server.ts';
import { openArena } from './arena.ts';
import { type Field, loadField } from './field.ts';
import { parseRequest, parseWho } from './request.ts';
import { openVoteFiles } from './vote-files.ts';
import { voterAgreement } from './voter-agreement.ts';

export interface ArenaOptions {
  dataDir: string;
  bench: string;
  /** As `--filter` has it. */
  filter?: string[] | undefined;
  /** Where only one may vote. */
  voter?: string | undefined;
  warn: (line: string) => void;
  latest: () => Promise<Built>;
  /** The answers in a file, as the latest figures were made with. */
  answersIn: AnswersIn;
  /** Reads what was appended, and builds the figures of it. */
  refresh: () => Promise<void>;
  clock: () => number;
}

export function showArena(options: ArenaOptions): SiteRoutes {
  const arena = openArena({
    field: keptField(options),
    existing: async () => (await options.latest()).existing,
    voteFiles: openVoteFiles(options, options.warn),
    clock: options.clock,
  });
  const allowed = <Given extends { voter: string }>(given: Given): Given => {
    if (options.voter === undefined || given.voter === options.voter) return given;
    throw new Refused(403, `this viewer takes the votes of ${options.voter} only (--voter)`);
  };
  return {
    pages: ['/arena'],
    gets: {
      '/api/pair': async (query) => json(await arena.pair(allowed(parseWho(query)))),
      '/api/agreement': async (query) => agreement(allowed(parseWho(query)).voter, options),
    },
    posts: { '/api/vote': async (body) => json(await arena.act(allowed(parseRequest(body)))) },
  };
}

/** Of the votes that are on disk now. */
async function agreement(voter: string, { latest, refresh }: ArenaOptions): Promise<Reply> {
  await refresh();
  const { snapshot } = await latest();
  const { votes, judges } = votesOf(recordsIn(snapshot));
  return json(voterAgreement(votes, voter, judges));
}

/** What is there to vote on, until the questions or answers are others. */
function keptField({ latest, dataDir, bench, filter, answersIn }: ArenaOptions): () => Promise<Field> {
  let kept: { of: string; field: Promise<Field> } | undefined;
  return async () => {
    const { surroundings } = await latest();
    if (kept?.of !== surroundings)
      kept = { of: surroundings, field: loadField({ dataDir, bench, filter, answersIn }) };
    try {
      return await kept.field;
    } catch (error) {
      kept = undefined;
      throw error;
    }
  };
}

/** The rows as the records that they were read from, but for texts. */
function* recordsIn({
  pairs: { pairs, votes },
}: Snapshot): Generator<{ record: object; file: string; line: number }> {
  for (let row = 0; row < pairs.length; row += 1) {
    const { question, judge, prompt, file, number, ...record } = pairs.at(row);
    yield { record: { ...record, question_id: question, judge: [judge, prompt] }, file, line: number };
  }
  for (let row = 0; row < votes.length; row += 1) {
    const { question, file, number, ...record } = votes.at(row);
    if (question !== undefined) yield { record: { ...record, question_id: question }, file, line: number };
  }
}
