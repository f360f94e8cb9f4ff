/** `mt-judge validate`: checks the files of a data directory, and names every problem. Calls no service. */

import { relative } from 'node:path';
import { type CheckedFile, validate } from '../../api/validate.ts';
import { addDataOptions, Command, count, type DataOptions, Option } from '../../cli/flags/flags.ts';
import { addExamples } from '../../cli/flags/help-text.ts';
import type { Context } from '../../cli/main.ts';
import { exitCodes, UserError } from '../../errors.ts';
import { plainLine } from '../../plain-text.ts';
import type { KindName } from '../../records/kinds.ts';

interface ValidateOptions extends DataOptions {
  maxProblems: number;
}

const helpExamples = ['', 'models.yaml questions/mine.jsonl --max-problems 5'];

export function validateCommand(context: Context): Command {
  return addExamples(addDataOptions(new Command('validate')), helpExamples)
    .description('Check models.yaml, benches, judge prompts, suites, protocols, answers and judgments')
    .argument('[path...]', 'files, or data directories (default: --data-dir)')
    .addOption(
      new Option('--max-problems <n>', 'problems of one file that are printed')
        .argParser(count(1))
        .default(20),
    )
    .action(async (paths: string[], options: ValidateOptions) =>
      context.exit(await validatePaths(paths, options, context)),
    );
}

async function validatePaths(
  paths: readonly string[],
  { dataDir, maxProblems, quiet }: ValidateOptions,
  context: Context,
): Promise<number> {
  const say = (line: string) => context.stdout.write(`${plainLine(line, 1000)}\n`);
  const files: CheckedFile[] = [];
  for await (const checked of validate(paths.length > 0 ? paths : [dataDir], { most: maxProblems })) {
    files.push({ ...checked, problems: [] });
    const name = relative('.', checked.file);
    const shown = name.startsWith('..') ? checked.file : name;
    for (const { line, text } of checked.problems) say(`${shown}:${line}: ${text}`);
    const more = checked.count - checked.problems.length;
    if (more > 0) say(`${shown}: … and ${more} more (--max-problems)`);
  }
  if (files.length === 0) {
    throw new UserError(`nothing to check in ${paths.join(', ') || dataDir}: there are no files of mt-judge`);
  }
  const problems = files.reduce((sum, each) => sum + each.count, 0);
  if (!quiet) for (const line of countsOf(files)) say(line);
  if (!quiet || problems > 0) say(`${plural(problems, 'problem')} in ${plural(files.length, 'file')}`);
  return problems > 0 ? exitCodes.usage : exitCodes.done;
}

const nouns: Readonly<Record<KindName, string>> = {
  models: 'models.yaml',
  bench: 'bench',
  suite: 'suite',
  protocol: 'protocol',
  'judge-prompts': 'set of judge prompts',
  question: 'question',
  shot: 'shot',
  answer: 'answer',
  'single-judgment': 'single judgment',
  'pair-judgment': 'pair judgment',
};

/** `answers: 3 files, 240 records`. */
function countsOf(files: readonly CheckedFile[]): string[] {
  return (Object.keys(nouns) as KindName[]).flatMap((kind) => {
    const own = files.filter((each) => each.kind === kind);
    const records = own.reduce((sum, each) => sum + each.records, 0);
    if (own.length === 0) return [];
    return [
      `${nouns[kind]}: ${plural(own.length, 'file')}${records > 0 ? `, ${plural(records, 'record')}` : ''}`,
    ];
  });
}

function plural(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}
