/** A rate as a bucket that fills steadily and that every call takes from. */

export interface TokenBucket {
  /** Milliseconds until the bucket holds `amount` (or anything at all, for 0). */
  delay: (amount: number) => number;
  /** Takes out `amount`, into debt if need be: a call larger than the bucket must still pass. */
  take: (amount: number) => void;
}

/** Fills at `perMinute`, holds at most ten seconds' worth (and at least one), starts full. No rate, no limit. */
export function createTokenBucket(perMinute: number | undefined, now: () => number): TokenBucket {
  if (perMinute === undefined) return { delay: () => 0, take: () => undefined };
  const perMs = perMinute / 60_000;
  const capacity = Math.max(1, perMinute / 6);
  let level = capacity;
  let filledAt = now();
  const fill = () => {
    const time = now();
    // A clock that is set back takes nothing away.
    level = Math.min(capacity, level + Math.max(0, time - filledAt) * perMs);
    filledAt = time;
  };
  return {
    delay: (amount) => {
      fill();
      return level >= amount ? 0 : (amount - level) / perMs;
    },
    take: (amount) => {
      fill();
      level -= amount;
    },
  };
}
