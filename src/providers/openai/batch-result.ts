/** One line of results in OpenAI's batch format, as OpenAI, Azure, Groq, vLLM and SGLang write it. */

import { z } from 'zod';
import { ProviderError } from '../../errors.ts';
import type { BatchResult } from '../batch-api.ts';
import { type ErrorContext, hide, toProviderError } from '../errors.ts';
import { readOpenaiReply } from './chat.ts';

/** A line that names a request and says what became of it. */
export const openaiResultSchema = z
  .looseObject({
    custom_id: z.string(),
    response: z.looseObject({ status_code: z.number().nullish(), body: z.unknown().optional() }).nullish(),
    error: z.unknown().optional(),
  })
  .refine(({ response, error }) => Boolean(response) || Boolean(error), 'neither response nor error');

const errorSchema = z.looseObject({
  code: z.union([z.string(), z.number()]).nullish(),
  message: z.string().nullish(),
});

/** The result that a line holds; undefined for a line that is none. */
export function readOpenaiResult(line: string, context: ErrorContext): BatchResult | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const parsed = openaiResultSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const { custom_id, response, error } = parsed.data;
  const status = response?.status_code ?? 200;
  if (error || status !== 200) return failure(custom_id, { status, error, body: response?.body }, context);
  try {
    return { custom_id, kind: 'succeeded', reply: readOpenaiReply(withChoices(response?.body), context) };
  } catch (thrown) {
    return { custom_id, kind: 'failed', error: toProviderError(thrown, context) };
  }
}

interface Failure {
  status: number;
  error: unknown;
  body: unknown;
}

function failure(custom_id: string, { status, error, body }: Failure, context: ErrorContext): BatchResult {
  const given = inner(error) ?? inner(body) ?? {};
  const code = String(given.code ?? '');
  if (/expired/.test(code)) return { custom_id, kind: 'expired' };
  if (/cancell?ed/.test(code)) return { custom_id, kind: 'cancelled' };
  // vLLM puts the status into the error, and into the response only since late.
  const known = status === 200 ? Number(given.code) : status;
  if (known >= 400 && known < 600) {
    const sdk = { status: known, error: given, message: given.message ?? code };
    return { custom_id, kind: 'failed', error: toProviderError(sdk, context) };
  }
  const said = hide(given.message ?? (code || 'no reason given'), context);
  const message = `${context.target} reports an error: ${said}`;
  return {
    custom_id,
    kind: 'failed',
    error: new ProviderError('server error', message, { retryable: true }),
  };
}

/** The error itself, in whatever envelope it came. */
function inner(value: unknown): z.infer<typeof errorSchema> | undefined {
  if (typeof value === 'string') return { message: value };
  const nested = z.looseObject({ error: errorSchema }).safeParse(value);
  if (nested.success) return nested.data.error;
  return errorSchema.safeParse(value).data;
}

/** SGLang writes the one choice where the others write a list of choices. */
function withChoices(body: unknown): unknown {
  const parsed = z
    .looseObject({ choices: z.looseObject({ message: z.unknown().optional() }) })
    .safeParse(body);
  return parsed.success ? { ...parsed.data, choices: [parsed.data.choices] } : body;
}
