/**
 * AlpacaEval's annotations as pair judgments: `{"instruction": "…", "generator_1": "gpt4_1106_preview", "output_1": "…",
 * "generator_2": "m", "output_2": "…", "annotator": "weighted_alpaca_eval_gpt4_turbo", "preference": 1.7}`, 1 for the first
 * output and 2 for the second, 0 for a draw. With the texts dropped: `{"model": "m", "baseline": "…", "instruction": 548,
 * "preference": 1.7, "length_1": 2104, "length_2": 2570}`.
 */

import type { Answer } from '../../records/answer.ts';
import type { PairJudgment } from '../../records/pair-judgment.ts';
import { type Row, refuse, shownValue } from '../data/row.ts';
import type { Instructions } from './instructions.ts';

export interface Annotations {
  add: (rows: readonly Row[]) => void;
  judgments: Map<string, PairJudgment[]>;
  /** Of the models, where the rows have texts. */
  answers: Map<string, Answer[]>;
  /** Whose outputs the others were compared with; undefined where nothing has told. */
  readonly baseline: string | undefined;
  /** Rows of other annotators. */
  readonly skipped: number;
  /** Rows without a preference. */
  readonly unread: number;
}

interface AnnotationSettings {
  instructions: Instructions;
  /** The baseline, where it is known before the first row. */
  baseline: string | undefined;
  /** The annotator. */
  wanted: string;
}

export function createAnnotations({ instructions, wanted, ...known }: AnnotationSettings): Annotations {
  const judgments = new Map<string, PairJudgment[]>();
  const answers = new Map<string, Answer[]>();
  let { baseline } = known;
  let [skipped, unread] = [0, 0];
  const addRow = (row: Row) => {
    const { annotator = wanted } = row.fields;
    if (annotator !== wanted) {
      skipped += 1;
      return;
    }
    const sides = sidesOf(row);
    baseline ??= sides.first;
    const placed = inOrder(row, sides, baseline);
    const question_id = instructions.numberOf(row, `annotations of ${placed.model}`);
    const judgment = judgmentOf(row, { ...placed, baseline, question_id, wanted });
    if (judgment.preference === undefined) unread += 1;
    push(judgments, wanted, judgment);
    const { output } = placed;
    if (output === undefined) return;
    const choices = [{ index: 0, turns: [output] }];
    push(answers, placed.model, { question_id, answer_id: '', model_id: placed.model, choices, tstamp: 0 });
  };
  return {
    add: (rows) => {
      for (const row of rows) addRow(row);
    },
    judgments,
    answers,
    get baseline() {
      return baseline;
    },
    get skipped() {
      return skipped;
    },
    get unread() {
      return unread;
    },
  };
}

function push<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Who has written the first output, and who the second. */
function sidesOf(row: Row): { first: string; second: string } {
  const { generator_1, generator_2, baseline, model } = row.fields;
  const first = generator_1 ?? baseline;
  const second = generator_2 ?? model;
  const isName = (value: unknown): value is string => typeof value === 'string' && value !== '';
  if (!isName(first))
    return refuse(row, `generator_1 must say whose output comes first, not ${shownValue(first)}`);
  if (!isName(second))
    return refuse(row, `generator_2 must say whose output comes second, not ${shownValue(second)}`);
  if (first === second) return refuse(row, `both outputs are by ${first}`);
  return { first, second };
}

interface InOrder {
  model: string;
  output: string | undefined;
  /** For the model, 0 to 1; undefined where there is none. */
  preference: number | undefined;
  /** Characters of the baseline's output and of the model's. */
  lengths: readonly [number, number] | undefined;
}

/** A row seen from the baseline, on whichever side that stands. */
function inOrder(row: Row, { first, second }: { first: string; second: string }, baseline: string): InOrder {
  if (first !== baseline && second !== baseline)
    return refuse(row, `neither output is the baseline's (${baseline}): ${first}, ${second}`);
  const swapped = first !== baseline;
  const given = preferenceOf(row);
  const lengths = [lengthOf(row, 1), lengthOf(row, 2)] as const;
  const [own, other] = swapped ? [lengths[1], lengths[0]] : lengths;
  const output = row.fields[swapped ? 'output_1' : 'output_2'];
  return {
    model: swapped ? first : second,
    output: typeof output === 'string' ? output : undefined,
    preference: given === undefined ? undefined : swapped ? 2 - given : given - 1,
    lengths: own === undefined || other === undefined ? undefined : [own, other],
  };
}

/** 1 to 2, a draw as 1.5; undefined where the annotator gave none. */
function preferenceOf(row: Row): number | undefined {
  const { preference } = row.fields;
  if (preference === null || preference === undefined) return undefined;
  if (preference === 0) return 1.5;
  if (typeof preference === 'number' && preference >= 1 && preference <= 2) return preference;
  return refuse(
    row,
    `preference must be a number from 1 to 2, or 0 for a draw, not ${shownValue(preference)}`,
  );
}

function lengthOf({ fields }: Row, side: 1 | 2): number | undefined {
  const [text, length] = [fields[`output_${side}`], fields[`length_${side}`]];
  if (typeof text === 'string') return [...text].length;
  return typeof length === 'number' && Number.isSafeInteger(length) && length >= 0 ? length : undefined;
}

function judgmentOf(
  row: Row,
  {
    baseline,
    model,
    question_id,
    wanted,
    preference,
    lengths,
  }: InOrder & { baseline: string; question_id: number; wanted: string },
): PairJudgment {
  const winner =
    preference === undefined
      ? 'error'
      : preference === 0.5
        ? 'tie'
        : preference > 0.5
          ? 'model_2'
          : 'model_1';
  return {
    ...{ question_id, model_1: baseline, model_2: model, g1_winner: winner, g2_winner: winner },
    judge: [wanted, 'annotation'],
    ...{ g1_user_prompt: '', g1_judgment: '', g2_user_prompt: '', g2_judgment: '', turn: 1, tstamp: 0 },
    shown_first: shownFirst(row, baseline),
    ...(preference === undefined ? { g1_unparsed: 'the annotation has no preference' } : { preference }),
    ...(lengths ? { length_1: lengths[0], length_2: lengths[1] } : {}),
  };
}

/** Whether the outputs were swapped for the judge is seldom told. */
function shownFirst({ fields }: Row, baseline: string): 'model_1' | 'model_2' | 'unknown' {
  const { is_switched_outputs: switched } = fields;
  if (typeof switched !== 'boolean') return 'unknown';
  const isBaselineFirst = (fields.generator_1 ?? fields.baseline) === baseline;
  return isBaselineFirst === switched ? 'model_2' : 'model_1';
}
