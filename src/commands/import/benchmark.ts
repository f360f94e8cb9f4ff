/** `import <benchmark>`: downloads or reads its data, and writes the bench, its questions and its shots. */

import type { Benchmark } from '../../benchmarks/benchmark.ts';
import { type BenchmarkImport, readBenchmark } from '../../benchmarks/import/import.ts';
import { loadBenchmark } from '../../benchmarks/registry.ts';
import type { Context } from '../../cli/main.ts';
import { nextCommand } from '../../cli/next-command.ts';
import { createProgress } from '../../cli/progress/progress.ts';
import { listenForStop } from '../../cli/shutdown.ts';
import { exitCodes, UserError } from '../../errors.ts';
import { plainLine } from '../../plain-text.ts';
import type { BenchmarkName } from '../../records/bench/benchmarks.ts';
import { loadEnvironment } from '../../store/bench/config-files.ts';
import { placeFiles } from '../../store/files/place-files.ts';
import { hubSettings } from './hub-settings.ts';

interface BenchmarkOptions {
  bench: string;
  dataDir: string;
  from: string | undefined;
  shots: string | undefined;
  overwrite?: true;
  timeout: number;
  maxRetries: number;
  quiet?: true;
}

/** Runs the import; resolves to its exit code. */
export async function importBenchmark(
  name: BenchmarkName,
  options: BenchmarkOptions,
  context: Context,
): Promise<number> {
  checkName(options.bench);
  const benchmark = await loadBenchmark(name);
  const env = loadEnvironment(context.env, options.dataDir);
  context.hide([env.HF_TOKEN]);
  const progress = createProgress({
    stream: context.stderr,
    quiet: options.quiet === true,
    now: context.now,
    term: context.env.TERM,
  });
  const stop = listenForStop(progress);
  try {
    const hub = await hubSettings(options, { env, progress, signal: stop.stopping });
    const overwrite = options.overwrite === true;
    const imported = await readBenchmark(benchmark, { ...options, overwrite, hub });
    progress.stop();
    await place(imported, options, context);
    if (!options.quiet) tellMore(benchmark, imported, { options, context });
  } finally {
    progress.stop();
    stop.dispose();
  }
  return exitCodes.done;
}

function tellMore(
  { dataset, revision, licence }: Benchmark,
  { bytes, lacksShots }: BenchmarkImport,
  { options, context }: { options: BenchmarkOptions; context: Context },
): void {
  const where = options.from === undefined ? ` at ${revision.slice(0, 7)}` : ', from files';
  const size = `${Math.ceil(bytes / 1000).toLocaleString('en')} kB`;
  context.stderr.write(`data: ${dataset}${where}, licence ${licence}, ${size}\n`);
  const command = `${context.programName('gen-answers')} --model openai/gpt-4.1-mini${lacksShots ? ' --num-fewshot 0' : ''}`;
  context.stdout.write(`${nextCommand(command, options)}\n`);
}

async function place(
  { files, notices, warnings }: BenchmarkImport,
  { overwrite, quiet }: BenchmarkOptions,
  { stdout, stderr }: Context,
): Promise<void> {
  const placed = await placeFiles(files, {
    overwrite: overwrite === true,
    remedy: 'import under another name (--bench), or replace what is there (--overwrite)',
  });
  const say = (line: string) => stderr.write(`${plainLine(line, 1000)}\n`);
  if (!quiet) for (const notice of notices) say(`notice: ${notice}`);
  for (const warning of warnings) say(`warning: ${warning}`);
  for (const [index, { target, holds }] of files.entries()) {
    stdout.write(`${plainLine(`${target}: ${holds} (${placed[index]})`, 1000)}\n`);
  }
}

export function checkName(name: string): void {
  if (/^[A-Za-z0-9._-]+$/.test(name) && !/^\.+$/.test(name)) return;
  throw new UserError(`cannot name a file "${name}" (--bench): use letters, digits, ".", "_" and "-" only`);
}
