/** Turns what an SDK throws into a ProviderError that knows whether and when to try again. */

import { type ErrorKind, ProviderError, type Rejection, systemCode } from '../errors.ts';
import { plainLine } from '../plain-text.ts';
import { connectionProblem, rootOf } from './http/connection-error.ts';
import { readServiceError, type ServiceError } from './http/error-body.ts';
import { readRetryAfter } from './http/retry-after.ts';
import type { ChatReply } from './provider.ts';
import type { ReasoningMarks } from './reasoning/split.ts';
import { readRejection } from './rejection.ts';
import { addressHint } from './route/address-hint.ts';
import { named, type ProxyServer } from './route/proxy.ts';

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

/** What reading a model's replies and errors needs to know of it. */
export interface ErrorContext {
  /** For the messages: `openai/gpt-4.1`. */
  target: string;
  /** The variable that holds the key. */
  keyEnv?: string | undefined;
  /** The variable that would hold a key, where none is set. */
  missingKey?: string | undefined;
  /** The address that was called, without its query. */
  called?: string | undefined;
  /** The proxy on the way. */
  proxy?: ProxyServer | undefined;
  /** Takes out what no message and no reply may repeat, though a service might. */
  mask?: (text: string) => string;
  /** Marks of the model's reasoning, besides those of the known families. */
  reasoningMarks?: readonly ReasoningMarks[] | undefined;
  now: () => number;
}

/** Characters of a service's message that are looked at. */
const longestMessage = 4000;

/** Any value thrown by an SDK as a ProviderError. */
export function toProviderError(thrown: unknown, context: ErrorContext): ProviderError {
  if (thrown instanceof ProviderError) return thrown;
  const error = (thrown ?? {}) as SdkError;
  if (typeof error.status === 'number') return fromStatus(error, error.status, context);
  return withoutStatus(error, context);
}

/** An error that came with status 200, by the status that it names, or in the service's words alone. */
export function reportedError(
  { status, error }: { status: number | undefined; error: unknown },
  context: ErrorContext,
): ProviderError {
  if (status !== undefined) return toProviderError({ status, error }, context);
  const said = hide(readServiceError(error).message, context).slice(0, 300) || 'no reason given';
  return new ProviderError('server error', `${context.target} reports an error: ${said}`, {
    retryable: true,
  });
}

/** A body that came with status 200 and is no reply. */
export function malformedReply(
  { target }: ErrorContext,
  why: string,
  { retryable = true } = {},
): ProviderError {
  return new ProviderError('malformed reply', `${target} sent no usable reply: ${why}`, { retryable });
}

function fromStatus(error: SdkError, status: number, context: ErrorContext): ProviderError {
  const { target } = context;
  const service = serviceErrorOf(error);
  const whole = hide(service.message, context);
  const said = whole === '' ? '' : `: ${whole.slice(0, 300)}`;
  const make = (
    kind: ErrorKind,
    retryable: boolean,
    closesModel = false,
    message = `${target} answered ${status}${said}`,
  ) =>
    new ProviderError(kind, message, {
      retryable,
      closesModel,
      loading: status === 503 && stillLoading.test(whole),
      retryAfterMs: retryable ? waitOf(error, service, context.now()) : undefined,
      cause: error,
    });
  if (isQuota(status, service.codes, whole))
    return make('quota', false, true, `${target}: the quota or credit is used up (${status}${said})`);
  if (status === 401 || invalidKey.test(service.codes))
    return make('auth', false, true, `${target} refuses ${keyOf(context)} (${status})`);
  const hint = addressHint(context.called, { status, said: `${whole} ${service.codes}` });
  if (hint !== undefined)
    return make('not found', false, true, `${target} answered ${status}${said}; ${hint}`);
  if (status === 404) return make('not found', false, true);
  const wrongWay = misdirected(error, { said: whole, status, proxy: context.proxy });
  if (wrongWay !== undefined) return make('network', false, true, `${target}: ${wrongWay}${said}`);
  if (status === 403) return make('forbidden', false);
  if (status === 413) return make('too large', false);
  if (status === 429) return make('rate limit', true);
  if (status === 529 || status === 503) return make('overloaded', true);
  const rejection = readRejection(status, service, whole);
  if (rejection) return rejected(rejection, `${target} answered ${status}${said}`, error);
  if (status === 408 || status === 409 || status >= 500) return make('server error', true);
  const named = status === 400 || status === 422 ? unsupportedParameter(service, whole) : undefined;
  // A service may name a key where the parameter belongs.
  const parameter = named !== undefined && hide(named, context) === named ? named : undefined;
  if (parameter !== undefined) {
    const message = `${target} refuses the parameter ${parameter}${said}`;
    return new ProviderError('unsupported parameter', message, { retryable: false, parameter, cause: error });
  }
  return make('bad request', false);
}

/** llama.cpp says "Loading model", Hugging Face's servers "Model … is currently loading". */
const stillLoading = /\bloading\b/i;

