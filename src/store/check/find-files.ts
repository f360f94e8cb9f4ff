/** Which files of a data directory are checked, and what each is: by its place, or else by what is in it. */

import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { parse } from 'yaml';
import { UserError } from '../../errors.ts';
import { isFields } from '../../records/fits.ts';
import type { KindName } from '../../records/kinds.ts';
import { filesIn } from '../bench/paths.ts';
import { asFileError } from '../files/file-error.ts';
import { readLines } from '../jsonl/reader.ts';

export interface FoundFile {
  file: string;
  kind: KindName;
}

/** Files as they are named; of a folder, whatever lies where a data directory has it. */
export async function findFiles(paths: readonly string[]): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const path of paths) {
    const kindOf = await stat(path).catch((error: unknown) => {
      throw asFileError(error, `cannot read ${path}`);
    });
    if (kindOf.isDirectory()) found.push(...(await filesOfFolder(path)));
    else found.push({ file: path, kind: kindByPlace(path) ?? (await kindByContent(path)) });
  }
  return found;
}

async function filesOfFolder(folder: string): Promise<FoundFile[]> {
  const benchFolders = async (name: string) =>
    (await filesIn(join(folder, name), '')).map((bench) => join(name, bench));
  const places = [
    '.',
    'questions',
    join('questions', 'shots'),
    'judge-prompts',
    'suites',
    'protocols',
    ...(await benchFolders('answers')),
    ...(await benchFolders('judgments')),
  ];
  const found: FoundFile[] = [];
  for (const place of places) {
    const isFolder = (await stat(join(folder, place)).catch(() => undefined))?.isDirectory();
    for (const name of isFolder ? await filesIn(join(folder, place), '') : []) {
      const file = join(folder, place, name);
      const kind = place === '.' ? (name === 'models.yaml' ? 'models' : undefined) : kindByPlace(file);
      if (kind) found.push({ file, kind });
    }
  }
  return found;
}

/** What a file is by its name and its folders; undefined where they do not say. */
function kindByPlace(path: string): KindName | undefined {
  const [name, folders] = [basename(path), dirname(resolve(path)).split(sep)];
  const [parent, above] = [folders.at(-1), folders.at(-2)];
  if (name.endsWith('.yaml')) {
    if (name === 'models.yaml') return 'models';
    if (parent === 'questions') return 'bench';
    if (parent === 'judge-prompts') return 'judge-prompts';
    if (parent === 'protocols') return 'protocol';
    return parent === 'suites' ? 'suite' : undefined;
  }
  if (!name.endsWith('.jsonl')) return undefined;
  if (name.endsWith('_single.jsonl') && above === 'judgments') return 'single-judgment';
  if (name.endsWith('_pair.jsonl') && above === 'judgments') return 'pair-judgment';
  if (parent === 'shots' && above === 'questions') return 'shot';
  if (parent === 'questions') return 'question';
  return above === 'answers' ? 'answer' : undefined;
}

async function kindByContent(file: string): Promise<KindName> {
  if (/\.ya?ml$/.test(file)) return yamlKind(await readFile(file, 'utf8'));
  for await (const { text } of readLines(file)) {
    const value = text.trim() === '' ? undefined : triedValue(() => JSON.parse(text));
    if (!isFields(value)) continue;
    if ('g1_winner' in value) return 'pair-judgment';
    if ('score' in value && 'judge' in value) return 'single-judgment';
    if ('choices' in value && 'model_id' in value) return 'answer';
    if ('turns' in value) return 'question';
    break;
  }
  throw new UserError(
    `cannot tell what ${file} holds: it should be a question file, answers or judgments in JSONL, or YAML`,
  );
}

function yamlKind(text: string): KindName {
  const value = triedValue(() => parse(text));
  if (!isFields(value)) return 'models';
  if ('benches' in value) return 'suite';
  if ('prompts' in value) return 'judge-prompts';
  if ('bench' in value && 'references' in value) return 'protocol';
  return 'ask' in value ? 'bench' : 'models';
}

/** What cannot be parsed is found out later, with its line. */
function triedValue(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}
