/** Keeps one model's calls within what its service says is left of its limits, so that none has to be refused. */

import type { RateLimit, RateLimits } from '../../providers/http/rate-limits.ts';

/** A call that was let through, with what it was thought to take. */
export interface Counted {
  requests: number;
  tokens: number;
}

export interface RateLimitGate {
  /** Milliseconds until a call that takes so many tokens may start. */
  delay: (tokens: number) => number;
  /** Counts a call as started; hand the result to `observe` with its reply. */
  take: (tokens: number) => Counted;
  /** What a reply's headers say; it was true when the call was let in, so what was started since is taken off. */
  observe: (limits: RateLimits, counted: Counted) => void;
}

/** The longest that headers are believed, in milliseconds: a wrong one must not stop a run. */
const longestDelayMs = 300_000;

export function createRateLimitGate(now: () => number): RateLimitGate {
  const gates = { requests: createLevel(now), tokens: createLevel(now) };
  const taken: Counted = { requests: 0, tokens: 0 };
  return {
    delay: (tokens) => Math.max(gates.requests.delay(1), gates.tokens.delay(tokens)),
    take: (tokens) => {
      taken.requests += 1;
      taken.tokens += tokens;
      gates.requests.take(1);
      gates.tokens.take(tokens);
      return { ...taken };
    },
    observe: (limits, counted) => {
      for (const kind of ['requests', 'tokens'] as const) {
        const rateLimit = limits[kind];
        if (rateLimit) gates[kind].set(rateLimit, taken[kind] - counted[kind]);
      }
    },
  };
}

/** One limit: a level that rises steadily, by what the service says of when it will be full. */
function createLevel(now: () => number) {
  let level = Number.POSITIVE_INFINITY;
  let perMs = 0;
  let limit = 0;
  let at = 0;
  const rise = () => {
    level = Math.min(Math.max(limit, level), level + Math.max(0, now() - at) * perMs);
    at = now();
  };
  return {
    delay: (amount: number) => {
      if (level === Number.POSITIVE_INFINITY) return 0;
      rise();
      // A call larger than the whole limit passes once everything is there.
      const short = Math.min(amount, limit) - level;
      if (short <= 0) return 0;
      return perMs > 0 ? Math.min(longestDelayMs, short / perMs) : 0;
    },
    take: (amount: number) => {
      level -= amount;
    },
    set: (rateLimit: RateLimit, since: number) => {
      limit = rateLimit.limit;
      level = rateLimit.remaining - since;
      const missing = rateLimit.limit - rateLimit.remaining;
      // With nothing missing, the rate that was known before still holds.
      if (missing > 0 && rateLimit.resetMs > 0) perMs = missing / rateLimit.resetMs;
      at = now();
    },
  };
}
