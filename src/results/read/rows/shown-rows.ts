/** Which rows are shown: those of one set of judge prompts, on the questions that are selected. */

import { UserError } from '../../../errors.ts';
import type { Sample } from '../../../records/bench/sample.ts';
import { type Question, questionKey } from '../../../records/question.ts';
import { languageSet, withGroups } from '../../../store/bench/bench-file.ts';
import { loadJudgePrompts } from '../../../store/bench/judge-prompts.ts';
import { judgePromptsFile } from '../../../store/bench/paths.ts';
import { type Selection, sampleOf, selectQuestions } from '../../../store/bench/questions.ts';
import type { NameColumn } from '../../../store/tables/column.ts';
import type { RowOptions } from '../../settings.ts';
import { questionsFor } from './bench.ts';
import { choosePromptSet, type SetColumns } from './prompt-sets.ts';

export interface ShownRows {
  /** Null where none is named. */
  promptSet: string | null;
  /** Sets of judge prompts that are not shown. */
  otherSets: string[];
  /** Whether a row is of the set, and on a selected question. */
  isShown: (row: number) => boolean;
  /** Whether a question is selected. */
  isSelected: (question: string | undefined) => boolean;
  /** The selected questions; undefined where all are. */
  questions: Question[] | undefined;
  /** Whether rows of one match may stand under no set and under the shown one. */
  joins: boolean;
  /** What the questions are a sample of; undefined where they are none. */
  sample: Sample | undefined;
}

export interface WantedRows {
  columns: SetColumns & { question: NameColumn<string> };
  /** By the judges and of the models that are wanted. */
  rows: Iterable<number>;
  /** Questions that are asked of besides those of the rows: votes name some. */
  more?: Iterable<string>;
}

export async function shownRows(
  { columns, rows, more = [] }: WantedRows,
  options: RowOptions,
  benchGiven: boolean,
): Promise<ShownRows> {
  const prompts = columns.prompt_set.values.includes(undefined) ? await promptsOf(options) : undefined;
  const ownSet = columns.prompt_set.values.length > 1 ? await ownSetOf(options) : undefined;
  const set = choosePromptSet(columns, rows, { ...options, prompts, ownSet });
  const keys = function* () {
    for (const row of rows) yield columns.question.at(row);
    yield* more;
  };
  const { questions, sample } = await selectedQuestions(keys(), options, benchGiven);
  const chosen = questions && new Set(questions.map(questionKey));
  const isSelected = (question: string | undefined) =>
    chosen === undefined || (question !== undefined && chosen.has(question));
  return {
    promptSet: set.name,
    otherSets: set.others,
    isShown: (row) => set.isOf(row) && isSelected(columns.question.at(row)),
    isSelected,
    questions,
    joins: set.joins,
    sample,
  };
}

/** The set by which the bench is judged where none is named; undefined where it is the default one, or not to be told. */
async function ownSetOf({
  dataDir,
  bench,
  inputFile,
  judgePrompts,
}: RowOptions): Promise<string | undefined> {
  if (inputFile !== undefined || judgePrompts !== undefined) return undefined;
  const own = await languageSet(dataDir, bench).catch((error: unknown) => {
    // Judgments of a bench whose files are not available are shown without them.
    if (error instanceof UserError) return undefined;
    throw error;
  });
  return own?.promptSet;
}

/** The names of the prompts of the wanted set; undefined where none is wanted, or it is not on disk. */
async function promptsOf({ dataDir, judgePrompts }: RowOptions): Promise<ReadonlySet<string> | undefined> {
  if (judgePrompts === undefined) return undefined;
  const file = await judgePromptsFile(dataDir, judgePrompts).catch((error: unknown) => {
    if (error instanceof UserError) return undefined;
    throw error;
  });
  if (file === undefined) return undefined;
  const { prompts } = await loadJudgePrompts(file, judgePrompts);
  return new Set(prompts.map(({ name }) => name));
}

/** The questions that are selected, and what they are a sample of; undefined where all are. */
export async function selectedQuestions(
  keys: Iterable<string>,
  options: RowOptions,
  benchGiven: boolean,
): Promise<{ questions?: Question[]; sample?: Sample | undefined }> {
  const { questionId: questionIds, category: categories, filter: filters, firstN, limit, seed = 0 } = options;
  const size = limit === undefined ? undefined : { count: limit, seed };
  const given: Selection = { questionIds, categories, filters, firstN, sample: size };
  if (Object.values(given).every((value) => value === undefined)) return {};
  const questions = await questionsFor(keys, options, benchGiven);
  if (questions) {
    const selection = await withGroups(given, options);
    const sample = sampleOf(questions, selection);
    return { questions: selectQuestions(questions, selection), sample };
  }
  throw new UserError(
    `--category, --filter, --question-id, --first-n and --limit need the questions of the bench ${options.bench}: name the right one with --bench`,
  );
}

/** A line on sets that are not shown; undefined where there are none. `onPage` leaves out the flag that shows them. */
export function otherSetsNote(
  { promptSet, otherSets }: Pick<ShownRows, 'promptSet' | 'otherSets'>,
  onPage = false,
): string | undefined {
  if (otherSets.length === 0) return undefined;
  const shown = promptSet === null ? 'that name no set' : `by the judge prompts ${promptSet}`;
  return `note: shown are the judgments ${shown}; there are more by ${otherSets.join(', ')}${onPage ? '' : ' (--judge-prompts)'}`;
}
