/** By which method an answer was had, as its record says in `asked`. */

import { isFields } from '../fits.ts';
import { type Method, methods } from './bench.ts';

/** `generate` where the record does not say: answers of MT-Bench-like benches, and imported ones. */
export function answerMethod({ asked }: Readonly<Record<string, unknown>>): Method {
  const given: unknown = isFields(asked) ? asked.method : undefined;
  return methods.find((method) => method === given) ?? 'generate';
}

/** The answers that a grader of this name reads: `loglikelihood:acc` reads the options' log-probabilities. */
export function gradedMethod(grader: string): Method {
  const [before] = grader.split(':');
  return methods.find((method) => method === before) ?? 'generate';
}
