/** What the result files of a batch folder say about a request: pure reading, the same however often it is done. */

import { open } from 'node:fs/promises';
import { ProviderError } from '../../../errors.ts';
import type { BatchResult } from '../../../providers/batch-api.ts';
import type { ErrorContext } from '../../../providers/errors.ts';
import { readOpenaiResult } from '../../../providers/openai/batch-result.ts';
import type { BatchFolder, ResultLine } from './folder.ts';

/** What becomes of a request next, and what the engine has refused of it. */
type RequestState = { refused: ProviderError[] } & (
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
  const refused: ProviderError[] = [];
  let error: ProviderError | undefined;
  for (const line of lines) {
    const result = readOpenaiResult(await readLine(line), context);
    if (result?.kind === 'succeeded') return { kind: 'succeeded', result, refused };
    if (result) error = errorOf(result, context);
    if (result && error && (error.parameter ?? error.rejection) !== undefined) refused.push(error);
  }
  const last = files.at(-1);
  if (lines.length < files.length && last !== undefined) {
    if (!run.has(last)) return { kind: 'outstanding', file: last, refused };
    error = errorOf({ custom_id: name, kind: 'expired' }, context);
  }
  const passes = error === undefined || mayPass(error, refused);
  if (!asksAgain && error && (!passes || files.length > maxRetries))
    return { kind: 'failed', error, refused };
  return { kind: 'due', refused };
}

/** A request that is too long is written once more, with the limit that was lowered. */
function mayPass(
  { retryable, parameter, rejection }: ProviderError,
  refused: readonly ProviderError[],
): boolean {
  const tooLong = refused.filter((each) => each.rejection?.what === 'context');
  if (rejection?.what === 'context') {
    const { prompt = 0, context = Number.POSITIVE_INFINITY } = rejection;
    return tooLong.length === 1 && prompt < context;
  }
  return retryable || parameter !== undefined || rejection !== undefined;
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
