/**
 * lm-evaluation-harness (PyPI lm_eval, tested with 0.4.13): the samples of `--log_samples` and the results.json next to them.
 * A question is the prompt as it was sent, shots included; a judge `lm-eval-<version>/<task>:<metric>:<filter>@<task version>`
 * holds the harness' own verdicts.
 */

import { contentHash } from '../../content-hash.ts';
import { UserError } from '../../errors.ts';
import type { Answer } from '../../records/answer.ts';
import type { Ask, Bench } from '../../records/bench/bench.ts';
import { benchSchema } from '../../records/bench/bench.ts';
import { readRows } from '../data/read.ts';
import type { Row } from '../data/row.ts';
import { type Collector, createCollector } from './collect.ts';
import { findRuns, type LmEvalResultsFile, type TaskConfig, type TaskRun } from './lm-eval/files.ts';
import { metricsOf } from './lm-eval/metrics.ts';
import { readSample, sampleOf } from './lm-eval/sample.ts';
import { beforeNote } from './messages.ts';
import type { ToolReading, ToolSettings } from './tool.ts';

export async function readLmEval({ path, bench, modelId }: ToolSettings): Promise<ToolReading> {
  const { kept, notes: earlier } = await findRuns(path, modelId);
  const byBench = new Map<string, TaskRun[]>();
  for (const run of kept) {
    const name = benchOf(run);
    byBench.set(name, [...(byBench.get(name) ?? []), run]);
  }
  if (bench !== undefined && byBench.size > 1) {
    throw new UserError(
      `cannot import ${path} as one bench (--bench): it holds ${[...byBench.keys()].join(', ')}; give the samples of one of them`,
    );
  }
  const notes = new Set<string>();
  const counts = { before: 0 };
  const benches = [];
  for (const [name, own] of byBench) {
    const collector = createCollector(bench ?? name.replace(/[^A-Za-z0-9._-]/g, '-'));
    for (const run of own) await readTask(run, { group: name, collector, notes, counts });
    const [first] = own;
    if (first) benches.push(collector.finish(describeBench(name, first)));
  }
  const constant = 'lm-eval keeps no tokens, times or finish reasons: the answers have none';
  return { benches, notes: [...earlier, ...notes, ...beforeNote(counts.before), constant] };
}

interface TaskReading {
  /** The group of tasks that makes the bench, or the task itself. */
  group: string;
  collector: Collector;
  notes: Set<string>;
  counts: { before: number };
}

async function readTask(run: TaskRun, reading: TaskReading): Promise<void> {
  const { file, task, results } = run;
  const config = results.configs[task];
  if (!config) throw new UserError(`cannot import ${file}: results.json has no task ${task}`);
  if (config.output_type.startsWith('loglikelihood')) {
    reading.notes.add(
      `task ${task} is left out: it scores given texts (${config.output_type}) and asks for no answer`,
    );
    return;
  }
  const answered = new Set<number>();
  for (const row of await readRows(file)) readRow(row, { ...reading, run, config, answered });
}

function readRow(
  row: Row,
  {
    group,
    collector,
    notes,
    counts,
    run: { task, model, results },
    config,
    answered,
  }: TaskReading & { run: TaskRun; config: TaskConfig; answered: Set<number> },
): void {
  const sample = sampleOf(row);
  const id = group === task ? sample.doc_id : `${task}/${sample.doc_id}`;
  const read = readSample(row, { sample, id, category: task, config });
  const of = { question: id, model, tstamp: results.date };
  if (!answered.has(sample.doc_id)) {
    answered.add(sample.doc_id);
    collector.question(read.question, row);
    if (read.hasBefore) counts.before += 1;
    for (const [choice, text] of read.answers.entries())
      collector.answer({ ...of, choice }, [text], askedBy(config));
  }
  const version = results.versions[group];
  const { scores, notes: unusable } = metricsOf(row.fields, sample.metrics);
  for (const note of unusable) notes.add(`task ${task}: ${note}`);
  for (const { metric, score, details } of scores) {
    const isMissing = read.extracted === '[invalid]';
    collector.verdict({
      ...of,
      judge: `lm-eval-${results.lm_eval_version}/${group}:${metric}:${sample.filter}${version === undefined ? '' : `@${version}`}`,
      score,
      scale: [0, 1],
      text: `${metric} is ${score} by lm-eval ${results.lm_eval_version}, filter ${sample.filter}.`,
      target: read.target,
      details,
      ...(isMissing ? { unparsed: 'the filter found no answer' } : { extracted: read.extracted }),
    });
  }
}

/** Graders of log-probabilities want to know that these are such. */
function askedBy({ output_type }: TaskConfig): Answer['asked'] {
  if (output_type !== 'multiple_choice') return undefined;
  const template_hash = contentHash('lm-eval');
  const stop = { sent: [], applied: [] };
  return { method: 'loglikelihood', num_fewshot: 0, layout: 'message', template_hash, stop };
}

/** The outermost group that a task belongs to, else itself. */
function benchOf({ task, results: { group_subtasks } }: TaskRun): string {
  const parent = Object.entries(group_subtasks).find(([, members]) => members.includes(task))?.[0];
  return parent === undefined || parent === task
    ? task
    : benchOf({ task: parent, results: { group_subtasks } } as TaskRun);
}

function describeBench(name: string, { task, results }: TaskRun): Bench {
  const config = results.configs[task];
  const shots = config?.num_fewshot ?? 0;
  const version = results.versions[name] ?? '';
  return benchSchema.parse({
    title: `${name} of lm-eval, with the prompts that it sent`,
    equals: `lm-eval ${results.lm_eval_version} ${name} ${version}, ${shots}-shot: the shots are part of each question`,
    ask: askOf(config),
    groups: groupsOf(name, results.group_subtasks),
  });
}

function askOf(config: TaskConfig | undefined): Bench['ask'] {
  const shared = {
    description: '',
    template: '{question}',
    option: '{label}. {text}',
    answer: '{answer}',
    separator: '\n\n',
  };
  const rest = { layout: 'message', stop: [], temperature: 0, graders: [] } satisfies Partial<Ask>;
  if (config?.output_type === 'multiple_choice') {
    const graders = ['loglikelihood:acc', 'loglikelihood:acc_norm'];
    return {
      loglikelihood: { ...shared, ...rest, delimiter: config.target_delimiter, choice: 'text', graders },
    };
  }
  const { until, max_gen_toks, temperature } = config?.generation_kwargs ?? {};
  const stop = [until ?? []].flat().filter((text) => text !== '');
  const limit = max_gen_toks ? { max_tokens: max_gen_toks } : {};
  return {
    generate: {
      ...shared,
      ...rest,
      delimiter: ' ',
      choice: 'label',
      stop,
      temperature: temperature ?? 0,
      ...limit,
    },
  };
}

/** The groups below the one that makes the bench, with the tasks in them as categories. */
function groupsOf(name: string, subtasks: LmEvalResultsFile['group_subtasks']): Bench['groups'] {
  const leaves = (task: string): string[] =>
    subtasks[task]?.length ? subtasks[task].flatMap(leaves) : [task];
  const inner = (subtasks[name] ?? []).filter((member) => subtasks[member]?.length);
  return inner.length === 0 ? undefined : Object.fromEntries(inner.map((member) => [member, leaves(member)]));
}
