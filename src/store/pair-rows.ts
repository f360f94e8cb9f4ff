/** Reads what pairwise results need out of pair judgments and files of votes, row by row, keeping no text. */

import { z } from 'zod';
import { UserError } from '../errors.ts';
import { isFields } from '../records/fits.ts';
import {
  fitsPairRow,
  isPlainPairRow,
  type PairRowFields,
  pairJudgmentKey,
  pairRowSchema,
} from '../records/pair-judgment.ts';
import { type VoteRecord, voteSchema } from '../records/vote.ts';
import { checkRecord, eachRecord, type Line } from './jsonl-reader.ts';
import { createOnce } from './names.ts';

export interface PairRow extends PairRowFields {
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
  const once = createOnce();
  const add = (record: object, place: { file: string; line: number }) => {
    if ('model_a' in record) {
      read.votes.push(toVote(checkRecord(record, voteSchema, { ...place, holds })));
      return;
    }
    const fields = fitsPairRow(record) ? record : checkRecord(record, pairRowSchema, { ...place, holds });
    const row = toRow(fields, once);
    if (row.model_1 === row.model_2) {
      throw new UserError(
        `cannot read ${place.file}:${place.line}: model_2 is "${row.model_2}" like model_1`,
      );
    }
    const key = pairJudgmentKey(row);
    const earlier = last.get(key);
    if (earlier) earlier.superseded = true;
    last.set(key, row);
    read.rows.push(row);
  };
  for (const file of files) {
    await eachRecord(file, z.looseObject({}), {
      onTorn: ({ number }: Line) => read.torn.push({ file, line: number }),
      holds,
      fits: isFields,
      // A vote is read with care: what else it may hold is not known here.
      isPlain: (record) => !('model_a' in record) && isPlainPairRow(record),
      visit: ({ record, number }) => add(record, { file, line: number }),
    });
  }
  return read;
}

/** Without texts; what many rows bear is kept once. */
function toRow(fields: PairRowFields, once: (text: string) => string): PairRow {
  const kept = (text: string | undefined) => (text === undefined ? undefined : once(text));
  const { question_id, judge, reference_hash } = fields;
  return {
    question_id: typeof question_id === 'string' ? once(question_id) : question_id,
    model_1: once(fields.model_1),
    model_2: once(fields.model_2),
    g1_winner: fields.g1_winner,
    g2_winner: fields.g2_winner,
    judge: [once(judge[0]), once(judge[1])],
    turn: fields.turn,
    choice: fields.choice,
    repeat: fields.repeat,
    question_hash: kept(fields.question_hash),
    answer_1_hash: kept(fields.answer_1_hash),
    answer_2_hash: kept(fields.answer_2_hash),
    reference_hash: reference_hash === null ? null : kept(reference_hash),
    prompt_hash: kept(fields.prompt_hash),
    prompt_set: kept(fields.prompt_set),
    prompt_set_hash: kept(fields.prompt_set_hash),
    demo: fields.demo,
    games: fields.games,
    withdrawn: fields.withdrawn,
    superseded: false,
  };
}

/** Without the conversation that arenas keep beside the vote. */
function toVote({ judge, model_a, model_b, question_id, turn, winner }: VoteRecord): VoteRow {
  return { judge, model_a, model_b, question_id, turn, winner };
}
