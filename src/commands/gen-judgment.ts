/** Stage 2, `gen-judgment`: load the answers, find what is not judged, ask the judges, append, report. */

import { runTogether } from '../calls/pool.ts';
import { exitCodes, UserError } from '../errors.ts';
import { checkJudgePrompts } from '../judge/check-prompts.ts';
import { modelJudge } from '../judge/judge.ts';
import { offlineJudge, offlineJudgeId } from '../judge/offline-judge.ts';
import type { ModelTarget } from '../providers/resolve-model.ts';
import { answerSchema } from '../records/answer.ts';
import type { JudgePromptSet } from '../records/judge-prompt.ts';
import { type Question, questionKey } from '../records/question.ts';
import { askedAbout, askThrough, judgeQuestion } from '../stages/judge.ts';
import { toMatch } from '../stages/plan-judgments.ts';
import { answerFilesOf } from '../store/answers.ts';
import { loadJudgePrompts } from '../store/judge-prompts.ts';
import { fileStem, judgePromptsFile, questionsFile } from '../store/paths.ts';
import { loadQuestions, selectQuestions } from '../store/questions.ts';
import { openRecords } from '../store/record-index.ts';
import {
  addCallOptions,
  type CallOptions,
  Command,
  count,
  Option,
  requireFlag,
  withAliases,
} from './common-options.ts';
import { addCall, describeEstimates, type Estimate, newEstimate } from './dry-run.ts';
import type { Context } from './entry.ts';
import {
  closeJudgmentJob,
  type JudgeSeat,
  type JudgmentInput,
  type JudgmentJob,
  type JudgmentJobOptions,
  openJudgmentJob,
  planFor,
  runJudgmentJob,
} from './judgment-jobs.ts';
import { openSession, resolveTargets, type Session } from './session.ts';
import { exitCodeOf, printSummary } from './summary.ts';

export interface GenJudgmentOptions extends CallOptions, JudgmentJobOptions {
  judge: string[];
  mode: 'single';
  modelList?: string[];
  judgePrompts: string;
  questionId?: string[];
  category?: string[];
  firstN?: number;
}

export function genJudgmentCommand(context: Context): Command {
  const command = new Command('gen-judgment')
    .description('Stage 2: have judges decide on the answers (judgments/<bench>/<judge>_single.jsonl)')
    .option('--judge <spec...>', '<endpoint>/<model>, or an entry of models.yaml; several make a panel')
    .addOption(
      new Option('--mode <mode>', 'single: each answer gets a rating from 1 to 10')
        .choices(['single'])
        .default('single'),
    )
    .option('--model-list <id...>', 'only these models (default: every model with answers)')
    .option('--judge-prompts <set>', 'set of judge prompts, judge-prompts/<set>.yaml', 'default')
    .addOption(new Option('--repeats <n>', 'judgments of each match').argParser(count(1)).default(1))
    .option('--question-id <id...>', 'only these questions')
    .option('--category <name...>', 'only these categories')
    .addOption(new Option('--first-n <n>', 'only the first n of the selected questions').argParser(count(1)))
    .option('--overwrite', 'judge again what is judged already');
  return addCallOptions(command).action(async (options: GenJudgmentOptions) => {
    requireFlag('--judge', options.judge, 'openai/gpt-4.1, anthropic/claude-sonnet-4-5, offline/judge');
    context.exit(await genJudgment(withAliases(options), context));
  });
}

/** Runs the stage; resolves to its exit code. */
export async function genJudgment(options: GenJudgmentOptions, context: Context): Promise<number> {
  const all = await loadQuestions(await questionsFile(options.dataDir, options.bench));
  const { questionId, category, firstN } = options;
  const questions = selectQuestions(all, { questionIds: questionId, categories: category, firstN });
  const prompts = await checkedJudgePrompts(options);
  const targets = await resolveTargets(options.judge, options, context);
  checkDistinctJudges(targets);
  const answerFiles = await answerFilesOf(options.dataDir, options.bench, options.modelList);
  const input: JudgmentInput = { questions, prompts, answerFiles, options };
  if (options.dryRun) return dryRun(targets, input, context);

  const session = openSession(options, context, all);
  const jobs: JudgmentJob[] = [];
  try {
    for (const seat of await Promise.all(targets.map((target) => seatJudge(target, session)))) {
      jobs.push(await openJudgmentJob(seat, input, session));
    }
    await runTogether(
      session.stop.stopping,
      jobs.map((job) => (signal) => runJudgmentJob(job, signal, { prompts, session })),
    );
  } finally {
    for (const job of jobs) await closeJudgmentJob(job, all);
    session.end();
    if (jobs.length > 0) report(jobs, options, session);
  }
  return exitCodeOf(
    jobs.map(({ tally }) => tally),
    session,
    missingAnswers(jobs).length,
  );
}

