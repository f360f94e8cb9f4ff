/** Reads who voted for which of two models, from pair judgments and from files of votes, keeping no text. */

import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { pairJudgmentKey, pairJudgmentSchema } from '../../records/pair-judgment.ts';
import { type VoteRecord, voteKey, voteSchema } from '../../records/vote.ts';
import { checkRecord, type Line, readRecords } from '../../store/jsonl/reader.ts';
import { chooseName } from '../read/rows/prompt-sets.ts';
import type { RowOptions } from '../settings.ts';

/** The name of voters that a file does not name. */
const anonymous = 'anonymous';

/** One vote, the two models taken in the order of their names. */
interface ReadVote {
  judge: string;
  /** Undefined where the vote is on a whole conversation. */
  turn: number | undefined;
  /** What was voted on: question, turn, choice and the two models. Equal texts are the same comparison. */
  comparison: string;
  /** `inconsistent`: a judge whose two games with the sides swapped disagree. */
  vote: 'first' | 'second' | 'tie' | 'inconsistent';
}

export interface VotesRead {
  /** The last of rows with equal keys, in the order of the files. */
  votes: ReadVote[];
  /** Every judge that the files name. */
  judges: string[];
  /** Pair judgments without a vote, because a game of theirs is an error, by judge. */
  errors: Map<string, number>;
  /** Superseded rows by judge. */
  duplicates: Map<string, number>;
  /** Judges without a language model. */
  demo: Set<string>;
  /** Sets of judge prompts whose judgments are left out. */
  otherSets: string[];
  torn: { file: string; line: number }[];
}

/** The fields that a vote is made of; texts are not looked at. */
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
  prompt_set: true,
  demo: true,
  withdrawn: true,
});

type PairRow = z.infer<typeof pairRowSchema>;

/** A vote, or what stands in its place where a game is an error. */
interface Row extends Omit<ReadVote, 'vote'> {
  key: string | undefined;
  question: string;
  /** The set of judge prompts; undefined for votes, and for judgments of other tools. */
  promptSet: string | undefined;
  vote: ReadVote['vote'] | undefined;
  demo: boolean;
  /** Taken back: nobody's vote, and no error. */
  withdrawn: boolean;
}

interface VoteOptions extends Pick<RowOptions, 'judgePrompts'> {
  /** Whether votes on a question count; all do where it is left out. */
  isSelected?: ((question: string) => boolean) | undefined;
}

const holds = 'pair judgments or votes';

/** Reads the files, whose lines may be of both kinds; broken lines are UserErrors, a torn last line is set aside. */
export async function readVotes(files: readonly string[], options: VoteOptions = {}): Promise<VotesRead> {
  const counting = collectVotes(options);
  const torn: VotesRead['torn'] = [];
  for (const file of files) {
    const onTorn = ({ number }: Line) => torn.push({ file, line: number });
    for await (const { record, number } of readRecords(file, z.looseObject({}), { onTorn, holds })) {
      counting.add(record, { file, line: number });
    }
  }
  return { ...counting.votes(), torn };
}

/** The same of records that are read already, in the order of the files. */
export function votesOf(
  records: Iterable<{ record: object; file: string; line: number }>,
): Omit<VotesRead, 'torn'> {
  const counting = collectVotes({ anySet: true });
  for (const { record, ...place } of records) counting.add(record, place);
  return counting.votes();
}

function collectVotes(options: VoteOptions & Pick<RowOptions, 'anySet'>) {
  const { isSelected = () => true } = options;
  const last = new Map<string, Row>();
  const duplicates = new Map<string, number>();
  return {
    add: (record: object, place: { file: string; line: number }) => {
      const row = toRow(record, place);
      if (!isSelected(row.question)) return;
      const key = row.key ?? `${place.file}:${place.line}`;
      if (last.has(key)) add(duplicates, row.judge);
      last.set(key, row);
    },
    votes: () => {
      const rows = [...last.values()];
      const names = [...new Set(rows.flatMap(({ promptSet }) => promptSet ?? []))].sort();
      const set = chooseName(names, options);
      // A judge's votes by two sets of judge prompts would be two voters under one name.
      const shown = rows.filter(({ promptSet }) => promptSet === undefined || promptSet === set);
      return { ...collect(shown), duplicates, otherSets: names.filter((name) => name !== set) };
    },
  };
}

function collect(rows: readonly Row[]): Pick<VotesRead, 'votes' | 'judges' | 'errors' | 'demo'> {
  const votes: ReadVote[] = [];
  const errors = new Map<string, number>();
  for (const { judge, turn, comparison, vote, withdrawn } of rows) {
    if (withdrawn) continue;
    if (vote === undefined) add(errors, judge);
    else votes.push({ judge, turn, comparison, vote });
  }
  const judges = [...new Set(rows.map(({ judge }) => judge))].sort();
  return {
    votes,
    judges,
    errors,
    demo: new Set(rows.filter(({ demo }) => demo).map(({ judge }) => judge)),
  };
}

function toRow(record: object, place: { file: string; line: number }): Row {
  if ('model_1' in record || 'g1_winner' in record) {
    return fromPairJudgment(checkRecord(record, pairRowSchema, { ...place, holds }), place);
  }
  return fromVote(checkRecord(record, voteSchema, { ...place, holds }), place);
}

function fromPairJudgment(row: PairRow, place: { file: string; line: number }): Row {
  const { question_id, model_1, model_2, g1_winner, g2_winner, judge, turn, choice = 0 } = row;
  if (model_1 === model_2) {
    throw new UserError(`cannot read ${place.file}:${place.line}: model_2 is "${model_2}" like model_1`);
  }
  const failed = g1_winner === 'error' || g2_winner === 'error';
  const winner = g1_winner === g2_winner ? g1_winner : 'inconsistent';
  return {
    key: pairJudgmentKey(row),
    question: String(question_id),
    promptSet: row.prompt_set,
    judge: judge[0],
    turn,
    comparison: comparisonOf([model_1, model_2], { question: question_id, turn, choice }),
    vote: failed ? undefined : voteFor(winner, [model_1, model_2], 'model_1'),
    demo: row.demo === true,
    withdrawn: row.withdrawn === true,
  };
}

function fromVote(record: VoteRecord, place: { file: string; line: number }): Row {
  const { judge = anonymous, model_a, model_b, question_id, turn, winner } = record;
  if (question_id === undefined) {
    throw new UserError(
      `cannot read ${place.file}:${place.line}: question_id is missing: votes agree or disagree about one question`,
    );
  }
  const kind = winner === 'tie (inconsistent)' ? 'inconsistent' : winner;
  return {
    key: voteKey(record),
    question: String(question_id),
    promptSet: undefined,
    judge,
    turn,
    comparison: comparisonOf([model_a, model_b], { question: question_id, turn, choice: 0 }),
    vote: voteFor(kind, [model_a, model_b], 'model_a'),
    demo: false,
    withdrawn: false,
  };
}

function comparisonOf(
  models: readonly [string, string],
  of: { question: string | number; turn: number | undefined; choice: number },
): string {
  return JSON.stringify([String(of.question), of.turn ?? null, of.choice, ...[...models].sort()]);
}

/** `left` is what the file calls the first of the two models. */
function voteFor(winner: string, models: readonly [string, string], left: string): ReadVote['vote'] {
  if (winner === 'inconsistent') return winner;
  if (winner.startsWith('tie')) return 'tie';
  const inOrder = models[0] < models[1];
  return (winner === left) === inOrder ? 'first' : 'second';
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
