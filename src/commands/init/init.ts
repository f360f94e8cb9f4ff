/** `mt-judge init`: the first files of a project, from flags or from questions on the terminal. Calls no service. */

import { join } from 'node:path';
import { addDataOptions, Command, type DataOptions } from '../../cli/flags/flags.ts';
import { addExamples } from '../../cli/flags/help-text.ts';
import type { Context } from '../../cli/main.ts';
import { nextCommand } from '../../cli/next-command.ts';
import { exitCodes, UserError } from '../../errors.ts';
import { plainLine } from '../../plain-text.ts';
import { builtInEndpoints } from '../../providers/endpoints.ts';
import { shellWord } from '../../shell-quote.ts';
import { placeFiles } from '../../store/files/place-files.ts';
import { askOn, type Question } from './ask.ts';
import { filesOf, keyVariables, type Project } from './files.ts';

interface InitOptions extends DataOptions {
  endpoint?: string;
  model?: string;
  judge?: string;
  bench?: string;
  baseUrl?: string;
}

const endpointNames = Object.keys(builtInEndpoints);

const helpExamples = ['', '--endpoint openai --model gpt-4.1-mini --judge gpt-4.1 --bench mine'];

export function initCommand(context: Context): Command {
  return addExamples(addDataOptions(new Command('init')), helpExamples)
    .description('Write models.yaml, .env.example and a first bench of your own; asks for what no flag gives')
    .option('--endpoint <name>', `${endpointNames.join(', ')}, or a name of your own with --base-url`)
    .option('--base-url <url>', 'address of an endpoint of your own that speaks the API of OpenAI')
    .option('--model <name>', 'the model to evaluate, by its name at the endpoint')
    .option('--judge <spec>', 'the judge: <endpoint>/<model>, or a model of the same endpoint')
    .option('--bench <name>', 'name of the bench, questions/<name>.jsonl')
    .action(async (options: InitOptions) => context.exit(await init(options, context)));
}

async function init(options: InitOptions, context: Context): Promise<number> {
  const isTerminal = process.stdin.isTTY === true && context.stderr.isTTY === true;
  const ask = isTerminal ? askOn({ input: process.stdin, output: context.stderr }) : undefined;
  const project = await projectOf(options, ask);
  const files = await filesOf(project, options.dataDir);
  const placed = await placeFiles(
    files.map(({ name, text }) => ({ target: join(options.dataDir, name), content: { text } })),
    { overwrite: false, remedy: 'move it away, or give another --data-dir or --bench' },
  );
  for (const [index, { name }] of files.entries()) {
    const line = `${join(options.dataDir, name)}: ${placed[index] ?? 'unchanged'}`;
    context.stdout.write(`${plainLine(line, 1000)}\n`);
  }
  if (!options.quiet)
    for (const line of nextLines(project, options, context)) context.stderr.write(`${line}\n`);
  return exitCodes.done;
}

/** From flags, then from answers; where nobody can be asked, what is missing is a UserError. */
async function projectOf(
  options: InitOptions,
  ask: ((question: Question) => Promise<string>) | undefined,
): Promise<Project> {
  const needed = async (given: string | undefined, question: Question & { flag: string }) => {
    const value = given ?? (await ask?.(question));
    if (value !== undefined) return value;
    throw new UserError(
      `${question.flag} is missing: give, for example, ${question.flag} ${question.preset}`,
    );
  };
  const endpoint = await needed(options.endpoint, {
    flag: '--endpoint',
    text: `Endpoint (${endpointNames.join(', ')})`,
    preset: 'openai',
  });
  checkEndpoint(endpoint, options.baseUrl);
  const { model: preset, judge: judgePreset } = presets[endpoint] ?? { model: 'my-model', judge: 'my-judge' };
  const model = await needed(options.model, { flag: '--model', text: 'Model to evaluate', preset });
  const judge = await needed(options.judge, {
    flag: '--judge',
    text: 'Judge (<endpoint>/<model>, or a model of the same endpoint)',
    preset: judgePreset,
  });
  const bench = options.bench ?? (await ask?.({ text: 'Name of your bench', preset: 'mine' })) ?? 'mine';
  if (!/^[A-Za-z0-9._-]+$/.test(bench) || /^\.+$/.test(bench)) {
    throw new UserError(`--bench must be letters, digits, ".", "_" and "-", not "${bench}"`);
  }
  return { endpoint, baseUrl: options.baseUrl, model, judge: judgeOf(judge, endpoint), bench };
}

/** Models of the services' own examples; any other will do. */
const presets: Readonly<Record<string, { model: string; judge: string }>> = {
  openai: { model: 'gpt-4.1-mini', judge: 'gpt-4.1' },
  anthropic: { model: 'claude-sonnet-4-5', judge: 'openai/gpt-4.1' },
  ollama: { model: 'llama3.2:3b', judge: 'openai/gpt-4.1' },
  offline: { model: 'reference', judge: 'judge' },
};

function checkEndpoint(endpoint: string, baseUrl: string | undefined): void {
  const isBuiltIn = endpointNames.includes(endpoint);
  if (isBuiltIn && baseUrl !== undefined) {
    throw new UserError(`--base-url goes with an endpoint of your own name, not with "${endpoint}"`);
  }
  if (!isBuiltIn && baseUrl === undefined) {
    throw new UserError(
      `unknown endpoint "${endpoint}" (--endpoint): there are ${endpointNames.join(', ')}; one of your own needs --base-url`,
    );
  }
  if (!isBuiltIn && !/^[A-Za-z0-9._-]+$/.test(endpoint)) {
    throw new UserError(`--endpoint must be letters, digits, ".", "_" and "-", not "${endpoint}"`);
  }
  if (baseUrl !== undefined && !/^https?:$/.test(URL.canParse(baseUrl) ? new URL(baseUrl).protocol : '')) {
    throw new UserError(`--base-url must be an http or https address, not "${baseUrl}"`);
  }
}

/** A slash is part of many models' names: what stands before it counts where it names an endpoint. */
function judgeOf(spec: string, endpoint: string): Project['judge'] {
  const [, named = '', model = ''] = /^([^/]+)\/(.+)$/s.exec(spec) ?? [];
  const isNamed = endpointNames.includes(named) || named === endpoint;
  return isNamed ? { endpoint: named, model } : { endpoint, model: spec };
}

function nextLines(project: Project, { dataDir }: InitOptions, { programName }: Context): string[] {
  const [from, to] = ['.env.example', '.env'].map((name) => shellWord(join(dataDir, name)));
  const keys = keyVariables(project);
  const { bench } = project;
  const place = { bench, dataDir };
  return [
    ...(keys.length > 0 ? [`next: cp ${from} ${to}  # then put your key there: ${keys.join(', ')}`] : []),
    `Put your own questions in place of the two samples of ${shellWord(join(dataDir, 'questions', `${bench}.jsonl`))}.`,
    nextCommand(`${programName('mt-judge')} validate`, { bench: 'mt80', dataDir }),
    nextCommand(`${programName('mt-judge')} run --model candidate --judge judge`, place),
  ];
}
