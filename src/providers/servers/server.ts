/** What the servers that people run themselves tell of their models, in one form. */

import type { Fields } from '../fields.ts';

export interface ServedModel {
  id: string;
  /** Tokens of prompt and reply that the server takes. */
  context?: number | undefined;
  /** Tokens that the model was made for. */
  longestContext?: number | undefined;
  quantization?: string | undefined;
  dtype?: string | undefined;
  digest?: string | undefined;
  file?: string | undefined;
  /** Bytes of the weights. */
  size?: number | undefined;
}

export interface ServerFacts {
  version?: string | undefined;
  models: readonly ServedModel[];
}

/** Asks the server for an address of its own, next to those of the API; no fields where it has none. */
export interface ServerAccess {
  /** `path` starts at the server's root: `/api/tags`. */
  get: (path: string) => Promise<Fields>;
}

/** Completes what the server lists at `/v1/models`. */
export type DescribeServer = (access: ServerAccess, listed: readonly Fields[]) => Promise<ServerFacts>;

/** The last part of a path: where weights lie is nobody's business. A name such as `owner/model` stays. */
export function withoutFolder(path: string): string {
  return /^(?:[/\\~.]|[A-Za-z]:)/.test(path) ? (path.split(/[/\\]/).at(-1) ?? path) : path;
}
