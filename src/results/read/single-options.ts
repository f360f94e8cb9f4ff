/** The flags of `show-results` that ask how sure single ratings are, and whether their judge can be trusted. */

import { type Command, Option } from '../../cli/flags/flags.ts';
import { UserError } from '../../errors.ts';

export interface SingleOptions {
  compare?: string[];
  interval: 't' | 'bootstrap';
  health?: true;
  /** False where judges are not to be heard on models of their own family. */
  self: boolean;
}

/** Flags that FastChat's own figures have no use for. */
const notWithCompat = ['by', 'compare', 'interval', 'health', 'self', 'seed'];

export function addSingleOptions(command: Command): Command {
  return command
    .option(
      '--compare <id...>',
      'two models: their difference by question, and whether it can be told from chance (json and csv: all pairs, too)',
    )
    .addOption(
      new Option('--interval <kind>', 't: clustered standard errors; bootstrap: questions drawn again')
        .choices(['t', 'bootstrap'])
        .default('t'),
    )
    .option('--health', 'whether the judge can be trusted: ceiling, length, own family, injected verdicts')
    .option('--no-self', 'leave out ratings of models by judges of their own family');
}

/** The two models of `--compare`, checked against those that there are. */
export function comparedModels(
  { compare }: SingleOptions,
  models: readonly string[],
): readonly [string, string] | undefined {
  if (compare === undefined) return undefined;
  const [a, b] = compare;
  if (a === undefined || b === undefined || compare.length > 2) {
    throw new UserError(`--compare takes two models, not ${compare.length}: ${compare.join(', ')}`);
  }
  if (a === b) throw new UserError(`--compare takes two models, not "${a}" twice`);
  const missing = [a, b].find((model) => !models.includes(model));
  if (missing !== undefined) {
    throw new UserError(`no judgments for "${missing}" (--compare): there are ${models.join(', ')}`);
  }
  return [a, b];
}

/** A flag that `--compat fastchat` would ignore is a UserError. */
export function checkCompatFlags(command: Command): void {
  const { compat } = command.opts<{ compat?: string }>();
  const unused = command.options.find((option) => {
    const name = option.attributeName();
    return notWithCompat.includes(name) && command.getOptionValueSource(name) === 'cli';
  });
  if (compat && unused) {
    throw new UserError(`--compat ${compat} has no use for ${unused.long}: leave one of them out`);
  }
}
