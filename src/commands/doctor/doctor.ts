/** `mt-judge doctor`: puts judges through probes of known outcome, and prints a report card for each. Writes no record. */

import pc from 'picocolors';
import { readJudgePrompts } from '../../api/judging.ts';
import { describeEstimates } from '../../cli/estimate-text.ts';
import {
  addServiceOptions,
  type CallOptions,
  Command,
  callsOf,
  Option,
  requireFlag,
} from '../../cli/flags/flags.ts';
import { addExamples } from '../../cli/flags/help-text.ts';
import { allowUnsandboxedOption, sandboxOption } from '../../cli/flags/judging.ts';
import type { Context } from '../../cli/main.ts';
import { againCommand } from '../../cli/next-command.ts';
import { openRunDisplay, type RunDisplay } from '../../cli/run-display.ts';
import { printCalls } from '../../cli/summary.ts';
import { runTogether } from '../../client/pool.ts';
import { type ReportCardFormat, renderReportCards } from '../../doctor/card-table.ts';
import { type Examination, examine } from '../../doctor/examine.ts';
import type { Probe } from '../../doctor/probe.ts';
import { type ProbeCall, probeCallsOf, probesFor } from '../../doctor/probes.ts';
import { type ReportCard, reportCard } from '../../doctor/report-card.ts';
import { exitCodes, UserError } from '../../errors.ts';
import { containErrors } from '../../generate/contain.ts';
import { countingClient, openLookUp } from '../../generate/dry-run/counting-client.ts';
import { throwUnlessDeferred } from '../../generate/dry-run/dry-run.ts';
import { type Estimate, newEstimate } from '../../generate/dry-run/estimate.ts';
import { guessFor } from '../../generate/dry-run/reply-lengths.ts';
import { askThrough, type ResolvedJudge, resolveJudges } from '../../generate/judgments/open-judges.ts';
import { resolveTargets } from '../../generate/resolve-targets.ts';
import { createRuntime, type Runtime } from '../../generate/runtime.ts';
import { modelJudge } from '../../judges/model/model-judge.ts';
import { choosePrompt } from '../../judges/model/prompt.ts';
import type { JudgePromptSet } from '../../records/judge-prompt.ts';
import type { SandboxName } from '../../sandbox/sandbox.ts';
import { loadProbeMaterial } from '../../store/bench/probe-material.ts';
import { probeNamedSandbox } from './sandbox.ts';

interface DoctorOptions extends CallOptions {
  judge?: string[];
  sandbox?: SandboxName;
  allowUnsandboxed?: true;
  judgePrompts: string;
  format: ReportCardFormat;
}

const helpExamples = ['--judge openai/gpt-4.1 anthropic/claude-sonnet-4-5', '--sandbox pyodide'];

export function doctorCommand(context: Context): Command {
  const command = new Command('doctor')
    .description('Probe judges with material of known outcome: a report card before money is spent')
    .option('--judge <spec...>', '<endpoint>/<model>, or an entry of models.yaml; a card for each')
    .option('--judge-prompts <set>', 'set of judge prompts, judge-prompts/<set>.yaml', 'default')
    .addOption(sandboxOption('probe this sandbox in place of a judge: a card of the borders that hold'))
    .addOption(allowUnsandboxedOption())
    .addOption(new Option('--format <format>').choices(['table', 'json', 'markdown']).default('table'));
  addExamples(command, helpExamples, { endpoints: true });
  return addServiceOptions(command).action(async (options: DoctorOptions) => {
    const { judge, sandbox } = options;
    if (sandbox) {
      if (judge) throw new UserError('--judge probes judges and --sandbox a sandbox: give one of them');
      return context.exit(await probeNamedSandbox({ ...options, sandbox }, context));
    }
    requireFlag('--judge', judge, 'openai/gpt-4.1, anthropic/claude-sonnet-4-5, offline/judge');
    context.exit(await doctor({ ...options, judge }, context));
  });
}

type JudgeProbing = DoctorOptions & { judge: string[] };

