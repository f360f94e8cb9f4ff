/** Where a probe draws its line. docs/doctor.md gives the reasons; a change here is a change there. */

export const bounds = {
  /** The most that an answer without worth may be rated: "poor" on the scale of the default prompts. */
  worthless: 3,
  /** The least that a reference, given as the answer, must be rated. */
  reference: 8,
  /** How many points one wrong final value must cost, at least. */
  wrongValue: 3,
  /** How many points padding may add to a poor answer, at most. */
  padding: 1,
  /** How often the same request is put. */
  repeats: 5,
  /** The most that the ratings of one request may differ: their sample standard deviation. */
  spread: 0.75,
  /** The least share of verdicts that can be read at the first try. */
  firstTry: 0.95,
  /** Probes of mixed questions take so many, those without a reference first. */
  questions: 6,
} as const;

/** How many of a probe's cases may miss: one, where there are enough that one fluke should not decide. */
export function missesAllowed(cases: number): number {
  return cases >= 5 ? 1 : 0;
}
