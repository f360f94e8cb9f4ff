/** `import fastchat`: takes over what FastChat's users have: questions, judge prompts, answers, judgments. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type FastchatImport,
  type FastchatImportOptions,
  type ImportedFile,
  importedKinds,
  readFastchat,
} from '../../benchmarks/fastchat/import.ts';
import { fetchRelease, officialRelease } from '../../benchmarks/fastchat/release.ts';
import type { Context } from '../../cli/main.ts';
import type { ProgramName } from '../../cli/program-name.ts';
import { listenForStop } from '../../cli/shutdown.ts';
import { exitCodes, UserError } from '../../errors.ts';
import { plainLine } from '../../plain-text.ts';
import { loadEnvironment } from '../../store/bench/config-files.ts';
import { type Placed, placeFiles } from '../../store/files/place-files.ts';

export interface FastchatOptions extends FastchatImportOptions {
  overwrite?: true;
  timeout: number;
  maxRetries: number;
  quiet?: true;
}

/** Runs the import; resolves to its exit code. */
export async function importFastchat(
  source: string | undefined,
  options: FastchatOptions,
  context: Context,
): Promise<number> {
  return importFrom(source ?? officialRelease, options, context);
}

async function importFrom(source: string, options: FastchatOptions, context: Context): Promise<number> {
  const say = (line: string) => context.stderr.write(`${plainLine(line, 1000)}\n`);
  const url = /^https?:\/\//i.test(source) ? parseUrl(source) : undefined;
  const imported = url
    ? await withRelease(url, { options, say, env: loadEnvironment(context.env, options.dataDir) }, (folder) =>
        place(folder, options),
      )
    : await place(source, options);
  for (const warning of imported.warnings) say(`warning: ${warning}`);
  for (const { target, holds, placed } of imported.files) {
    context.stdout.write(`${plainLine(`${target}: ${holds} (${placed})`, 1000)}\n`);
  }
  if (!options.quiet) {
    const wanted = importedKinds.filter((kind) => kind !== 'bench');
    const absent = wanted.filter((kind) => !imported.files.some((file) => file.kind === kind));
    if (absent.length > 0) say(`not there to import: ${absent.join(', ')}${url ? elsewhere : ''}`);
    const next = nextSteps(imported.files, options, context.programName);
    for (const line of next) context.stdout.write(`next: ${line}\n`);
  }
  return exitCodes.done;
}

const elsewhere =
  '; the answers of 31 models and the judgments of GPT-4 are in the Hugging Face space lmsys/mt-bench, folder data/mt_bench';

interface PlacedImport extends FastchatImport {
  files: (ImportedFile & { placed: Placed })[];
}

async function place(folder: string, options: FastchatOptions): Promise<PlacedImport> {
  const { files, warnings } = await readFastchat(folder, options);
  const placed = await placeFiles(files, {
    overwrite: options.overwrite === true,
    remedy: 'import under other names (--bench, --judge-prompts), or replace what is there (--overwrite)',
  });
  return { warnings, files: files.map((file, index) => ({ ...file, placed: placed[index] ?? 'unchanged' })) };
}

/** Fetches the release into a temporary folder, gives that to `work`, and removes it. */
async function withRelease<Result>(
  url: URL,
  { options, say, env }: { options: FastchatOptions; say: (line: string) => void; env: Context['env'] },
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'mt-judge-import-'));
  const stop = listenForStop({ say, stop: () => undefined });
  try {
    await fetchRelease(url, folder, {
      timeoutMs: options.timeout * 1000,
      maxRetries: options.maxRetries,
      signal: stop.stopping,
      env,
      onRetry: ({ message }) => say(`trying again: ${message}`),
    });
    return await work(folder);
  } finally {
    stop.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

function parseUrl(text: string): URL {
  if (URL.canParse(text)) return new URL(text);
  throw new UserError(`cannot read the address "${text}"`);
}

/** The commands that use what has been imported. */
function nextSteps(
  files: readonly ImportedFile[],
  { bench, dataDir, judge, ...options }: FastchatOptions,
  programName: ProgramName,
): string[] {
  const has = (kind: ImportedFile['kind']) => files.some((file) => file.kind === kind);
  const there = `--bench ${bench}${dataDir === '.' ? '' : ` --data-dir ${quoted(dataDir)}`}`;
  const prompts = has('judge prompts') ? ` --judge-prompts ${options.judgePrompts}` : '';
  return [
    ...(has('single judgments') ? [`${programName('show-results')} ${there} --compat fastchat`] : []),
    ...(has('answers') ? [] : [`${programName('gen-answers')} ${there} --model openai/gpt-4.1-mini`]),
    `${programName('gen-judgment')} ${there}${prompts} --judge openai/${judge}`,
  ];
}

/** A path as a shell takes it. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : JSON.stringify(path);
}
