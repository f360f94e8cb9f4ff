/** What can stand at the end of a command line, from the definitions of the commands themselves. */

import type { Argument, Command, Option } from 'commander';

/** Files and folders are completed by the shell. */
export type Wanted = { kind: 'files' | 'folders' } | { kind: 'words'; candidates: Candidate[] };

interface Candidate {
  word: string;
  description?: string | undefined;
}

/** What a flag's value is the name of, where the data directory knows such names. */
export type NameKind =
  | 'bench'
  | 'set'
  | 'suite'
  | 'protocol'
  | 'spec'
  | 'model'
  | 'judge'
  | 'category'
  | 'endpoint';

/** Where names are looked for: what the line says so far. */
export interface Place {
  dataDir: string;
  bench: string;
  config: string | undefined;
}

export type NamesOf = (kind: NameKind, place: Place) => Promise<readonly string[]>;

/** `words` are those after the program's name, the last one being the one to complete, perhaps empty. */
export async function complete(
  program: Command,
  words: readonly string[],
  namesOf: NamesOf,
): Promise<Wanted> {
  const { before, current, prefix } = splitLine(words);
  const { command, rest } = descend(program, before);
  const read = readFlags(command, rest);
  const option = current.startsWith('-') && read.open?.variadic !== false ? undefined : read.open;
  if (option) {
    const wanted = await valuesOf(option, { place: placeOf(read.values), namesOf });
    return begun(wanted, { current, prefix });
  }
  if (!current.startsWith('-')) {
    const argument = command.registeredArguments.at(0);
    const below = command.commands.filter((each) => !isHidden(each));
    const candidates = below.map((each) => ({ word: each.name(), description: each.description() }));
    if (candidates.length > 0) return begun({ kind: 'words', candidates }, { current, prefix });
    if (argument) return begun(argumentValues(argument), { current, prefix });
  }
  const flags = command.createHelp().visibleOptions(command);
  return begun({ kind: 'words', candidates: flags.flatMap(flagCandidates) }, { current, prefix });
}

/** `--bench=su` is the flag and the beginning of its value; bash has made three words of it already. */
function splitLine(words: readonly string[]): { before: string[]; current: string; prefix: string } {
  const parts = words.flatMap((word, index) => {
    const [, flag, value] = /^(--[a-z-]+)=(.*)$/s.exec(word) ?? [];
    if (flag !== undefined && value !== undefined) return [flag, value];
    if (word !== '=') return [word];
    return index === words.length - 1 ? [''] : [];
  });
  const [, flag] = /^(--[a-z-]+=).*$/s.exec(words.at(-1) ?? '') ?? [];
  return { before: parts.slice(0, -1), current: parts.at(-1) ?? '', prefix: flag ?? '' };
}

/** The command that the words name, and the words after its name. */
function descend(program: Command, words: readonly string[]): { command: Command; rest: readonly string[] } {
  const [word, ...rest] = words;
  const below = program.commands.find((each) => each.name() === word);
  return below ? descend(below, rest) : { command: program, rest: words };
}

interface Flags {
  /** The flag whose value comes next, or may come next. */
  open: Option | undefined;
  values: ReadonlyMap<string, string>;
}

function readFlags(command: Command, words: readonly string[]): Flags {
  const values = new Map<string, string>();
  let open: Option | undefined;
  for (const word of words) {
    if (word.startsWith('-')) {
      const option = command.options.find(({ long, short }) => word === long || word === short);
      open = option && (option.required || option.optional) ? option : undefined;
    } else if (open) {
      values.set(open.attributeName(), word);
      if (!open.variadic) open = undefined;
    }
  }
  return { open, values };
}

function placeOf(values: ReadonlyMap<string, string>): Place {
  return {
    dataDir: values.get('dataDir') ?? '.',
    bench: values.get('bench') ?? 'mt80',
    config: values.get('config'),
  };
}

async function valuesOf(
  option: Option,
  { place, namesOf }: { place: Place; namesOf: NamesOf },
): Promise<Wanted> {
  if (option.argChoices) return ofWords(option.argChoices);
  const kind = kindOf(option);
  if (kind === 'files' || kind === 'folders') return { kind };
  return ofWords(kind === undefined ? [] : await namesOf(kind, place));
}

/** By the flag, or by what its help calls the value. */
function kindOf({ long, flags }: Option): NameKind | 'files' | 'folders' | undefined {
  const value = /[<[](.+?)(?:\.\.\.)?[>\]]$/.exec(flags)?.[1] ?? '';
  const byFlag: Readonly<Record<string, NameKind>> = {
    '--bench': 'bench',
    '--judge-prompts': 'set',
    '--suite': 'suite',
    '--protocol': 'protocol',
    '--category': 'category',
    '--endpoint': 'endpoint',
    '--model-list': 'model',
    '--baseline': 'model',
    '--compare': 'model',
    '--anchor': 'model',
  };
  if (long && byFlag[long]) return byFlag[long];
  if (value === 'spec') return 'spec';
  if (long === '--judge') return 'judge';
  if (value === 'dir') return 'folders';
  return /^(?:file|path)|\.(?:yaml|jsonl)$/.test(value) ? 'files' : undefined;
}

function argumentValues(argument: Argument): Wanted {
  if (argument.argChoices) return ofWords(argument.argChoices);
  return { kind: 'files' };
}

function ofWords(words: readonly string[]): Wanted {
  return { kind: 'words', candidates: words.map((word) => ({ word })) };
}

function flagCandidates({ long, description }: Option): Candidate[] {
  return long ? [{ word: long, description }] : [];
}

function isHidden(command: Command): boolean {
  return command.name().startsWith('__');
}

/** Those that begin as the line does. */
function begun(wanted: Wanted, { current, prefix }: { current: string; prefix: string }): Wanted {
  if (wanted.kind !== 'words') return wanted;
  const fitting = wanted.candidates.filter(({ word }) => word.startsWith(current));
  return { kind: 'words', candidates: fitting.map((each) => ({ ...each, word: `${prefix}${each.word}` })) };
}
