/**
 * Answers and single judgments in the form of lm-evaluation-harness 0.4.13: for each model `samples_<bench>_<time>.jsonl` and
 * `results_<time>.json`. A document is a question up to a turn; each judge is a filter with one metric.
 */

import { createHash } from 'node:crypto';
import type { Answer } from '../../records/answer.ts';
import type { SingleJudgment } from '../../records/judgment.ts';
import { type Question, questionKey } from '../../records/question.ts';
import { plainStandardError } from '../../stats/strata.ts';
import { lmEvalFigure } from '../lm-eval/tasks.ts';
import type { ExportInput } from '../read/export.ts';

export interface HarnessFiles {
  model: string;
  /** As lm-eval has it in the names of its files. */
  time: string;
  samples: object[];
  results: object;
}

interface Judged {
  answer: Answer;
  question: Question;
  rows: SingleJudgment[];
}

/** One entry a model that has answers to known questions. */
export function harnessFiles(
  input: ExportInput & { answers: readonly Answer[]; singles: readonly SingleJudgment[]; version: string },
): HarnessFiles[] {
  const { answers, singles, questions } = input;
  const models = [...new Set(answers.map(({ model_id }) => model_id))].sort();
  const answerOf = new Map(answers.map((each) => [placeOf(each.model_id, each), each]));
  const rowsOf = new Map<string, SingleJudgment[]>();
  for (const row of singles) {
    const own = rowsOf.get(placeOf(row.model, row)) ?? [];
    if (own.push(row) === 1) rowsOf.set(placeOf(row.model, row), own);
  }
  return models.flatMap((model) => {
    const judged = [...questions.values()].flatMap((question): Judged[] => {
      const answer = answerOf.get(placeOf(model, question));
      return answer ? [{ answer, question, rows: rowsOf.get(placeOf(model, question)) ?? [] }] : [];
    });
    const rows = judged.flatMap((each) => each.rows);
    if (rows.length === 0) return [];
    const date = Math.max(...rows.map(({ tstamp }) => tstamp));
    const samples = samplesOf(judged, input.bench);
    return [{ model, time: timeText(date), samples, results: resultsOf(samples, { ...input, model, date }) }];
  });
}

function placeOf(model: string, record: Pick<Question, 'question_id'>): string {
  return JSON.stringify([model, questionKey(record)]);
}

interface Sample extends Record<string, unknown> {
  doc_id: number;
  filter: string;
  metrics: string[];
}

function samplesOf(judged: readonly Judged[], bench: string): Sample[] {
  let documents = -1;
  return judged.flatMap(({ answer, question, rows }) =>
    question.turns.flatMap((_, place) => {
      const turn = place + 1;
      const of = rows.filter((row) => row.turn === turn);
      if (of.length === 0) return [];
      documents += 1;
      const judges = [...new Set(of.map(({ judge }) => judge[0]))].sort();
      const shared = documentOf({ answer, question, turn, doc_id: documents });
      return judges.map((judge) =>
        sampleOf(
          of.filter((row) => row.judge[0] === judge),
          { judge, bench, shared },
        ),
      );
    }),
  );
}

function documentOf({
  answer,
  question,
  turn,
  doc_id,
}: {
  answer: Answer;
  question: Question;
  turn: number;
  doc_id: number;
}) {
  const { check: _, ...doc } = question;
  const target =
    typeof question.target === 'string' ? question.target : (question.reference?.[turn - 1] ?? '');
  const prompt = promptOf({ answer, question, turn });
  const resps = [answer.choices.map(({ turns }) => turns[turn - 1] ?? '')];
  return {
    doc_id,
    doc,
    target,
    arguments: { gen_args_0: { arg_0: prompt, arg_1: { until: [] } } },
    resps,
    doc_hash: hashOf(JSON.stringify(doc, null, 2)),
    prompt_hash: hashOf(typeof prompt === 'string' ? prompt : (prompt[0] ?? '')),
    target_hash: hashOf(target),
  };
}

/** A text; of a later turn a list of one text, the messages in JSON, as lm-eval has it for chat models. */
function promptOf({
  answer,
  question,
  turn,
}: {
  answer: Answer;
  question: Question;
  turn: number;
}): string | string[] {
  const text = question.turns[turn - 1] ?? '';
  if (turn === 1) return text;
  const said = answer.choices[0]?.turns ?? [];
  const before = question.turns.slice(0, turn - 1).flatMap((content, index) => [
    { role: 'user', content },
    { role: 'assistant', content: said[index] ?? '' },
  ]);
  return [JSON.stringify([...before, { role: 'user', content: text }])];
}

/** The first choice and repeat counts, as lm-eval takes the first reply. */
function sampleOf(
  rows: readonly SingleJudgment[],
  { judge, bench, shared }: { judge: string; bench: string; shared: ReturnType<typeof documentOf> },
): Sample {
  const [first] = [...rows].sort(
    (a, b) => (a.choice ?? 0) - (b.choice ?? 0) || (a.repeat ?? 0) - (b.repeat ?? 0),
  );
  const figure = lmEvalFigure(judge, bench);
  const [metric, filter] = figure ? [figure.metric, figure.filter] : ['score', judge.replaceAll(',', ';')];
  const answer = shared.resps[0]?.[0] ?? '';
  const isUnparsed = first?.unparsed !== undefined;
  return {
    ...shared,
    filtered_resps: [isUnparsed ? '[invalid]' : (first?.extracted ?? answer)],
    filter,
    metrics: [metric],
    [metric]: first?.score ?? 0,
  };
}

function resultsOf(
  samples: readonly Sample[],
  { bench, model, date, version }: { bench: string; model: string; date: number; version: string },
): object {
  const values = new Map<string, number[]>();
  for (const sample of samples) {
    const [metric = ''] = sample.metrics;
    const score = Number(sample[metric]);
    // What is below every scale is no verdict.
    if (score >= 0)
      values.set(`${metric},${sample.filter}`, [...(values.get(`${metric},${sample.filter}`) ?? []), score]);
  }
  const figures = [...values].flatMap(([name, all]) => {
    const [metric, filter] = name.split(',');
    const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
    const se = all.length < 2 ? 'N/A' : plainStandardError(all);
    return [
      [name, mean],
      [`${metric}_stderr,${filter}`, se],
    ] as const;
  });
  const documents = new Set(samples.map(({ doc_id }) => doc_id)).size;
  const entry = { alias: bench, name: bench, sample_len: documents, ...Object.fromEntries(figures) };
  return {
    results: { [bench]: entry },
    group_subtasks: { [bench]: [] },
    configs: { [bench]: { task: bench, output_type: 'generate_until', num_fewshot: 0 } },
    versions: {},
    'n-shot': { [bench]: 0 },
    'n-samples': { [bench]: { original: documents, effective: documents } },
    config: { model: 'mt-judge', model_args: { model } },
    date,
    written_by: `mt-judge ${version}`,
    model_source: 'mt-judge',
    model_name: model,
    model_name_sanitized: model.replace(/[^A-Za-z0-9._-]/g, '_'),
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** `2026-12-01T03-26-51.054000`. */
function timeText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replaceAll(':', '-').replace('Z', '000');
}
