/** `mt-judge agreement`: how often judges agree with human votes and with each other. Reads files, calls no service. */

import { join } from 'node:path';
import pc from 'picocolors';
import { filterOption } from '../cli/flags/answering.ts';
import { addBenchOptions, type BenchOptions, Command, Option } from '../cli/flags/flags.ts';
import { addExamples } from '../cli/flags/help-text.ts';
import type { Context } from '../cli/main.ts';
import { UserError } from '../errors.ts';
import { plainLine } from '../plain-text.ts';
import { questionKey } from '../records/question.ts';
import { type AgreementReport, buildAgreement } from '../results/agreement/agreement.ts';
import { readVotes, type VotesRead } from '../results/agreement/read-votes.ts';
import { assignRoles, listNames, type Roles } from '../results/agreement/roles.ts';
import { type AgreementFormat, agreementWarnings, renderAgreement } from '../results/agreement/table.ts';
import { questionsFile } from '../store/bench/paths.ts';
import { loadQuestions, selectQuestions } from '../store/bench/questions.ts';
import { idsNamed } from '../store/bench/selection/named-ids.ts';
import { listJudgmentFiles } from '../store/judgments/judgments.ts';

interface AgreementOptions extends BenchOptions {
  judgePrompts?: string;
  filter?: string[];
  human?: string[];
  judge?: string[];
  exclude?: string[];
  format: AgreementFormat;
}

/** More judges than this make a table of pairs that nobody reads: likely, nobody has said which are human. */
const mostJudges = 20;

const helpExamples = [
  "votes.jsonl pairs.jsonl --human 'expert_*' --judge gpt-4",
  '--bench mt_bench --format markdown',
];

export function agreementCommand(context: Context): Command {
  const command = addBenchOptions(new Command('agreement'))
    .description('Show how often judges agree with human votes and with each other')
    .argument(
      '[file...]',
      'pair judgments or votes (default: judgments/<bench>/*_pair.jsonl); files stand before the flags',
    )
    .option('--human <pattern...>', "judges that are human, such as 'expert_*'")
    .option('--judge <pattern...>', 'judges to compare (default: all that are not human)')
    .option('--judge-prompts <set>', 'the judgments by this set of judge prompts (default: the default one)')
    .addOption(filterOption())
    .option('--exclude <pattern...>', 'judges to leave out')
    .addOption(
      new Option('--format <format>').choices(['table', 'json', 'csv', 'markdown']).default('table'),
    );
  addExamples(command, helpExamples);
  return command.action((files: string[], options: AgreementOptions) =>
    showAgreement(files, options, context),
  );
}

async function showAgreement(
  named: readonly string[],
  options: AgreementOptions,
  context: Context,
): Promise<void> {
  const warn = (line: string) => context.stderr.write(`warning: ${plainLine(line, 1000)}\n`);
  const files = await readVotes(await filesFor(named, options), {
    ...options,
    isSelected: await selectedBy(options),
  });
  for (const { file, line } of files.torn) warn(`${file}:${line} is cut off and was left out`);
  const known = { dataDir: options.dataDir, ids: async () => files.judges };
  const judge = options.judge && (await idsNamed(options.judge, known));
  const roles = assignRoles(files.judges, judge ? { ...options, judge } : options);
  checkCount(roles);
  const report = reportOf(files, roles);
  checkCompared(report);
  const color = context.stdout.isTTY === true && pc.isColorSupported;
  context.stdout.write(renderAgreement(report, { format: options.format, color }));
  if (options.quiet) return;
  if (files.otherSets.length > 0)
    warn(
      `judgments by other sets of judge prompts are left out: ${files.otherSets.join(', ')} (--judge-prompts)`,
    );
  for (const line of [...leftOut(files, roles), ...agreementWarnings(report)]) warn(line);
}

/** Undefined where all questions are wanted: then files may be about those of any bench. */
async function selectedBy({ dataDir, bench, filter }: AgreementOptions) {
  if (!filter) return undefined;
  const all = await loadQuestions(await questionsFile(dataDir, bench));
  const selected = new Set(selectQuestions(all, { filters: filter }).map(questionKey));
  return (question: string) => selected.has(question);
}

async function filesFor(
  named: readonly string[],
  { dataDir, bench }: BenchOptions,
): Promise<readonly string[]> {
  if (named.length > 0) return named;
  const files = await listJudgmentFiles(dataDir, bench, 'pair');
  if (files.length > 0) return files;
  const folder = join(dataDir, 'judgments', bench);
  throw new UserError(`no pair judgments in ${folder}: name files of them or of votes, before the flags`);
}

function reportOf(files: VotesRead, roles: Roles): AgreementReport {
  const present = [...roles.judges, ...roles.humans];
  const sum = (counts: ReadonlyMap<string, number>) =>
    present.reduce((total, name) => total + (counts.get(name) ?? 0), 0);
  return {
    ...roles,
    demo: present.some((name) => files.demo.has(name)),
    games_with_errors: sum(files.errors),
    duplicates: sum(files.duplicates),
    ...buildAgreement(files.votes, roles),
  };
}

function checkCount({ judges }: Roles): void {
  if (judges.length <= mostJudges) return;
  throw new UserError(
    `cannot compare ${judges.length} judges with each other, ${mostJudges} at most: say which are human ` +
      `(--human), or which to compare (--judge), out of ${listNames(judges)}`,
  );
}

function checkCompared({ agreement, judges, humans }: AgreementReport): void {
  if (agreement.length > 0) return;
  const voters = [...judges, ...humans];
  if (voters.length === 0) throw new UserError('nothing to compare: no vote is left');
  if (voters.length === 1) throw new UserError(`nothing to compare: all votes are of ${voters.join()}`);
  throw new UserError(
    `nothing to compare: no two votes of ${listNames(voters)} are on the same question, turn and models`,
  );
}

function leftOut({ errors, duplicates }: VotesRead, { judges, humans }: Roles): string[] {
  const present = [...judges, ...humans];
  const lines = (counts: ReadonlyMap<string, number>, what: string) =>
    present.filter((name) => counts.has(name)).map((name) => `${name}: ${what}: ${counts.get(name)}`);
  return [
    ...lines(errors, 'pair judgments left out, with an error in a game'),
    ...lines(duplicates, 'votes left out, with a later one on the same answers'),
  ];
}