/** Examines the judges; resolves to the exit code. */
async function doctor(options: JudgeProbing, context: Context): Promise<number> {
  const { dataDir, judgePrompts, judge, baseUrl, apiKeyEnv, config } = options;
  const calls = callsOf(options);
  const prompts = await readJudgePrompts(dataDir, judgePrompts);
  const needsKey = calls.cache !== 'replay' && !options.dryRun;
  const resolving = {
    dataDir,
    configFile: config,
    env: context.env,
    calls,
    needsKey,
    flag: '--judge',
    onSecrets: context.hide,
  } as const;
  const judges = await resolveJudges(judge, {
    prompts,
    resolveModels: (specs) => resolveTargets({ specs, baseUrl, apiKeyEnv }, resolving),
    concurrency: calls.concurrency,
    timeoutMs: calls.timeoutMs,
    sandbox: { name: 'pyodide' },
  });
  const program = judges.find(({ target }) => !target);
  if (program) throw new UserError(`doctor probes judges that are models, and ${program.id} is a program`);
  const probes = probesFor(await loadProbeMaterial(), prompts);
  const probeCalls = probeCallsOf(probes);
  // A set without a prompt for one of them must fail before the first call.
  for (const { match } of probeCalls) choosePrompt(prompts, match);
  if (options.dryRun) return dryRun(judges, probeCalls, { options, context, prompts });

  const display = openRunDisplay(options, context);
  const wiring = { dataDir, calls, refresh: false, batch: undefined, questions: () => [] };
  const runtime = createRuntime(wiring, display.host);
  const began = runtime.now();
  const examinations: Examination[] = [];
  try {
    const opening = judges.map((each) => each.open({ runtime, idle: false }));
    for (const open of await Promise.all(opening)) examinations.push({ open, outcomes: new Map() });
    await examineAll(examinations, probeCalls, runtime);
  } finally {
    display.end();
    // A run that its budget stopped still has evidence to show.
    if (examinations.length > 0) {
      const cards = cardsOf(examinations, probes);
      printReport(cards, { options, context, display, runtime, elapsedMs: runtime.now() - began });
    }
  }
  return exitCodeOf(cardsOf(examinations, probes), runtime);
}

/** An unexpected error ends the examination that it strikes, and is thrown once the others have ended. */
async function examineAll(
  examinations: readonly Examination[],
  calls: readonly ProbeCall[],
  { report, stopping }: Runtime,
): Promise<void> {
  const contained = containErrors(report);
  const works = examinations.map((each) =>
    contained.around(each.open.counted.label, (signal) => examine(each, signal, { calls, report })),
  );
  await contained.run(() => runTogether(stopping, works));
}

function cardsOf(examinations: readonly Examination[], probes: readonly Probe[]): ReportCard[] {
  return examinations.map(({ open, outcomes }) => reportCard(open.judge, probes, outcomes));
}

interface ReportInput {
  options: DoctorOptions;
  context: Context;
  display: RunDisplay;
  runtime: Runtime;
  elapsedMs: number;
}

function printReport(
  cards: readonly ReportCard[],
  { options, context, display, runtime, elapsedMs }: ReportInput,
): void {
  const { format, judgePrompts } = options;
  const quiet = options.quiet === true;
  const color = context.stdout.isTTY === true && pc.isColorSupported;
  context.stdout.write(renderReportCards(cards, { format, judgePrompts, color }));
  const open = cards.some(({ not_decided }) => not_decided > 0);
  const next = open
    ? againCommand(display.again)
    : `next: ${context.programName('gen-judgment')} with a judge that passes`;
  display.reportRest();
  printCalls(runtime.counted, display, { quiet, elapsedMs });
  if (!quiet) display.say(next);
}

function exitCodeOf(cards: readonly ReportCard[], { stopping }: Runtime): number {
  if (stopping.aborted) return exitCodes.interrupted;
  return cards.every(({ passed, probes }) => passed === probes.length)
    ? exitCodes.done
    : exitCodes.incomplete;
}

interface DryRun {
  options: DoctorOptions;
  context: Context;
  prompts: JudgePromptSet;
}

async function dryRun(
  judges: readonly ResolvedJudge[],
  calls: readonly ProbeCall[],
  { options, context, prompts }: DryRun,
): Promise<number> {
  const lookUp = openLookUp({ dataDir: options.dataDir, cached: options.cache });
  const estimates: Estimate[] = [];
  for (const { id, target } of judges) {
    if (!target) continue;
    const estimate = newEstimate(`judge ${id}`, { target, replies: guessFor('judgment', target) });
    const client = countingClient(target, { estimate, lookUp, stage: 'judgments' });
    const judge = modelJudge({ id, prompts, ask: askThrough(client, { target }) });
    for (const { match } of target.provider === 'offline' ? [] : calls) {
      await judge.decide(match).catch(throwUnlessDeferred);
    }
    estimates.push(estimate);
  }
  context.stdout.write(describeEstimates(estimates, { replay: options.replay === true, batch: false }));
  return exitCodes.done;
}
