/** `import <tool>`: takes over what another evaluation tool has written: questions, answers, its own verdicts. */

import { checkBenchName } from '../../benchmarks/import/bench-name.ts';
import { planFiles, type ToolFile } from '../../benchmarks/tools/place.ts';
import { tools } from '../../benchmarks/tools/registry.ts';
import type { ToolBench, ToolSettings } from '../../benchmarks/tools/tool.ts';
import type { Context } from '../../cli/main.ts';
import { nextCommand } from '../../cli/next-command.ts';
import { exitCodes, UserError } from '../../errors.ts';
import { plainLine } from '../../plain-text.ts';
import { placeFiles } from '../../store/files/place-files.ts';

interface ToolOptions extends ToolSettings {
  dataDir: string;
  overwrite: boolean;
  quiet: boolean;
}

/** Runs the import; resolves to its exit code. */
export async function importTool(name: string, options: ToolOptions, context: Context): Promise<number> {
  const read = await tools[name]?.load();
  if (!read) throw new UserError(`cannot import ${name}`);
  if (options.bench !== undefined) checkBenchName('--bench', options.bench);
  const { benches, notes } = await read(options);
  const files: ToolFile[] = [];
  // The files name them, unless --bench does.
  for (const bench of benches) checkBenchName('--bench', bench.name);
  for (const bench of benches) files.push(...(await planFiles(bench, options)));
  await placeFiles(files, { overwrite: true, remedy: '' });
  for (const { target, holds, added, replaced } of files) {
    context.stdout.write(`${plainLine(`${target}: ${holds} (${outcome(added, replaced)})`, 1000)}\n`);
  }
  if (options.quiet) return exitCodes.done;
  for (const note of notes) context.stderr.write(`${plainLine(`note: ${note}`, 1000)}\n`);
  for (const bench of benches) {
    for (const command of nextCommands(bench, context)) {
      context.stdout.write(`${nextCommand(command, { bench: bench.name, dataDir: options.dataDir })}\n`);
    }
  }
  return exitCodes.done;
}

function outcome(added: number, replaced: number): string {
  if (added === 0 && replaced === 0) return 'unchanged';
  return [added > 0 ? `${added} new` : '', replaced > 0 ? `${replaced} replaced` : '']
    .filter((text) => text !== '')
    .join(', ');
}

function nextCommands({ judgments, answers }: ToolBench, { programName }: Context): string[] {
  if (judgments.length === 0) {
    return answers.length === 0 ? [] : [`${programName('gen-judgment')} --judge openai/gpt-4.1`];
  }
  const isLmEval = judgments.some(({ judge }) => judge[0].startsWith('lm-eval-'));
  return [`${programName('show-results')}${isLmEval ? ' --compat lm-eval' : ''}`];
}
