/** Reads what pairwise results need out of pair judgments and files of votes, row by row, keeping no text. */

import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { isFields } from '../../records/fits.ts';
import { fitsPairRow, isPlainPairRow, pairRowSchema } from '../../records/pair-judgment.ts';
import { type VoteRecord, voteSchema } from '../../records/vote.ts';
import { checkRecord, eachRecord, type Line } from '../jsonl/reader.ts';
import { createNames } from '../tables/names.ts';
import type { Rows } from '../tables/rows.ts';
import { createPairTable, type KeptPair } from './pair-table.ts';

export type VoteRow = Pick<VoteRecord, 'judge' | 'model_a' | 'model_b' | 'question_id' | 'turn' | 'winner'>;

export interface PairFiles {
  /** Every pair judgment, in the order of the files. */
  rows: Rows<KeptPair>;
  /** Every vote: a voter may well have voted twice, and arenas name nobody. */
  votes: VoteRow[];
  torn: { file: string; line: number }[];
  /** Whom rows and votes are about and by, rows first, in the order of first appearance. */
  models: readonly string[];
  judges: readonly string[];
}

const holds = 'pair judgments or votes; single judgments are shown with --mode single';

/** Reads the files, whose lines may be of both kinds; broken lines are UserErrors, a torn last line is set aside. */
export async function readPairRows(files: readonly string[]): Promise<PairFiles> {
  const [votes, torn]: [VoteRow[], PairFiles['torn']] = [[], []];
  const [models, judges] = [createNames(), createNames()];
  const table = createPairTable({ models, judges });
  const add = (record: object, place: { file: string; line: number }) => {
    if ('model_a' in record) {
      votes.push(toVote(checkRecord(record, voteSchema, { ...place, holds })));
      return;
    }
    const fields = fitsPairRow(record) ? record : checkRecord(record, pairRowSchema, { ...place, holds });
    if (fields.model_1 === fields.model_2) {
      throw new UserError(
        `cannot read ${place.file}:${place.line}: model_2 is "${fields.model_2}" like model_1`,
      );
    }
    table.add(fields);
  };
  for (const file of files) {
    await eachRecord(file, z.looseObject({}), {
      onTorn: ({ number }: Line) => torn.push({ file, line: number }),
      holds,
      fits: isFields,
      // A vote is read with care: what else it may hold is not known here.
      isPlain: (record) => !('model_a' in record) && isPlainPairRow(record),
      visit: ({ record, number }) => add(record, { file, line: number }),
    });
  }
  for (const { model_a, model_b, judge } of votes) {
    for (const model of [model_a, model_b]) models.numberOf(model);
    if (judge !== undefined) judges.numberOf(judge);
  }
  return { rows: table.rows(), votes, torn, models: models.all, judges: judges.all };
}

/** Without the conversation that arenas keep beside the vote. */
function toVote({ judge, model_a, model_b, question_id, turn, winner }: VoteRecord): VoteRow {
  return { judge, model_a, model_b, question_id, turn, winner };
}
