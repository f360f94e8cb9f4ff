/** The rate of calls that a service turns out to admit, estimated from what it rejects. */

/** A call that was let through. */
export interface Start {
  /** How many were let through before it. */
  number: number;
  at: number;
}

export interface RateEstimate {
  /** Calls a millisecond; 0 while it is unknown. */
  perMs: () => number;
  /** Milliseconds until one more call may start. */
  delay: () => number;
  take: () => void;
  /** A call was refused, the `refusals`-th in all. */
  refused: (start: Start, refusals: number) => void;
}

/** The share of the rate found out that is used: a little less than what was borne. */
const caution = 0.98;
/** What is left of a rate whose cycle has shown too little to measure it anew. */
const retreat = 0.7;
/** Admitted calls from which a rate is measured, and milliseconds. */
const leastAdmitted = 5;
const leastCycleMs = 250;
/** The longest cycle that a first measurement is gathered over, in milliseconds. */
const longestCycleMs = 30_000;
/** Milliseconds before a refusal that show the rate at its height, where the cycle before was longer. */
const recentMs = 3000;
/** Two measurements that differ by less confirm each other. */
const confirmed = 0.1;
/** Growth of a rate a second: while it is only a guess, and once it is confirmed. */
const growth = { guessed: 0.1, confirmed: 0.001 };
/** A rate that has grown so many times without refusal is forgotten. */
const forgottenAt = 10;
/** Seconds without refusal after which a confirmed rate has doubled. */
const doublingSeconds = 90;
/** Seconds' worth of calls that may be saved up while none was due. */
const savedSeconds = 0.5;

/** What a service was last found to admit. */
interface Finding {
  /** Calls a millisecond; 0 for nothing found. */
  perMs: number;
  at: number;
  isConfirmed: boolean;
}

export function createRateEstimate(now: () => number): RateEstimate {
  let found: Finding = { perMs: 0, at: 0, isConfirmed: false };
  let last: (Start & { refusals: number }) | undefined;
  const current = () => probedUp(found, now());
  const saved = createSavings(now);
  const recent = createRecent(now);
  const learn = (perMs: number) => {
    const isConfirmed = Math.abs(perMs / found.perMs - 1) < confirmed;
    found = { perMs, at: now(), isConfirmed };
    saved.clear();
  };
  const measure = (start: Start, refusals: number): number | undefined => {
    if (!last) return undefined;
    const ms = start.at - last.at;
    const admitted = start.number - last.number - (refusals - last.refusals);
    if (admitted < leastAdmitted || ms < leastCycleMs) return undefined;
    return Math.max(admitted / ms, ms > recentMs ? recent.before(start.at) / recentMs : 0);
  };
  return {
    perMs: current,
    delay: () => (current() === 0 ? 0 : saved.delay(current())),
    take: () => {
      recent.add();
      if (current() > 0) saved.take();
    },
    refused: (start, refusals) => {
      const measured = measure(start, refusals);
      if (measured !== undefined) learn(measured * caution);
      else if (current() > 0) learn(current() * retreat);
      // While nothing is known, refusals that follow close on one another are one cycle: a slow service would admit too
      // little between any two of them.
      else if (last && start.at - last.at < longestCycleMs) return;
      last = { ...start, refusals };
    },
  };
}

/** The rate that may be tried, so long after it was found; 0 once that is far beyond what was found. */
function probedUp({ perMs, at, isConfirmed }: Finding, time: number): number {
  const seconds = Math.max(0, time - at) / 1000;
  const grown = isConfirmed
    ? 1 + growth.confirmed * seconds + (seconds / doublingSeconds) ** 3
    : (1 + growth.guessed) ** seconds;
  return grown > forgottenAt ? 0 : perMs * grown;
}

/** What has become due and was not used, within bounds. */
function createSavings(now: () => number) {
  let level = 0;
  let filledAt = 0;
  return {
    delay: (perMs: number) => {
      const most = Math.max(1, perMs * savedSeconds * 1000);
      level = Math.min(most, level + Math.max(0, now() - filledAt) * perMs);
      filledAt = now();
      return level >= 1 ? 0 : (1 - level) / perMs;
    },
    take: () => {
      level -= 1;
    },
    clear: () => {
      level = 0;
      filledAt = now();
    },
  };
}

/** When the calls of the last seconds were started. */
function createRecent(now: () => number) {
  const times: number[] = [];
  return {
    add: () => {
      times.push(now());
      while ((times[0] ?? 0) < now() - 2 * recentMs) times.shift();
    },
    /** Calls in the last seconds before a time. */
    before: (time: number) => times.filter((at) => at > time - recentMs && at < time).length,
  };
}
