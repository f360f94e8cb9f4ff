/** What the result files of a batch folder say about a request: pure reading, the same however often it is done. */

import { open } from 'node:fs/promises';
import { ProviderError } from '../../../errors.ts';
import type { BatchResult } from '../../../providers/batch-api.ts';
import type { ErrorContext } from '../../../providers/errors.ts';
import { readOpenaiResult } from '../../../providers/openai/batch-result.ts';
import type { BatchFolder, ResultLine } from './folder.ts';

/** What becomes of a request next, and which of its parameters the engine has refused. */
type RequestState = { refused: string[] } & (
  | { kind: 'succeeded'; result: Extract<BatchResult, { kind: 'succeeded' }> }
  | { kind: 'failed'; error: ProviderError }
  /** It is to be written into a file: for the first time, or since what has failed may pass. */
  | { kind: 'due' }
  /** It stands in a file that has not been run. */
  | { kind: 'outstanding'; file: string }
);

interface RequestStateOptions {
  folder: BatchFolder;
  /** The request files that have been run. */
  run: ReadonlySet<string>;
  context: ErrorContext;
  maxRetries: number;
  /** What has failed for good is due once more. */
  asksAgain: boolean;
}

/**
 * The request files that have been run: one of their requests has a result for each file that it stands in. The requests
 * of such a file that have none are taken for expired.
 */
export function filesRun({ asked, results }: BatchFolder): Set<string> {
  const run = new Set<string>();
  for (const [name, files] of asked) {
    const last = files.at(-1);
    if (last !== undefined && (results.get(name)?.length ?? 0) >= files.length) run.add(last);
  }
  return run;
}

/** The first success counts; without one, the last error does. */
export async function stateOf(
  name: string,
  { folder, run, context, maxRetries, asksAgain }: RequestStateOptions,
): Promise<RequestState> {
  const lines = folder.results.get(name) ?? [];
  const files = folder.asked.get(name) ?? [];
  const refused: string[] = [];
  let error: ProviderError | undefined;
  for (const line of lines) {
    const result = readOpenaiResult(await readLine(line), context);
    if (result?.kind === 'succeeded') return { kind: 'succeeded', result, refused };
    if (result) error = errorOf(result, context);
    if (error?.parameter !== undefined) refused.push(error.parameter);
  }
  const last = files.at(-1);
  if (lines.length < files.length && last !== undefined) {
    if (!run.has(last)) return { kind: 'outstanding', file: last, refused };
    error = errorOf({ custom_id: name, kind: 'expired' }, context);
  }
  const passes = error === undefined || error.retryable || error.parameter !== undefined;
  if (!asksAgain && error && (!passes || files.length > maxRetries))
    return { kind: 'failed', error, refused };
  return { kind: 'due', refused };
}

function errorOf(
  result: Exclude<BatchResult, { kind: 'succeeded' }>,
  { target }: ErrorContext,
): ProviderError {
  if (result.kind === 'failed') return result.error;
  const what = result.kind === 'expired' ? 'has no result' : 'was cancelled';
  return new ProviderError(result.kind, `${target}: the request ${what} in its batch`, { retryable: true });
}

async function readLine({ file, offset, length }: ResultLine): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const bytes = Buffer.alloc(length);
    await handle.read(bytes, 0, length, offset);
    return bytes.toString('utf8');
  } finally {
    await handle.close();
  }
}
