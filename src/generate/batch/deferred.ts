/** Answers from the cache, and notes what is not there: the requests of the next batch round. */

import type { Cache } from '../../client/cache.ts';
import type { AskRequest, Client } from '../../client/client.ts';
import { mostOf } from '../../client/cost/cost.ts';
import { estimateTokens, mostTokens } from '../../client/cost/tokens.ts';
import { countFailure, countOutcome, createMeter, type Meter } from '../../client/meter.ts';
import { replyKey } from '../../client/reply-key.ts';
import { createRequests, type Requests } from '../../client/requests/requests.ts';
import { contentHash } from '../../content-hash.ts';
import { ProviderError } from '../../errors.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import type { BatchRequest } from '../../records/batch.ts';

/** A request that waits for its batch. */
export interface Deferred {
  target: ModelTarget;
  request: BatchRequest;
  /** The most that it could cost, in US dollars. */
  most: number;
  /** Notes what the service says of it. Says what changes, or undefined when nothing is left to change. */
  adapt: (error: ProviderError) => string | undefined;
  /** The error where nothing is left to change. */
  explain: (error: ProviderError) => ProviderError;
}

/** What the clients of a run have deferred, and what is known of it: shared by all of them. */
export interface Ledger {
  /** Takes out what has been deferred so far, by the name of the request. */
  take: () => Map<string, Deferred>;
  /** A reply has come and is in the cache: under `--overwrite` this run has asked for it, and does not ask again. */
  answered: (name: string) => void;
  /** The same, of a reply that this process has put into the cache: that it is not found there is an error. */
  collected: (name: string) => void;
  /** The request has failed: it is not deferred again in this run. */
  fail: (name: string, error: ProviderError) => void;
  /**
   * The request has failed in a way that may pass. True when it may be sent again; false when it has used up its tries,
   * and is failed now.
   */
  retry: (name: string, error: ProviderError) => boolean;
  /** How often a request has failed in a way that may pass. */
  triesOf: (name: string) => number;
  /** The counts of a model of the run. */
  meterOf: (target: ModelTarget) => Meter;
  /** Every request of the model that has no reply yet fails with this. */
  close: (target: ModelTarget, error: ProviderError) => void;
}

interface Notes {
  deferred: Map<string, Deferred>;
  answered: Set<string>;
  collected: Set<string>;
  failed: Map<string, ProviderError>;
  tries: Map<string, number>;
  closed: Map<string, ProviderError>;
  /** By model, and by the name of each request that was deferred. */
  meters: Map<string, Meter>;
  owners: Map<string, Meter>;
}

function newNotes(): Notes {
  const byName = { failed: new Map(), tries: new Map(), owners: new Map() };
  const sets = { answered: new Set<string>(), collected: new Set<string>() };
  return { ...byName, ...sets, deferred: new Map(), closed: new Map(), meters: new Map() };
}

interface LedgerOptions {
  cache: Cache;
  /** True where what is cached is to be asked again, once. */
  refresh: boolean;
  maxRetries: number;
  /** For what every user should see. */
  say: (line: string) => void;
}

/** A ledger, and the clients that write into it. */
export function openLedger(
  options: LedgerOptions,
): Ledger & { clientFor: (target: ModelTarget, meter: Meter) => Client } {
  const notes = newNotes();
  const meterOf = (target: ModelTarget) => notes.meters.get(labelOf(target)) ?? createMeter();
  const answered = (name: string) => {
    notes.answered.add(name);
    notes.failed.delete(name);
  };
  const fail = (name: string, error: ProviderError) => {
    notes.failed.set(name, error);
    const owner = notes.owners.get(name);
    if (owner) countFailure(owner, error);
  };
  return {
    take: () => {
      const taken = notes.deferred;
      notes.deferred = new Map();
      return taken;
    },
    answered,
    collected: (name) => {
      answered(name);
      notes.collected.add(name);
    },
    fail,
    retry: (name, error) => {
      const tries = (notes.tries.get(name) ?? 0) + 1;
      notes.tries.set(name, tries);
      if (tries <= options.maxRetries) {
        const owner = notes.owners.get(name);
        if (owner) owner.retries += 1;
        return true;
      }
      fail(name, error);
      return false;
    },
    triesOf: (name) => notes.tries.get(name) ?? 0,
    close: (target, error) => {
      if (!notes.closed.has(labelOf(target))) countFailure(meterOf(target), error);
      const { kind, message } = error;
      const closing = { retryable: false, closesModel: true, cause: error };
      notes.closed.set(labelOf(target), new ProviderError(kind, message, closing));
    },
    meterOf,
    clientFor: (target, meter) => {
      notes.meters.set(labelOf(target), meter);
      return deferringClient(target, notes, { ...options, meter });
    },
  };
}

/** Names a model in notes and messages. */
export function labelOf({ endpoint, model, modelId }: ModelTarget): string {
  const name = `${endpoint}/${model}`;
  return modelId === model || name.endsWith(`/${modelId}`) ? name : `${name} (${modelId})`;
}

function deferringClient(
  target: ModelTarget,
  notes: Notes,
  options: LedgerOptions & { meter: Meter },
): Client {
  const { cache, meter, refresh } = options;
  const requests = createRequests(target);
  const counted = new Set<string>();
  return {
    ask: async (asked) => {
      const key = replyKey(target, asked);
      const name = contentHash(key);
      const failure = notes.failed.get(name);
      if (failure) throw failure;
      const found = refresh && !notes.answered.has(name) ? undefined : await cache.read(key);
      if (!found) {
        const closed = notes.closed.get(labelOf(target));
        if (closed) throw closed;
        // Asked for once more it would be paid for once more, and no more readable.
        if (notes.collected.has(name)) throw unreadable(target);
        notes.owners.set(name, meter);
        notes.deferred.set(name, defer(name, asked, { target, requests }));
        throw new ProviderError('deferred', 'the request waits for its batch', { retryable: false });
      }
      // A conversation comes by once for each of its batch rounds.
      if (!counted.has(name)) {
        if (!notes.answered.has(name)) meter.cached += 1;
        countOutcome(meter, found.text, found.call);
      }
      counted.add(name);
      return found;
    },
  };
}

function unreadable(target: ModelTarget): ProviderError {
  const message = `${labelOf(target)}: a reply that was collected cannot be read from the cache`;
  return new ProviderError('malformed reply', message, { retryable: false });
}

function defer(
  custom_id: string,
  asked: AskRequest,
  { target, requests }: { target: ModelTarget; requests: Requests },
): Deferred {
  const formed = requests.form(asked);
  const messages = formed.messages.map((message) => ({
    ...message,
    images: message.images && [...message.images],
  }));
  return {
    target,
    most: mostCostOf(asked, target, requests),
    request: { custom_id, messages, parameters: formed.parameters, ...formed.changes },
    adapt: (error) => requests.adapt(error, formed, asked),
    explain: (error) => requests.explain(error, asked),
  };
}

function mostCostOf({ messages, ...asked }: AskRequest, target: ModelTarget, requests: Requests): number {
  if (!target.price) return 0;
  const { max_tokens, max_completion_tokens } = requests.wanted(asked);
  const total = (measure: (text: string) => number) =>
    messages.reduce((sum, { content }) => sum + measure(content), 0);
  const input = mostTokens({ estimate: total(estimateTokens), bytes: total(Buffer.byteLength) });
  const output = Number(max_tokens ?? max_completion_tokens) || target.rules.maxTokens;
  return mostOf({ input, output }, target.price, { batch: true });
}
