/** The lines of a large body as they arrive: a service's results may be hundreds of megabytes. */

import { ProviderError } from '../../errors.ts';
import type { BatchResult } from '../batch-api.ts';
import { type ErrorContext, hide, toProviderError } from '../errors.ts';
import type { AskOptions } from '../provider.ts';

type Open = (signal: AbortSignal) => PromiseLike<Pick<Response, 'body'>>;

export interface ReadResultsOptions {
  asking: AskOptions;
  context: ErrorContext;
  /** The result of a line, or undefined for a line that is none. */
  read: (line: string) => BatchResult | undefined;
}

/**
 * The results in the body that `open` fetches. Lines that are none are passed over; a body of nothing but such lines is a
 * ProviderError, and no reason to pay for its requests again.
 */
export async function* readResults(
  open: Open,
  { asking, context, read }: ReadResultsOptions,
): AsyncGenerator<BatchResult> {
  let strange: string | undefined;
  let known = 0;
  try {
    for await (const line of streamLines(open, asking)) {
      const result = read(line);
      if (result) yield result;
      if (result) known += 1;
      else strange ??= line;
    }
  } catch (error) {
    throw toProviderError(error, context);
  }
  if (known > 0 || strange === undefined) return;
  const message = `${context.target} sent results of a batch that cannot be read: ${hide(strange, context).slice(0, 100)}`;
  throw new ProviderError('malformed reply', message, { retryable: false });
}

/**
 * The lines of the body that `open` fetches. Rejects with a `TimeoutError` when nothing arrives for the length of the
 * timeout: the whole may take longer than that.
 */
async function* streamLines(open: Open, { timeoutMs, signal }: AskOptions): AsyncGenerator<string> {
  const idle = new AbortController();
  const late = () => idle.abort(new DOMException('nothing has arrived in time', 'TimeoutError'));
  let timer = setTimeout(late, timeoutMs);
  const rearm = () => {
    timer = setTimeout(late, timeoutMs);
  };
  const decoder = new TextDecoder();
  let rest = '';
  try {
    const response = await open(AbortSignal.any([signal, idle.signal]));
    for await (const chunk of chunksOf(response)) {
      // Whoever takes the lines may take their time.
      clearTimeout(timer);
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines.filter((line) => line.trim() !== '');
      rearm();
    }
    rest += decoder.decode();
    if (rest.trim() !== '') yield rest;
  } catch (error) {
    throw idle.signal.aborted ? idle.signal.reason : error;
  } finally {
    clearTimeout(timer);
  }
}

async function* chunksOf({ body }: Pick<Response, 'body'>): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
