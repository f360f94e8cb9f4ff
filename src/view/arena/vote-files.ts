/** Puts votes on disk, one after the other, each flushed before it counts. */

import { UserError } from '../../errors.ts';
import { type PairJudgment, pairJudgmentSchema } from '../../records/pair-judgment.ts';
import { judgmentsFile } from '../../store/bench/paths.ts';
import { openWriter } from '../../store/jsonl/writer.ts';
import { Refused } from '../server/refused.ts';
import { judgeIdOf } from './vote-record.ts';

export interface VoteFiles {
  /** Resolves once the row is on disk; a Refused, with nothing written, where it cannot be. */
  put: (voter: string, row: PairJudgment) => Promise<void>;
}

/**
 * The file is locked for the time of a vote only: another viewer may take the votes of the same voter, and show-results
 * and gen-judgment never wait. `warn` gets the reason why a vote could not be written, in words that name the file.
 */
export function openVoteFiles(
  where: { dataDir: string; bench: string },
  warn: (line: string) => void,
): VoteFiles {
  return {
    put: async (voter, row) => {
      const file = judgmentsFile(where.dataDir, where.bench, { judgeId: judgeIdOf(voter), mode: 'pair' });
      try {
        const writer = await openWriter(file, pairJudgmentSchema);
        try {
          await writer.append(row);
        } finally {
          await writer.close();
        }
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        warn(`warning: ${error.message}`);
        const locked = error.message.includes('is writing it');
        const reason = locked ? 'another program is writing the votes' : 'the vote cannot be written';
        throw new Refused(
          locked ? 409 : 507,
          `${reason}: nothing is lost, press again; the viewer’s terminal says more`,
        );
      }
    },
  };
}
