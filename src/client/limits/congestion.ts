/** Finds out how much a service bears from what it refuses: how many calls at a time, and how many a second. */

import { createRateEstimate, type Start } from './rate-estimate.ts';

export interface CongestionOptions {
  /** The most calls at a time. */
  concurrency: number;
  /** Milliseconds. */
  now: () => number;
}

export interface Congestion {
  /** Milliseconds until one more call may start; Infinity until one of those under way ends. */
  delay: () => number;
  start: () => Start;
  succeeded: (start: Start) => void;
  /**
   * The service has refused a call: too many requests (429), or too many for now (503, 529). False when the call was
   * under way already when an earlier one was refused.
   */
  refused: (start: Start) => boolean;
  ended: () => void;
}

/** What is left of the window after a refusal, as in TCP. */
const decrease = 0.5;
/** By what a window grows while it is used up once: a share of the most, and around the last refusal a quarter call. */
const increase = { far: 1 / 20, near: 1 / 4 };
/** From this share of the window that was refused on, the next refusal is near; for so many milliseconds. */
const near = { share: 0.9, forMs: 60_000 };
/** Calls at a time to open with; so many milliseconds later twice as many, so that a refusal may come in first. */
const openingSteps = { calls: 64, waitMs: 12 };
/** Two refusals at numbers of calls that differ by less confirm each other. */
const confirmed = 0.1;

/**
 * Two measures side by side. The window is additive increase, multiplicative decrease (Chiu and Jain 1989): it follows
 * services that limit calls at a time. A service that limits calls a minute is met by a rate: what it admitted between
 * two refusals is what it admits. From there the rate probes upward: fast while it is a guess, slowly once a second
 * measurement has confirmed it, and faster again the longer nothing is refused (as the cubic growth of RFC 9438 does
 * around the last loss). Calls that were under way when a refusal came in prove nothing new.
 */
export function createCongestion({ concurrency, now }: CongestionOptions): Congestion {
  const window = createWindow(concurrency, now);
  const opening = createOpening(now);
  const rate = createRateEstimate(now);
  let active = 0;
  let started = 0;
  let refusals = 0;
  /** Numbers below it were under way when the last refusal came in. */
  let answerable = 0;
  let latencyMs = 0;
  return {
    delay: () => {
      if (active >= window.size()) return Number.POSITIVE_INFINITY;
      return refusals > 0 ? rate.delay() : opening.delay(active);
    },
    start: () => {
      opening.note(active);
      active += 1;
      started += 1;
      rate.take();
      return { number: started - 1, at: now() };
    },
    succeeded: ({ at }) => {
      latencyMs += (now() - at - latencyMs) / (latencyMs === 0 ? 1 : 8);
      window.grow();
    },
    refused: (start) => {
      refusals += 1;
      if (start.number < answerable) return false;
      answerable = started;
      rate.refused(start, refusals);
      // A rate that is known needs so many calls at a time: fewer would only leave it unused.
      window.shrink(active, rate.perMs() * latencyMs);
      return true;
    },
    ended: () => {
      active -= 1;
    },
  };
}

/** How many calls at a time: all that are allowed until some are refused. */
function createWindow(most: number, now: () => number) {
  let size = most;
  let lastBorne = 0;
  let knee = { size: Number.POSITIVE_INFINITY, at: 0 };
  return {
    size: () => Math.floor(size),
    grow: () => {
      const isNear = size >= near.share * knee.size && now() - knee.at < near.forMs;
      const step = isNear ? increase.near : Math.max(1, most * increase.far);
      size = Math.min(most, size + step / size);
    },
    shrink: (active: number, least: number) => {
      const borne = Math.min(size, active);
      // Two refusals at about the same number of calls: that number it is, and no burst that went too far.
      const same = Math.abs(borne / lastBorne - 1) < confirmed;
      knee = { size: same ? borne : Number.POSITIVE_INFINITY, at: now() };
      lastBorne = borne;
      size = Math.max(1, borne * decrease, Math.min(borne, least));
    },
  };
}

/** Opens wider and wider, while nothing is refused. */
function createOpening(now: () => number) {
  let open = openingSteps.calls;
  let openedAt = 0;
  return {
    delay: (active: number) => {
      if (active < open) return 0;
      const wait = openedAt + openingSteps.waitMs - now();
      if (wait > 0) return wait;
      open *= 2;
      return 0;
    },
    note: (active: number) => {
      if (active < open) openedAt = now();
    },
  };
}
