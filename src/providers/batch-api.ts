/** The one interface to a service's batch API. It holds no logic. */

import type { ProviderError } from '../errors.ts';
import type { BatchCounts, BatchRequest } from '../records/batch.ts';
import type { AskOptions, ChatReply } from './provider.ts';

/** What became of one request of a batch. */
export type BatchResult =
  | { custom_id: string; kind: 'succeeded'; reply: ChatReply }
  | { custom_id: string; kind: 'failed'; error: ProviderError }
  | { custom_id: string; kind: 'cancelled' }
  | { custom_id: string; kind: 'expired' };

/** A batch as the service shows it. */
export interface ShownBatch {
  /** The service's name for it. */
  id: string;
  status: string;
  /** Nothing more will come: its results can be read. */
  ended: boolean;
  counts: BatchCounts;
  /** Why the service has refused the batch as a whole. */
  error?: ProviderError;
}

/** How a batch of ours can be told from others, when the answer to its creation was lost. */
export interface BatchMark {
  /** Our own name for it. */
  batch: string;
  fileId: string | undefined;
  requests: number;
  /** Milliseconds since 1970 at which the creation was last about to be sent. */
  submittingAt: number;
  /** The service's names of batches that are known to be others. */
  others: ReadonlySet<string>;
}

export interface BatchApi {
  mostRequests: number;
  /** Of everything that is sent for one batch. */
  mostBytes: number;
  /** A request as one line of what is sent. */
  lineOf: (model: string, request: BatchRequest) => string;
  /** Sends the lines ahead of the batch, and resolves to the service's name for them. Absent where a batch carries its own. */
  upload?: (made: MadeBatch, options: AskOptions) => Promise<string>;
  /** Creates the batch. Rejects with a ProviderError only, as do all the others; nothing is retried here. */
  create: (made: MadeBatch, options: AskOptions) => Promise<ShownBatch>;
  /** Looks for a batch whose creation may have succeeded. `sure` is false where it could be somebody else's. */
  find: (mark: BatchMark, options: AskOptions) => Promise<{ shown: ShownBatch; sure: boolean } | undefined>;
  look: (id: string, options: AskOptions) => Promise<ShownBatch>;
  /** The results of a batch that has ended, in whatever order they come. A line that is no result is left out. */
  results: (id: string, options: AskOptions) => AsyncIterable<BatchResult>;
}

/** A batch to be created. */
export interface MadeBatch {
  /** Our own name for it. */
  batch: string;
  /** The service's name for its file, once that is uploaded. */
  fileId?: string | undefined;
  requests: readonly BatchRequest[];
  /** The requests as lines, each with its line break. */
  bytes: Uint8Array;
}
