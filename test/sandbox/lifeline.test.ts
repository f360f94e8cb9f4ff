/** No program outlives the command that runs it, even where the command is killed and the program never ends. */

import { type ChildProcess, execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DataDir, makeDataDir, run } from '../support/cli.ts';

let dir: DataDir;
beforeEach(async () => {
  dir = makeDataDir();
  const prompt = 'def turn(x):\n';
  const check = { entry_point: 'turn', test: 'def check(f):\n    f(1)', prompt };
  await dir.write('questions/b.jsonl', [{ question_id: 'q', category: 'c', turns: [prompt], check }]);
  const choices = [{ index: 0, turns: ['    while True:\n        pass'] }];
  await dir.write('answers/b/m.jsonl', [
    { question_id: 'q', answer_id: 'a', model_id: 'm', choices, tstamp: 1 },
  ]);
});
afterEach(() => dir.remove());

const hasProcesses = existsSync('/proc/self/task');
const hasBwrap = works('bwrap', ['--unshare-all', '--ro-bind', '/', '/', '--proc', '/proc', 'python3', '-V']);

function works(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

describe('killed while a program is in an endless loop, gen-judgment leaves no process:', () => {
  test.skipIf(!hasProcesses)('--sandbox pyodide', () => killedInLoop('pyodide', 5));
  test.skipIf(!hasProcesses || !hasBwrap)('--sandbox python', () => killedInLoop('python', 1));
});

/** `seconds` of processor time, after which the sandbox is past its start and in the loop, and not yet at its limit. */
async function killedInLoop(sandbox: string, seconds: number): Promise<void> {
  let started: number[] = [];
  const kill = async (command: ChildProcess) => {
    do {
      await sleep(100);
      started = descendants(command.pid ?? 0);
    } while (processorSeconds(started) < seconds);
    command.kill('SIGKILL');
  };
  const flags = ['--bench', 'b', '--data-dir', dir.path, '--judge', 'code', '--sandbox', sandbox];
  const judged = await run('gen-judgment', flags, { onStart: kill });
  expect(judged.signal).toBe('SIGKILL');
  for (let waited = 0; waited < 50 && started.some(isThere); waited++) await sleep(100);
  expect(started.filter(isThere)).toEqual([]);
}

function descendants(pid: number): number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return children.flatMap((child) => [child, ...descendants(child)]);
}

/** Of the one that has worked most. */
function processorSeconds(pids: readonly number[]): number {
  const ticks = pids.map((pid) => Number(read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ')[11] ?? 0));
  return Math.max(0, ...ticks) / 100;
}

/** One that has ended and that nobody has asked about yet is gone, too. */
function isThere(pid: number): boolean {
  const state = read(`/proc/${pid}/stat`).split(') ')[1]?.[0];
  return state !== undefined && state !== 'Z';
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
