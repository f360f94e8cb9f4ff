/** What the import of a protocol is: questions, answers and judgments that others have published, put where ours lie. */

import { join } from 'node:path';
import type { Answer } from '../../records/answer.ts';
import type { PairJudgment } from '../../records/pair-judgment.ts';
import type { Question } from '../../records/question.ts';
import { answersFile, judgmentsFile, questionsFile } from '../../store/bench/paths.ts';
import { loadQuestions } from '../../store/bench/questions.ts';
import type { Placement } from '../../store/files/place-files.ts';
import type { HubSettings } from '../hub/hub.ts';

export interface ProtocolSettings {
  dataDir: string;
  bench: string;
  /** Files of the user's: nothing is downloaded. */
  from: string | undefined;
  /** The judge whose judgments are wanted; the protocol's own unless given. */
  judge: string | undefined;
  /** Sums that an earlier import has recorded are not held against other files. */
  overwrite: boolean;
  hub: HubSettings;
}

export interface ProtocolFile extends Placement {
  /** What the file holds: "805 questions". */
  holds: string;
}

export interface ProtocolImport {
  files: ProtocolFile[];
  /** What a user should know of the data, one line each. */
  notes: string[];
  /** Commands to type next, without the flags of bench and folder. */
  next: string[];
}

/** A count as people read it: 14,042. */
export function counted(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
}

export function jsonLines(records: Iterable<object>): string {
  let text = '';
  for (const record of records) text += `${JSON.stringify(record)}\n`;
  return text;
}

export function questionFile(
  { dataDir, bench }: ProtocolSettings,
  questions: readonly Question[],
): ProtocolFile {
  return {
    target: join(dataDir, 'questions', `${bench}.jsonl`),
    content: { text: jsonLines(questions) },
    holds: counted(questions.length, 'question'),
  };
}

/** A file for each model. */
export function answerFiles(
  { dataDir, bench }: ProtocolSettings,
  byModel: ReadonlyMap<string, readonly Answer[]>,
): ProtocolFile[] {
  return [...byModel].map(([model, answers]) => ({
    target: answersFile(dataDir, bench, model),
    content: { text: jsonLines(answers) },
    holds: counted(answers.length, 'answer'),
  }));
}

/** A file for each judge. */
export function judgmentFiles(
  { dataDir, bench }: ProtocolSettings,
  byJudge: ReadonlyMap<string, readonly PairJudgment[]>,
): ProtocolFile[] {
  return [...byJudge].map(([judgeId, judgments]) => ({
    target: judgmentsFile(dataDir, bench, { judgeId, mode: 'pair' }),
    content: { text: jsonLines(judgments) },
    holds: counted(judgments.length, 'judgment'),
  }));
}

/** The questions that an earlier import has laid down; none where there was none. */
export async function knownQuestions({ dataDir, bench }: ProtocolSettings): Promise<Question[]> {
  const file = await questionsFile(dataDir, bench).catch(() => undefined);
  return file === undefined ? [] : loadQuestions(file);
}
