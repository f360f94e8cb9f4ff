/** `mt-judge models`: what an endpoint has to offer, and whether it answers. Costs no token. */

import pc from 'picocolors';
import { addDataOptions, Command, type DataOptions, Option, positive } from '../../cli/flags/flags.ts';
import { addExamples } from '../../cli/flags/help-text.ts';
import type { Context } from '../../cli/main.ts';
import { UserError } from '../../errors.ts';
import { resolveTargets } from '../../generate/resolve-targets.ts';
import { plainLine } from '../../plain-text.ts';
import { builtInEndpoints } from '../../providers/endpoints.ts';
import { listModels, type ModelList } from '../../providers/servers/list-models.ts';
import type { TableData } from '../../results/render/leaderboard-tables.ts';
import { renderTextTable } from '../../results/render/text-table.ts';

interface ModelsOptions extends DataOptions {
  endpoint?: string;
  config?: string;
  baseUrl?: string;
  apiKeyEnv?: string;
  timeout: number;
  format: 'table' | 'json';
}

const examples = Object.keys(builtInEndpoints).filter((name) => name !== 'offline');

const helpExamples = ['--endpoint ollama', '--endpoint vllm --base-url http://127.0.0.1:8000/v1'];

export function modelsCommand(context: Context): Command {
  const command = addDataOptions(new Command('models'))
    .description('List the models of an endpoint, and check that it answers')
    .option('--endpoint <name>', `one of ${examples.join(', ')}, or of models.yaml`)
    .option('--config <models.yaml>', 'endpoints (default: models.yaml in the data directory, if any)')
    .option('--base-url <url>', "the server's address, instead of the endpoint's own")
    .option('--api-key-env <name>', "variable that holds the key, instead of the endpoint's own")
    .addOption(
      new Option('--timeout <s>', 'seconds until a request counts as failed').argParser(positive).default(10),
    )
    .addOption(new Option('--format <format>').choices(['table', 'json']).default('table'));
  addExamples(command, helpExamples, { endpoints: true });
  return command.action((options: ModelsOptions) => showModels(options, context));
}

async function showModels(options: ModelsOptions, context: Context): Promise<void> {
  const { endpoint, dataDir, config, baseUrl, apiKeyEnv, timeout, format } = options;
  if (endpoint === undefined)
    throw new UserError(`--endpoint is missing: give one of ${examples.join(', ')}, or of models.yaml`);
  if (endpoint.includes('/') || endpoint === 'offline')
    throw new UserError(`--endpoint takes the name of an endpoint, such as ollama, not "${endpoint}"`);
  const [target] = await resolveTargets(
    // Resolving wants a model, which plays no part here.
    { specs: [`${endpoint}/any`], baseUrl, apiKeyEnv },
    {
      dataDir,
      configFile: config,
      env: context.env,
      calls: { concurrency: undefined, rpm: undefined, tpm: undefined, maxCost: undefined },
      needsKey: false,
      flag: '--model',
      onSecrets: context.hide,
    },
  );
  if (!target) return;
  const found = await listModels(target, { timeoutMs: timeout * 1000, now: context.now });
  const color = context.stdout.isTTY === true && pc.isColorSupported;
  context.stdout.write(format === 'json' ? asJson(found) : asText(found, { keyEnv: target.keyEnv, color }));
}

function asJson({ endpoint, baseUrl, version, needsKey, models }: ModelList): string {
  const rows = models.map(({ id, longestContext, ...rest }) => ({
    id,
    max_context: longestContext,
    ...rest,
  }));
  const shown = {
    endpoint,
    base_url: baseUrl,
    version: version ?? null,
    key_needed: needsKey ?? null,
    models: rows,
  };
  return `${JSON.stringify(shown, null, 2)}\n`;
}

function asText(
  { endpoint, baseUrl, version, needsKey, models }: ModelList,
  { keyEnv, color }: { keyEnv: string | undefined; color: boolean },
): string {
  const named = version === undefined ? '' : `, version ${plainLine(version, 60)}`;
  const answers = `${endpoint} answers at ${baseUrl}${named}; ${keyText(needsKey, keyEnv)}`;
  if (models.length === 0) return `${answers}\nit lists no model\n`;
  const table = {
    title: '',
    head: ['model', 'context', 'at most', 'weights', 'digest'],
    rows: models.map(rowOf),
  };
  return `${answers}\n\n${renderTextTable(filled(table), pc.createColors(color).bold)}\n`;
}

function keyText(needsKey: boolean | undefined, keyEnv = 'the variable of --api-key-env'): string {
  if (needsKey === undefined) return `it takes the key in ${keyEnv}`;
  return needsKey ? `it wants a key, and takes the one in ${keyEnv}` : 'it lists its models without a key';
}

function rowOf({
  id,
  context,
  longestContext,
  quantization,
  dtype,
  digest,
  file,
}: ModelList['models'][number]) {
  const weights = [file === id ? undefined : file, quantization, dtype];
  return [
    id,
    context?.toString() ?? '',
    longestContext?.toString() ?? '',
    weights.filter((each) => each !== undefined).join(' '),
    digest?.replace(/^sha256:/, '').slice(0, 12) ?? '',
  ];
}

/** Without the columns of which the server says nothing. */
function filled({ title, head, rows }: TableData): TableData {
  const kept = [...head.keys()].filter((column) => rows.some((row) => row[column] !== ''));
  const pick = (row: readonly string[]) => kept.map((column) => row[column] ?? '');
  return { title, head: pick(head), rows: rows.map(pick) };
}
