/** `mt-judge bench make`: benches that a program makes anew from a seed. Calls no service. */

import { type FreshBench, placementsOf } from '../benchmarks/fresh/fresh-bench.ts';
import { addDataOptions, Command, count, type DataOptions, Option } from '../cli/flags/flags.ts';
import { addExamples } from '../cli/flags/help-text.ts';
import type { Context } from '../cli/main.ts';
import { exitCodes, UserError } from '../errors.ts';
import { plainLine } from '../plain-text.ts';
import { placeFiles } from '../store/files/place-files.ts';

interface MakeOptions extends DataOptions {
  seed?: number;
  count?: number;
  permuteOptions?: number;
  overwrite?: true;
}

/** The largest seed and the largest bench: more would come to no end. */
const largestSeed = 4_294_967_295;
const largestCount = 5000;

const helpExamples = ['gsm-fresh --seed 7 --count 200', 'mmlu --permute-options 3'];

export function benchCommand(context: Context): Command {
  return new Command('bench')
    .description('Benches that a program makes: fresh questions that no model has seen')
    .addCommand(makeCommand(context));
}

function makeCommand(context: Context): Command {
  return addExamples(addDataOptions(new Command('make')), helpExamples)
    .description('Make a bench from a seed: the same seed gives the same files')
    .argument(
      '<name>',
      'gsm-fresh (word problems), ifeval-fresh (instructions), or a multiple-choice bench for --permute-options',
    )
    .addOption(
      new Option('--seed <n>', 'what everything is drawn from: the version of the bench').argParser(
        count(0, largestSeed),
      ),
    )
    .addOption(new Option('--count <n>', 'how many questions').argParser(count(1, largestCount)))
    .addOption(
      new Option(
        '--permute-options <seed>',
        'the questions of the bench <name>, their options in other places',
      ).argParser(count(0, largestSeed)),
    )
    .option('--overwrite', 'replace files that exist with other content')
    .action(async (name: string, options: MakeOptions) =>
      context.exit(await makeBench(name, options, context)),
    );
}

async function makeBench(name: string, options: MakeOptions, context: Context): Promise<number> {
  const fresh = await freshBench(name, options);
  const placements = placementsOf(fresh, options.dataDir);
  const placed = await placeFiles(placements, {
    overwrite: options.overwrite === true,
    remedy: 'take another seed, or replace what is there (--overwrite)',
  });
  for (const [index, { target }] of placements.entries()) {
    context.stdout.write(`${plainLine(`${target}: ${placed[index] ?? 'unchanged'}`, 1000)}\n`);
  }
  for (const line of options.quiet ? [] : fresh.report) {
    context.stdout.write(`${plainLine(line, 1000)}\n`);
  }
  return exitCodes.done;
}

async function freshBench(name: string, options: MakeOptions): Promise<FreshBench> {
  const { dataDir, seed, permuteOptions } = options;
  if (permuteOptions !== undefined) {
    if (seed !== undefined || options.count !== undefined) {
      throw new UserError(
        '--permute-options has its own seed and takes all questions: leave out --seed and --count',
      );
    }
    const { permuteBench } = await import('../benchmarks/fresh/options/permute-bench.ts');
    return permuteBench({ dataDir, bench: name, seed: permuteOptions });
  }
  if (name !== 'gsm-fresh' && name !== 'ifeval-fresh') {
    throw new UserError(
      `cannot make the bench "${name}": there are gsm-fresh and ifeval-fresh, or the name of a bench with --permute-options <seed>`,
    );
  }
  const made = { seed: needed('--seed', seed), count: needed('--count', options.count) };
  if (name === 'gsm-fresh') return (await import('../benchmarks/fresh/gsm/make.ts')).makeGsmFresh(made);
  return (await import('../benchmarks/fresh/ifeval/make.ts')).makeIfevalFresh(made);
}

function needed(flag: string, value: number | undefined): number {
  if (value === undefined) throw new UserError(`${flag} is missing: give, for example, ${flag} 100`);
  return value;
}
