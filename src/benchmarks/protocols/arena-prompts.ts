/** Arena-Hard-Auto's judge prompts in its own words, where a user has them on disk: none come with the package. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { readYaml } from '../../store/bench/yaml-file.ts';
import { fileText } from '../data/read.ts';
import type { ProtocolFile, ProtocolSettings } from './protocol.ts';

/** As `config/*.yaml` has it; the system prompt stands there in v0.1, and in `judge_utils.py` since. */
const configSchema = z.looseObject({
  prompt_template: z.union([z.string(), z.array(z.string()).min(1)]),
  system_prompt: z.string().optional(),
});

interface PromptSettings extends Pick<ProtocolSettings, 'dataDir' | 'bench'> {
  release: string;
}

/**
 * A set for each system prompt: `<bench>`, and `<bench>-<category>` for a category with another one than the first. None where
 * the folder has no such files.
 */
export async function arenaPrompts(from: string, settings: PromptSettings): Promise<ProtocolFile[]> {
  const config = firstOf(from, [
    `config/${settings.release}.yaml`,
    'config/judge_config.yaml',
    `${settings.release}.yaml`,
    'judge_config.yaml',
  ]);
  if (config === undefined) return [];
  const { prompt_template: given, system_prompt } = await readYaml(config, configSchema);
  const template = typeof given === 'string' ? given : (given[0] ?? '');
  if (system_prompt !== undefined)
    return [promptFile(settings, { name: settings.bench, system_prompt, template })];
  const utils = firstOf(from, [
    'utils/judge_utils.py',
    'src/arenahard/utils/judge_utils.py',
    'judge_utils.py',
  ]);
  if (utils === undefined) return [];
  const byCategory = systemPromptsIn(await fileText(utils));
  const usual =
    byCategory.get(settings.release) ?? byCategory.get('hard_prompt') ?? [...byCategory.values()][0];
  if (usual === undefined)
    throw new UserError(`cannot import ${utils}: it has no system prompts that can be read`);
  const others = settings.release.endsWith('v2.0')
    ? [...byCategory].filter(([name, text]) => text !== usual && !name.startsWith('arena-hard'))
    : [];
  return [
    promptFile(settings, { name: settings.bench, system_prompt: usual, template }),
    ...others.map(([category, text]) =>
      promptFile(settings, { name: `${settings.bench}-${category}`, system_prompt: text, template }),
    ),
  ];
}

function firstOf(from: string, paths: readonly string[]): string | undefined {
  return paths.map((path) => join(from, path)).find(existsSync);
}

const pythonText = String.raw`"((?:[^"\\]|\\.)*)"`;

/** By category: `"system_prompt"` is a text there, or the name of one. */
function systemPromptsIn(python: string): Map<string, string> {
  const named = new Map<string, string>();
  for (const [, name = '', text = ''] of python.matchAll(new RegExp(`^(\\w+)\\s*=\\s*${pythonText}`, 'gm')))
    named.set(name, unescaped(text));
  const entry = new RegExp(
    `"([\\w.-]+)":\\s*\\{[^{}"]*"baseline":\\s*"[^"]*",\\s*"system_prompt":\\s*(?:(\\w+)|${pythonText})`,
    'g',
  );
  const found = new Map<string, string>();
  for (const [, category = '', name, text] of python.matchAll(entry)) {
    const prompt = name === undefined ? unescaped(text ?? '') : named.get(name);
    if (prompt !== undefined) found.set(category, prompt);
  }
  return found;
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, (_, character: string) =>
    character === 'n' ? '\n' : character === 't' ? '\t' : character,
  );
}

function promptFile(
  { dataDir }: PromptSettings,
  { name, system_prompt, template }: { name: string; system_prompt: string; template: string },
): ProtocolFile {
  const set = {
    description: 'The judge prompt of Arena-Hard-Auto in its own words, imported',
    prompts: [
      {
        ...{ name: 'arena-hard', type: 'pairwise', turn: 'first', reference: false },
        // Its system prompt is no template: braces are braces.
        system_prompt: system_prompt.replaceAll('{', '{{').replaceAll('}', '}}'),
        prompt_template: ours(template),
        output_format: '[[A>>B]]',
      },
    ],
  };
  return {
    target: join(dataDir, 'judge-prompts', `${name}.yaml`),
    content: { text: stringify(set, { lineWidth: 0 }) },
    holds: `judge prompts, --judge-prompts ${name}`,
  };
}

/** With our names for the parts: those of v2.0 in capitals, those of v0.1 numbered. */
function ours(template: string): string {
  const names: Readonly<Record<string, string>> = {
    ...{ QUESTION: 'question', ANSWER_A: 'answer_a', ANSWER_B: 'answer_b' },
    ...{ question_1: 'question', answer_1: 'answer_a', answer_2: 'answer_b' },
  };
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const known = names[name];
    return known === undefined ? whole : `{${known}}`;
  });
}