async function checkedJudgePrompts({ dataDir, judgePrompts }: GenJudgmentOptions): Promise<JudgePromptSet> {
  const file = await judgePromptsFile(dataDir, judgePrompts);
  const set = await loadJudgePrompts(file, judgePrompts);
  checkJudgePrompts(set, file);
  return set;
}

/** The demo judge computes; every other one asks its model. */
async function seatJudge(target: ModelTarget, session: Session): Promise<JudgeSeat> {
  if (target.provider === 'offline') return { judge: offlineJudge(), width: target.concurrency };
  const client = await session.clientFor(target);
  return { judge: modelJudge(target.modelId, askThrough(client, target)), width: target.concurrency };
}

function checkDistinctJudges(targets: readonly ModelTarget[]): void {
  const owners = new Map<string, string>();
  for (const { modelId, endpoint, model, provider } of targets) {
    const name = `${endpoint}/${model}`;
    if (provider === 'offline' && model !== offlineJudgeId) {
      throw new UserError(`${name} cannot judge: the demo judge is offline/${offlineJudgeId}`);
    }
    const owner = owners.get(fileStem(modelId));
    if (owner)
      throw new UserError(
        `the judges ${owner} and ${name} would share a file: name them apart with entries in models.yaml`,
      );
    owners.set(fileStem(modelId), name);
  }
}

async function dryRun(
  targets: readonly ModelTarget[],
  input: JudgmentInput,
  context: Context,
): Promise<number> {
  const estimates: Estimate[] = [];
  for (const target of targets) {
    const judgeId = target.provider === 'offline' ? offlineJudgeId : target.modelId;
    const plans = await planFor(judgeId, input);
    const kept = plans.reduce((sum, { done }) => sum + done, 0);
    const estimate = newEstimate(`judge ${judgeId}`, { target, kept });
    for (const plan of target.provider === 'offline' ? [] : plans) {
      const records = await openRecords(plan.answersFile, answerSchema);
      for (const pending of plan.pending) {
        const match = toMatch(pending, plan.model, await records.read(pending.answer));
        addCall(estimate, judgeQuestion(askedAbout(match, input.prompts), target).messages);
      }
      await records.close();
    }
    estimates.push(estimate);
  }
  context.stdout.write(describeEstimates(estimates));
  return exitCodes.done;
}

/** Answers that are not there, each named once, however many judges wait for it. */
function missingAnswers(jobs: readonly JudgmentJob[]): string[] {
  const name = (model: string, { question, reason }: { question: Question; reason: string }) =>
    `${model}, question ${questionKey(question)}: ${reason}`;
  return [
    ...new Set(
      jobs.flatMap(({ plans }) =>
        plans.flatMap(({ model, missing }) => missing.map((each) => name(model, each))),
      ),
    ),
  ];
}

function report(jobs: readonly JudgmentJob[], options: GenJudgmentOptions, session: Session): void {
  const tallies = jobs.map(({ tally }) => tally);
  const missing = missingAnswers(jobs);
  for (const each of missing) session.progress.say(`not judged: ${each}`);
  const left = tallies.some(({ failed, notBegun }) => failed + notBegun > 0);
  const again = 'next: run the same command again; it asks only for what is missing';
  const next = left
    ? again
    : missing.length > 0
      ? 'next: run gen-answers for what is missing, then this command again'
      : 'next: show-results';
  printSummary(tallies, session, { noun: 'judgments', quiet: options.quiet === true, next });
}
