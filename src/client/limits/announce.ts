/** Says why nothing is sent for a while, once for each pause. */

/** Milliseconds below which nobody asks. */
const shortestTold = 10_000;
/** Is told of a wait of so many milliseconds from now, and says so where it is a long one and not known yet. */
export type Announce = (ms: number, why: string) => void;

/** `note` gets lines such as `openai: waiting for up to 179 s: the service asks for it (rate limit)`. */
export function createAnnounce(
  who: string,
  { now, note }: { now: () => number; note: (line: string) => void },
): Announce {
  let told = Number.NEGATIVE_INFINITY;
  return (ms, why) => {
    const until = now() + ms;
    if (ms <= shortestTold || !Number.isFinite(ms)) return;
    // An end that moves a little is still that of the same pause.
    if (until <= told + shortestTold) return;
    told = until;
    note(`${who}: waiting for up to ${Math.round(ms / 1000)} s: ${why}`);
  };
}

/** The same for a reason that lasts as long as the run: said once for all. */
export function announceOnce(announce: Announce): Announce {
  const known = new Set<string>();
  return (ms, why) => {
    if (ms <= shortestTold || known.has(why)) return;
    known.add(why);
    announce(ms, why);
  };
}
