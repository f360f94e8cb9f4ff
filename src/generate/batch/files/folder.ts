/** A folder that carries batches to an engine and back: request files by batch round, whatever results lie there, a manifest. */

import { mkdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { systemCode, UserError } from '../../../errors.ts';
import { publicUrl } from '../../../providers/resolve-model.ts';
import { fileStem, filesIn } from '../../../store/bench/paths.ts';
import { asFileError } from '../../../store/files/file-error.ts';
import { checkRecord, readLines } from '../../../store/jsonl/reader.ts';
import type { Span } from '../../../store/jsonl/record-index.ts';
import type { Rerun } from '../../settings.ts';
import { replaceFile } from '../state.ts';

/** What is needed to go on: the command, without the flags that differ from run to run, and never a key. */
const manifestSchema = z.looseObject({
  command: z.enum(['gen-answers', 'gen-judgment']),
  args: z.array(z.string()),
  /** Both as seen from the folder, so that they may move together. */
  data_dir: z.string(),
  config: z.string().optional(),
  /** Hash of the command: a folder is one command's. */
  run: z.string(),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** A line that may be the result of a request. */
export interface ResultLine extends Span {
  file: string;
}

export interface BatchFolder {
  /** The request files that each request stands in, oldest first. */
  asked: Map<string, string[]>;
  /** The lines that each request has in the result files. */
  results: Map<string, ResultLine[]>;
  resultFiles: string[];
  /** What was passed over: where, and why. */
  strange: string[];
  lastRound: number;
}

const requestName = /^requests-.+-wave(\d+)-\d+\.jsonl$/;
const manifestName = 'manifest.json';

const resultLineSchema = z
  .looseObject({ custom_id: z.string(), response: z.unknown().optional(), error: z.unknown().optional() })
  .refine(({ response, error }) => Boolean(response) || Boolean(error));

/** The files at these paths: a folder stands for the files in it that may hold results. */
export async function resultFilesAt(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const found = await stat(path).catch((error: unknown) => {
      throw asFileError(error, `cannot read ${path}`);
    });
    const inside = found.isDirectory() ? await resultNames(path) : undefined;
    if (inside?.length === 0)
      throw new UserError(`cannot find results in ${path}: it has no .jsonl or .json file`);
    files.push(...(inside?.map((name) => join(path, name)) ?? [path]));
  }
  return files;
}

/** By name alone: an engine names its results as it likes, and some end JSON lines in `.json`. */
async function resultNames(folder: string): Promise<string[]> {
  const names = (await filesIn(folder, '')).filter((name) => /\.jsonl?$/.test(name));
  return names.filter((name) => !requestName.test(name) && name !== manifestName);
}

/** Reads the folder, and result files that lie elsewhere. A folder that is not there is empty. */
export async function readBatchFolder(folder: string, others: readonly string[]): Promise<BatchFolder> {
  const names = (await filesIn(folder, '.jsonl')).sort((a, b) => roundOf(a) - roundOf(b) || (a < b ? -1 : 1));
  const found: BatchFolder = {
    asked: new Map(),
    results: new Map(),
    strange: [],
    lastRound: 0,
    resultFiles: [
      ...new Set([
        ...(await resultNames(folder)).map((name) => join(folder, name)),
        ...(await resultFilesAt(others)),
      ]),
    ],
  };
  for (const name of names.filter((each) => requestName.test(each))) {
    found.lastRound = Math.max(found.lastRound, roundOf(name));
    for await (const { text } of readLines(join(folder, name))) {
      const id = idOf(text);
      if (id !== undefined) found.asked.set(id, [...(found.asked.get(id) ?? []), name]);
    }
  }
  for (const file of found.resultFiles) await indexResults(file, found);
  return found;
}

async function indexResults(file: string, { results, strange }: BatchFolder): Promise<void> {
  const passedOver: number[] = [];
  let lines = 0;
  for await (const { text, offset, length, number } of readLines(file)) {
    if (text.trim() === '') continue;
    lines += 1;
    const parsed = resultLineSchema.safeParse(parse(text));
    if (!parsed.success) passedOver.push(number);
    else {
      const id = parsed.data.custom_id;
      results.set(id, [...(results.get(id) ?? []), { file, offset, length, number }]);
    }
  }
  const [first] = passedOver;
  if (first === undefined) return;
  const name = basename(file);
  if (passedOver.length === lines) strange.push(`${name} holds no results`);
  else
    strange.push(
      `${name}:${first}: no result${passedOver.length > 1 ? `, as ${passedOver.length - 1} more` : ''}`,
    );
}

/** Writes one request file of a batch round in one step; its name. */
export async function writeRequestFile(
  folder: string,
  { model, round, part }: { model: string; round: number; part: number },
  lines: readonly string[],
): Promise<string> {
  const name = `requests-${fileStem(model)}-wave${round}-${part}.jsonl`;
  await replaceFile(join(folder, name), lines.map((line) => `${line}\n`).join(''));
  return name;
}

export async function makeBatchFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw asFileError(error, `cannot make the folder ${folder}`);
  });
}

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const text = `${JSON.stringify(manifestSchema.parse(manifest), null, 2)}\n`;
  await replaceFile(join(folder, manifestName), text);
}

/** The manifest of a folder, or undefined where it has none. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const file = join(folder, manifestName);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw asFileError(error, `cannot read ${file}`);
  });
  if (text === undefined) return undefined;
  const value = parse(text);
  if (value === undefined) throw new UserError(`cannot read ${file}: it is not JSON`);
  return checkRecord(value, manifestSchema, { file, line: 1, holds: 'the manifest of a batch folder' });
}

function roundOf(name: string): number {
  return Number(requestName.exec(name)?.[1] ?? 0);
}

function idOf(text: string): string | undefined {
  return z.looseObject({ custom_id: z.string() }).safeParse(parse(text)).data?.custom_id;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the folder keeps of a command, so that it can be run again from there. */
export function manifestOf(rerun: Rerun, folder: string, run: string): Manifest {
  const { command, args, dataDir, config } = rerun;
  const from = (path: string) => relative(folder, resolve(path)) || '.';
  const address = args[args.indexOf('--base-url') + 1];
  if (args.includes('--base-url') && address !== undefined && hasSecrets(address)) {
    throw new UserError(
      '--batch file writes its flags down, so --base-url may hold no user, password or query: set OPENAI_BASE_URL instead',
    );
  }
  return {
    command,
    args: [...args],
    data_dir: from(dataDir),
    run,
    ...(config === undefined ? {} : { config: from(config) }),
  };
}

function hasSecrets(address: string): boolean {
  return URL.canParse(address) && publicUrl(address) !== address.replace(/\/+$/, '');
}
