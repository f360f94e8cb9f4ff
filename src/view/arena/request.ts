/** What the arena's page may say. */

import { z } from 'zod';
import { Refused } from '../server/refused.ts';
import { votes } from './vote-record.ts';

/** Names files and judges, on every file system. */
export const voterPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

const who = {
  voter: z.string().regex(voterPattern),
  tab: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
};

const id = z.string().max(64);

const whoSchema = z.object(who);

const requestSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('vote'), ...who, id, vote: z.enum(votes), reveal: z.boolean() }),
  z.strictObject({ action: z.literal('skip'), ...who, id }),
  z.strictObject({ action: z.literal('undo'), ...who }),
]);

export type ArenaRequest = z.infer<typeof requestSchema>;
export type Who = z.infer<typeof whoSchema>;

export function parseRequest(body: unknown): ArenaRequest {
  return checked(requestSchema.safeParse(body), body);
}

export function parseWho(query: URLSearchParams): Who {
  const given = Object.fromEntries(query);
  return checked(whoSchema.safeParse(given), given);
}

function checked<Value>(parsed: { success: true; data: Value } | { success: false }, given: unknown): Value {
  if (parsed.success) return parsed.data;
  const voter = (given as { voter?: unknown } | null)?.voter;
  const named = typeof voter === 'string' && voterPattern.test(voter);
  throw new Refused(
    400,
    named
      ? 'the page has sent what the viewer does not understand: reload it'
      : 'a voter’s name has letters, digits, dots, dashes and underscores, 40 at most, and begins with a letter or digit',
  );
}
