/** What services say of their limits in the headers of every reply. */

/** What is left of one limit. */
export interface RateLimit {
  limit: number;
  remaining: number;
  /** Milliseconds until it is all there again. */
  resetMs: number;
}

export interface RateLimits {
  requests?: RateLimit;
  tokens?: RateLimit;
}

type Header = (name: string) => string | undefined;

/** Reads `x-ratelimit-*` (OpenAI, Azure, Groq, vLLM's proxies) and `anthropic-ratelimit-*`; undefined where none is sent. */
export function readRateLimits(header: Header, now: number): RateLimits | undefined {
  const limits: RateLimits = {};
  for (const kind of ['requests', 'tokens'] as const) {
    const found =
      rateLimit((part) => header(`x-ratelimit-${part}-${kind}`), now) ??
      rateLimit((part) => header(`anthropic-ratelimit-${kind}-${part}`), now);
    if (found) limits[kind] = found;
  }
  return limits.requests || limits.tokens ? limits : undefined;
}

function rateLimit(part: Header, now: number): RateLimit | undefined {
  const stated = part('limit');
  if (stated === undefined) return undefined;
  const [limit, remaining] = [Number(stated), Number(part('remaining') ?? Number.NaN)];
  const resetMs = readReset(part('reset'), now);
  if (!(limit > 0) || !(remaining >= 0) || resetMs === undefined) return undefined;
  return { limit, remaining: Math.min(remaining, limit), resetMs };
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `6m0s`, `120ms`, `1.5s`, seconds as a bare number, seconds or milliseconds since 1970, or a date. */
export function readReset(text: string | undefined, now: number): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const bare = Number(text);
  if (Number.isFinite(bare)) {
    if (bare > 1e11) return Math.max(0, bare - now);
    return bare > 1e9 ? Math.max(0, bare * 1000 - now) : Math.max(0, bare * 1000);
  }
  if (/^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/.test(text)) {
    const parts = text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g);
    return [...parts].reduce((sum, [, value, unit = 's']) => sum + Number(value) * (unitMs[unit] ?? 0), 0);
  }
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
