/** Tries the borders of a sandbox with harmless programs, and makes a card of what held. */

import { createServer } from 'node:net';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Outcome, RunLimits, Sandbox } from './sandbox.ts';

const outcomeKind = z.enum(['passed', 'failed', 'timed out', 'out of memory']);

const probeSchema = z.strictObject({
  name: z.string().min(1),
  /** What is claimed, as a sentence without a full stop. */
  border: z.string().min(1),
  program: z.string().min(1),
  /** Ends that show that the border holds. */
  expect: z.array(outcomeKind).min(1),
  /** A program that is run next and must pass. */
  next: z.string().optional(),
});

export type SandboxProbe = z.infer<typeof probeSchema>;

/** Reads `probes/sandbox.yaml`. Throws zod's error where it is malformed. */
export function parseSandboxProbes(text: string): readonly SandboxProbe[] {
  return z.array(probeSchema).min(1).parse(parse(text));
}

interface ProbeResult {
  name: string;
  border: string;
  held: boolean;
  /** How the programs ended, e.g. `timed out`, or `failed: AssertionError (the file was read)`. */
  observed: string;
}

export interface SandboxCard {
  sandbox: string;
  /** As it stands in judgments. */
  interpreter: string;
  results: readonly ProbeResult[];
}

/** What is tried, and what of the machine a program must not get at. */
export interface ProbeSettings {
  probes: readonly SandboxProbe[];
  /** Path of a file that this process can read. */
  file: string;
  /** Name of an environment variable of this process; sandboxes set HOME, PATH, PWD and LC_CTYPE themselves. */
  variable: string;
}

type Targets = Pick<ProbeSettings, 'file' | 'variable'> & { port: number };

const limits: RunLimits = { seconds: 1, megabytes: 512, language: 'python' };

/** Runs all probes one after another. Listens on a port of 127.0.0.1 meanwhile, for the programs to try. */
export async function probeSandbox(
  sandbox: Sandbox,
  { probes, file, variable }: ProbeSettings,
): Promise<SandboxCard> {
  const server = createServer((socket) => socket.destroy());
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(portOf(server.address())));
  });
  try {
    const { interpreter } = await sandbox.run('pass', limits);
    const results: ProbeResult[] = [];
    for (const probe of probes) results.push(await tryOne(sandbox, filled(probe, { file, variable, port })));
    return { sandbox: sandbox.name, interpreter, results };
  } finally {
    server.close();
  }
}

function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): number {
  if (address === null || typeof address === 'string') throw new Error('the probe server has no port');
  return address.port;
}

async function tryOne(sandbox: Sandbox, probe: SandboxProbe): Promise<ProbeResult> {
  const { name, border, expect, next } = probe;
  const { outcome } = await sandbox.run(probe.program, limits);
  const observed = observe(outcome);
  if (!expect.some((kind) => kind === outcome.kind)) return { name, border, held: false, observed };
  if (next === undefined) return { name, border, held: true, observed };
  const after = (await sandbox.run(next, limits)).outcome;
  return { name, border, held: after.kind === 'passed', observed: `${observed}, then ${observe(after)}` };
}

/** Puts the targets into the programs, as JSON: its strings and numbers are Python's too. */
function filled(probe: SandboxProbe, targets: Targets): SandboxProbe {
  const fill = (program: string) =>
    program.replaceAll(/\{(file|variable|port)\}/g, (_, name: keyof Targets) =>
      JSON.stringify(targets[name]),
    );
  const { next, ...first } = probe;
  const program = fill(probe.program);
  return next === undefined ? { ...first, program } : { ...first, program, next: fill(next) };
}

function observe(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'failed':
      return `failed: ${outcome.exception}${outcome.message ? ` (${outcome.message})` : ''}`;
    case 'could not run':
      return `could not run: ${outcome.reason}`;
    default:
      return outcome.kind;
  }
}
