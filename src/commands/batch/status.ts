/** `mt-judge batch status`: the batches of a data directory, with what their services say of them now. */

import type { DataOptions } from '../../cli/flags/flags.ts';
import type { Context } from '../../cli/main.ts';
import { ProviderError, UserError } from '../../errors.ts';
import { listBatches } from '../../generate/batch/state.ts';
import { plainLine } from '../../plain-text.ts';
import { createBatchApi } from '../../providers/create-batch-api.ts';
import { secretsOf } from '../../providers/create-provider.ts';
import {
  type Environment,
  type ModelTarget,
  publicUrl,
  resolveModel,
} from '../../providers/resolve-model.ts';
import type { Batch } from '../../records/batch.ts';
import type { ModelsFile } from '../../records/models.ts';
import { loadEnvironment, loadModels } from '../../store/bench/config-files.ts';

export interface BatchStatusOptions extends DataOptions {
  config?: string;
  baseUrl?: string;
  apiKeyEnv?: string;
  offline?: true;
  format: 'table' | 'json';
}

/** A batch as it is shown. */
interface Row {
  batch: string | null;
  model: string;
  wave: number;
  /** Ours for what has not been submitted and for what is collected, the service's in between. */
  state: string;
  completed: number | null;
  failed: number | null;
  total: number;
  age_minutes: number;
  /** Whether the service has said so now; false for what was last heard. */
  live: boolean;
  /** Why it could not be asked. */
  note: string | null;
}

const timeoutMs = 30_000;

export async function showBatches(options: BatchStatusOptions, context: Context): Promise<void> {
  const batches = await listBatches(options.dataDir);
  const models = await loadModels(options.dataDir, options.config);
  const env = loadEnvironment(context.env, options.dataDir);
  const asking = { models, env, options, now: context.now, hide: context.hide };
  const rows: Row[] = [];
  for (const batch of batches) rows.push(await rowOf(batch, asking));
  context.stdout.write(options.format === 'json' ? `${JSON.stringify(rows, null, 2)}\n` : table(rows));
  for (const note of new Set(rows.flatMap((row) => row.note ?? []))) {
    context.stderr.write(`last known state: ${plainLine(note, 1000)}\n`);
  }
  const open = rows.some(({ state }) => state !== 'collected');
  if (open && !options.quiet) {
    context.stderr.write('next: run the command of an open batch again, with --batch, to go on with it\n');
  }
}

interface Asking {
  models: ModelsFile;
  env: Environment;
  options: BatchStatusOptions;
  now: () => number;
  hide: Context['hide'];
}

async function rowOf(batch: Batch, asking: Asking): Promise<Row> {
  const row = lastKnown(batch, asking.now());
  if (batch.state !== 'submitted' || batch.batch_id === undefined) return row;
  if (asking.options.offline) return { ...row, note: 'no service was asked (--offline)' };
  try {
    const api = await createBatchApi(targetOf(batch, asking), asking.now);
    const { status, counts } = await api.look(batch.batch_id, {
      timeoutMs,
      signal: new AbortController().signal,
    });
    return { ...row, state: status, completed: counts.completed, failed: counts.failed, live: true };
  } catch (error) {
    if (error instanceof UserError || error instanceof ProviderError) return { ...row, note: error.message };
    throw error;
  }
}

/**
 * The model of a batch, by its endpoint as it is configured now. The address in the batch's file only has to agree: a
 * data directory may come from elsewhere, and must not decide where a key is sent.
 */
function targetOf(batch: Batch, { models, env, options, hide }: Asking): ModelTarget {
  const { baseUrl, apiKeyEnv } = options;
  const target = resolveModel(`${batch.endpoint}/${batch.model}`, {
    models: { ...models, models: {} },
    env,
    baseUrl,
    apiKeyEnv,
    needsKey: true,
  });
  hide(secretsOf(target));
  const address = target.baseUrl === undefined ? undefined : publicUrl(target.baseUrl);
  if (address !== batch.base_url) {
    throw new UserError(
      `${batch.batch_id} is at ${batch.base_url}, and the endpoint ${batch.endpoint} at ${address}: give --base-url`,
    );
  }
  return target;
}

function lastKnown(batch: Batch, now: number): Row {
  const ours = batch.state === 'submitted' ? (batch.status ?? 'submitted') : batch.state;
  return {
    batch: batch.batch_id ?? null,
    model: `${batch.endpoint}/${batch.model}`,
    wave: batch.wave,
    state: ours,
    completed: batch.counts?.completed ?? null,
    failed: batch.counts?.failed ?? null,
    total: batch.requests,
    age_minutes: Math.max(0, Math.round((now / 1000 - (batch.submitted_at ?? batch.prepared_at)) / 60)),
    live: false,
    note: null,
  };
}

function table(rows: readonly Row[]): string {
  if (rows.length === 0) return 'no batches\n';
  const heads = ['batch', 'model', 'round', 'state', 'completed', 'failed', 'age'];
  const cells = rows.map((row) => [
    plainLine(row.batch ?? '(not submitted)', 80),
    plainLine(row.model, 80),
    String(row.wave),
    plainLine(row.state, 40),
    `${row.completed ?? '?'}/${row.total}`,
    String(row.failed ?? '?'),
    `${row.age_minutes} min`,
  ]);
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...cells.map((line) => line[column]?.length ?? 0)),
  );
  const lines = [heads, ...cells].map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}
