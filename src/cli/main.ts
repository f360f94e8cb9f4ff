/** Runs a command as a process: the only place where errors become exit codes. */

import { basename } from 'node:path';
import { BudgetError, exitCodes, ProviderError, systemCode, UserError } from '../errors.ts';
import { plainLine } from '../plain-text.ts';
import { packageVersion } from '../store/bench/paths.ts';
import { type Command, CommanderError, prepareCommand } from './flags/flags.ts';
import { type ProgramName, programNameOf } from './program-name.ts';

/** What a command sees of the process around it. */
export interface Context {
  /** The command line, from the name of the command on. */
  argv: readonly string[];
  /** How its user types a bin of the package. */
  programName: ProgramName;
  env: Readonly<Record<string, string | undefined>>;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Sets the exit code; the highest wins only by the order of calls. */
  exit: (code: number) => void;
}

export type CommandFactory = (context: Context) => Command;

/** Parses the arguments, runs the command, and sets the exit code. */
export async function runMain(factory: CommandFactory, argv: readonly string[]): Promise<void> {
  const output = { lost: false };
  const script = process.argv[1] ?? 'mt-judge';
  const context: Context = {
    argv: [basename(script, '.js'), ...argv],
    programName: programNameOf({ env: process.env, script, cwd: process.cwd() }),
    env: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    now: Date.now,
    exit: (code) => {
      process.exitCode = output.lost ? exitCodes.usage : code;
    },
  };
  const command = factory(context).version(packageVersion());
  surviveLostOutput(command.name(), () => {
    output.lost = true;
    process.exitCode = exitCodes.usage;
  });
  prepareCommand(command);
  try {
    await command.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    process.exitCode = report(error, { name: command.name(), help: `${pathOf(command, argv)} --help` });
  }
}

/** The command that the arguments name, with those above it: `mt-judge batch collect`. */
function pathOf(command: Command, [word, ...rest]: readonly string[]): string {
  const below = command.commands.find((each) => each.name() === word);
  return below ? `${command.name()} ${pathOf(below, rest)}` : command.name();
}

/** One line for a user's error and for a service's error, the stack for a bug. */
function report(error: unknown, { name, help }: { name: string; help: string }): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCodes.done;
    // A group of commands without one of them has shown its help.
    if (error.code === 'commander.help') return exitCodes.usage;
    const message = plainLine(error.message.replace(/^error: /, ''), 500);
    process.stderr.write(`${name}: ${message} (see ${help})\n`);
    return exitCodes.usage;
  }
  if (error instanceof UserError) {
    process.stderr.write(`${name}: ${plainLine(error.message, 1000)}\n`);
    return exitCodes.usage;
  }
  if (error instanceof ProviderError) {
    process.stderr.write(`${name}: ${plainLine(error.message, 1000)}\n`);
    return error.kind === 'cancelled' ? exitCodes.interrupted : exitCodes.incomplete;
  }
  if (error instanceof BudgetError) {
    process.stderr.write(`${name}: stopped, ${error.message}; raise it and run the same command to go on\n`);
    return exitCodes.budget;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${name}: this is a bug in mt-judge; please report it with these lines\n${stack}\n`);
  return exitCodes.bug;
}

/**
 * A reader that has gone (`show-results | head`) is no error, and neither is a terminal that has been closed. Results that
 * a full disk has not taken are one; messages that it has not taken must not end a run.
 */
function surviveLostOutput(name: string, onLost: () => void): void {
  process.stderr.on('error', () => undefined);
  process.stdout.once('error', (error) => {
    process.stdout.on('error', () => undefined);
    const code = systemCode(error);
    if (code === 'EPIPE' || code === 'EIO') return;
    process.stderr.write(`${name}: cannot write the results to stdout: ${plainLine(error.message)}\n`);
    onLost();
  });
}
