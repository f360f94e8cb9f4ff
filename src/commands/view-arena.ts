/** The arena on the data directory: what may be shown, who has won so far, where votes go. */

import { isUsable, outcomeOf } from '../results/pair-result.ts';
import { flagBit } from '../results/report/flags.ts';
import { ballotsOf } from '../store/ballots.ts';
import { openArena } from '../view/arena/arena.ts';
import { openBallotBox } from '../view/arena/ballot-box.ts';
import { type Field, loadField } from '../view/arena/field.ts';
import type { Standing } from '../view/arena/next-showing.ts';
import { parseRequest, parseWho } from '../view/arena/request.ts';
import { voterAgreement } from '../view/arena/voter-agreement.ts';
import { Refused } from '../view/refused.ts';
import { json, type Reply } from '../view/respond.ts';
import type { Exhibits } from '../view/server.ts';
import type { Built } from './view-built.ts';

export interface ArenaOptions {
  dataDir: string;
  bench: string;
  /** Where only one may vote. */
  voter?: string | undefined;
  warn: (line: string) => void;
  latest: () => Promise<Built>;
  /** Reads what was appended, and builds the figures of it. */
  refresh: () => Promise<void>;
  clock: () => number;
}

export function showArena(options: ArenaOptions): Exhibits {
  const arena = openArena({
    field: keptField(options),
    standing: async () => standingOf(await options.latest()),
    box: openBallotBox(options, options.warn),
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
  const { ballots, judges } = ballotsOf(
    [...snapshot.games, ...snapshot.votes.filter(({ row }) => row.question_id !== undefined)].map(
      ({ row, file, span }) => ({ record: row, file, line: span.number }),
    ),
  );
  return json(voterAgreement(ballots, voter, judges));
}

/** What is there to vote on, until the questions or answers are others. */
function keptField({ latest, dataDir, bench }: ArenaOptions): () => Promise<Field> {
  let kept: { of: string; field: Promise<Field> } | undefined;
  return async () => {
    const { surroundings } = await latest();
    if (kept?.of !== surroundings) kept = { of: surroundings, field: loadField({ dataDir, bench }) };
    try {
      return await kept.field;
    } catch (error) {
      kept = undefined;
      throw error;
    }
  };
}

function standingOf({ figures }: Built): Standing {
  const met = figures.results.filter(isUsable).map((result) => {
    const outcome = outcomeOf(result);
    const { model_1, model_2 } = result;
    const winner = outcome === undefined || outcome === 'tie' ? undefined : result[outcome];
    return { models: [model_1, model_2] as const, winner };
  });
  const cast = figures.games.flatMap(({ game, line, question, tstamp }) => {
    if (!game || !line || question === undefined || game.games !== 1 || game.superseded) return [];
    if ((line.flags & flagBit('stale')) !== 0) return [];
    return [{ judge: game.judge[0], question, models: [game.model_1, game.model_2] as const, tstamp }];
  });
  return { met, cast };
}
