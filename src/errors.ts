/** The kinds of error: a user's (one line, exit 2), a provider's (retryable or not), and bugs, which are neither. */

export const exitCodes = {
  done: 0,
  incomplete: 1,
  usage: 2,
  budget: 3,
  bug: 70,
  interrupted: 130,
} as const;

/** A user's mistake or bad input. The message is one line that names the file, line and value, and what to do. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** What went wrong at a service or in a judge, as counted in the summary of a run. */
export type ErrorKind =
  | 'auth'
  | 'bad request'
  | 'cache miss'
  | 'cancelled'
  /** The request and the reply that it allows do not fit into the model's context. */
  | 'context exceeded'
  /** Not sent yet: the request waits for its batch. Neither a failure nor a reply. */
  | 'deferred'
  | 'expired'
  | 'forbidden'
  /** A judge that is a program could not decide. */
  | 'judge error'
  | 'malformed reply'
  | 'network'
  | 'not found'
  | 'overloaded'
  | 'quota'
  | 'rate limit'
  | 'server error'
  | 'timeout'
  | 'too large'
  /** A bug: it ends its model or judge, and the run with its stack once the others are done. */
  | 'unexpected error'
  | 'unsupported parameter';

/** What about a request the service cannot take, where it can be asked in another way. */
export type Rejection =
  | { what: 'system role' }
  | { what: 'empty turn' }
  | { what: 'temperature 0' }
  | ContextRejection;

/** Counts of tokens, as far as the service names them. */
export interface ContextRejection {
  what: 'context';
  /** What the model takes, request and reply together. */
  context?: number | undefined;
  /** What the request has. */
  prompt?: number | undefined;
  /** The most that a reply may have. */
  output?: number | undefined;
}

export interface ProviderErrorOptions {
  /** Whether the same request may succeed later; decided where the error is born. */
  retryable: boolean;
  /** How long the service asked to wait, in milliseconds. */
  retryAfterMs?: number | undefined;
  /** The request parameter that the service refuses, by its name on the wire. */
  parameter?: string | undefined;
  rejection?: Rejection | undefined;
  /** True when no connection could be made at all: nobody listens there, or the name is unknown. */
  unreachable?: boolean;
  /** True when the server is there and still loads its model. */
  loading?: boolean;
  /** True when every later call to the same model must fail too (bad key, no such model, quota gone). */
  closesModel?: boolean;
  cause?: unknown;
}

/** A provider's error: what it was, whether to try again, and after how long. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly parameter: string | undefined;
  readonly rejection: Rejection | undefined;
  readonly closesModel: boolean;
  readonly unreachable: boolean;
  readonly loading: boolean;

  constructor(kind: ErrorKind, message: string, options: ProviderErrorOptions) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.retryable = options.retryable;
    this.retryAfterMs = options.retryAfterMs;
    this.parameter = options.parameter;
    this.rejection = options.rejection;
    this.closesModel = options.closesModel ?? false;
    this.unreachable = options.unreachable ?? false;
    this.loading = options.loading ?? false;
  }
}

/** A judge that is a program could not decide a match: nothing is written, and the next run tries again. */
export class JudgeError extends Error {
  override readonly name = 'JudgeError';
  readonly kind = 'judge error' satisfies ErrorKind;
  readonly closesModel = false;
}

/** Whether a piece of work has not failed, and waits for its batch. */
export function isDeferred(error: unknown): boolean {
  return error instanceof ProviderError && error.kind === 'deferred';
}

/** `--max-cost` would be exceeded by the next call, so it is not sent. */
export class BudgetError extends Error {
  override readonly name = 'BudgetError';
}

/** Whether an error is none of the kinds that are provided for: a bug, in this program or in a judge's own code. */
export function isUnexpected(error: unknown): boolean {
  const kinds = [UserError, ProviderError, JudgeError, BudgetError];
  return !kinds.some((kind) => error instanceof kind);
}

/** The code of a Node system error (`ENOENT`, `EACCES` …), or undefined for any other value. */
export function systemCode(error: unknown): string | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return undefined;
}
