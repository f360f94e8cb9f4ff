/**
 * Inspect (PyPI inspect-ai, tested with 0.3.285): logs `.eval` and `.json`. A sample is a question, an epoch a choice of its
 * answer, and each scorer a judge `inspect-<version>/<scorer>`.
 */

import { UserError } from '../../errors.ts';
import type { Question } from '../../records/question.ts';
import { findFiles } from '../data/find.ts';
import { isObject, type Row, refuse } from '../data/row.ts';
import { type Collector, createCollector } from './collect.ts';
import { type InspectHeader, type InspectSample, withLog } from './inspect/log.ts';
import { latestOf } from './latest.ts';
import { type AskedText, askedText, beforeNote, contentText } from './messages.ts';
import type { ToolReading, ToolSettings } from './tool.ts';

export async function readInspect({ path, bench, modelId }: ToolSettings): Promise<ToolReading> {
  const files = await findFiles(path, { paths: [], named: /\.(?:eval|json)$/, several: true });
  if (files.length === 0)
    throw new UserError(`cannot import ${path}: it holds no log of Inspect (.eval, .json)`);
  const collectors = new Map<string, Collector>();
  const counts = { before: 0, failed: 0 };
  const { kept, notes: earlier } = latestOf(await describeAll(files));
  const notes = new Set<string>(earlier);
  for (const { file } of kept) {
    await withLog(file, async ({ header, samples }) => {
      const name = bench ?? header.eval.task.replace(/[^A-Za-z0-9._-]/g, '-');
      const collector = collectors.get(name) ?? createCollector(name);
      collectors.set(name, collector);
      noteHeader(header, { file, notes });
      const context = { header, collector, counts, notes, model: modelId ?? nameBehind(header.eval.model) };
      for await (const { row, sample } of samples) readOne(row, sample, context);
    });
  }
  if (counts.failed > 0)
    notes.add(`${counts.failed} samples ended in an error or without an answer: they have none here`);
  notes.add('events, tools, tokens and times are left out');
  const benches = [...collectors.values()].map((collector) => collector.finish());
  return { benches, notes: [...notes, ...beforeNote(counts.before)] };
}

/** Task, model and time of each log, of which the headers alone are read where they stand by themselves. */
async function describeAll(files: readonly string[]) {
  const runs: { file: string; key: string; time: string }[] = [];
  for (const file of files) {
    await withLog(file, async ({ header: { eval: run } }) => {
      runs.push({ file, key: JSON.stringify([run.task, run.model]), time: run.created });
    });
  }
  return runs;
}

/** `openai/gpt-4o` is `gpt-4o`, as a model on the command line is here. */
function nameBehind(model: string): string {
  return model.slice(model.indexOf('/') + 1);
}

function noteHeader(
  { status, plan }: InspectHeader,
  { file, notes }: { file: string; notes: Set<string> },
): void {
  if (status !== 'success') notes.add(`${file}: the run's status is "${status}"; what it has is taken over`);
  const solvers = (plan?.steps ?? []).map(({ solver }) => solver).filter((solver) => solver !== 'generate');
  if (solvers.length > 0) {
    notes.add(
      `the questions are the inputs of the samples, without what the solvers made of them: ${[...new Set(solvers)].join(', ')}`,
    );
  }
}

interface Context {
  header: InspectHeader;
  collector: Collector;
  counts: { before: number; failed: number };
  notes: Set<string>;
  model: string;
}

function readOne(
  row: Row,
  sample: InspectSample,
  { header, collector, counts, notes, model }: Context,
): void {
  const asked =
    askedText(sample.input) ?? refuse(row, 'input must be a text or messages with one of the user');
  const right = [sample.target].flat();
  const target = right.length === 1 ? (right[0] ?? '') : JSON.stringify(right);
  collector.question(questionOf(sample, { asked, target, reference: right.join('\n') }), row);
  if (asked.before.length > 0 && sample.epoch === 1) counts.before += 1;
  const tstamp = Date.parse(header.eval.created) / 1000;
  const of = { question: sample.id, model, choice: sample.epoch - 1, tstamp };
  const answer = sample.output?.completion ?? contentText(sample.output?.choices[0]?.message.content);
  const failed = (sample.error !== undefined && sample.error !== null) || !sample.output?.choices.length;
  if (failed) {
    counts.failed += 1;
    return;
  }
  collector.answer(of, [answer]);
  for (const [scorer, { value, ...told }] of Object.entries(sample.scores ?? {})) {
    for (const [name, each] of valuesOf(scorer, value)) {
      const score = scoreOf(each);
      if (score === undefined) {
        notes.add(
          `scorer ${name}: values that are no score from 0 to 1 are left out (${JSON.stringify(each)})`,
        );
        continue;
      }
      const judge = `inspect-${header.eval.packages.inspect_ai}/${name}`;
      const shared = { ...of, judge, score, scale: [0, 1] satisfies [number, number], target };
      const text = typeof told.explanation === 'string' ? told.explanation : '';
      const extracted = typeof told.answer === 'string' ? told.answer : undefined;
      const missing = each === 'N' ? { unparsed: 'no answer, says the scorer' } : { extracted };
      collector.verdict({ ...shared, text, ...missing, details: { value: each } });
    }
  }
}

function questionOf(
  sample: InspectSample,
  { asked: { text, before }, target, reference }: { asked: AskedText; target: string; reference: string },
): Question {
  const question = {
    question_id: sample.id,
    category: 'general',
    turns: [text],
    reference: [reference],
    target,
  };
  const isKnown = isObject(sample.metadata) && Object.keys(sample.metadata).length > 0;
  return {
    ...question,
    ...(sample.choices?.length ? { check: { options: sample.choices } } : {}),
    ...(isKnown ? { metadata: sample.metadata } : {}),
    ...(before.length > 0 ? { before } : {}),
  };
}

/** A scorer may give several values, by name. */
function valuesOf(scorer: string, value: unknown): [string, unknown][] {
  if (!isObject(value)) return [[scorer, value]];
  return Object.entries(value).map(([name, each]) => [`${scorer}.${name}`, each]);
}

const letters: Readonly<Record<string, number>> = {
  C: 1,
  P: 0.5,
  I: 0,
  N: 0,
  yes: 1,
  true: 1,
  no: 0,
  false: 0,
};

/** As Inspect's `value_to_float` has it: C is 1, P 0.5, I and N 0. */
function scoreOf(value: unknown): number | undefined {
  if (typeof value === 'boolean') return Number(value);
  const known = typeof value === 'string' ? (letters[value] ?? letters[value.toLowerCase()]) : undefined;
  const text = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  const score = known ?? text;
  return typeof score === 'number' && score >= 0 && score <= 1 ? score : undefined;
}
