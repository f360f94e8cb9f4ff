/** `import`: brings a benchmark, or takes over what FastChat's users have. */

import { Argument } from 'commander';
import { Command, count, Option, positive } from '../../cli/flags/flags.ts';
import type { Context } from '../../cli/main.ts';
import { UserError } from '../../errors.ts';
import { benchmarkNames } from '../../records/bench/benchmarks.ts';
import { importProtocol, protocols } from './protocol.ts';

interface ImportOptions {
  bench?: string;
  dataDir: string;
  from?: string;
  shots?: string;
  judge?: string;
  judgePrompts?: string;
  overwrite?: true;
  timeout: number;
  maxRetries: number;
  quiet?: true;
}

export function importCommand(context: Context): Command {
  const command = new Command('import')
    .description('Bring a benchmark, or take over a FastChat llm_judge/data folder')
    .addArgument(
      new Argument('<what>', 'what to import').choices([
        'fastchat',
        ...Object.keys(protocols),
        ...benchmarkNames,
      ]),
    )
    .argument('[path-or-url]', 'fastchat: the folder, or a mirror (default: the official release on GitHub)')
    .option('--bench <name>', 'name of the bench here (default: that of the benchmark; fastchat: mt_bench)')
    .option('--data-dir <dir>', 'folder of questions/, judge-prompts/, answers/, judgments/ and .cache/', '.')
    .option('--from <path>', 'benchmark: a file or folder in any published form; nothing is downloaded')
    .option('--shots <path-or-url>', 'benchmark: file or folder of the few-shot examples')
    .option(
      '--judge <id>',
      'fastchat: judge whose references are used, reference_answer/<id>.jsonl (default: gpt-4); protocols: only its judgments',
    )
    .option(
      '--judge-prompts <set>',
      'fastchat: name of the set, judge-prompts/<set>.yaml (default: fastchat)',
    )
    .option('--overwrite', 'replace files that exist with other content');
  return addDownloadOptions(command)
    .option('--quiet', 'print results and errors only')
    .addHelpText('after', `${protocolsText()}${benchmarksText}`)
    .action(async (what: string, source: string | undefined, options: ImportOptions) =>
      context.exit(await importWhat(what, { ...options, source }, context)),
    );
}

function addDownloadOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--timeout <s>', 'seconds until a download counts as failed')
        .argParser(positive)
        .default(30),
    )
    .addOption(
      new Option('--max-retries <n>', 'tries of a download after the first').argParser(count(0)).default(3),
    );
}

async function importWhat(
  what: string,
  { source, from, shots, judge, judgePrompts, ...options }: ImportOptions & { source: string | undefined },
  context: Context,
): Promise<number> {
  const benchmark = benchmarkNames.find((name) => name === what);
  if (Object.hasOwn(protocols, what)) {
    refuseFlags(what, { '--shots': shots, '--judge-prompts': judgePrompts });
    if (source !== undefined)
      throw new UserError(`import ${what} takes no folder by itself: give it as --from ${source}`);
    const { bench, ...others } = options;
    return importProtocol(what, { ...others, bench, from, judge }, context);
  }
  if (!benchmark) {
    refuseFlags('fastchat', { '--from': from, '--shots': shots });
    const { importFastchat } = await import('./fastchat.ts');
    const names = { bench: options.bench ?? 'mt_bench', judge: judge ?? 'gpt-4' };
    const settings = { ...options, ...names, judgePrompts: judgePrompts ?? 'fastchat' };
    return importFastchat(source, settings, context);
  }
  refuseFlags(benchmark, { '--judge': judge, '--judge-prompts': judgePrompts });
  if (source !== undefined) {
    throw new UserError(`import ${benchmark} takes no folder by itself: give it as --from ${source}`);
  }
  const { importBenchmark } = await import('./benchmark.ts');
  return importBenchmark(benchmark, { ...options, from, shots, bench: options.bench ?? benchmark }, context);
}

function refuseFlags(what: string, flags: Readonly<Record<string, string | undefined>>): void {
  const given = Object.entries(flags).find(([, value]) => value !== undefined);
  if (given) throw new UserError(`${given[0]} has no use with import ${what}`);
}

function protocolsText(): string {
  const lines = Object.entries(protocols).map(([name, { brings }]) => `  ${name.padEnd(16)}${brings}`);
  return `\nJudge protocols:\n${lines.join('\n')}\n`;
}

const benchmarksText = `
Benchmarks (questions, licence):
  mmlu            14,042  MIT           57 subjects, four options
  arc-challenge    1,172  CC BY-SA 4.0  school science, three to five options
  hellaswag       10,042  MIT           which ending goes on with a text
  gsm8k            1,319  MIT           word problems, 5 shots from train
  gsm8k-cot        1,319  MIT           the same, 8 shots with chains of thought
  math             5,000  MIT           competition problems, 4 shots
  math-500           500  MIT           500 of them
  ifeval             541  Apache-2.0    instructions that a program can check
  humaneval          164  MIT           Python functions, run in a sandbox
  mbpp               500  CC BY 4.0     Python functions, run in a sandbox
  mbpp-sanitized     257  CC BY 4.0     the same, gone over by hand

Files come from the Hugging Face hub at a pinned revision, or a mirror (HF_ENDPOINT); HF_TOKEN is a
token for data sets that want one. They are kept in .cache/hub/ of the data directory.
`;
