/** Hands out the sequences of a context: who finds none free waits in line. */

export function createSlots(sequences) {
  const free = [...sequences];
  const waiting = [];
  const take = () => (free.length > 0 ? free.pop() : new Promise((resolve) => waiting.push(resolve)));
  const give = (sequence) => {
    const next = waiting.shift();
    if (next) next(sequence);
    else free.push(sequence);
  };
  /** Runs `work` on an empty sequence. */
  const within = async (work) => {
    const sequence = await take();
    try {
      // What another request has left would spare time, and change the last digits of what follows.
      await sequence.clearHistory();
      return await work(sequence);
    } finally {
      give(sequence);
    }
  };
  return Object.assign(within, { busy: () => sequences.length - free.length });
}
