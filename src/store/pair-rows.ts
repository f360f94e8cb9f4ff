/** Reads what pairwise results need out of pair judgments and files of votes, row by row, keeping no text. */

import { z } from 'zod';
import { UserError } from '../errors.ts';
import { pairJudgmentKey, pairJudgmentSchema } from '../records/pair-judgment.ts';
import { type VoteRecord, voteSchema } from '../records/vote.ts';
import { checkRecord, type Line, readRecords } from './jsonl-reader.ts';

/** The fields of a pair judgment that results are made of; texts are not looked at. */
const pairRowSchema = z.object(pairJudgmentSchema.shape).pick({
  question_id: true,
  model_1: true,
  model_2: true,
  g1_winner: true,
  g2_winner: true,
  judge: true,
  turn: true,
  choice: true,
  repeat: true,
  question_hash: true,
  answer_1_hash: true,
  answer_2_hash: true,
  reference_hash: true,
  prompt_hash: true,
  prompt_set: true,
  prompt_set_hash: true,
  demo: true,
  games: true,
  withdrawn: true,
});

export interface PairRow extends z.infer<typeof pairRowSchema> {
  /** True when a later row has the same key. */
  superseded: boolean;
}

export type VoteRow = Pick<VoteRecord, 'judge' | 'model_a' | 'model_b' | 'question_id' | 'turn' | 'winner'>;

export interface PairFiles {
  /** Every pair judgment, in the order of the files. */
  rows: PairRow[];
  /** Every vote: a voter may well have voted twice, and arenas name nobody. */
  votes: VoteRow[];
  torn: { file: string; line: number }[];
}

const holds = 'pair judgments or votes';

/** Reads the files, whose lines may be of both kinds; broken lines are UserErrors, a torn last line is set aside. */
export async function readPairRows(files: readonly string[]): Promise<PairFiles> {
  const read: PairFiles = { rows: [], votes: [], torn: [] };
  const last = new Map<string, PairRow>();
  for (const file of files) {
    const onTorn = ({ number }: Line) => read.torn.push({ file, line: number });
    for await (const { record, number } of readRecords(file, z.looseObject({}), { onTorn, holds })) {
      const place = { file, line: number, holds };
      if ('model_a' in record) {
        read.votes.push(toVote(checkRecord(record, voteSchema, place)));
        continue;
      }
      const row = { ...checkRecord(record, pairRowSchema, place), superseded: false };
      if (row.model_1 === row.model_2) {
        throw new UserError(`cannot read ${file}:${number}: model_2 is "${row.model_2}" like model_1`);
      }
      const key = pairJudgmentKey(row);
      const earlier = last.get(key);
      if (earlier) earlier.superseded = true;
      last.set(key, row);
      read.rows.push(row);
    }
  }
  return read;
}

/** Without the conversation that arenas keep beside the vote. */
function toVote({ judge, model_a, model_b, question_id, turn, winner }: VoteRecord): VoteRow {
  return { judge, model_a, model_b, question_id, turn, winner };
}
