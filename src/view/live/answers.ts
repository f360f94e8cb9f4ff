/** What the viewer keeps of the answers: each file is read once, and again when it is another. */

import { answerKey, answerSchema } from '../../records/answer.ts';
import type { Question } from '../../records/question.ts';
import type { EachAnswer } from '../../results/read/rows/answers.ts';
import { answerFlags } from '../../results/report/texts.ts';
import { isFailedChoice, summariseAnswer } from '../../store/answers/answers.ts';
import { packedAnswers } from '../../store/answers/columns.ts';
import type { HashedChoice } from '../../store/answers/hashes.ts';
import type { AnswerSummary } from '../../store/answers/summary.ts';
import { signature } from '../../store/files/signature.ts';
import { type Entries, indexRecords, type Span } from '../../store/jsonl/record-index.ts';

export type AnswersIn = (file: string) => Promise<FileAnswers['entries']>;

export interface FileAnswers {
  entries: Entries<AnswerSummary & Span>;
  /** Bits of what is out of order with the answer to a turn (from 1). */
  flagsOf: (question: string, choice: number, turn: number) => number;
}

/** The questions as they are now, by key, and a name of their state. */
export interface Asked {
  of: string;
  questions: ReadonlyMap<string, Question>;
}

export interface KeptAnswers {
  of: (file: string, asked: Asked) => Promise<FileAnswers>;
  /** With the questions that were given last. */
  in: (file: string) => Promise<FileAnswers>;
  /** Forgets the files that nobody has asked for since the time before. */
  tidy: () => void;
}

/** By choice, then by turn; answers in which nothing is out of order have none. */
type Flags = Map<number, number[]>;

/** Once `signal` is aborted, a reading under way fails with its reason. */
export function keepAnswers(signal: AbortSignal): KeptAnswers {
  let former = new Map<string, { of: string; answers: Promise<FileAnswers> }>();
  let kept: typeof former = new Map();
  let recent: Asked = { of: '', questions: new Map() };
  const of: KeptAnswers['of'] = async (file, asked) => {
    recent = asked;
    const state = `${await signature(file)} ${asked.of}`;
    const known = kept.get(file) ?? former.get(file);
    const answers = known?.of === state ? known.answers : readAnswers(file, asked.questions, signal);
    kept.set(file, { of: state, answers });
    // Not to be met again when the file is mended.
    answers.catch(() => kept.delete(file));
    return answers;
  };
  return {
    of,
    in: (file) => of(file, recent),
    tidy: () => {
      former = kept;
      kept = new Map();
    },
  };
}

async function readAnswers(
  file: string,
  questions: Asked['questions'],
  signal: AbortSignal,
): Promise<FileAnswers> {
  const flags = new Map<string, Flags>();
  const { entries } = await indexRecords(file, answerSchema, {
    keyOf: answerKey,
    summarise: (answer, once) => {
      signal.throwIfAborted();
      const key = answerKey(answer);
      const turns = questions.get(key)?.turns ?? [];
      const sound = answer.choices.filter((choice) => !isFailedChoice(choice));
      const own: Flags = new Map(sound.map((choice) => [choice.index, answerFlags(choice, turns)]));
      if ([...own.values()].flat().some((bits) => bits !== 0)) flags.set(key, own);
      else flags.delete(key);
      return summariseAnswer(answer, once);
    },
    holds: 'answers',
    entries: packedAnswers(),
  });
  const flagsOf = (question: string, choice: number, turn: number) =>
    flags.get(question)?.get(choice)?.[turn - 1] ?? 0;
  return { entries: rememberingLast(entries), flagsOf };
}

/** The answers of a file as results read them, with their hashes as they are kept. */
export function eachKept(answers: KeptAnswers, asked: Asked): EachAnswer {
  return async (file, visit) => {
    for (const [question, { choices }] of (await answers.of(file, asked)).entries) {
      visit({ question, choices: choices.map(toHashed) });
    }
  };
}

function toHashed({ index, hashes }: AnswerSummary['choices'][number]): HashedChoice {
  return { index, turns: hashes.length, hasHash: (turn, hash) => hashes[turn - 1] === hash };
}

/** Rows of one answer stand together, and each reading makes the answer's entry anew. */
function rememberingLast<Entry>(entries: Entries<Entry>): Entries<Entry> {
  let last: { key: string; entry: Entry | undefined } | undefined;
  return {
    size: entries.size,
    has: entries.has,
    get: (key) => {
      if (last?.key !== key) last = { key, entry: entries.get(key) };
      return last.entry;
    },
    set: () => {
      throw new TypeError('the answers in a file are read as a whole');
    },
    values: entries.values,
    [Symbol.iterator]: entries[Symbol.iterator],
  };
}
