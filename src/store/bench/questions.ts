/** Loads and selects the questions of a bench. */

import { UserError } from '../../errors.ts';
import { refuseLists } from '../../listed-values.ts';
import type { Bench } from '../../records/bench/bench.ts';
import type { Sample } from '../../records/bench/sample.ts';
import { type Question, questionFileSchema, questionKey } from '../../records/question.ts';
import { readRecords } from '../jsonl/reader.ts';
import { withImages } from './images.ts';
import { filterBy } from './selection/filter.ts';
import { type SampleSize, sampleQuestions } from './selection/sample.ts';
import { isInShard, type Shard } from './selection/shard.ts';

export interface Selection {
  questionIds?: readonly string[] | undefined;
  /** Names of categories or of groups of them: those of `groups`, and `group` of a question. */
  categories?: readonly string[] | undefined;
  /** Of the bench's yaml: categories by the name of their group. */
  groups?: Bench['groups'];
  /** `key=value` on what the questions' records say; several keys must all fit, several values of one are alternatives. */
  filters?: readonly string[] | undefined;
  /** Positions in the file, from 0, end excluded, as FastChat's `--question-begin` and `--question-end`. */
  begin?: number | undefined;
  end?: number | undefined;
  firstN?: number | undefined;
  /** A sample of what all of the above select. */
  sample?: SampleSize | undefined;
  /** Of what all of the above select. */
  shard?: Shard | undefined;
}

/** All questions of a file in its order. Duplicate ids and references with too few turns are UserErrors. */
export async function loadQuestions(file: string): Promise<Question[]> {
  const questions: Question[] = [];
  await eachQuestion(file, (question) => questions.push(question));
  return questions;
}

/** Shows `visit` the questions that `loadQuestions` lists, for whoever keeps little of them. */
export async function eachQuestion(file: string, visit: (question: Question) => void): Promise<void> {
  const lineOf = new Map<string, number>();
  const onTorn = (line: { number: number }) => {
    throw new UserError(`cannot read ${file}:${line.number}: the last line is cut off`);
  };
  for await (const { record, number } of readRecords(file, questionFileSchema, {
    onTorn,
    holds: 'questions',
  })) {
    const key = questionKey(record);
    const earlier = lineOf.get(key);
    if (earlier !== undefined) {
      throw new UserError(
        `cannot read ${file}:${number}: question_id ${key} stands on line ${earlier} already`,
      );
    }
    lineOf.set(key, number);
    const references = record.reference?.length;
    if (references !== undefined && references < record.turns.length) {
      throw new UserError(
        `cannot read ${file}:${number}: question ${key} has ${record.turns.length} turns and ${references} references`,
      );
    }
    visit(await withImages(record, { file, number }));
  }
  if (lineOf.size === 0) throw new UserError(`cannot use ${file}: it holds no questions`);
}

/**
 * The selected questions, in the order of the file. An unknown id or category is a UserError, and so is a selection
 * without any question; a shard of it may well be empty.
 */
export function selectQuestions(questions: readonly Question[], selection: Selection): Question[] {
  const { sample, shard } = selection;
  const whole = selectWhole(questions, selection);
  const selected = sample ? sampleQuestions(whole, sample) : whole;
  return shard ? selected.filter((question) => isInShard(question, shard)) : selected;
}

/** What the sample of a selection is drawn from; undefined where there is none, or it holds everything. */
export function sampleOf(questions: readonly Question[], selection: Selection): Sample | undefined {
  const { sample } = selection;
  const of = sample ? selectWhole(questions, selection).length : 0;
  return sample && sample.count < of ? { questions: sample.count, of, seed: sample.seed } : undefined;
}

/** Without sample and shard. */
function selectWhole(questions: readonly Question[], selection: Selection): Question[] {
  const { questionIds, categories, filters, groups, begin, end, firstN } = selection;
  const namesOf = namesIn(groups);
  checkKnown('--question-id', questionIds, new Set(questions.map(questionKey)));
  const names = [...questions.flatMap(namesOf), ...Object.keys(groups ?? {})];
  checkKnown('--category', categories, new Set(names));
  const fits = filters ? filterBy(questions, filters) : () => true;
  const selected = questions
    .slice(begin ?? 0, end ?? questions.length)
    .filter((question) => !questionIds || questionIds.includes(questionKey(question)))
    .filter((question) => !categories || namesOf(question).some((name) => categories.includes(name)))
    .filter(fits)
    .slice(0, firstN ?? questions.length);
  if (selected.length === 0)
    throw new UserError(
      'no question is selected: loosen --question-id, --category, --filter, --question-begin, --question-end or --first-n',
    );
  return selected;
}

/** The names by which `--category` selects a question: its category, then those of its groups. */
export function namesIn(groups: Bench['groups']): (question: Question) => string[] {
  const groupsOf = new Map<string, string[]>();
  for (const [group, members] of Object.entries(groups ?? {})) {
    for (const category of members) groupsOf.set(category, [...(groupsOf.get(category) ?? []), group]);
  }
  return ({ category, group }) => {
    const own = typeof group === 'string' ? [group] : [];
    return [category, ...own, ...(groupsOf.get(category) ?? [])];
  };
}

function checkKnown(flag: string, wanted: readonly string[] | undefined, known: ReadonlySet<string>): void {
  const missing = wanted?.find((value) => !known.has(value));
  if (!wanted || missing === undefined) return;
  refuseLists(flag, wanted, (value) => known.has(value));
  const shown = [...known].slice(0, 12).join(', ');
  const more = known.size > 12 ? ` and ${known.size - 12} more` : '';
  throw new UserError(`unknown value "${missing}" for ${flag}: the bench has ${shown}${more}`);
}
