/** How answers, single judgments, and pair judgments with votes are read, distinguished and put in order when merged. */

import { z } from 'zod';
import { contentHash } from '../content-hash.ts';
import { pairMode } from '../generate/judgments/pairwise.ts';
import { singleMode } from '../generate/judgments/single.ts';
import { type Answer, answerKey, answerSchema } from '../records/answer.ts';
import { type SingleJudgment, singleJudgmentKey, singleJudgmentSchema } from '../records/judgment.ts';
import { type PairJudgment, pairJudgmentKey, pairJudgmentSchema } from '../records/pair-judgment.ts';
import { type QuestionId, questionKey } from '../records/question.ts';
import { type VoteRecord, voteKey, voteSchema } from '../records/vote.ts';
import { checkRecord, type ReadRecordsOptions, readRecords } from '../store/jsonl/reader.ts';
import { type FileMerge, planFileMerge, type RecordKind } from './merge-file.ts';
import type { RecordFileKind } from './scan.ts';

/** Where a question stands in its bench. */
export type PositionOf = (record: { question_id: QuestionId }) => number;

/** How files of one kind are merged, whatever their records are. */
export interface FileKind {
  noun: string;
  plan: (files: readonly string[]) => Promise<FileMerge>;
}

type PairLine = PairJudgment | VoteRecord;

export function fileKind(kind: RecordFileKind, positionOf: PositionOf): FileKind {
  if (kind === 'answers') return planning(answers(positionOf));
  return kind === 'single' ? planning(singles(positionOf)) : planning(pairs(positionOf));
}

/** Positions in a bench; what the bench does not have comes last. */
export function positionsIn(questions: readonly { question_id: QuestionId }[]): PositionOf {
  const positions = new Map(questions.map((question, index) => [questionKey(question), index]));
  return (record) => positions.get(questionKey(record)) ?? questions.length;
}

function planning<Record extends object>(kind: RecordKind<Record>): FileKind {
  return { noun: kind.noun, plan: (files) => planFileMerge(files, kind) };
}

function answers(positionOf: PositionOf): RecordKind<Answer> {
  return {
    noun: 'answers',
    read: (file, options) => keyed(readRecords(file, answerSchema, options), answerKey),
    rankOf: (answer) => [positionOf(answer)],
    describe: (answer) => `the answer to question ${answerKey(answer)}`,
    ownerOf: ({ model_id }) => model_id,
  };
}

function singles(positionOf: PositionOf): RecordKind<SingleJudgment> {
  return {
    noun: 'single judgments',
    read: (file, options) => keyed(readRecords(file, singleJudgmentSchema, options), singleJudgmentKey),
    rankOf: (judgment) => singleMode.rankOf(judgment, positionOf(judgment)),
    describe: (judgment) => `${matchOf(judgment)} of ${judgment.model}, judged by ${judgment.judge[0]}`,
  };
}

/** Votes keep their order, after the judgments. */
function pairs(positionOf: PositionOf): RecordKind<PairLine> {
  const mode = pairMode();
  return {
    noun: 'pair judgments or votes',
    read: readPairLines,
    rankOf: (line) => (isVote(line) ? [1] : [0, ...mode.rankOf(line, positionOf(line))]),
    describe: (line) => {
      if (isVote(line)) {
        const { question_id = '?', model_a, model_b, judge } = line;
        return `the vote of ${judge} on question ${question_id}, ${model_a} and ${model_b}`;
      }
      return `${matchOf(line)} of ${line.model_1} and ${line.model_2}, judged by ${line.judge[0]}`;
    },
  };
}

async function* readPairLines(file: string, options: ReadRecordsOptions) {
  const seen = new Map<string, number>();
  for await (const { record, ...place } of readRecords(file, z.looseObject({}), options)) {
    const at = { file, line: place.number, holds: options.holds };
    if (!('model_a' in record)) {
      const judgment = checkRecord(record, pairJudgmentSchema, at);
      yield { record: judgment, key: pairJudgmentKey(judgment), ...place };
      continue;
    }
    const vote = checkRecord(record, voteSchema, at);
    // Whoever votes twice has two votes, and two nameless votes may be two voters': the second of a file is the second.
    const base = voteKey(vote) ?? contentHash(vote);
    const count = seen.get(base) ?? 0;
    seen.set(base, count + 1);
    yield { record: vote, key: `vote ${count} ${base}`, ...place };
  }
}

async function* keyed<Read extends { record: object }>(
  records: AsyncIterable<Read>,
  keyOf: (record: Read['record']) => string,
) {
  for await (const read of records) yield { ...read, key: keyOf(read.record) };
}

function isVote(line: PairLine): line is VoteRecord {
  return 'model_a' in line;
}

function matchOf({ question_id, turn, choice = 0, repeat = 0 }: SingleJudgment | PairJudgment): string {
  const which = choice + repeat > 0 ? `, choice ${choice}, repeat ${repeat},` : '';
  return `question ${question_id} turn ${turn}${which}`;
}
