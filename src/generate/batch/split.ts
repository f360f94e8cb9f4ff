/** Cuts a batch round into batches that the services take: one model each, so many requests, so many bytes. */

import type { BatchApi } from '../../providers/batch-api.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import type { BatchRequest } from '../../records/batch.ts';
import type { Deferred } from './deferred.ts';

export interface Part {
  target: ModelTarget;
  requests: BatchRequest[];
  /** The most that it could cost, in US dollars. */
  most: number;
}

/** How much a part may hold, and what one request comes to. */
export type Measure = Pick<BatchApi, 'mostRequests' | 'mostBytes' | 'lineOf'>;

/** The parts of a batch round, model by model, in the order in which the requests were deferred. */
export async function splitRound(
  round: readonly Deferred[],
  measureOf: (target: ModelTarget) => Promise<Measure>,
): Promise<Part[]> {
  const parts: Part[] = [];
  const open = new Map<ModelTarget, { part: Part; bytes: number }>();
  for (const { target, request, most } of round) {
    const { mostRequests, mostBytes, lineOf } = await measureOf(target);
    const bytes = Buffer.byteLength(lineOf(target.model, request)) + 1;
    const current = open.get(target);
    const fits = current && current.part.requests.length < mostRequests && current.bytes + bytes <= mostBytes;
    const place = fits ? current : { part: { target, requests: [], most: 0 }, bytes: 0 };
    if (!fits) parts.push(place.part);
    place.part.requests.push(request);
    place.part.most += most;
    place.bytes += bytes;
    open.set(target, place);
  }
  return parts;
}
