/** `import alpaca-eval`, `import arena-hard`: brings a protocol's questions, answers and judgments. */

import type { ProtocolImport, ProtocolSettings } from '../../benchmarks/protocols/protocol.ts';
import type { Context } from '../../cli/main.ts';
import { nextCommand } from '../../cli/next-command.ts';
import { createProgress } from '../../cli/progress/progress.ts';
import { listenForStop } from '../../cli/shutdown.ts';
import { exitCodes } from '../../errors.ts';
import { plainLine } from '../../plain-text.ts';
import { loadEnvironment } from '../../store/bench/config-files.ts';
import { placeFiles } from '../../store/files/place-files.ts';
import { checkName } from './benchmark.ts';
import { hubSettings } from './hub-settings.ts';

interface ProtocolOptions extends Pick<ProtocolSettings, 'dataDir' | 'from' | 'judge'> {
  bench: string | undefined;
  overwrite?: true;
  timeout: number;
  maxRetries: number;
  quiet?: true;
}

/** By the name that is imported: the usual name of the bench, what is brought, and who reads it. */
export const protocols: Readonly<
  Record<
    string,
    {
      bench: string;
      brings: string;
      load: () => Promise<(settings: ProtocolSettings) => Promise<ProtocolImport>>;
    }
  >
> = {
  'alpaca-eval': {
    bench: 'alpaca_eval',
    brings: '805 instructions, the baseline’s outputs; with --from outputs and annotations',
    load: async () => (await import('../../benchmarks/protocols/alpaca-eval.ts')).readAlpacaEval,
  },
  'arena-hard': {
    bench: 'arena-hard-v2.0',
    brings: 'v2.0: questions, the baselines’ answers; with --from answers, judgments, judge prompts',
    load: async () => (await import('../../benchmarks/protocols/arena-hard.ts')).readArenaHard,
  },
  'arena-hard-v0.1': {
    bench: 'arena-hard-v0.1',
    brings: 'the same of v0.1: 500 questions',
    load: async () => (await import('../../benchmarks/protocols/arena-hard.ts')).readArenaHardV01,
  },
};

/** Runs the import; resolves to its exit code. */
export async function importProtocol(
  name: string,
  options: ProtocolOptions,
  context: Context,
): Promise<number> {
  const protocol = protocols[name];
  if (!protocol) throw new Error(`there is no protocol ${name}`);
  const { bench = protocol.bench } = options;
  checkName(bench);
  const env = loadEnvironment(context.env, options.dataDir);
  context.hide([env.HF_TOKEN]);
  const quiet = options.quiet === true;
  const progress = createProgress({
    stream: context.stderr,
    quiet,
    now: context.now,
    term: context.env.TERM,
  });
  const stop = listenForStop(progress);
  try {
    const hub = await hubSettings(options, { env, progress, signal: stop.stopping });
    const read = await protocol.load();
    const overwrite = options.overwrite === true;
    const imported = await read({ ...options, bench, overwrite, hub });
    progress.stop();
    await place(imported, { ...options, bench }, context);
  } finally {
    progress.stop();
    stop.dispose();
  }
  return exitCodes.done;
}

async function place(
  { files, notes, next }: ProtocolImport,
  { bench, dataDir, overwrite, quiet }: ProtocolOptions & { bench: string },
  { stdout, stderr, programName }: Context,
): Promise<void> {
  const placed = await placeFiles(files, {
    overwrite: overwrite === true,
    remedy: 'import under another name (--bench), or replace what is there (--overwrite)',
  });
  for (const [index, { target, holds }] of files.entries())
    stdout.write(`${plainLine(`${target}: ${holds} (${placed[index]})`, 1000)}\n`);
  if (quiet) return;
  for (const note of notes) stderr.write(`${plainLine(`note: ${note}`, 1000)}\n`);
  for (const command of next) {
    const [program = '', ...rest] = command.split(' ');
    const typed = [
      programName(program === 'gen-answers' || program === 'gen-judgment' ? program : 'show-results'),
      ...rest,
    ];
    stdout.write(`${nextCommand(typed.join(' '), { bench, dataDir })}\n`);
  }
}
