/** `mt-judge doctor`: puts judges through probes of known outcome, and prints a report card for each. Writes no record. */

import pc from 'picocolors';
import {
  addServiceOptions,
  type CallOptions,
  Command,
  Option,
  requireFlag,
  withAliases,
} from '../cli/flags.ts';
import type { Context } from '../cli/main.ts';
import { runTogether } from '../client/pool.ts';
import { type ReportCardFormat, renderReportCards } from '../doctor/card-table.ts';
import { type Examination, examine } from '../doctor/examine.ts';
import type { Probe } from '../doctor/probe.ts';
import { type ProbeCall, probeCallsOf, probesFor } from '../doctor/probes.ts';
import { type ReportCard, reportCard } from '../doctor/report-card.ts';
import { exitCodes, UserError } from '../errors.ts';
import { describeEstimates, type Estimate, newEstimate } from '../generate/dry-run.ts';
import { guessFor, openForesight } from '../generate/estimate-input.ts';
import { estimateVerdict } from '../generate/judgments/estimate.ts';
import { type ResolvedJudge, resolveJudges } from '../generate/judgments/open-judges.ts';
import { checkedJudgePrompts } from '../generate/judgments/options.ts';
import { openSession, resolveTargets, type Session } from '../generate/session.ts';
import { againCommand, printSummary } from '../generate/summary.ts';
import { choosePrompt } from '../judges/model/prompt.ts';
import { requestFor } from '../judges/model/request.ts';
import type { JudgePromptSet } from '../records/judge-prompt.ts';
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
    context.exit(await doctor(withAliases(options), context));
  });
}

/** Examines the judges; resolves to the exit code. */
async function doctor(options: DoctorOptions, context: Context): Promise<number> {
  const prompts = await checkedJudgePrompts(options);
  const judges = await resolveJudges(options.judge, {
    prompts,
    resolveModels: (specs) => resolveTargets(specs, options, context),
    concurrency: options.concurrency,
    timeout: options.timeout,
  });
  const program = judges.find(({ target }) => !target);
  if (program) throw new UserError(`doctor probes judges that are models, and ${program.id} is a program`);
  const probes = probesFor(await loadProbeMaterial(), prompts);
  const calls = probeCallsOf(probes);
  // A set without a prompt for one of them must fail before the first call.
  for (const { match } of calls) choosePrompt(prompts, match);
  if (options.dryRun) return dryRun(judges, calls, { options, context, prompts });

  const session = openSession(options, context, []);
  const examinations: Examination[] = [];
  let begun = false;
  try {
    for (const seat of await Promise.all(judges.map(({ open }) => open(session)))) {
      examinations.push({ seat, outcomes: new Map() });
    }
    begun = true;
    const works = examinations.map(
      (each) => (signal: AbortSignal) => examine(each, signal, { calls, session }),
    );
    await runTogether(session.stop.stopping, works);
  } finally {
    session.end();
    // A run that its budget stopped still has evidence to show.
    if (begun) report(cardsOf(examinations, probes), { options, context, session });
  }
  return exitCodeOf(cardsOf(examinations, probes), session);
}

function cardsOf(examinations: readonly Examination[], probes: readonly Probe[]): ReportCard[] {
  return examinations.map(({ seat, outcomes }) => reportCard(seat.judge, probes, outcomes));
}

interface ReportInput {
  options: DoctorOptions;
  context: Context;
  session: Session;
}

function report(cards: readonly ReportCard[], { options, context, session }: ReportInput): void {
  const { format, judgePrompts } = options;
  const color = context.stdout.isTTY === true && pc.isColorSupported;
  context.stdout.write(renderReportCards(cards, { format, judgePrompts, color }));
  const open = cards.some(({ not_decided }) => not_decided > 0);
  const next = open
    ? againCommand(session)
    : `next: ${session.typed('gen-judgment')} with a judge that passes`;
  printSummary([], session, { quiet: options.quiet === true, next });
}

function exitCodeOf(cards: readonly ReportCard[], { stop }: Session): number {
  if (stop.stopping.aborted) return exitCodes.interrupted;
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
  const find = openForesight(options);
  const estimates: Estimate[] = [];
  for (const { id, target } of judges) {
    if (!target) continue;
    const estimate = newEstimate(`judge ${id}`, { target, replies: guessFor('judgment', target) });
    for (const { match } of target.provider === 'offline' ? [] : calls) {
      const request = requestFor(match, prompts);
      await estimateVerdict(request, estimate, { target, repeat: match.repeat, find });
    }
    estimates.push(estimate);
  }
  context.stdout.write(describeEstimates(estimates, options));
  return exitCodes.done;
}
