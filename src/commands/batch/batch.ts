/** `mt-judge batch`: what becomes of batches between the runs that made them. */

import { resolve } from 'node:path';
import { addDataOptions, Command, Option, prepareCommand } from '../../cli/flags/flags.ts';
import type { CommandFactory, Context } from '../../cli/main.ts';
import { UserError } from '../../errors.ts';
import { type Manifest, readManifest, resultFilesAt } from '../../generate/batch/files/folder.ts';
import { type BatchStatusOptions, showBatches } from './status.ts';

interface CollectOptions {
  inputFile?: string[];
  quiet?: true;
  verbose?: true;
}

export function batchCommand(context: Context): Command {
  return new Command('batch')
    .description('Batches of gen-answers --batch and gen-judgment --batch: their state, and their results')
    .addCommand(statusCommand(context))
    .addCommand(collectCommand(context));
}

function statusCommand(context: Context): Command {
  return addDataOptions(new Command('status'))
    .description('List the batches of the data directory, asking their services how far they are')
    .option(
      '--config <models.yaml>',
      'endpoints of your own (default: models.yaml in the data directory, if any)',
    )
    .option('--base-url <url>', "the server's address, instead of the endpoint's own")
    .option('--api-key-env <name>', "variable that holds the key, instead of the endpoint's own")
    .option('--offline', 'ask no service: what was last heard')
    .addOption(new Option('--format <format>').choices(['table', 'json']).default('table'))
    .action((options: BatchStatusOptions) => showBatches(options, context));
}

function collectCommand(context: Context): Command {
  return new Command('collect')
    .description(
      'Take back the results of --batch file <dir>: write their records, and the next batch round if there is one',
    )
    .argument('<dir>', 'the folder of the request files; result files in it are found by what they hold')
    .option('--input-file <file...>', 'result files that lie elsewhere, or folders of such files')
    .option('--quiet', 'print results and errors only')
    .option('--verbose', 'print each change to what is sent')
    .action((folder: string, options: CollectOptions) => collect(resolve(folder), options, context));
}

/** Runs the command of the folder's manifest again, on what has come. */
async function collect(folder: string, options: CollectOptions, context: Context): Promise<void> {
  const manifest = await readManifest(folder);
  if (!manifest) {
    throw new UserError(`${folder} has no manifest.json: give the folder of a run with --batch file <dir>`);
  }
  const factory = await factoryOf(manifest);
  const files = await resultFilesAt((options.inputFile ?? []).map((file) => resolve(file)));
  const config = manifest.config === undefined ? [] : ['--config', resolve(folder, manifest.config)];
  const manner = [...(options.quiet ? ['--quiet'] : []), ...(options.verbose ? ['--verbose'] : [])];
  const args = [
    ...[...manifest.args, '--data-dir', resolve(folder, manifest.data_dir), ...config, ...manner],
    ...['--batch', 'collect', folder, ...files],
  ];
  await prepareCommand(factory(context)).parseAsync(args, { from: 'user' });
}

async function factoryOf({ command }: Manifest): Promise<CommandFactory> {
  if (command === 'gen-answers') return (await import('../gen-answers.ts')).genAnswersCommand;
  return (await import('../gen-judgment.ts')).genJudgmentCommand;
}
