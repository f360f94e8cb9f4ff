/**
 * `compare` on a real model and a coarser quantisation of it, by the commands that a user would give. Skipped unless
 * MT_JUDGE_QUANTISATION_MODEL names a GGUF file and MT_JUDGE_LLAMA_CPP the folder of llama-server and llama-quantize:
 *
 *     MT_JUDGE_QUANTISATION_MODEL=…/SmolLM2-135M-Instruct.Q4_1.gguf MT_JUDGE_LLAMA_CPP=…/build/bin npm run soak -- quantisation
 *
 * settings.ts lists the other variables. It takes about an hour for 200 items; one that was stopped goes on where it was.
 */

import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Bin, repository, run } from '../../support/cli.ts';
import { quantise, serve } from './models.ts';
import { type QuantisationSettings, quantisationSettings } from './settings.ts';

const settings = quantisationSettings(process.env);
const hours = 3_600_000;

const models = ['--model', 'base', 'coarse'];

test.skipIf(!settings)(
  'a real model against a coarser quantisation of itself',
  { timeout: 8 * hours },
  async () => {
    if (settings) await compareQuantisations(settings);
  },
);

async function compareQuantisations(settings: QuantisationSettings): Promise<void> {
  const { data, folder, items, maxTokens, model, type } = settings;
  mkdirSync(join(folder, 'questions'), { recursive: true });
  writeFileSync(join(folder, 'questions', 'first80.jsonl'), firstTurns());
  const coarse = quantise(settings);
  const urls = [await serve(model, settings), await serve(coarse, settings)];
  writeFileSync(join(folder, 'models.yaml'), modelsFile(urls, [model, coarse]));
  const mt = async (...args: string[]) => command('mt-judge', args, folder);
  for (const bench of ['mmlu', 'gsm8k', 'ifeval']) await mt('import', bench, '--from', join(data, bench));
  // A server of one thread on a busy machine may take minutes for a reply.
  const patient = [...models, '--timeout', '3600'];
  const sample = ['--limit', String(items), ...patient];
  const cut = ['--max-tokens', String(maxTokens)];
  // No shots: their prompts would take longer than all the rest.
  await mt('run', '--bench', 'mmlu', '--method', 'first-token', '--num-fewshot', '0', ...sample);
  await mt('run', '--bench', 'gsm8k', ...cut, ...sample);
  await mt('run', '--bench', 'first80', '--judge', 'offline/judge', ...cut, ...patient);
  await mt('run', '--bench', 'ifeval', ...cut, ...sample);
  await mt('compare', 'base', 'coarse', '--html', join(folder, 'compare.html'));
  const { candidates } = JSON.parse(await mt('compare', 'base', 'coarse', '--format', 'json', '--quiet'));
  const counts = candidates[0].benches.map(({ bench, n }: { bench: string; n: number }) => [bench, n]);
  expect(Object.fromEntries(counts)).toEqual({ first80: 80, gsm8k: items, ifeval: items, mmlu: items });
  process.stdout.write(`${type}: ${statSync(coarse).size} bytes, made from ${statSync(model).size}\n`);
}

/** The first turns of mt80: two turns would double what has to be generated. */
function firstTurns(): string {
  const lines = readFileSync(join(repository, 'questions', 'mt80.jsonl'), 'utf8')
    .trim()
    .split('\n');
  return lines
    .map((line) => {
      const { turns, reference, ...question } = JSON.parse(line);
      const first = { ...question, turns: turns.slice(0, 1) };
      return `${JSON.stringify(reference ? { ...first, reference: reference.slice(0, 1) } : first)}\n`;
    })
    .join('');
}

function modelsFile(urls: readonly string[], files: readonly string[]): string {
  const names = ['base', 'coarse'];
  const entries = names.map((name, at) => [
    name,
    {
      ...{ endpoint: name, model: name, parameters: { temperature: 0, seed: 1 } },
      size_gb: Number((statSync(files[at] ?? '').size / 1e9).toFixed(4)),
    },
  ]);
  const endpoints = names.map((name, at) => [name, { provider: 'openai', base_url: urls[at] }]);
  return JSON.stringify({
    endpoints: Object.fromEntries(endpoints),
    models: Object.fromEntries(entries),
  });
}

/** Prints a command and what it has printed; anything but exit 0 fails. Resolves to its standard output. */
async function command(bin: Bin, args: readonly string[], folder: string): Promise<string> {
  const began = Date.now();
  const { code, stdout, stderr } = await run(bin, [...args], { cwd: folder });
  const seconds = ((Date.now() - began) / 1000).toFixed(0);
  const shown = args.includes('json') ? '' : `${stderr}${stdout}`;
  process.stdout.write(`$ ${bin} ${args.join(' ')}   (${seconds} s)\n${shown}\n`);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}
