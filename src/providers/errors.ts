/** Turns what an SDK throws into a ProviderError that knows whether and when to try again. */

import { type ErrorKind, ProviderError, systemCode } from '../errors.ts';

/** The parts that the errors of both SDKs share; read loosely, since services differ. */
interface SdkError {
  name?: string;
  message?: string;
  status?: number;
  headers?: { get?: (name: string) => string | null };
  /** The service's error object, as it stands in the body. */
  error?: unknown;
  cause?: unknown;
}

export interface ErrorContext {
  /** For the messages: `openai/gpt-4.1`. */
  target: string;
  /** The variable that holds the key. */
  keyEnv?: string | undefined;
  /** What no message may repeat, though a service might. */
  secrets?: readonly string[];
  now: () => number;
}

/** The longest wait that a service is granted, in milliseconds; a longer `Retry-After` is cut to it. */
export const longestRetryAfterMs = 300_000;

/** Any value thrown by an SDK as a ProviderError. */
export function toProviderError(thrown: unknown, context: ErrorContext): ProviderError {
  if (thrown instanceof ProviderError) return thrown;
  const error = (thrown ?? {}) as SdkError;
  if (typeof error.status === 'number') return fromStatus(error, error.status, context);
  return withoutStatus(error, context);
}

/** A body that came with status 200 and is no reply. */
export function malformedReply(context: ErrorContext, why: string): ProviderError {
  return new ProviderError('malformed reply', `${context.target} sent no usable reply: ${why}`, {
    retryable: true,
  });
}

function fromStatus(error: SdkError, status: number, context: ErrorContext): ProviderError {
  const { target } = context;
  const whole = hide(bodyText(error), context);
  const body = whole.slice(0, 300);
  const said = body ? `: ${body}` : '';
  const providerError = (
    kind: ErrorKind,
    retryable: boolean,
    closesModel = false,
    message = `${target} answered ${status}${said}`,
  ) =>
    new ProviderError(kind, message, {
      retryable,
      closesModel,
      retryAfterMs: retryable ? retryAfterMs(error, context.now()) : undefined,
      cause: error,
    });
  if (isQuota(status, codesOf(error), whole))
    return providerError(
      'quota',
      false,
      true,
      `${target}: the quota or credit is used up (${status}${said})`,
    );
  if (status === 401) {
    const key = context.keyEnv ? `the key in ${context.keyEnv}` : 'the request: it may want a key';
    return providerError('auth', false, true, `${target} refuses ${key} (401)`);
  }
  if (status === 404) return providerError('not found', false, true);
  if (status === 403) return providerError('forbidden', false);
  if (status === 413) return providerError('too large', false);
  if (status === 429) return providerError('rate limit', true);
  if (status === 529 || status === 503) return providerError('overloaded', true);
  if (status === 408 || status === 409 || status >= 500) return providerError('server error', true);
  const parameter = status === 400 || status === 422 ? unsupportedParameter(error, body) : undefined;
  if (parameter) {
    const message = `${target} refuses the parameter ${parameter}${said}`;
    return new ProviderError('unsupported parameter', message, { retryable: false, parameter, cause: error });
  }
  return providerError('bad request', false);
}

function withoutStatus(error: SdkError, context: ErrorContext): ProviderError {
  const { target } = context;
  const providerError = (kind: ErrorKind, message: string, retryable = true) =>
    new ProviderError(kind, `${target}: ${message}`, { retryable, cause: error });
  const name = error.name ?? '';
  const kind = (error as object).constructor?.name ?? name;
  if (/UserAbort/.test(kind) || name === 'AbortError')
    return providerError('cancelled', 'the call was cancelled', false);
  if (/Timeout/.test(kind) || name === 'TimeoutError')
    return providerError('timeout', 'no reply within the timeout');
  if (error instanceof SyntaxError) return providerError('malformed reply', 'the reply is not JSON');
  const reason = hide(rootCause(error), context);
  if (error instanceof Error) {
    const unreachable = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH/.test(reason);
    const message = `${target}: the connection failed (${reason})`;
    return new ProviderError('network', message, { retryable: true, unreachable, cause: error });
  }
  return providerError('network', 'the connection failed');
}

