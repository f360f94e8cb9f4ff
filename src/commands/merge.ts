/** `merge`: merges the data directories of several machines, and refuses where they contradict each other. */

import { z } from 'zod';
import { Command, type DataOptions } from '../cli/flags/flags.ts';
import { addExamples } from '../cli/flags/help-text.ts';
import type { Context } from '../cli/main.ts';
import { nextCommand } from '../cli/next-command.ts';
import { runEach } from '../client/pool.ts';
import { exitCodes, UserError } from '../errors.ts';
import { copyReplies, type ReplyPlan } from '../merge/cache.ts';
import { writeUnion } from '../merge/merge-file.ts';
import {
  cacheOf,
  currentUnion,
  type MergePlan,
  planMerge,
  type RecordMerger,
  scanSources,
} from '../merge/plan.ts';
import { plainLine } from '../plain-text.ts';
import { placeFiles } from '../store/files/place-files.ts';
import { type JsonlWriter, openWriter } from '../store/jsonl/writer.ts';

export interface MergeOptions extends DataOptions {
  cache: boolean;
  verbose?: true;
}

const helpExamples = ['shard-1 shard-2 --data-dir whole', '../theirs --data-dir . --no-cache'];

export function mergeCommand(context: Context): Command {
  return addExamples(new Command('merge'), helpExamples)
    .description(
      'Merge data directories, as several machines with --shard leave them: questions, judge prompts, answers, judgments, cached replies',
    )
    .argument('<dir...>', 'data directories; they are read only')
    .option('--data-dir <dir>', 'the directory that they are merged into', '.')
    .option('--no-cache', 'leave cached replies (.cache/) where they are')
    .option('--quiet', 'print results and errors only')
    .option('--verbose', 'name every conflict and every file that is left')
    .action(async (folders: string[], options: MergeOptions) =>
      context.exit(await merge(folders, options, context)),
    );
}

/** Runs the merge; resolves to its exit code. */
export async function merge(
  folders: readonly string[],
  options: MergeOptions,
  context: Context,
): Promise<number> {
  const say = (line: string) => context.stderr.write(`${plainLine(line, 1000)}\n`);
  const print = (line: string) => context.stdout.write(`${plainLine(line, 1000)}\n`);
  const target = options.dataDir;
  const sources = await scanSources(folders, target);
  const plan = await planMerge(sources, { target, cache: options.cache });
  refuseConflicts(plan.conflicts, 'make them agree, or leave one of them out', { options, say });
  refuseConflicts(plan.replies?.conflicts ?? [], 'merge without cached replies (--no-cache)', {
    options,
    say,
  });

  await mergeFiles(plan, { say, print });
  if (plan.replies) mergeReplies(plan.replies, { target, print });
  if (options.quiet) return exitCodes.done;
  if (plan.others.length > 0) say(`left where they are: ${listed(plan.others, options)}`);
  for (const line of nextSteps(plan, target, context)) print(line);
  return exitCodes.done;
}

type Say = (line: string) => void;

function refuseConflicts(
  conflicts: readonly string[],
  remedy: string,
  { options, say }: { options: MergeOptions; say: Say },
): void {
  const [first, ...others] = conflicts;
  if (first === undefined) return;
  if (options.verbose) for (const conflict of conflicts) say(`conflict: ${conflict}`);
  const hint = options.verbose ? '' : '; --verbose names all';
  const more = others.length > 0 ? ` (1 of ${conflicts.length} conflicts${hint})` : '';
  throw new UserError(`nothing is merged: ${first}${more}: ${remedy}`);
}

async function placeWholes({ wholes }: MergePlan, print: Say): Promise<void> {
  const placements = wholes.flatMap(({ target, sources: [first] }) =>
    first === undefined ? [] : [{ target, content: { copyOf: first } }],
  );
  const placed = await placeFiles(placements, {
    overwrite: false,
    remedy: 'make them agree, then merge again',
  });
  for (const [index, { target }] of placements.entries()) print(`${target}: ${placed[index]}`);
}

/** Takes every lock before the first file is written; from then on each file is merged in one step. */
async function mergeFiles(plan: MergePlan, { say, print }: { say: Say; print: Say }): Promise<void> {
  const { records } = plan;
  const writers: JsonlWriter<unknown>[] = [];
  try {
    for (const { target } of records) {
      const writer = await openWriter(target, z.unknown());
      writers.push(writer);
      if (writer.tornBytes > 0)
        say(`${target}: the last line was cut off; it is set aside in ${target}.torn`);
    }
    await placeWholes(plan, print);
    for (const merger of records) await mergeFile(merger, { say, print });
  } finally {
    await runEach(writers.map((writer) => () => writer.close()));
  }
}

/** Looks again, now that nobody else writes: what has changed since the plan may contradict. */
async function mergeFile(merger: RecordMerger, { say, print }: { say: Say; print: Say }): Promise<void> {
  const union = await currentUnion(merger);
  // Kept no longer than needed: the next file's is as large.
  delete merger.union;
  const [conflict] = union.conflicts;
  if (conflict !== undefined) throw new UserError(`${merger.target} is not merged: ${conflict}`);
  await writeUnion(merger.target, union);
  for (const note of union.notes) say(note);
  const { kept, added } = union;
  print(
    `${merger.target}: ${kept.length} ${merger.kind.noun}, ${added > 0 ? `${added} added` : 'unchanged'}`,
  );
}

function mergeReplies(replies: ReplyPlan, { target, print }: { target: string; print: Say }): void {
  const cache = cacheOf(target);
  print(`${cache}: ${copyReplies(cache, replies)} cached replies added`);
}

/** Names some, or all when verbose. */
function listed(paths: readonly string[], { verbose }: MergeOptions): string {
  const shown = verbose ? paths : paths.slice(0, 8);
  const more =
    paths.length > shown.length ? ` and ${paths.length - shown.length} more (--verbose names all)` : '';
  return `${shown.join(', ')}${more}`;
}

/** Show each bench that has judgments; have the others judged. */
function nextSteps({ records, benches }: MergePlan, dataDir: string, { programName }: Context): string[] {
  return benches.map((bench) => {
    const judged = (kind: string) => records.some(({ file }) => file.bench === bench && file.kind === kind);
    if (judged('single')) return nextCommand(programName('show-results'), { bench, dataDir });
    if (judged('pair'))
      return nextCommand(`${programName('show-results')} --mode pairwise-all`, { bench, dataDir });
    return nextCommand(`${programName('gen-judgment')} --judge <endpoint>/<model>`, { bench, dataDir });
  });
}
