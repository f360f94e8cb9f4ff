/** How fast work is done, for the ETA: over the last minute, so that a pause shows and is forgotten again. */

export interface Rate {
  /** Pieces a minute after `done` of them; undefined in the first second, which tells nothing. */
  perMinute: (done: number) => number | undefined;
}

const windowMs = 60_000;
const sampleMs = 1000;

/** `now` gives milliseconds. */
export function createRate(now: () => number): Rate {
  let samples = [{ at: now(), done: 0 }];
  return {
    perMinute: (done) => {
      const at = now();
      const inside = samples.findIndex((sample) => at - sample.at <= windowMs);
      // The last sample before the window stays: without one there is nothing to compare with.
      samples = samples.slice(inside === -1 ? -1 : Math.max(0, inside - 1));
      const [first = { at, done }] = samples;
      const last = samples.at(-1) ?? first;
      if (at - last.at >= sampleMs) samples.push({ at, done });
      if (at - first.at < sampleMs) return undefined;
      return ((done - first.done) / (at - first.at)) * 60_000;
    },
  };
}