/** The deepest cause that says something: `connect ECONNREFUSED 127.0.0.1:9`. */
function rootCause(error: SdkError): string {
  let reason: unknown = error;
  while (reason instanceof Error && reason.cause) reason = reason.cause;
  const code = systemCode(reason);
  const message = reason instanceof Error ? reason.message : String(reason);
  return code && !message.includes(code) ? `${code}: ${message}` : message || code || 'no reason given';
}

function bodyText(error: SdkError): string {
  const body = error.error as { message?: unknown; error?: { message?: unknown } } | string | undefined;
  if (typeof body === 'string') return body;
  const message = body?.error?.message ?? body?.message;
  if (typeof message === 'string') return message;
  return error.message ?? '';
}

/** Text without the secrets. Very short ones are no secrets, and hiding them would garble every message. */
export function hide(text: string, { secrets = [] }: ErrorContext): string {
  return secrets.reduce((rest, secret) => (secret.length < 6 ? rest : rest.replaceAll(secret, '***')), text);
}

/** The service's own names for the error, such as `insufficient_quota`; a compatible server may say it here alone. */
function codesOf({ error }: SdkError): string {
  const body = (typeof error === 'object' ? error : undefined) as
    | Partial<Record<string, unknown>>
    | undefined;
  const inner = body?.error as Partial<Record<string, unknown>> | undefined;
  const names = [body?.code, body?.type, inner?.code, inner?.type];
  return names.filter((name) => typeof name === 'string').join(' ');
}

const quotaCodes = /insufficient_quota|billing/i;
const quotaWords =
  /insufficient_quota|exceeded your current quota|credit balance|out of credits|insufficient (?:balance|credits|funds)/i;
/** Gemini words its limits by the minute as a used-up quota, and says when to come back. */
const comesBack = /(?:retry|try again) in/i;

/**
 * Distinct from rate limiting: waiting does not help. OpenAI says 429 `insufficient_quota`, Anthropic 400. The word
 * "billing" in a message proves nothing: OpenAI's rate limits advise to add a payment method there.
 */
function isQuota(status: number, codes: string, said: string): boolean {
  if (status === 402) return true;
  if (![400, 403, 429].includes(status)) return false;
  return quotaCodes.test(codes) || (quotaWords.test(said) && !comesBack.test(said));
}

function unsupportedParameter(error: SdkError, body: string): string | undefined {
  const service = error.error as { param?: unknown; code?: unknown } | undefined;
  const modelError =
    /unsupported|not supported|does not support|deprecated|unrecognized|unknown|extra inputs|not permitted|unexpected/i;
  if (!modelError.test(`${service?.code ?? ''} ${body}`)) return undefined;
  if (typeof service?.param === 'string' && service.param !== '') return service.param;
  return /['"`]?\b(temperature|max_completion_tokens|max_tokens|top_p|top_k|seed|stop|cache_control)\b['"`]?/.exec(
    body,
  )?.[1];
}

/** `retry-after-ms`, or `Retry-After` in seconds or as a date; never negative, never beyond the bound. */
function retryAfterMs(error: SdkError, now: number): number | undefined {
  const header = (name: string) => error.headers?.get?.(name) ?? undefined;
  const precise = Number(header('retry-after-ms') ?? Number.NaN);
  const given = header('retry-after');
  const seconds = Number(given ?? Number.NaN) * 1000;
  const date = given === undefined ? Number.NaN : Date.parse(given) - now;
  const wait = [precise, seconds, date].find((value) => Number.isFinite(value));
  return wait === undefined ? undefined : Math.min(Math.max(0, wait), longestRetryAfterMs);
}
