/** `mt-judge completion <shell>`, and `mt-judge __complete`, which the shells ask at each TAB. */

import { Argument } from 'commander';
import { complete } from '../../cli/completion/complete.ts';
import { namesOf } from '../../cli/completion/names.ts';
import { completionScripts, type Shell, shells } from '../../cli/completion/scripts.ts';
import { Command } from '../../cli/flags/flags.ts';
import type { CommandFactory, Context } from '../../cli/main.ts';
import { plainLine } from '../../plain-text.ts';

export function completionCommand(context: Context): Command {
  return new Command('completion')
    .description('Print the script by which a shell completes commands, flags and names')
    .addArgument(new Argument('<shell>', 'the shell that is to read it').choices(shells))
    .addHelpText(
      'after',
      '\nbash: source <(mt-judge completion bash)\nzsh:  source <(mt-judge completion zsh), after compinit\nfish: mt-judge completion fish | source',
    )
    .action((shell: Shell) => {
      context.stdout.write(completionScripts[shell]);
    });
}

/** `loadProgram` gives the program with the named command in full. */
export function completeCommand(
  loadProgram: (argv: readonly string[]) => Promise<CommandFactory>,
): CommandFactory {
  return (context) =>
    new Command('__complete')
      .argument('[words...]')
      .allowUnknownOption()
      .action(async (words: string[]) => {
        const program = (await loadProgram(words.slice(0, -1)))(context);
        const wanted = await complete(program, words, namesOf);
        if (wanted.kind !== 'words') context.stdout.write(`:${wanted.kind}\n`);
        for (const { word, description } of wanted.kind === 'words' ? wanted.candidates : []) {
          const line = [word, description].filter((part) => part !== undefined && part !== '');
          context.stdout.write(`${line.map((part) => plainLine(part ?? '', 100)).join('\t')}\n`);
        }
      });
}
