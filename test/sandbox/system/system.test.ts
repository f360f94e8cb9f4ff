/** The system's Python: behind each wall that this machine has, and refused where it has none. */

import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Run, RunLimits, Sandbox } from '../../../src/sandbox/sandbox.ts';
import { createPythonSandbox } from '../../../src/sandbox/system/system.ts';

const limits: RunLimits = { seconds: 2, megabytes: 256, language: 'python' };
const brief: RunLimits = { ...limits, seconds: 0.3 };
const hasPython = works('python3', ['-I', '-c', 'pass']);

function works(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

const trials = {
  bwrap: ['--unshare-all', '--ro-bind', '/', '/', '--proc', '/proc', 'true'],
  unshare: ['--user', '--map-root-user', '--net', '--mount', '--pid', '--fork', 'true'],
} as const;

const walls = ['bwrap', 'unshare'] as const;

/** A sandbox behind the wall, where this machine has it. */
function behind(wall: (typeof walls)[number]) {
  const here = hasPython && works(wall, trials[wall]);
  const made: { sandbox?: Sandbox } = {};
  beforeAll(async () => {
    if (here)
      made.sandbox = await createPythonSandbox({ workers: 2, allowUnsandboxed: false, walls: [wall] });
  }, 60_000);
  afterAll(() => made.sandbox?.close());
  const run = async (program: string, within = limits): Promise<Run> => {
    if (!made.sandbox) throw new Error(`${wall} is not here`);
    return made.sandbox.run(program, within);
  };
  const outcomeOf = async (program: string, within = limits) => (await run(program, within)).outcome;
  return { here, run, outcomeOf };
}

const failed = (exception: string) => ({ kind: 'failed', exception });

describe.each(walls)('behind %s a program ends', (wall) => {
  const { here, run, outcomeOf } = behind(wall);

  test.skipIf(!here)('a program passes or fails, with the interpreter on record', async () => {
    const { outcome, interpreter } = await run('assert 1 + 1 == 2');
    expect(outcome).toEqual({ kind: 'passed' });
    expect(interpreter).toMatch(new RegExp(`^CPython \\d+\\.\\d+\\.\\d+ \\(${wall}\\)$`));
    const program = 'def f(x):\n    assert x == 2, "no"\n\nf(1)\n';
    const lines = [4, 2];
    expect(await outcomeOf(program)).toEqual({ ...failed('AssertionError'), message: 'no', lines });
    expect(await outcomeOf('x = (')).toMatchObject({ exception: 'SyntaxError', lines: [1] });
    expect(await outcomeOf('import os\nos._exit(0)')).toMatchObject(failed('SystemExit'));
    expect(await outcomeOf('input()')).toMatchObject(failed('OSError'));
  });

  test.skipIf(!here)('a loop, a sleep and an allocation end at their limits', async () => {
    expect(await outcomeOf('while True: pass', brief)).toEqual({ kind: 'timed out' });
    expect(await outcomeOf('import time\ntime.sleep(60)', brief)).toEqual({ kind: 'timed out' });
    expect(await outcomeOf('import os\nos.closerange(0, 99)\nwhile True: pass', brief)).toEqual({
      kind: 'timed out',
    });
    expect(await outcomeOf('bytearray(300 << 20)')).toEqual({ kind: 'out of memory' });
  });
});

describe.each(walls)('behind %s', (wall) => {
  const { here, run, outcomeOf } = behind(wall);

  test.skipIf(!here)('files, network and environment of the machine are out of reach', async () => {
    const file = JSON.stringify(new URL('../../../package.json', import.meta.url).pathname);
    expect(await outcomeOf(`open(${file})`)).toMatchObject(failed('FileNotFoundError'));
    expect(await outcomeOf('open("/usr/left-behind", "w")')).toMatchObject(failed('OSError'));
    expect(await outcomeOf('import socket\nsocket.create_connection(("127.0.0.1", 9), 1)')).toMatchObject({
      kind: 'failed',
    });
    expect(
      await outcomeOf('import os\nassert set(os.environ) <= {"HOME", "PATH", "PWD", "LC_CTYPE"}'),
    ).toEqual({
      kind: 'passed',
    });
    expect(await outcomeOf('import os\nos.kill(os.getppid(), 9)')).toMatchObject({ kind: 'passed' });
  });

  test.skipIf(!here)('what a program writes or starts is not there for the next', async () => {
    await outcomeOf(
      'import os\nopen("/tmp/x", "w").close()\nif os.fork() == 0:\n    import time\n    time.sleep(60)',
    );
    const check =
      'import os\nassert not os.path.exists("/tmp/x")\n' +
      'pids = [name for name in os.listdir("/proc") if name.isdigit()]\nassert len(pids) <= 2, pids';
    expect(await outcomeOf(check)).toEqual({ kind: 'passed' });
  });

  test.skipIf(!here)('many children, where the system lets a program have them, end with it', async () => {
    const many =
      'import os, time\nfor _ in range(100):\n    if os.fork() == 0:\n        time.sleep(60)\n        os._exit(0)';
    expect(['passed', 'failed']).toContain((await outcomeOf(many)).kind);
    const check =
      'import os\npids = [name for name in os.listdir("/proc") if name.isdigit()]\nassert len(pids) <= 2, pids';
    expect(await outcomeOf(check)).toEqual({ kind: 'passed' });
  });

  test.skipIf(!here)('the harness’ guard is put on where it is asked for', async () => {
    const { outcome } = await run('import os\nos.remove("a")', { ...limits, harnessGuard: true });
    expect(outcome).toMatchObject({ exception: 'TypeError', message: "'NoneType' object is not callable" });
  });
});

test.skipIf(!hasPython)('without a wall it refuses, and says what there is to do', async () => {
  await expect(createPythonSandbox({ workers: 1, allowUnsandboxed: false, walls: [] })).rejects.toThrow(
    /install bubblewrap.*--sandbox pyodide.*--allow-unsandboxed/,
  );
});

test.skipIf(!hasPython)('told to, it runs without a wall, and says so in the record', async () => {
  const sandbox = await createPythonSandbox({ workers: 1, allowUnsandboxed: true, walls: [] });
  const { outcome, interpreter } = await sandbox.run('assert 1 + 1 == 2', limits);
  await sandbox.close();
  expect(outcome).toEqual({ kind: 'passed' });
  expect(interpreter).toMatch(/\(no sandbox\)$/);
});

test('without a Python it says which one was looked for', async () => {
  const settings = { workers: 1, allowUnsandboxed: true, python: 'no-such-python' };
  await expect(createPythonSandbox(settings)).rejects.toThrow(/needs no-such-python/);
});
