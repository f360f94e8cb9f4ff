/** When a record was made, in seconds since 1970. */

import { z } from 'zod';

/** Other tools write it as text: a number's, or a date's. */
export const tstampSchema = z.union([z.number(), z.string().transform(readTstamp).pipe(z.number())]);

function readTstamp(text: string): number {
  const seconds = Number(text);
  return text.trim() !== '' && Number.isFinite(seconds) ? seconds : Date.parse(text) / 1000;
}
