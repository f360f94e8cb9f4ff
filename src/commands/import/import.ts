/** `import`: brings a benchmark, or takes over what users of FastChat and of other tools have. */

import { Argument } from 'commander';
import { tools } from '../../benchmarks/tools/registry.ts';
import { Command, count, Option, positive } from '../../cli/flags/flags.ts';
import { addExamples } from '../../cli/flags/help-text.ts';
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
  modelId?: string;
  map?: string;
  scale?: [number, number];
  language?: string;
  overwrite?: true;
  timeout: number;
  maxRetries: number;
  quiet?: true;
}

const helpExamples = [
  'gsm8k',
  'mmlu --from downloads/mmlu --data-dir evals',
  'fastchat ../FastChat/fastchat/llm_judge/data',
];

export function importCommand(context: Context): Command {
  const command = addExamples(new Command('import'), helpExamples)
    .description("Bring a benchmark, or take over a FastChat llm_judge/data folder or another tool's results")
    .addArgument(new Argument('<what>', 'what to import').choices(choices()))
    .argument(
      '[path-or-url]',
      'tools: file or folder; fastchat: the folder, or a mirror (default: the official release on GitHub)',
    )
    .option(
      '--bench <name>',
      'name of the bench here (default: that of the benchmark or task; fastchat: mt_bench)',
    )
    .option('--data-dir <dir>', 'folder of questions/, judge-prompts/, answers/, judgments/ and .cache/', '.')
    .option('--from <path>', 'benchmark: a file or folder in any published form; nothing is downloaded')
    .option('--shots <path-or-url>', 'benchmark: file or folder of the few-shot examples')
    .option(
      '--judge <id>',
      'fastchat: judge whose references are used (default: gpt-4); csv, jsonl: judge of the scores; protocols: only its',
    )
    .option(
      '--judge-prompts <set>',
      'fastchat: name of the set, judge-prompts/<set>.yaml (default: fastchat)',
    )
    .option(
      '--language <code>',
      'fastchat: what the bench is in, such as ja; written to questions/<bench>.yaml',
    )
    .option('--overwrite', 'replace files that exist with other content');
  return addDownloadOptions(addToolOptions(command))
    .option('--quiet', 'print results and errors only')
    .addHelpText('after', () => `${toolsText()}${protocolsText()}${benchmarksText}`)
    .action(async (what: string, source: string | undefined, options: ImportOptions) =>
      context.exit(await importWhat(what, { ...options, source }, context)),
    );
}

function addToolOptions(command: Command): Command {
  return command
    .option('--model-id <id>', 'tools: the model, where the files do not name it or it is to have another id')
    .option('--map <field=column,...>', 'csv, jsonl: what is in which column (below)')
    .addOption(
      new Option(
        '--scale <low-high>',
        'csv, jsonl: of the scores (default: 0-1 where all fit, else 1-10)',
      ).argParser(scaleOf),
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
  given: ImportOptions & { source: string | undefined },
  context: Context,
): Promise<number> {
  const { source, from, shots, judge, judgePrompts, language, modelId, map, scale, ...options } = given;
  const benchmark = benchmarkNames.find((name) => name === what);
  if (Object.hasOwn(tools, what)) return importResults(what, given, context);
  refuseFlags(what, { '--model-id': modelId, '--map': map, '--scale': scale });
  if (Object.hasOwn(protocols, what)) {
    refuseFlags(what, { '--shots': shots, '--judge-prompts': judgePrompts, '--language': language });
    if (source !== undefined)
      throw new UserError(`import ${what} takes no folder by itself: give it as --from ${source}`);
    const { bench, ...others } = options;
    return importProtocol(what, { ...others, bench, from, judge }, context);
  }
  if (!benchmark) {
    refuseFlags('fastchat', { '--from': from, '--shots': shots });
    const { importFastchat } = await import('./fastchat.ts');
    const names = { bench: options.bench ?? 'mt_bench', judge: judge ?? 'gpt-4' };
    const settings = { ...options, ...names, language, judgePrompts: judgePrompts ?? 'fastchat' };
    return importFastchat(source, settings, context);
  }
  refuseFlags(benchmark, { '--judge': judge, '--judge-prompts': judgePrompts, '--language': language });
  if (source !== undefined) {
    throw new UserError(`import ${benchmark} takes no folder by itself: give it as --from ${source}`);
  }
  const { importBenchmark } = await import('./benchmark.ts');
  return importBenchmark(benchmark, { ...options, from, shots, bench: options.bench ?? benchmark }, context);
}

/** The results of another tool. */
async function importResults(
  what: string,
  {
    source,
    from,
    shots,
    judge,
    judgePrompts,
    language,
    ...options
  }: ImportOptions & { source: string | undefined },
  context: Context,
): Promise<number> {
  const { bench, modelId, map, scale, dataDir, overwrite, quiet } = options;
  refuseFlags(what, {
    '--from': from,
    '--shots': shots,
    '--judge-prompts': judgePrompts,
    '--language': language,
  });
  if (source === undefined) {
    throw new UserError(`import ${what} takes a file or folder: ${tools[what]?.reads}`);
  }
  const isMapped = what === 'csv' || what === 'jsonl';
  if (!isMapped) refuseFlags(what, { '--map': map, '--judge': judge, '--scale': scale });
  const { importTool } = await import('./tool.ts');
  const flags = {
    bench,
    modelId,
    judge,
    map,
    scale,
    dataDir,
    overwrite: overwrite === true,
    quiet: quiet === true,
  };
  return importTool(what, { ...flags, path: source }, context);
}

function scaleOf(text: string): [number, number] {
  const [, low, high] = /^(-?\d+(?:\.\d+)?)-(-?\d+(?:\.\d+)?)$/.exec(text) ?? [];
  const scale: [number, number] = [Number(low), Number(high)];
  if (low !== undefined && scale[0] < scale[1]) return scale;
  throw new UserError(`cannot read "${text}" (--scale): write the lowest and the highest score, 0-100`);
}

function choices(): string[] {
  return ['fastchat', ...Object.keys(tools), ...Object.keys(protocols), ...benchmarkNames];
}

function refuseFlags(what: string, flags: Readonly<Record<string, unknown>>): void {
  const given = Object.entries(flags).find(([, value]) => value !== undefined);
  if (given) throw new UserError(`${given[0]} has no use with import ${what}`);
}

function protocolsText(): string {
  const lines = Object.entries(protocols).map(([name, { brings }]) => `  ${name.padEnd(16)}${brings}`);
  return `\nJudge protocols:\n${lines.join('\n')}\n`;
}

function toolsText(): string {
  const width = Math.max(...Object.keys(tools).map((name) => name.length)) + 2;
  const lines = Object.entries(tools).map(([name, { reads }]) => `  ${name.padEnd(width)}${reads}`);
  return `
Other tools (questions, answers, the tool's own verdicts; a second import adds what is new):
${lines.join('\n')}
Fields of --map: question, answer, id, category, model, target, reference, score, judge, rationale, turn
(from 1), choice (from 0); a field of JSONL may be a path (response.text).
`;
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
