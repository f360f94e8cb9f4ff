/** `mt-judge doctor --sandbox`: tries the borders of a sandbox, and prints what held. Needs no judge and no key. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pc from 'picocolors';
import type { Context } from '../../cli/main.ts';
import type { ReportCardFormat } from '../../doctor/card-table.ts';
import { renderSandboxCard } from '../../doctor/sandbox-card.ts';
import { exitCodes } from '../../errors.ts';
import { createSandbox } from '../../sandbox/create.ts';
import { parseSandboxProbes, probeSandbox, type SandboxCard } from '../../sandbox/probe.ts';
import type { SandboxName } from '../../sandbox/sandbox.ts';
import { packageDir } from '../../store/bench/paths.ts';

export interface SandboxProbing {
  sandbox: SandboxName;
  allowUnsandboxed?: true;
  dataDir: string;
  format: ReportCardFormat;
}

/** Resolves to the exit code: 1 where a border does not hold. A sandbox that can't be had is a UserError. */
export async function probeNamedSandbox(
  { sandbox: name, allowUnsandboxed, dataDir, format }: SandboxProbing,
  { stdout }: Context,
): Promise<number> {
  const sandbox = await createSandbox({
    name,
    allowUnsandboxed,
    workers: 1,
    cacheFolder: join(dataDir, '.cache'),
  });
  // A file that any program of this user can read: those of the package may be among a sandbox's libraries.
  const folder = await mkdtemp(join(tmpdir(), 'mt-judge-probe-'));
  let card: SandboxCard;
  try {
    const file = join(folder, 'readable.txt');
    await writeFile(file, 'readable\n');
    const probes = parseSandboxProbes(await readFile(join(packageDir, 'probes', 'sandbox.yaml'), 'utf8'));
    card = await probeSandbox(sandbox, { probes, file, variable: variableOfThisProcess() });
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
  stdout.write(renderSandboxCard(card, { format, color: stdout.isTTY === true && pc.isColorSupported }));
  return card.results.every(({ held }) => held) ? exitCodes.done : exitCodes.incomplete;
}

/** One that is set here and that no sandbox sets by itself. */
function variableOfThisProcess(): string {
  const own = ['HOME', 'PATH', 'PWD', 'LC_CTYPE'];
  return Object.keys(process.env).find((name) => !own.includes(name)) ?? 'USER';
}
