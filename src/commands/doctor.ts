/** `mt-judge doctor`: puts judges through probes of known outcome, and prints a report card for each. Writes no record. */

import pc from 'picocolors';
import { readJudgePrompts } from '../api/judging.ts';
import { describeEstimates } from '../cli/estimate-text.ts';
import { addServiceOptions, type CallOptions, Command, callsOf, Option, requireFlag } from '../cli/flags.ts';
import type { Context } from '../cli/main.ts';
import { againCommand } from '../cli/next-command.ts';
import { openRunDisplay, type RunDisplay } from '../cli/run-display.ts';
import { printCalls } from '../cli/summary.ts';
import { runTogether } from '../client/pool.ts';
import { batteryOf, errandsOf } from '../doctor/battery.ts';
import { type ReportCardFormat, renderReportCards } from '../doctor/card-table.ts';
import { type AskedErrand, type Examination, examine } from '../doctor/examination.ts';
import type { Probe } from '../doctor/probe.ts';
import { type ReportCard, reportCard } from '../doctor/report-card.ts';
import { exitCodes } from '../errors.ts';
import { countingClient, openLookUp } from '../generate/dry-run/counting-client.ts';
import { throwUnlessDeferred } from '../generate/dry-run/dry-run.ts';
import { type Estimate, newEstimate } from '../generate/dry-run/estimate.ts';
import { guessFor } from '../generate/dry-run/reply-lengths.ts';
import { askedAbout, askThrough } from '../generate/judgments/judge-match.ts';
import { checkJudges, identityOf, openJudge } from '../generate/judgments/open-judges.ts';
import { resolveTargets } from '../generate/resolve-targets.ts';
import { createRuntime, type Runtime } from '../generate/runtime.ts';
import { modelJudge } from '../judges/judge.ts';
import type { ModelTarget } from '../providers/resolve-model.ts';
import { loadProbeMaterial } from '../store/bench/probe-material.ts';

interface DoctorOptions extends CallOptions {
  judge: string[];
  judgePrompts: string;
  format: ReportCardFormat;
}

export function doctorCommand(context: Context): Command {
  const command = new Command('doctor')
    .description('Probe judges with material of known outcome: a report card before money is spent')
    .option('--judge <spec...>', '<endpoint>/<model>, or an entry of models.yaml; a card for each')
    .option('--judge-prompts <set>', 'set of judge prompts, judge-prompts/<set>.yaml', 'default')
    .addOption(new Option('--format <format>').choices(['table', 'json', 'markdown']).default('table'));
  return addServiceOptions(command).action(async (options: DoctorOptions) => {
    requireFlag('--judge', options.judge, 'openai/gpt-4.1, anthropic/claude-sonnet-4-5, offline/judge');
    context.exit(await doctor(options, context));
  });
}

/** Examines the judges; resolves to the exit code. */
async function doctor(options: DoctorOptions, context: Context): Promise<number> {
  const { dataDir, judgePrompts, judge, baseUrl, apiKeyEnv, config } = options;
  const calls = callsOf(options);
  const prompts = await readJudgePrompts(dataDir, judgePrompts);
  const needsKey = calls.cache !== 'replay' && !options.dryRun;
  const resolving = { dataDir, configFile: config, env: context.env, calls, needsKey };
  const targets = await resolveTargets({ specs: judge, baseUrl, apiKeyEnv }, resolving);
  checkJudges(targets);
  const probes = batteryOf(await loadProbeMaterial(), prompts);
  const errands = errandsOf(probes).map((each) => ({ ...each, asked: askedAbout(each.match, prompts) }));
  if (options.dryRun) return dryRun(targets, errands, { options, context });

  const display = openRunDisplay(options, context);
  const wiring = { dataDir, calls, refresh: false, batch: undefined, questions: [] };
  const runtime = createRuntime(wiring, display.host);
  const began = runtime.now();
  const examinations: Examination[] = [];
  try {
    const judges = targets.map((target) => openJudge(target, { runtime, idle: false }));
    for (const open of await Promise.all(judges)) examinations.push({ open, heard: new Map() });
    const { report } = runtime;
    const works = examinations.map(
      (each) => (signal: AbortSignal) => examine(each, signal, { errands, report }),
    );
    await runTogether(runtime.stopping, works);
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

function cardsOf(examinations: readonly Examination[], probes: readonly Probe[]): ReportCard[] {
  return examinations.map(({ open, heard }) => reportCard(open.judge, probes, heard));
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

async function dryRun(
  targets: readonly ModelTarget[],
  errands: readonly AskedErrand[],
  { options, context }: { options: DoctorOptions; context: Context },
): Promise<number> {
  const lookUp = openLookUp({ dataDir: options.dataDir, cached: options.cache });
  const estimates: Estimate[] = [];
  for (const target of targets) {
    const { id } = identityOf(target);
    const estimate = newEstimate(`judge ${id}`, { target, replies: guessFor('judgment', target) });
    const client = countingClient(estimate, { lookUp, stage: 'judgments' });
    const judge = modelJudge(id, askThrough(client, target));
    for (const { asked, match } of target.provider === 'offline' ? [] : errands) {
      await judge.decide(match, asked).catch(throwUnlessDeferred);
    }
    estimates.push(estimate);
  }
  context.stdout.write(describeEstimates(estimates, { replay: options.replay === true, batch: false }));
  return exitCodes.done;
}
