/** `mt-judge <command>`: finds the command and loads it alone, so that each starts as fast as its own bin. */

import { Command } from '../cli/flags/flags.ts';
import type { CommandFactory } from '../cli/main.ts';

interface Entry {
  summary: string;
  load: () => Promise<CommandFactory>;
}

const entries: Readonly<Record<string, Entry>> = {
  init: {
    summary: 'write models.yaml, .env.example and a first bench of your own',
    load: async () => (await import('./init/init.ts')).initCommand,
  },
  'gen-answers': {
    summary: 'stage 1: have models answer the questions of a bench',
    load: async () => (await import('./gen-answers.ts')).genAnswersCommand,
  },
  'gen-judgment': {
    summary: 'stage 2: have judges decide on the answers',
    load: async () => (await import('./gen-judgment.ts')).genJudgmentCommand,
  },
  run: {
    summary: 'stages 1 and 2 at once, judges on each answer as it lands, and the results',
    load: async () => (await import('./run.ts')).runCommand,
  },
  'show-results': {
    summary: 'stage 3: show the leaderboard of a bench',
    load: async () => (await import('./show-results.ts')).showResultsCommand,
  },
  suite: {
    summary: 'several benches for the same models, with one budget and one summary',
    load: async () => (await import('./suite.ts')).suiteCommand,
  },
  compare: {
    summary: 'whether a candidate (a quantised model) is as good as its base, bench by bench',
    load: async () => (await import('./compare.ts')).compareCommand,
  },
  contamination: {
    summary: 'signs that a model has seen a public test: fresh against public questions',
    load: async () => (await import('./contamination.ts')).contaminationCommand,
  },
  import: {
    summary: 'bring a benchmark (MMLU, GSM8K, HumanEval, …), or take over a FastChat folder',
    load: async () => (await import('./import/import.ts')).importCommand,
  },
  export: {
    summary: 'write answers, judgments, results as parquet, CSV, lm-eval samples, battles, a data card',
    load: async () => (await import('./tools/export.ts')).exportCommand,
  },
  validate: {
    summary: 'check the files of a data directory, and name every problem',
    load: async () => (await import('./tools/validate.ts')).validateCommand,
  },
  merge: {
    summary: 'merge the data directories of several machines',
    load: async () => (await import('./merge.ts')).mergeCommand,
  },
  view: {
    summary: 'follow a bench in the browser, and vote blindly on pairs of answers',
    load: async () => (await import('./view.ts')).viewCommand,
  },
  agreement: {
    summary: 'show how often judges agree with human votes and with each other',
    load: async () => (await import('./agreement.ts')).agreementCommand,
  },
  status: {
    summary: 'what is done, stale, missing and spent, of every bench, model and judge',
    load: async () => (await import('./tools/status.ts')).statusCommand,
  },
  scorecard: {
    summary: 'all that is on disk of one model: judges, benchmarks, votes',
    load: async () => (await import('./tools/scorecard.ts')).scorecardCommand,
  },
  costs: {
    summary: 'show what answers and judgments have taken: calls, tokens, US dollars',
    load: async () => (await import('./tools/costs.ts')).costsCommand,
  },
  models: {
    summary: 'list the models of an endpoint, and check that it answers',
    load: async () => (await import('./tools/models.ts')).modelsCommand,
  },
  doctor: {
    summary: 'probe judges with material of known outcome before money is spent',
    load: async () => (await import('./doctor/doctor.ts')).doctorCommand,
  },
  bench: {
    summary: 'make a bench of fresh questions from a seed (make)',
    load: async () => (await import('./bench.ts')).benchCommand,
  },
  batch: {
    summary: 'see what becomes of batches (status), and take back the results of files (collect)',
    load: async () => (await import('./batch/batch.ts')).batchCommand,
  },
  completion: {
    summary: 'print the script by which bash, zsh or fish completes commands, flags and names',
    load: async () => (await import('./tools/completion.ts')).completionCommand,
  },
  __complete: {
    summary: 'what can stand at the end of a command line',
    load: async () => (await import('./tools/completion.ts')).completeCommand(loadProgram),
  },
};

/** The program with the command that `argv` names; with all of them, by name only, where it names none. */
export async function loadProgram(argv: readonly string[]): Promise<CommandFactory> {
  const name = (argv[0] === 'help' ? argv[1] : argv[0]) ?? '';
  const factory = Object.hasOwn(entries, name) ? await entries[name]?.load() : undefined;
  return (context) => {
    const program = new Command('mt-judge').description('MT-Bench-style LLM-as-judge evaluation, in stages');
    for (const [each, { summary }] of Object.entries(entries)) {
      if (each === name && factory) program.addCommand(factory(context));
      else program.command(each, { hidden: each.startsWith('__') }).description(summary);
    }
    if (argv.length === 0) program.action(() => program.outputHelp());
    return program;
  };
}
