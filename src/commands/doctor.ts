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
import { batteryOf, errandsOf } from '../doctor/battery.ts';
import { type ReportCardFormat, renderReportCards } from '../doctor/card-table.ts';
import { type AskedErrand, type Examination, examine } from '../doctor/examination.ts';
import type { Probe } from '../doctor/probe.ts';
import { type ReportCard, reportCard } from '../doctor/report-card.ts';
import { exitCodes } from '../errors.ts';
import { describeEstimates, type Estimate, newEstimate } from '../generate/dry-run.ts';
import { guessFor, openForesight } from '../generate/estimate-input.ts';
import { foreseeVerdict } from '../generate/judgments/estimate.ts';
import { askedAbout } from '../generate/judgments/judge-match.ts';
import { checkJudges, identityOf, seatJudge } from '../generate/judgments/open-judges.ts';
import { checkedJudgePrompts } from '../generate/judgments/options.ts';
import { openSession, resolveTargets, type Session } from '../generate/session.ts';
import { againCommand, printSummary } from '../generate/summary.ts';
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
    context.exit(await doctor(withAliases(options), context));
  });
}

/** Examines the judges; resolves to the exit code. */
async function doctor(options: DoctorOptions, context: Context): Promise<number> {
  const prompts = await checkedJudgePrompts(options);
  const targets = await resolveTargets(options.judge, options, context);
  checkJudges(targets);
  const probes = batteryOf(await loadProbeMaterial(), prompts);
  const errands = errandsOf(probes).map((each) => ({ ...each, asked: askedAbout(each.match, prompts) }));
  if (options.dryRun) return dryRun(targets, errands, { options, context });

  const session = openSession(options, context, []);
  const examinations: Examination[] = [];
  let begun = false;
  try {
    for (const seat of await Promise.all(targets.map((target) => seatJudge(target, session)))) {
      examinations.push({ seat, heard: new Map() });
    }
    begun = true;
    const works = examinations.map(
      (each) => (signal: AbortSignal) => examine(each, signal, { errands, session }),
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
  return examinations.map(({ seat, heard }) => reportCard(seat.judge, probes, heard));
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

async function dryRun(
  targets: readonly ModelTarget[],
  errands: readonly AskedErrand[],
  { options, context }: { options: DoctorOptions; context: Context },
): Promise<number> {
  const find = openForesight(options);
  const estimates: Estimate[] = [];
  for (const target of targets) {
    const replies = guessFor('judgment', target);
    const estimate = newEstimate(`judge ${identityOf(target).id}`, { target, replies });
    for (const { asked, match } of target.provider === 'offline' ? [] : errands) {
      await foreseeVerdict(asked, estimate, { repeat: match.repeat, find });
    }
    estimates.push(estimate);
  }
  context.stdout.write(describeEstimates(estimates, options));
  return exitCodes.done;
}
