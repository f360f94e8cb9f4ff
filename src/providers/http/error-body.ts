/** What a service says of an error, in whatever envelope it says it. */

import { countOrNone, fieldsOf, textOrNone } from '../fields.ts';

export interface ServiceError {
  /** The service's own words; empty where it has none. */
  message: string;
  /** Its names for the error, such as `insufficient_quota`, in one text. */
  codes: string;
  /** An HTTP status that stands in the body. */
  status: number | undefined;
  /** The request parameter that is wrong, as the service names it. */
  parameter: string | undefined;
  /** How long to wait, as the body says it: `37s` (Google's RetryInfo). */
  retryDelay: string | undefined;
  /** Tokens of the context and of the request, as llama.cpp counts them in fields of their own. */
  context?: number | undefined;
  prompt?: number | undefined;
}

/**
 * Reads `{error: {message, code}}`, `{error: "text"}`, `{code, message}`, `{object: "error", message}`, `{detail}` as text or
 * FastAPI's list, Google's list of one with `details`, and plain text; of an HTML page, its title alone.
 */
export function readServiceError(body: unknown): ServiceError {
  const inner = unwrap(body);
  if (typeof inner === 'string') return { ...nothing, message: words(inner) };
  const fields = fieldsOf(inner);
  const details = (Array.isArray(fields.details) ? fields.details : []).map(fieldsOf);
  const names = [fields.code, fields.type, fields.status, fields.reason, ...details.flatMap(namesIn)];
  return {
    message: words(textOrNone(fields.message) ?? detailText(fields.detail) ?? textOrNone(fields.msg) ?? ''),
    codes: names.filter((name) => typeof name === 'string').join(' '),
    status: [fields.code, fields.status, fields.status_code, fields.type].map(asStatus).find(Boolean),
    parameter: parameterName(fields.param),
    retryDelay: details.map(({ retryDelay }) => textOrNone(retryDelay)).find(Boolean),
    context: countOrNone(fields.n_ctx),
    prompt: countOrNone(fields.n_prompt_tokens),
  };
}

const nothing = { message: '', codes: '', status: undefined, parameter: undefined, retryDelay: undefined };

/** Any error but null that stands in a reply, which then is none; undefined where there is none. */
export function errorIn(part: unknown): { status: number | undefined; error: unknown } | undefined {
  const { error, object, code, message, detail, choices, content } = fieldsOf(part);
  const bare = choices === undefined && content === undefined;
  const told =
    bare && (object === 'error' || detail !== undefined || (code !== undefined && textOrNone(message)));
  const found = error === false || error === '' ? undefined : (error ?? (told ? part : undefined));
  if (found === undefined) return undefined;
  return { status: readServiceError(found).status ?? asStatus(code), error: found };
}

function unwrap(body: unknown): unknown {
  const first = Array.isArray(body) ? body[0] : body;
  const { error } = fieldsOf(first);
  return error === undefined || error === null ? first : error;
}

/** What the names of errors amount to, where a body has no number. */
const namedStatuses: ReadonlyMap<unknown, number> = new Map([
  ['invalid_request_error', 400],
  ['context_length_exceeded', 400],
  ['authentication_error', 401],
  ['invalid_api_key', 401],
  ['permission_error', 403],
  ['not_found_error', 404],
  ['model_not_found', 404],
  ['request_too_large', 413],
  ['insufficient_quota', 429],
  ['rate_limit_error', 429],
  ['rate_limit_exceeded', 429],
  ['overloaded_error', 529],
]);

/** A status as a number, as a number's text, or by the name of the error. */
function asStatus(value: unknown): number | undefined {
  const named = namedStatuses.get(value);
  if (named !== undefined) return named;
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : undefined;
}

/** The names in one of Google's details: the reason, and the quota that is used up. */
function namesIn({ reason, violations }: Readonly<Record<string, unknown>>): unknown[] {
  const quotas = (Array.isArray(violations) ? violations : []).map((each) => fieldsOf(each).quotaId);
  return [reason, ...quotas];
}

/** A name and nothing else: services put whole sentences there, and whatever they were sent. */
function parameterName(param: unknown): string | undefined {
  return typeof param === 'string' && /^[A-Za-z][\w.[\]-]{0,47}$/.test(param) ? param : undefined;
}

function detailText(detail: unknown): string | undefined {
  if (typeof detail === 'string') return detail;
  if (!Array.isArray(detail)) return textOrNone(fieldsOf(detail).message) ?? textOrNone(fieldsOf(detail).msg);
  return detail
    .map((each) => {
      const { msg, loc } = fieldsOf(each);
      const where = Array.isArray(loc) ? `${loc.at(-1)}: ` : '';
      return `${where}${textOrNone(msg) ?? ''}`;
    })
    .join('; ');
}

/** A page of HTML says in its title what it has to say. */
function words(text: string): string {
  if (!/^\s*<(?:!doctype|html|head|body)/i.test(text)) return text;
  const title = /<title[^>]*>([^<]{1,200})/i.exec(text.slice(0, 10_000))?.[1]?.trim();
  return title ? `an HTML page, "${title}"` : 'an HTML page';
}
