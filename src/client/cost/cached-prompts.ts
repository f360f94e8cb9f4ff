/** Decides which part of a prompt a service is asked to keep in its prompt cache, where that pays. */

import { contentHash } from '../../content-hash.ts';
import type { Message } from '../../providers/provider.ts';
import type { ModelTarget } from '../../providers/resolve-model.ts';
import { estimateTokens } from './tokens.ts';

/** A request whose beginning others of the run share. */
interface SharedRequest {
  messages: readonly Message[];
  /** Characters of the last message, from its start, that others share too, besides all that stands before it. */
  shared?: number | undefined;
}

interface Mark {
  /** Characters of the last message that the service is to keep; undefined for none. */
  keep: number | undefined;
  /** Must be called when the call has ended. */
  settle: (succeeded: boolean) => void;
}

export interface CachedPrompts {
  mark: (request: SharedRequest) => Mark;
  /** The service refuses marks: there are none from now on. */
  refuse: () => void;
}

/** A service keeps a prompt for five minutes after its last use; a little less is counted on. */
const keptMs = 270_000;

/**
 * The fewest tokens that Anthropic's models keep (platform.claude.com, Prompt caching). What is shorter is not kept
 * whatever is asked for, so a family that is not known counts as the least demanding of its kind.
 */
const leastTokens: readonly (readonly [RegExp, number])[] = [
  [/haiku-4-5|opus-4-[56](?!\d)/, 4096],
  [/haiku-3|3-5-haiku|3-haiku|opus-4-7(?!\d)/, 2048],
  [/(?:opus|fable|mythos)-5(?!\d)/, 512],
];
const otherLeastTokens = 1024;

/** The fewest tokens that a model keeps. */
export function leastKept(model: string): number {
  const name = (model.split('/').at(-1) ?? model).toLowerCase().replaceAll('.', '-');
  return leastTokens.find(([family]) => family.test(name))?.[1] ?? otherLeastTokens;
}

const unmarked: Mark = { keep: undefined, settle: () => undefined };

/**
 * Marks prompts of Anthropic's models alone; other services keep prompts by themselves or not at all. Writing costs a
 * quarter more than plain input, and what is written can be read only once its reply has begun. So of the requests
 * that share a prompt one is marked first, and until it has its reply the others go unmarked, at the plain price: no
 * request waits, and no prompt is written twice.
 */
export function cachedPrompts(
  target: Pick<ModelTarget, 'provider' | 'model'>,
  now: () => number,
): CachedPrompts {
  const least = leastKept(target.model);
  const keptUntil = new Map<string, number>();
  const beingWritten = new Set<string>();
  let refused = target.provider !== 'anthropic';
  return {
    refuse: () => {
      refused = true;
    },
    mark: ({ messages, shared = 0 }) => {
      if (refused || shared === 0 || tokensOf(messages, shared) < least) return unmarked;
      const name = contentHash(beginning(messages, shared));
      if (beingWritten.has(name)) return unmarked;
      forgetOld(keptUntil, now());
      const first = !keptUntil.has(name);
      if (first) beingWritten.add(name);
      const settle = (succeeded: boolean) => {
        if (first) beingWritten.delete(name);
        if (!succeeded) return;
        // At the end of the map again, which is in the order of time.
        keptUntil.delete(name);
        keptUntil.set(name, now() + keptMs);
      };
      return { keep: shared, settle };
    },
  };
}

function beginning(messages: readonly Message[], shared: number): Message[] {
  return messages.map(({ role, content }, index) => ({
    role,
    content: index === messages.length - 1 ? content.slice(0, shared) : content,
  }));
}

function tokensOf(messages: readonly Message[], shared: number): number {
  return beginning(messages, shared).reduce((sum, { content }) => sum + estimateTokens(content), 0);
}

function forgetOld(keptUntil: Map<string, number>, time: number): void {
  for (const [name, until] of keptUntil) {
    if (until > time) return;
    keptUntil.delete(name);
  }
}
