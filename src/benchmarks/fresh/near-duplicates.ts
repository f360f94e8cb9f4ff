/** Finds texts that say nearly the same, by the runs of words that they share. */

/** Words in a run. */
const length = 4;

export interface TextIndex {
  /** The greatest share of equal runs (Jaccard) that the text has with any text added before, from 0 to 1. */
  nearest: (text: string) => number;
  add: (text: string) => void;
}

export function createTextIndex(): TextIndex {
  const holders = new Map<string, number[]>();
  const sizes: number[] = [];
  return {
    nearest: (text) => {
      const runs = runsOf(text);
      const shared = new Map<number, number>();
      for (const run of runs) {
        for (const holder of holders.get(run) ?? []) shared.set(holder, (shared.get(holder) ?? 0) + 1);
      }
      let most = 0;
      for (const [holder, both] of shared) {
        most = Math.max(most, both / (runs.size + (sizes[holder] ?? 0) - both));
      }
      return most;
    },
    add: (text) => {
      const runs = runsOf(text);
      for (const run of runs) {
        const known = holders.get(run);
        if (known) known.push(sizes.length);
        else holders.set(run, [sizes.length]);
      }
      sizes.push(runs.size);
    },
  };
}

/** The runs of words of a text, lower-cased, punctuation left out, numbers kept. */
function runsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+(?:[.,']\p{N}+)*/gu) ?? [];
  const runs = new Set<string>();
  for (let at = 0; at + length <= words.length; at += 1) runs.add(words.slice(at, at + length).join(' '));
  return runs;
}
