/** Loads sets of judge prompts, and tells without loading one whether it is what it was. */

import { readFile } from 'node:fs/promises';
import { contentHash } from '../../content-hash.ts';
import { type JudgePromptSet, judgePromptSetSchema } from '../../records/judge-prompt.ts';
import { judgePromptsFile } from './paths.ts';

/** The set in a file, under a name. YAML is loaded here, on first use. */
export async function loadJudgePrompts(file: string, name: string): Promise<JudgePromptSet> {
  const { readYaml } = await import('./yaml-file.ts');
  const { prompts } = await readYaml(file, judgePromptSetSchema);
  return { name, prompts, fileHash: await hashFile(file) };
}

/**
 * The set of a name if its file has changed since `fileHash` was taken (or no hash is known); undefined where it has
 * not, or where there is no such file any more.
 */
export async function loadIfChanged(
  dataDir: string,
  name: string,
  fileHash: string | undefined,
): Promise<JudgePromptSet | undefined> {
  const file = await judgePromptsFile(dataDir, name).catch(() => undefined);
  if (file === undefined || (await hashFile(file)) === fileHash) return undefined;
  return loadJudgePrompts(file, name);
}

async function hashFile(file: string): Promise<string> {
  return contentHash(await readFile(file, 'utf8'));
}
