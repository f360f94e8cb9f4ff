/** What may be voted on: the questions, and the answers of all models to them, which are read when they are shown. */

import { answersThis } from '../../generate/answers/plan.ts';
import { type Answer, answerSchema } from '../../records/answer.ts';
import { type Question, questionKey } from '../../records/question.ts';
import { listAnswerFiles, modelIdOf } from '../../store/answers/answers.ts';
import type { AnswerSummary } from '../../store/answers/summary.ts';
import { questionsFile } from '../../store/bench/paths.ts';
import { loadQuestions, selectQuestions } from '../../store/bench/questions.ts';
import { type Entries, openRecords, type Span } from '../../store/jsonl/record-index.ts';

export interface Field {
  questions: ReadonlyMap<string, Question>;
  models: readonly string[];
  /** Whether the model has a whole answer to the question as it is now. */
  hasAnswered: (model: string, question: string) => boolean;
  /** The texts of the answer, turn by turn; undefined where it is not there any more. */
  read: (model: string, question: string) => Promise<readonly string[] | undefined>;
}

interface Reader {
  file: string;
  answers: Entries<AnswerSummary & Span>;
}

/** A question has one answer by each model here: of several choices, the first. */
const choiceShown = 0;

export interface FieldOptions {
  dataDir: string;
  bench: string;
  /** As `--filter` has it. */
  filter?: string[] | undefined;
  /** Indexes the answers in a file. */
  answersIn: (file: string) => Promise<Reader['answers']>;
}

export async function loadField({ dataDir, bench, filter, answersIn }: FieldOptions): Promise<Field> {
  const all = await loadQuestions(await questionsFile(dataDir, bench));
  const questions = selectQuestions(all, { filters: filter });
  const byKey = new Map(questions.map((question) => [questionKey(question), question]));
  const readers = new Map<string, Reader>();
  for (const file of await listAnswerFiles(dataDir, bench)) {
    const entries = await answersIn(file);
    if (entries.size === 0) continue;
    const model = modelIdOf(file, entries.values().next().value?.modelId);
    readers.set(model, { file, answers: entries });
  }
  const wholeAnswer = (model: string, key: string) => {
    const question = byKey.get(key);
    const answer = readers.get(model)?.answers.get(key);
    if (!question || !answer || !answersThis(answer, question)) return undefined;
    const turns = answer.choices.find(({ index }) => index === choiceShown)?.hashes.length ?? 0;
    return turns >= question.turns.length ? answer : undefined;
  };
  return {
    questions: byKey,
    models: [...readers.keys()].sort(),
    hasAnswered: (model, question) => wholeAnswer(model, question) !== undefined,
    read: async (model, key) => {
      const place = wholeAnswer(model, key);
      const reader = readers.get(model);
      if (!place || !reader) return undefined;
      const answer = await readAnswer(reader.file, place);
      const turns = byKey.get(key)?.turns.length;
      if (!answer || String(answer.question_id) !== key) return undefined;
      return answer.choices.find(({ index }) => index === choiceShown)?.turns.slice(0, turns);
    },
  };
}

/** Undefined where the file has been written anew since it was looked through. */
async function readAnswer(file: string, span: Span): Promise<Answer | undefined> {
  const records = await openRecords(file, answerSchema).catch(() => undefined);
  if (!records) return undefined;
  try {
    return await records.read(span);
  } catch {
    return undefined;
  } finally {
    await records.close();
  }
}