/** What is answered on the way to the service, or by one that was addressed wrongly: it stays so for every call. */
function misdirected(
  { headers }: SdkError,
  { said, status, proxy }: { said: string; status: number; proxy: ProxyServer | undefined },
): string | undefined {
  // As nginx and Go's server word it.
  if (status === 400 && /plain HTTP request was sent to HTTPS|HTTP request to an HTTPS server/i.test(said))
    return 'the server speaks https at this address, not http: write https:// (400)';
  if (status === 400 && /No required SSL certificate was sent|SSL certificate error/i.test(said))
    return 'the server wants a client certificate: client_cert and client_key of the endpoint in models.yaml (400)';
  const byProxy = headers?.get?.('x-squid-error') ?? undefined;
  if (!proxy || byProxy === undefined || status >= 500) return undefined;
  return `the proxy ${named(proxy)} does not allow this address (${status})`;
}

/** What the client can make otherwise, or record. */
function rejected(rejection: Rejection, message: string, cause: unknown): ProviderError {
  const isContext = rejection.what === 'context' && rejection.output === undefined;
  const options = { retryable: false, rejection, cause };
  return new ProviderError(isContext ? 'context exceeded' : 'bad request', message, options);
}

/** Gemini says 400 to a key that it does not know; LiteLLM's proxy (1.108) says so where it has no database of keys. */
const invalidKey = /API_KEY_INVALID|invalid_api_key|no_db_connection/;

function keyOf({ keyEnv, missingKey }: ErrorContext): string {
  if (keyEnv !== undefined) return `the key in ${keyEnv}`;
  return `the request: it may want a key${missingKey === undefined ? '' : `, set ${missingKey}`}`;
}

/** What the service says of it: in its body as JSON, or in the text of the SDK's error. */
function serviceErrorOf({ error, message = '' }: SdkError): ServiceError {
  const service = readServiceError(error ?? message);
  return service.message === '' ? { ...service, message: readServiceError(message).message } : service;
}

function waitOf({ headers }: SdkError, { retryDelay }: ServiceError, now: number): number | undefined {
  return readRetryAfter((name) => headers?.get?.(name) ?? undefined, { inBody: retryDelay, now });
}

function withoutStatus(error: SdkError, context: ErrorContext): ProviderError {
  const { target } = context;
  const providerError = (kind: ErrorKind, message: string, retryable = true) =>
    new ProviderError(kind, `${target}: ${message}`, { retryable, cause: error });
  if (systemCode(rootOf(error)) === 'UND_ERR_CONNECT_TIMEOUT') return fromConnection(error, context);
  const name = error.name ?? '';
  const kind = (error as object).constructor?.name ?? name;
  if (/UserAbort/.test(kind) || name === 'AbortError')
    return providerError('cancelled', 'the call was cancelled', false);
  if (/Timeout/.test(kind) || name === 'TimeoutError')
    return providerError('timeout', 'no reply within the timeout');
  if (error instanceof SyntaxError) return providerError('malformed reply', 'the reply is not JSON');
  if (!(error instanceof Error)) return providerError('network', 'the connection failed');
  return fromConnection(error, context);
}

/** What stays as it is ends its model: no other call can fare better. */
function fromConnection(error: SdkError, context: ErrorContext): ProviderError {
  const reason = hide(rootCause(error), context);
  const { message, stays, unreachable } = connectionProblem(error, { reason, proxy: context.proxy });
  return new ProviderError('network', `${context.target}: ${message}`, {
    retryable: !stays,
    closesModel: stays,
    unreachable,
    cause: error,
  });
}

/** The deepest cause that says something: `connect ECONNREFUSED 127.0.0.1:9`. */
function rootCause(error: SdkError): string {
  const reason = rootOf(error);
  const code = systemCode(reason);
  const message = reason instanceof Error ? reason.message : String(reason);
  return code && !message.includes(code) ? `${code}: ${message}` : message || code || 'no reason given';
}

const unmasked = (text: string) => text;

/** Text fit for a message: without secrets before and after it is cleaned, since cleaning may join or part their letters. */
export function hide(text: string, { mask = unmasked }: ErrorContext): string {
  return mask(plainLine(mask(text), longestMessage));
}

/** A reply in which the service repeats a secret goes on without it, and says so. */
export function redacted(reply: ChatReply, { mask = unmasked }: ErrorContext): ChatReply {
  const { text, reasoning, model } = reply;
  const clean = {
    text: mask(text),
    reasoning: reasoning === undefined ? undefined : mask(reasoning),
    model: model === undefined ? undefined : mask(model),
  };
  const same = clean.text === text && clean.reasoning === reasoning && clean.model === model;
  return same ? reply : { ...reply, ...clean, redacted: true };
}

/** Google names a daily limit by its id; it is used up until tomorrow. */
const quotaCodes = /insufficient_quota|billing|PerDay/i;
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

function unsupportedParameter({ codes, parameter }: ServiceError, said: string): string | undefined {
  const modelError =
    /unsupported|not supported|does not support|deprecated|unrecognized|unknown|extra inputs|not permitted|unexpected/i;
  if (!modelError.test(`${codes} ${said}`)) return undefined;
  if (parameter !== undefined) return parameter;
  return /['"`]?\b(temperature|max_completion_tokens|max_tokens|top_p|top_k|seed|stop|cache_control)\b['"`]?/.exec(
    said,
  )?.[1];
}
