/** A batch run through files: writes each batch round for an engine of one's own, and takes back what it has answered. */

import { basename, join } from 'node:path';
import type { KeepingCache } from '../../../client/cache.ts';
import type { Budget } from '../../../client/cost/budget.ts';
import { costOf } from '../../../client/cost/cost.ts';
import { countPromptCache } from '../../../client/cost/prompt-cache-count.ts';
import { countUsage } from '../../../client/meter.ts';
import { alreadyChanged } from '../../../client/parameters.ts';
import { toCall } from '../../../client/sent-call.ts';
import { isUnexpected, type ProviderError, UserError } from '../../../errors.ts';
import { connectionOf } from '../../../providers/create-provider.ts';
import { requestLine } from '../../../providers/openai/batch.ts';
import type { ChatReply } from '../../../providers/provider.ts';
import { changesOf } from '../../../records/batch.ts';
import { shellCommand } from '../../../shell-quote.ts';
import { lockFile } from '../../../store/jsonl/lock.ts';
import type { Reporter } from '../../progress.ts';
import { type Deferred, type Ledger, labelOf } from '../deferred.ts';
import { splitRound } from '../split.ts';
import { closingError, requestsText } from '../work.ts';
import {
  type BatchFolder,
  type Manifest,
  makeBatchFolder,
  readBatchFolder,
  readManifest,
  writeManifest,
  writeRequestFile,
} from './folder.ts';
import { filesRun, stateOf } from './results.ts';

interface FilesOptions {
  folder: string;
  /** Result files that lie elsewhere. */
  results: readonly string[];
  manifest: Manifest;
  ledger: Ledger;
  budget: Budget;
  maxRetries: number;
  /** What has failed for good is written once more. */
  asksAgain: boolean;
  stopping: AbortSignal;
  now: () => number;
  cache: KeepingCache;
  report: Reporter;
}

/** What one file may hold: OpenAI's limits, which whoever takes the format takes. */
const measure = {
  mostRequests: 50_000,
  mostBytes: 200e6,
  lineOf: (model: string, request: Deferred['request']) =>
    requestLine(model, request, '/v1/chat/completions'),
};

/** Runs `round` until no result is left to take; resolves to the number of requests that wait for the engine. */
export async function runFiles(options: FilesOptions, round: () => Promise<void>): Promise<number> {
  const { folder, manifest } = options;
  const known = await readManifest(folder);
  if (known && known.run !== manifest.run) {
    const before = [known.command, ...known.args].join(' ');
    throw new UserError(`${folder} belongs to another command (${before}): give --batch file another folder`);
  }
  await makeBatchFolder(folder);
  const lock = await lockFile(`${folder}/manifest.json`);
  try {
    if (!known) await writeManifest(folder, manifest);
    const content = await readBatchFolder(folder, options.results);
    for (const each of content.strange) options.report.warn(`passed over: ${each}`);
    return await goThrough(content, options, round);
  } finally {
    await lock.release();
  }
}

async function goThrough(
  content: BatchFolder,
  options: FilesOptions,
  round: () => Promise<void>,
): Promise<number> {
  const wanted = new Set<string>();
  const unexpected: unknown[] = [];
  for (;;) {
    await round();
    const waiting = options.ledger.take();
    for (const name of waiting.keys()) wanted.add(name);
    checkFit(content, wanted);
    if (options.stopping.aborted) return waiting.size;
    const { news, due } = await settle(waiting, content, { ...options, unexpected });
    if (news) continue;
    reportStray(content, wanted, options.report.warn);
    if (due.length > 0) await writeRound(due, content, options);
    for (const error of unexpected) throw error;
    return waiting.size;
  }
}

/** Results of which none belongs here are most likely another run's, or were made at another address. */
function checkFit({ results, asked }: BatchFolder, wanted: ReadonlySet<string>): void {
  if (results.size === 0) return;
  if ([...results.keys()].some((name) => asked.has(name) || wanted.has(name))) return;
  throw new UserError(
    'no result fits any request of this command: give it the same models, flags and address (--base-url, OPENAI_BASE_URL) as before, or the right files',
  );
}

function reportStray(
  { results, asked }: BatchFolder,
  wanted: ReadonlySet<string>,
  say: (line: string) => void,
) {
  const foreign = [...results].filter(([name]) => !asked.has(name) && !wanted.has(name));
  const [first] = foreign;
  if (first) {
    const place = `${basename(first[1][0]?.file ?? '')}:${first[1][0]?.number}`;
    say(
      `passed over: ${foreign.length} results that belong to no request of this command (the first at ${place})`,
    );
  }
  const surplus = [...results].map(
    ([name, lines]) => lines.length - Math.max(1, asked.get(name)?.length ?? 0),
  );
  const repeated = surplus.reduce((sum, each) => sum + Math.max(0, each), 0);
  if (repeated > 0)
    say(`passed over: ${repeated} further results of the same requests; the first good one counts`);
}

