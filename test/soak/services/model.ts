/** The real small language model of the suite, as a server of its own process; undefined where it cannot be installed. */

import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { repository } from '../../support/cli.ts';
import { startChild, wanted } from './child.ts';

const server = join(repository, 'test', 'soak', 'model-server');
const installMs = 600_000;

/** Installs the model once for all runs; `MT_JUDGE_MODEL_FOLDER` names another folder that holds it. */
export function modelFolder(): string | undefined {
  if (!wanted) return undefined;
  const folder = process.env.MT_JUDGE_MODEL_FOLDER ?? join(tmpdir(), 'mt-judge-model-0.1.2-3.21.1');
  const { status } = spawnSync('bash', [join(server, 'install.sh'), folder], { timeout: installMs });
  return status === 0 ? folder : undefined;
}

/** Starts it for the test that runs now; resolves to its address, with `/v1`. */
export async function startModel(folder: string, args: readonly string[] = []): Promise<string> {
  const command = [process.execPath, join(server, 'serve.mjs'), '--folder', folder, ...args];
  const child = await startChild(command, { isReady: (output) => output.includes('/v1\n') });
  onTestFinished(child.end);
  return /http:\S+/.exec(child.output())?.[0] ?? '';
}
