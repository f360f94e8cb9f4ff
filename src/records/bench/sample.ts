/** A sample of a bench's questions, as results say that they rest on one. */

/** What a sample was drawn from, for whatever shows figures of it. */
export interface Sample {
  questions: number;
  of: number;
  seed: number;
}

/** `a sample of 200 of 14,042 questions (seed 0)`. */
export function sampleText({ questions, of, seed }: Sample): string {
  const number = new Intl.NumberFormat('en-US');
  return `a sample of ${number.format(questions)} of ${number.format(of)} questions (seed ${seed})`;
}
