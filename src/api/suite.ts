/** Several benches for the same models, one after another, with one budget. */

import { UserError } from '../errors.ts';
import type { RunReport } from '../generate/run-report.ts';
import type { Host } from '../generate/runtime.ts';
import type { CallSettings, JudgingSettings, ModelChoice } from '../generate/settings.ts';
import { isBenchmark } from '../records/bench/benchmarks.ts';
import type { Suite, SuiteBench } from '../records/bench/suite.ts';
import { loadBench } from '../store/bench/bench-file.ts';
import { questionsFile } from '../store/bench/paths.ts';
import { run } from './run.ts';
import type { RunSettings, SharedSettings } from './settings.ts';

/** What goes for the whole suite. */
export interface SuiteSettings extends Pick<SharedSettings, 'dataDir' | 'configFile' | 'env' | 'overwrite'> {
  suite: Suite;
  models: ModelChoice;
  /** Of benches without graders; instead of the suite's own. */
  judges?: ModelChoice | undefined;
  calls: Partial<CallSettings>;
  sandbox?: JudgingSettings['sandbox'];
  /** Only so many questions of each bench, instead of what the suite says. */
  limit?: number | undefined;
  /** `key=value` on the questions of every bench, next to what the suite selects. */
  filters?: readonly string[] | undefined;
}

/** One bench of the suite, as it is to be run. */
export interface SuitePart {
  bench: SuiteBench;
  settings: RunSettings;
}

export interface PartReport {
  bench: SuiteBench;
  report: RunReport;
}

/** The parts in their order. Benches without data are a UserError that names them all, and what to type for each. */
export async function suiteParts({
  suite,
  limit,
  filters,
  ...settings
}: SuiteSettings): Promise<SuitePart[]> {
  const { dataDir = '.', models, judges, calls, sandbox } = settings;
  await checkData(dataDir, suite);
  return Promise.all(
    suite.benches.map(async (given): Promise<SuitePart> => {
      const bench = limit === undefined ? given : { ...given, limit };
      const specs =
        bench.judges ?? ((await hasGraders(dataDir, bench)) ? [] : (judges?.specs ?? suite.judges));
      if (!specs) {
        throw new UserError(
          `bench ${bench.bench} has no graders of its own: give --judge, or judges: in the suite`,
        );
      }
      return {
        bench,
        settings: {
          dataDir,
          configFile: settings.configFile,
          env: settings.env,
          overwrite: settings.overwrite,
          bench: bench.bench,
          select: { ...selectionOf(bench), filters },
          calls,
          models,
          answering: answeringOf(bench),
          judges: { ...judges, specs },
          judging: {
            judgePrompts: bench.judge_prompts,
            repeats: bench.repeats,
            sandbox,
          } as Partial<JudgingSettings>,
        },
      };
    }),
  );
}

function selectionOf({ question_ids, categories, limit }: SuiteBench): RunSettings['select'] {
  const sample = limit === undefined ? undefined : { count: limit, seed: 0 };
  return { questionIds: question_ids, categories, sample };
}

function answeringOf(bench: SuiteBench): RunSettings['answering'] {
  const { num_choices, max_tokens, num_fewshot, fewshot_sampler, fewshot_as_multiturn, temperature, method } =
    bench;
  return {
    ...(num_choices === undefined ? {} : { numChoices: num_choices }),
    temperature,
    maxTokens: max_tokens,
    method,
    numFewshot: num_fewshot,
    fewshotSampler: fewshot_sampler,
    fewshotAsMultiturn: fewshot_as_multiturn,
  };
}

/**
 * Runs the parts, each with what is left of the budget; `begin` is told of each. A part that fails in some of its work
 * lets the next ones begin; the end of the budget, a signal, or an error of the run ends the suite with that part.
 */
export async function runSuite(
  parts: readonly SuitePart[],
  { host, maxCost, begin }: { host: Host; maxCost: number | undefined; begin: (part: SuitePart) => void },
): Promise<PartReport[]> {
  const reports: PartReport[] = [];
  let spent = 0;
  for (const part of parts) {
    const left = maxCost === undefined ? undefined : maxCost - spent;
    begin(part);
    const report = await runPart(part, left, host);
    reports.push({ bench: part.bench, report });
    spent += report.tallies.reduce((sum, { calls }) => sum + (calls.cost ?? 0), 0);
    if (report.status === 'stopped' || report.status === 'failed') break;
  }
  return reports;
}

/** A budget that is spent leaves what needs no call: kept and cached replies, and graders. */
async function runPart({ settings }: SuitePart, left: number | undefined, host: Host): Promise<RunReport> {
  const calls = {
    ...settings.calls,
    maxCost: left === undefined ? undefined : Math.max(left, Number.MIN_VALUE),
  };
  return run({ ...settings, ...host, calls });
}

async function checkData(dataDir: string, { benches }: Suite): Promise<void> {
  const lacking: string[] = [];
  for (const { bench } of benches) {
    const found = await questionsFile(dataDir, bench).catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
    });
    if (found === undefined) lacking.push(bench);
  }
  if (lacking.length === 0) return;
  const known = lacking.filter(isBenchmark).map((bench) => `mt-judge import ${bench}`);
  const remedy = known.length > 0 ? `: ${known.join(' && ')}` : '';
  throw new UserError(`benches of the suite have no data: ${lacking.join(', ')}${remedy}`);
}

async function hasGraders(dataDir: string, { bench, method = 'generate' }: SuiteBench): Promise<boolean> {
  return ((await loadBench(dataDir, bench))?.ask[method]?.graders.length ?? 0) > 0;
}
