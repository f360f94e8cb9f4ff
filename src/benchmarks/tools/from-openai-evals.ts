/**
 * OpenAI evals (PyPI evals, tested with 3.0.1.post1): the events that `oaieval --record_path log.jsonl` writes. A sample is a
 * question; judges are `openai-evals/<eval>:match` and, of model-graded evals, `:<metric>`.
 */

import { UserError } from '../../errors.ts';
import { findFiles } from '../data/find.ts';
import { readRows } from '../data/read.ts';
import { isObject, type Row, refuse } from '../data/row.ts';
import { type Collector, createCollector } from './collect.ts';
import { latestOf } from './latest.ts';
import { askedText, beforeNote } from './messages.ts';
import type { ToolReading, ToolSettings } from './tool.ts';

export async function readOpenaiEvals({ path, bench, modelId }: ToolSettings): Promise<ToolReading> {
  const files = await findFiles(path, { paths: [], named: /\.jsonl$/, several: true });
  if (files.length === 0)
    throw new UserError(`cannot import ${path}: it holds no log of OpenAI evals (.jsonl)`);
  const collectors = new Map<string, Collector>();
  const notes = new Set<string>();
  const counts = { before: 0 };
  const logs = [];
  for (const file of files) logs.push(await readLog(file, modelId));
  const { kept, notes: earlier } = latestOf(logs);
  for (const note of earlier) notes.add(note);
  for (const { rows, base, evalName, model } of kept) {
    const name = bench ?? base.replace(/[^A-Za-z0-9._-]/g, '-');
    const collector = collectors.get(name) ?? createCollector(name);
    collectors.set(name, collector);
    for (const [id, events] of bySample(rows)) {
      readSample({ id, events, evalName, model, collector, notes, counts });
    }
  }
  notes.add('tokens and events of other types are left out');
  return {
    benches: [...collectors.values()].map((collector) => collector.finish()),
    notes: [...notes, ...beforeNote(counts.before)],
  };
}

async function readLog(file: string, modelId: string | undefined) {
  const rows = await readRows(file);
  const spec = rows.map(({ fields }) => fields.spec).find(isObject);
  const evalName = spec?.eval_name;
  if (typeof evalName !== 'string') {
    throw new UserError(
      `cannot import ${file}: it is no log of OpenAI evals: no line has a spec with eval_name`,
    );
  }
  const model = modelId ?? completionFn(spec);
  if (model === undefined) {
    throw new UserError(`cannot import ${file}: its spec names no completion_fns: give --model-id`);
  }
  const [base, time] = [String(spec?.base_eval ?? evalName), String(spec?.created_at ?? '')];
  return { file, rows, base, evalName, model, time, key: JSON.stringify([evalName, model]) };
}

/** The one that answers stands first, judges behind it. */
function completionFn(spec: Record<string, unknown> | undefined): string | undefined {
  const [first]: unknown[] = Array.isArray(spec?.completion_fns) ? spec.completion_fns : [];
  return typeof first === 'string' ? first : undefined;
}

/** Events in their order within a sample, samples in the order of their numbers: the log has them as they were done. */
function bySample(rows: readonly Row[]): [string, Row[]][] {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const { sample_id: id, type } = row.fields;
    if (typeof id === 'string' && typeof type === 'string') found.set(id, [...(found.get(id) ?? []), row]);
  }
  const compare = new Intl.Collator('en', { numeric: true }).compare;
  return [...found].sort(([one], [other]) => compare(one, other));
}

function readSample({
  id,
  events,
  evalName,
  model,
  collector,
  notes,
  counts,
}: {
  id: string;
  events: readonly Row[];
  evalName: string;
  model: string;
  collector: Collector;
  notes: Set<string>;
  counts: { before: number };
}): void {
  const of = (type: string) => events.filter(({ fields }) => fields.type === type);
  const [sampling, ...later] = of('sampling');
  if (!sampling) {
    notes.add('samples without an event of type "sampling" are left out: the log has no answer of theirs');
    return;
  }
  if (later.length > 0)
    notes.add('of samples with several replies (a judge among them) the first one is the answer');
  const { prompt, sampled } = dataOf(sampling);
  const asked =
    askedText(prompt) ?? refuse(sampling, 'data.prompt must be a text or messages with one of the user');
  const target = targetIn(of('match'));
  const question = { question_id: id, category: 'general', turns: [asked.text], target };
  collector.question(
    {
      ...question,
      ...(target === '' ? {} : { reference: [target] }),
      ...(asked.before.length > 0 ? { before: asked.before } : {}),
    },
    sampling,
  );
  if (asked.before.length > 0) counts.before += 1;
  const answered = { question: id, model, tstamp: timeOf(sampling) };
  const [text]: unknown[] = Array.isArray(sampled) ? sampled : [sampled];
  collector.answer(answered, [typeof text === 'string' ? text : JSON.stringify(text ?? '')]);
  for (const [name, score, row] of scoresIn(of)) {
    const { picked } = dataOf(row);
    collector.verdict({
      ...answered,
      judge: `openai-evals/${evalName}:${name}`,
      score,
      scale: [0, 1],
      text: JSON.stringify(dataOf(row)),
      extracted: typeof picked === 'string' ? picked : undefined,
      target,
    });
  }
}

function scoresIn(of: (type: string) => readonly Row[]): [string, number, Row][] {
  const matches = of('match').map((row): [string, number, Row] => [
    'match',
    Number(dataOf(row).correct === true),
    row,
  ]);
  const metrics = of('metrics').flatMap((row) =>
    Object.entries(dataOf(row)).flatMap(([name, value]): [string, number, Row][] => {
      const score = typeof value === 'boolean' ? Number(value) : value;
      return typeof score === 'number' && score >= 0 && score <= 1 ? [[name, score, row]] : [];
    }),
  );
  return [...matches.slice(0, 1), ...metrics];
}

function targetIn(matches: readonly Row[]): string {
  const [match] = matches;
  const expected = match ? dataOf(match).expected : undefined;
  if (typeof expected === 'string') return expected;
  return expected === undefined || expected === null ? '' : JSON.stringify(expected);
}

function dataOf({ fields: { data } }: Row): Record<string, unknown> {
  return isObject(data) ? data : {};
}

/** `2026-12-01 03:25:08.737999+00:00`. */
function timeOf({ fields: { created_at } }: Row): number {
  const time = typeof created_at === 'string' ? Date.parse(created_at.replace(' ', 'T')) / 1000 : Number.NaN;
  return Number.isNaN(time) ? 0 : time;
}