/** What lies in the folder, and which of its files an engine has run. */
interface FilesSeen {
  folder: BatchFolder;
  run: ReturnType<typeof filesRun>;
}

/** Takes every result that has come. What is due is to be written; the rest waits in files that have not been run. */
async function settle(
  waiting: ReadonlyMap<string, Deferred>,
  folder: BatchFolder,
  options: FilesOptions & { unexpected: unknown[] },
): Promise<{ news: boolean; due: Deferred[] }> {
  const run = filesRun(folder);
  const due: Deferred[] = [];
  const unrun = new Map<string, number>();
  let news = false;
  for (const [name, deferred] of waiting) {
    try {
      const state = await stateIn(name, deferred, { ...options, folder, run });
      // Without what the engine has refused, the request is another one: it is deferred once more.
      if (withdraw(deferred, state.refused, options)) news = true;
      else if (state.kind === 'due') due.push(deferred);
      else if (state.kind === 'outstanding') unrun.set(state.file, (unrun.get(state.file) ?? 0) + 1);
      else if (state.kind === 'failed') options.ledger.fail(name, deferred.explain(state.error));
      else keepReply(deferred, state.result.reply, options);
      news ||= state.kind === 'failed' || state.kind === 'succeeded';
    } catch (error) {
      if (!isUnexpected(error)) throw error;
      // It ends its model; the results of the others are taken.
      options.unexpected.push(error);
      options.ledger.close(deferred.target, closingError(error, labelOf(deferred.target)));
      news = true;
    }
  }
  if (!news)
    for (const [file, count] of unrun)
      options.report.info(`${file}: ${requestsText(count)} without a result yet`);
  return { news, due };
}

function stateIn(
  name: string,
  { target }: Deferred,
  { folder, run, now, maxRetries, asksAgain }: Omit<FilesOptions, 'folder'> & FilesSeen,
): ReturnType<typeof stateOf> {
  const { context } = connectionOf(target, now);
  return stateOf(name, { folder, run, context, maxRetries, asksAgain });
}

/** True when what the engine has refused was still in what is sent. */
function withdraw(
  { adapt, target, request }: Deferred,
  refused: readonly ProviderError[],
  { report }: FilesOptions,
): boolean {
  // An error that was met before the limit was lowered says nothing of what is sent since.
  const isMended = ({ rejection }: ProviderError) =>
    rejection?.what === 'context' && request.max_tokens_lowered_from !== undefined;
  const changes = refused.flatMap((error) => (isMended(error) ? [] : (adapt(error) ?? [])));
  for (const change of changes) {
    if (change !== alreadyChanged) report.warn(`${labelOf(target)} ${change} for this run`);
  }
  return changes.length > 0;
}

function keepReply({ target, request }: Deferred, reply: ChatReply, { ledger, cache }: FilesOptions): void {
  const meter = ledger.meterOf(target);
  // Nobody knows how long the engine has taken.
  const { parameters } = request;
  const call = toCall({ reply, parameters, changes: changesOf(request) }, target, {
    attempts: 1,
    latencyMs: 0,
  });
  const batched = { ...call, batch: true as const };
  cache.keep(request.custom_id, { text: reply.text, call: batched });
  ledger.collected(request.custom_id);
  const { usage } = batched;
  countUsage(meter, usage, usage && target.price ? costOf(usage, target.price, batched) : undefined);
  countPromptCache(meter.promptCache, batched, target.price);
}

/** Writes one file a model, or more where one would be too large. */
async function writeRound(
  due: readonly Deferred[],
  content: BatchFolder,
  options: FilesOptions,
): Promise<void> {
  const { folder, budget, ledger, report } = options;
  const most = due.reduce((sum, each) => sum + each.most, 0);
  if (most > 0) {
    budget.reserve(most);
    budget.settle(most, 0);
    budget.charge(most);
  }
  const round = content.lastRound + 1;
  const count = new Map<string, number>();
  for (const { target, requests } of await splitRound(due, async () => measure)) {
    const part = (count.get(target.modelId) ?? 0) + 1;
    count.set(target.modelId, part);
    const lines = requests.map((request) => measure.lineOf(target.model, request));
    const name = await writeRequestFile(folder, { model: target.modelId, round, part }, lines);
    ledger.meterOf(target).sent += requests.length;
    const [input, output] = [join(folder, name), join(folder, name.replace(/^requests-/, 'results-'))];
    report.info(`wrote ${input}: ${requestsText(requests.length)} (${labelOf(target)})`);
    const engine = ['vllm', 'run-batch', '-i', input, '-o', output, '--model', target.model];
    report.info(`run it, for example: ${shellCommand(engine)}`);
  }
}
