/** What a service may do wrong, each in every stage and over both APIs, and the run that goes on from there. */

import { expect, test } from 'vitest';
import type { Random } from '../../src/stats/random.ts';
import type { Asked, Fault } from '../support/loopback.ts';
import { chance, long, pick, seed } from './chance.ts';
import type { Entry, Ledger } from './ledger.ts';
import { answering, apis, judging, pairing, running, type Stage } from './stages.ts';
import {
  askedAgain,
  expectDone,
  expectNothingFalse,
  expectWhole,
  undisturbed,
  type Whole,
} from './undisturbed.ts';
import { contentOf, keyOf, type Work, withWork } from './work.ts';

interface Trouble {
  flags?: readonly string[];
  /** What the disturbed run ends with. */
  code: 0 | 1;
  /** Another address than that of the server. */
  url?: string;
  fault: (drawing: { whole: Whole; random: Random }) => (asked: Asked) => Fault | undefined;
}

const status = (code: number, headers: Record<string, string> = {}, body?: unknown): Fault => ({
  kind: 'status',
  status: code,
  headers,
  ...(body === undefined ? {} : { body }),
});
const page = '<!doctype html><p>Sign in to the network';
const impatient = ['--timeout', '3'];

/** Some calls fail once, which is retried; some fail as often as they are asked, and are left to the next run. */
const some = (fault: Fault, flags: readonly string[] = []): Trouble => ({
  flags: ['--max-retries', '1', ...flags],
  code: 1,
  fault: ({ whole, random }) => {
    const [always, ...once] = pick([...whole.asked.keys()], 4, random);
    const seen = new Set<string>();
    return (asked) => {
      const content = contentOf(asked);
      const first = !seen.has(content);
      seen.add(content);
      return content === always || (first && once.includes(content)) ? fault : undefined;
    };
  },
});

/** The first requests of all are refused, whatever they are. */
const storm = (fault: Fault): Trouble => ({
  code: 0,
  fault: () => {
    let seen = 0;
    return () => {
      seen += 1;
      return seen <= 6 ? fault : undefined;
    };
  },
});

/** From a request on, every one is refused. */
const midway = (fault: Fault): Trouble => ({
  code: 1,
  fault: ({ whole, random }) => {
    let left = 1 + random.below(whole.calls - 2);
    return () => {
      left -= 1;
      return left < 0 ? fault : undefined;
    };
  },
});

const troubles: Readonly<Record<string, Trouble>> = {
  'storm of 429': storm(status(429)),
  'storm of 429 with Retry-After': storm(status(429, { 'retry-after': '1' })),
  'status 429': some(status(429)),
  'status 500': some(status(500)),
  'status 502 with a page': some(status(502, { 'content-type': 'text/html' }, page)),
  'status 529': some(status(529)),
  'connection reset': some({ kind: 'reset' }),
  'body cut short': some({ kind: 'truncate' }),
  'HTML for a reply': some({ kind: 'body', body: page, type: 'text/html' }),
  'HTML that claims to be JSON': some({ kind: 'body', body: page }),
  'empty body': some({ kind: 'body', body: '' }),
  'hang beyond the timeout': some({ kind: 'hang' }, impatient),
  'drip beyond the timeout': some({ kind: 'drip', everyMs: 100 }, impatient),
  'slow drip': { code: 0, fault: () => () => ({ kind: 'drip', everyMs: 1 }) },
  'key expires midway': midway(status(401)),
  'credit ends midway': midway(status(402)),
  'name that DNS does not know': {
    code: 1,
    url: 'http://no-such-host.invalid',
    fault: () => () => undefined,
  },
  'nobody listens': {
    code: 1,
    url: 'http://127.0.0.1:9',
    flags: ['--wait-for-server', '1'],
    fault: () => () => undefined,
  },
};

const places = [
  ...apis.flatMap((api) => [[answering, api] as const, [judging, api] as const]),
  [pairing, 'anthropic'] as const,
  [running, 'openai'] as const,
];

export function testServiceFaults(ledger: Ledger): void {
  for (const [index, [name, trouble]] of Object.entries(troubles).entries()) {
    // The gate goes through each fault once, and in turn through stages and APIs.
    const turn = index % places.length;
    for (const [stage, api] of long ? places : places.slice(turn, turn + 1)) {
      test(`${stage.name} over ${api} is whole after: ${name}`, async () => {
        await ledger.enter(name, () => disturb(name, trouble, [stage, api]));
      });
    }
  }
}

async function disturb(
  name: string,
  trouble: Trouble,
  on: readonly [Stage, (typeof apis)[number]],
): Promise<Entry> {
  const whole = await undisturbed(...on);
  const random = chance(name, on[0].name, on[1]);
  return withWork(on, (work) =>
    disturbAndResume(work, whole, trouble, trouble.fault({ whole, random })),
  ).catch((error: unknown) => {
    throw new Error(`${on[0].name} over ${on[1]}, ${name} (seed ${seed})`, { cause: error });
  });
}

async function disturbAndResume(
  work: Work,
  whole: Whole,
  { flags = [], code, url }: Trouble,
  fault: (asked: Asked) => Fault | undefined,
): Promise<Entry> {
  let faults = 0;
  // The next run has another key, and its requests meet no fault.
  work.server.options.fault = (asked) => {
    const given = keyOf(asked) === 'disturbed' ? fault(asked) : undefined;
    faults += given ? 1 : 0;
    return given;
  };
  const disturbed = await work.launch({ name: 'disturbed', flags, ...(url === undefined ? {} : { url }) });
  expect(disturbed.code, disturbed.stderr).toBe(code);
  expect(url === undefined ? faults : 1).toBeGreaterThan(0);
  const kept = expectNothingFalse(work, whole);
  const stored = work.stored();
  expectDone(await work.launch({ name: 'resumed' }));
  expect(work.sent('resumed')).toBe(whole.calls - stored);
  const again = askedAgain(work, whole);
  // On a busy machine an impatient run may give up a reply that was on its way.
  const mayAsk = flags.includes('--timeout') ? work.sent('disturbed') - stored - faults : 0;
  expect(again).toBeLessThanOrEqual(mayAsk);
  return { runs: 2, faults: Math.max(1, faults), records: expectWhole(work, whole, kept), again, mayAsk };
}
