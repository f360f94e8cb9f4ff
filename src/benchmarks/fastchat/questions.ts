/** FastChat's questions, each with the reference that FastChat's judge would be shown, and no other. */

import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { type Question, questionIdSchema, questionKey, questionSchema } from '../../records/question.ts';
import { type Line, readRecords } from '../../store/jsonl/reader.ts';

export interface FastchatQuestions {
  questions: Question[];
  /** Ids of the questions of a category judged with references that have none. */
  unreferenced: string[];
}

/** FastChat's `NEED_REF_CATS` (`common.py`). */
const referenceCategories: ReadonlySet<string> = new Set(['math', 'reasoning', 'coding', 'arena-hard-200']);

/** What a judge needs of a reference file, which is an answers file. */
const referenceSchema = z.looseObject({
  question_id: questionIdSchema,
  choices: z.array(z.looseObject({ turns: z.array(z.string()) })).min(1),
});

interface Reference {
  turns: string[];
  line: number;
}

/**
 * Reads `question.jsonl` and the judge's reference file. The field `reference` of a question, which FastChat never
 * shows, is left out; the first choice of the reference file takes its place for FastChat's categories with
 * references. All other fields pass. Duplicate ids and references with too few turns are UserErrors.
 */
export async function readFastchatQuestions(
  file: string,
  referenceFile: string | undefined,
): Promise<FastchatQuestions> {
  const references = referenceFile === undefined ? new Map() : await readReferences(referenceFile);
  const result: FastchatQuestions = { questions: [], unreferenced: [] };
  const lineOf = new Map<string, number>();
  // Read without a look at `reference`: whatever it holds does not count.
  const schema = questionSchema.omit({ reference: true });
  for await (const { record, number } of readRecords(file, schema, whole(file, 'questions'))) {
    const key = questionKey(record);
    const earlier = lineOf.get(key);
    if (earlier !== undefined)
      throw new UserError(
        `cannot read ${file}:${number}: question_id ${key} stands on line ${earlier} already`,
      );
    lineOf.set(key, number);
    const { reference: _, ...question } = record;
    const wanted = referenceCategories.has(question.category);
    const reference: Reference | undefined = wanted ? references.get(key) : undefined;
    if (reference && reference.turns.length < question.turns.length) {
      const counts = `${reference.turns.length} turns, the question ${question.turns.length}`;
      throw new UserError(
        `cannot use ${referenceFile}:${reference.line}: the reference of question ${key} has ${counts}`,
      );
    }
    if (wanted && !reference) result.unreferenced.push(key);
    result.questions.push(reference ? { ...question, reference: reference.turns } : question);
  }
  if (result.questions.length === 0) throw new UserError(`cannot use ${file}: it holds no questions`);
  return result;
}

async function readReferences(file: string): Promise<Map<string, Reference>> {
  const references = new Map<string, Reference>();
  for await (const { record, number } of readRecords(file, referenceSchema, whole(file, 'answers'))) {
    references.set(questionKey(record), { turns: record.choices[0]?.turns ?? [], line: number });
  }
  return references;
}

/** Options to read a file that is of use only as a whole. */
function whole(file: string, holds: string): { holds: string; onTorn: (line: Line) => void } {
  return {
    holds,
    onTorn: ({ number }) => {
      throw new UserError(`cannot read ${file}:${number}: the last line is cut off`);
    },
  };
}
