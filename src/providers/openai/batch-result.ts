/** One line of results in OpenAI's batch format, as OpenAI, Azure, Groq, vLLM and SGLang write it. */

import { z } from 'zod';
import type { BatchResult } from '../batch-api.ts';
import { type ErrorContext, reportedError, toProviderError } from '../errors.ts';
import { readServiceError } from '../http/error-body.ts';
import { readOpenaiReply } from './reply.ts';

/** A line that names a request and says what became of it. */
const openaiResultSchema = z
  .looseObject({
    custom_id: z.string(),
    response: z.looseObject({ status_code: z.unknown().optional(), body: z.unknown().optional() }).nullish(),
    error: z.unknown().optional(),
  })
  .refine(({ response, error }) => Boolean(response) || Boolean(error), 'neither response nor error');

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
  const status = statusOf(response?.status_code);
  const body = parsedBody(response?.body);
  if (error || status !== 200) return failure(custom_id, { status, error, body }, context);
  try {
    return { custom_id, kind: 'succeeded', reply: readOpenaiReply(withChoices(body), context) };
  } catch (thrown) {
    return { custom_id, kind: 'failed', error: toProviderError(thrown, context) };
  }
}

/** A number, or its text; what is neither says nothing of the reply. */
function statusOf(value: unknown): number {
  return typeof value === 'number' || (typeof value === 'string' && /^\d{3}$/.test(value))
    ? Number(value)
    : 200;
}

/** Some engines write the body as a text of JSON. */
function parsedBody(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

interface Failure {
  status: number;
  error: unknown;
  body: unknown;
}

function failure(custom_id: string, { status, error, body }: Failure, context: ErrorContext): BatchResult {
  const given = error || body;
  const { codes, status: stated } = readServiceError(given);
  if (/expired/.test(codes)) return { custom_id, kind: 'expired' };
  if (/cancell?ed/.test(codes)) return { custom_id, kind: 'cancelled' };
  // vLLM puts the status into the error, and into the response only since late.
  const known = status === 200 ? stated : status;
  const failed = known !== undefined && known >= 400 && known < 600 ? known : undefined;
  return { custom_id, kind: 'failed', error: reportedError({ status: failed, error: given }, context) };
}

/** SGLang writes the one choice where the others write a list of choices. */
function withChoices(body: unknown): unknown {
  const parsed = z
    .looseObject({ choices: z.looseObject({ message: z.unknown().optional() }) })
    .safeParse(body);
  return parsed.success ? { ...parsed.data, choices: [parsed.data.choices] } : body;
}
