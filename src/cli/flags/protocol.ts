/** `--protocol <name>`: what the file says takes the place of flags; a flag that says otherwise is a UserError. */

import { UserError } from '../../errors.ts';
import type { Protocol } from '../../records/bench/protocol.ts';
import { compatTools } from '../../results/settings.ts';
import { languageSet } from '../../store/bench/bench-file.ts';
import { judgePromptsFile, questionsFile } from '../../store/bench/paths.ts';
import { loadProtocol } from '../../store/bench/suite-file.ts';
import type { AnsweringOptions } from './answering.ts';
import type { BenchOptions, Command } from './flags.ts';
import type { JudgingOptions } from './judging.ts';

export interface ProtocolOptions extends BenchOptions, Partial<AnsweringOptions>, JudgingOptions {
  protocol?: string;
}

/** What a protocol adds to how results are shown: flags of `show-results`. */
export interface ProtocolShow {
  languagePenalty?: true;
  styleControl?: true;
  compat?: (typeof compatTools)[number];
}

/**
 * The options with what the protocol says; without `--protocol` as they are. Data that are not there, and flags that the
 * protocol has decided on, are UserErrors; `note` is given a line where another judge than the protocol's is named.
 */
export async function withProtocol<Options extends ProtocolOptions>(
  options: Options,
  { given, note }: { given: Command; note: (line: string) => void },
): Promise<{ options: Options; show: ProtocolShow }> {
  if (options.protocol === undefined) return { options, show: {} };
  const protocol = await loadProtocol(options.protocol, options.dataDir);
  const decided = decidedBy(protocol);
  for (const [name, value] of Object.entries(decided)) {
    if (given.getOptionValueSource(name) !== 'cli') continue;
    const flag = given.options.find((option) => option.attributeName() === name)?.long;
    const said = value === undefined ? 'leaves it out' : `has ${JSON.stringify(value)}`;
    throw new UserError(`--protocol ${options.protocol} ${said} for ${flag}: leave one of them out`);
  }
  await checkData(protocol, options);
  const { judges, controls, scoring } = protocol;
  const compat = compatTools.find((tool) => tool === scoring);
  if (judges && options.judge) {
    note(`note: the protocol is judged by ${judges.join(', ')}; by other judges its figures are others`);
  }
  const judge = [...(options.judge ?? judges ?? []), ...(controls.includes('language') ? ['language'] : [])];
  const known = Object.entries(decided).filter(([, value]) => value !== undefined);
  return {
    options: { ...options, ...Object.fromEntries(known), ...(judge.length > 0 ? { judge } : {}) },
    show: {
      ...(controls.includes('language') ? { languagePenalty: true } : {}),
      ...(controls.includes('style') ? { styleControl: true } : {}),
      ...(compat ? { compat } : {}),
    },
  };
}

/** By the names of the options; what a protocol leaves out of these may not be given either. */
function decidedBy({ bench, mode, baseline, judge_prompts, repeats, categories, answering = {} }: Protocol) {
  const { method, num_fewshot, fewshot_as_multiturn, num_choices, temperature, max_tokens } = answering;
  const optional = {
    method,
    numFewshot: num_fewshot,
    fewshotAsMultiturn: fewshot_as_multiturn || undefined,
    numChoices: num_choices,
    temperature,
    maxTokens: max_tokens,
    repeats,
    category: categories,
  };
  // What these leave out is the user's: a protocol with one repeat may be run with three.
  const said = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return { bench, mode, baseline, judgePrompts: judge_prompts, ...said };
}

/** Bench and prompts are there, or the protocol's way to get them is named. */
async function checkData(
  { bench, judge_prompts: set, import: remedy, judges, controls }: Protocol,
  { dataDir, protocol, judge }: ProtocolOptions,
): Promise<void> {
  const lacking = async (what: string, find: Promise<unknown>) => {
    await find.catch((error: unknown) => {
      if (!(error instanceof UserError) || remedy === undefined) throw error;
      const how = dataDir === '.' ? '' : `, with --data-dir ${dataDir}`;
      throw new UserError(`the protocol ${protocol} lacks ${what}: ${remedy}${how}`, { cause: error });
    });
  };
  await lacking(`the bench ${bench}`, questionsFile(dataDir, bench));
  if (set !== undefined) await lacking(`the judge prompts ${set}`, judgePromptsFile(dataDir, set));
  if (controls.includes('language') && (await languageSet(dataDir, bench)) === undefined) {
    throw new UserError(
      `the protocol ${protocol} checks the language, and questions/${bench}.yaml names none`,
    );
  }
  if (controls.length > 0 && !judges && !judge) {
    throw new UserError(`--judge is missing: the protocol ${protocol} names no judge of its own`);
  }
}
