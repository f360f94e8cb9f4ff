/** The last line of a command: what to type next. */

import { shellWord } from '../shell-quote.ts';
import type { SelectionOptions } from './flags/answering.ts';
import type { ProtocolShow } from './flags/protocol.ts';

/** Characters of a command that a message holds whole. */
const longestCommand = 3500;

/** For a run that has left something: the very command that goes on. */
export function againCommand(again: string): string {
  if (again.length > longestCommand)
    return 'next: run the same command again; it asks only for what is missing';
  return `next: ${again}`;
}

/** A command to type next, with the flags that lead to the same place; `command` is shell already. */
export function nextCommand(command: string, { bench, dataDir }: { bench: string; dataDir: string }): string {
  const place = [
    ...(bench === 'mt80' ? [] : ['--bench', bench]),
    ...(dataDir === '.' ? [] : ['--data-dir', dataDir]),
  ];
  return `next: ${[command, ...place.map(shellWord)].join(' ')}`;
}

/** What was selected, as shell: the next command is about the same. */
export function selectionFlags(options: SelectionOptions): string {
  const { questionId, category, filter, firstN, limit, seed } = options;
  const flags = [
    ...(questionId ? ['--question-id', ...questionId] : []),
    ...(category ? ['--category', ...category] : []),
    ...(filter ? ['--filter', ...filter] : []),
    ...(firstN === undefined ? [] : ['--first-n', String(firstN)]),
    ...(limit === undefined ? [] : ['--limit', String(limit)]),
    ...(limit === undefined || seed === undefined ? [] : ['--seed', String(seed)]),
  ];
  return flags.map((word) => ` ${shellWord(word)}`).join('');
}

/** The flag by which `show-results` shows what was judged with these judge prompts, as shell. */
export function promptsFlag({ judgePrompts }: { judgePrompts?: string | undefined }): string {
  return judgePrompts === undefined ? '' : ` --judge-prompts ${shellWord(judgePrompts)}`;
}

/** The flags by which `show-results` shows what was judged in this mode, as shell. */
export function modeFlags({ mode, baseline }: { mode: string; baseline?: string | undefined }): string {
  const named = baseline === undefined ? '' : ` --baseline ${shellWord(baseline)}`;
  return mode === 'single' ? '' : ` --mode ${mode}${named}`;
}

/** The flags by which `show-results` shows what a protocol shows, as shell; else the table by category. */
export function protocolFlags({ languagePenalty, styleControl, compat }: ProtocolShow): string {
  if (compat) return ` --compat ${compat}`;
  if (styleControl) return ' --style-control';
  return `${languagePenalty ? ' --language-penalty' : ''} --by category`;
}
