/** The files below `examples/`, and a shell in which `mt-judge` is the built one. */

import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { type Run, repository } from './cli.ts';

export const examples = join(repository, 'examples');

export function readExample(path: string): Promise<string> {
  return readFile(join(examples, path), 'utf8');
}

/** The documents of a YAML file, as plain values. */
export async function readDocuments<Document>(path: string): Promise<Document[]> {
  return parseAllDocuments(await readExample(path)).map((each) => {
    if (each.errors[0]) throw each.errors[0];
    return each.toJS() as Document;
  });
}

export async function listExamples(folder: string): Promise<string[]> {
  return (await readdir(join(examples, folder))).map((name) => join(folder, name)).sort();
}

export interface Shell {
  /** An empty folder to work in. */
  folder: string;
  /** Runs a script as `bash -e`, with the tools before all others on the path. */
  bash: (script: string, env?: Record<string, string>, cwd?: string) => Promise<Run>;
}

/** A shell for the test that runs now. `tools` are scripts by the name of the command that they stand in for. */
export async function openShell(tools: Record<string, string> = {}): Promise<Shell> {
  const root = await mkdtemp(join(tmpdir(), 'mt-judge-examples-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const [bin, folder] = [await mkdtemp(join(root, 'bin-')), await mkdtemp(join(root, 'work-'))];
  const program = join(repository, 'dist/bin/mt-judge.js');
  const own = { 'mt-judge': `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n` };
  for (const [name, script] of Object.entries({ ...own, ...tools })) {
    await writeFile(join(bin, name), script);
    await chmod(join(bin, name), 0o755);
  }
  const path = `${bin}${delimiter}${process.env.PATH}`;
  return {
    folder,
    bash: (script, env = {}, cwd = folder) =>
      runBash(['-e', '-c', script], { cwd, env: { PATH: path, HOME: folder, NO_COLOR: '1', ...env } }),
  };
}

/** What bash says of a script that it reads and does not run; empty when it parses. */
export async function parseFaults(script: string): Promise<string> {
  return (await runBash(['-n', '-c', script], { cwd: tmpdir(), env: {} })).stderr;
}

function runBash(args: string[], options: { cwd: string; env: Record<string, string> }): Promise<Run> {
  const child = spawn('bash', args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, ...texts }));
  });
}
