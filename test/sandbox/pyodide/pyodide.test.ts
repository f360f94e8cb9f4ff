/** The embedded sandbox: how programs end, what they can't reach, and that none changes what the next one finds. */

import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPyodideSandbox } from '../../../src/sandbox/pyodide/pyodide.ts';
import type { Outcome, RunLimits, Sandbox } from '../../../src/sandbox/sandbox.ts';
import { buildPyodideChild } from '../../support/pyodide-child.ts';

const limits: RunLimits = { seconds: 3, megabytes: 256, language: 'python' };
const brief: RunLimits = { ...limits, seconds: 0.25 };

let childFile: string;
let sandbox: Sandbox;
beforeAll(async () => {
  childFile = await buildPyodideChild();
  sandbox = await createPyodideSandbox({ workers: 1, childFile });
}, 120_000);
afterAll(() => sandbox.close());

const outcomeOf = async (program: string, within = limits): Promise<Outcome> =>
  (await sandbox.run(program, within)).outcome;
const passes = async (program: string) => expect(await outcomeOf(program)).toEqual({ kind: 'passed' });
const fails = async (program: string, exception: string) =>
  expect(await outcomeOf(program)).toMatchObject({ kind: 'failed', exception });

describe('a program ends', () => {
  test('passed, with the interpreter and the time it was allowed on record', async () => {
    expect(await sandbox.run('assert 1 + 1 == 2', limits)).toEqual({
      outcome: { kind: 'passed' },
      interpreter: 'CPython 3.11.3 (pyodide 0.25.1)',
      seconds: 12,
    });
  });

  test('failed, with the exception, its text and the lines that led there', async () => {
    const program = 'def f(x):\n    assert x == 2, "no"\n\nf(1)\n';
    const lines = [4, 2];
    expect(await outcomeOf(program)).toEqual({
      kind: 'failed',
      exception: 'AssertionError',
      message: 'no',
      lines,
    });
  });

  test('failed at a syntax error, with its line', async () => {
    expect(await outcomeOf('x = 1\ny = (')).toMatchObject({ exception: 'SyntaxError', lines: [2] });
  });

  test.each([
    ['raise SystemExit(0)', 'SystemExit'],
    ['exit()', 'SystemExit'],
    ['import os\nos._exit(0)', 'SystemExit'],
    ['raise KeyboardInterrupt', 'KeyboardInterrupt'],
    ['input()', 'OSError'],
    ['import sys\nsys.stdout.close()\nprint(1)', 'ValueError'],
    ['x = "\\udc80"\nprint(x.encode())', 'UnicodeEncodeError'],
    ['class E(Exception):\n    def __str__(self): raise ValueError\nraise E', 'E'],
    ['def f(): return f()\nf()', 'RecursionError'],
  ])('failed after %j', async (program, exception) => {
    await fails(program, exception);
    await passes('print("the next one is unharmed")');
  });

  test('failed where its text is no text', async () => {
    await fails('a = 1\0', 'ValueError');
    await fails('a = "\uD800"', 'UnicodeEncodeError');
  });
});

describe('a limit ends a program:', () => {
  test.each(['while True: pass', 'while True: print("x" * 1000)', 'try:\n  while True: pass\nexcept: pass'])(
    'timed out in an endless loop: %j',
    async (program) => {
      expect(await outcomeOf(program, brief)).toEqual({ kind: 'timed out' });
      await passes('assert True');
    },
  );

  test('timed out where it sleeps for longer than its limit, whatever it catches, without anybody waiting', async () => {
    const asleep =
      'import time\nwhile True:\n    try:\n        time.sleep(1)\n    except BaseException:\n        pass';
    expect(await outcomeOf(asleep)).toEqual({ kind: 'timed out' });
    await passes(
      'import time\nt = time.time()\nm = time.monotonic()\ntime.sleep(2)\nassert time.time() - t >= 2 and time.monotonic() - m >= 2',
    );
  });

  test('out of memory above its limit, by one allocation or by many', async () => {
    expect(await outcomeOf('bytearray(300 << 20)')).toEqual({ kind: 'out of memory' });
    expect(await outcomeOf('a = []\nwhile True: a.append(bytearray(1 << 20))')).toEqual({
      kind: 'out of memory',
    });
    await passes('try:\n    bytearray(300 << 20)\nexcept MemoryError:\n    pass');
    await passes('assert len(bytearray(100 << 20)) == 100 << 20');
  });
});

describe('nothing is reachable:', () => {
  test.each(['js', 'pyodide_js', '_pyodide_core', 'pyodide', '_pyodide'])('module %s', async (name) => {
    await fails(`import ${name}`, 'ModuleNotFoundError');
  });

  test('no object of JavaScript is among the interpreter’s objects', async () => {
    await passes(
      'import gc\nseen = {type(o).__module__ + "." + type(o).__name__ for o in gc.get_objects()}\n' +
        'assert not [name for name in seen if "Js" in name or "pyodide" in name], seen',
    );
  });

  test('a file of the machine', async () => {
    await fails(
      `open(${JSON.stringify(new URL('../../../package.json', import.meta.url).pathname)})`,
      'FileNotFoundError',
    );
  });

  test('a process, a thread, a socket', async () => {
    await fails('import os\nos.fork()', 'OSError');
    await passes('import os\nassert os.system("true") != 0');
    await fails('import threading\nthreading.Thread(target=print).start()', 'RuntimeError');
    await fails('import socket\nsocket.create_connection(("127.0.0.1", 9))', 'OSError');
  });

  test('more than 64 MiB or 10,000 files of what can be written', async () => {
    await fails('open("a", "wb").write(bytes(65 << 20))', 'OSError');
    await fails('f = open("a", "wb")\nwhile True: f.write(bytes(1 << 20))', 'OSError');
    await fails('import os\nopen("a", "wb").close()\nos.truncate("a", 1 << 30)', 'OSError');
    await fails('n = 0\nwhile True:\n    n += 1\n    open(str(n), "w").close()', 'OSError');
    await passes('open("a", "wb").write(bytes(1 << 20))');
  });

  test('the environment', () =>
    passes('import os\nassert dict(os.environ) == {"HOME": "/home/program"}, os.environ'));
});

/** What a program changes, and a program that passes where nothing is changed. */
const changes: readonly (readonly [string, string, string])[] = [
  ['built-ins', 'import builtins\nbuiltins.len = lambda x: 42', 'assert len([]) == 0'],
  [
    'modules',
    'import math\nmath.pi = 3\nimport sys\nsys.modules["json"] = None',
    'import json, math\nassert math.pi > 3',
  ],
  ['random numbers', 'import random\nrandom.seed(1)', 'import random\nassert random.getstate()[1][0] != 1'],
  [
    'the recursion limit',
    'import sys\nsys.setrecursionlimit(5000)',
    'import sys\nassert sys.getrecursionlimit() == 1000',
  ],
  [
    'environment',
    'import os\nos.environ["A"] = "b"\nos.putenv("C", "d")',
    'import os\nassert "A" not in os.environ',
  ],
  [
    'files',
    'import os\nopen("a", "w").write("b")\nos.mkdir("/x")\nos.remove("/dev/null")',
    'import os\nassert os.listdir(".") == [] and not os.path.exists("/x") and os.path.exists("/dev/null")',
  ],
  ['the current folder', 'import os\nos.chdir("/")', 'import os\nassert os.getcwd() == "/home/program"'],
  [
    'the standard library',
    'open("/lib/python311.zip", "r+b").write(bytes(2000000))',
    'import sched, html, shelve',
  ],
  [
    'open files',
    'import os\nos.closerange(0, 20)\nos.open("/", os.O_RDONLY)',
    'import os, time\nos.fstat(1)\ntime.sleep(0)\nassert os.open("/", os.O_RDONLY) == 4',
  ],
  ['the clock', 'import time\ntime.sleep(2.5)', 'import time\ntime.sleep(2.5)'],
  [
    'types',
    'import collections\ncollections.Counter.x = 1',
    'import collections\nassert not hasattr(collections.Counter, "x")',
  ],
  ['the umask', 'import os\nos.umask(0o123)', 'import os\nassert os.umask(0) != 0o123'],
  [
    'tracing',
    'import sys\nsys.settrace(lambda *a: 1 / 0)\nsys.setprofile(lambda *a: None)',
    'import sys\nassert sys.gettrace() is None and sys.getprofile() is None',
  ],
  [
    'exit functions',
    'import atexit\natexit.register(lambda: 1 / 0)',
    'import atexit\natexit._run_exitfuncs()',
  ],
];

describe('every program starts from the same state, whatever went before:', () => {
  test.each(changes)('%s', async (_, changes, checks) => {
    await passes(changes);
    await passes(checks);
  });

  test('random numbers are the same each time, so that verdicts are', async () => {
    const draw = async () =>
      outcomeOf('import random, os\nraise Exception(str((random.random(), os.urandom(4))))');
    expect(await draw()).toEqual(await draw());
  });

  test('also in a process that took the place of one that was ended', async () => {
    await passes('import random\nopen("number", "w").write(str(random.random()))');
    const before = await outcomeOf(
      'import random, sys\nraise Exception(str((random.random(), sorted(sys.modules))))',
    );
    expect(await outcomeOf('while True: pass', brief)).toEqual({ kind: 'timed out' });
    const after = await outcomeOf(
      'import random, sys\nraise Exception(str((random.random(), sorted(sys.modules))))',
    );
    expect(after).toEqual(before);
  });

  test('a full stack of C code leaves nothing behind', async () => {
    const deep =
      'import sys, functools\nsys.setrecursionlimit(10**6)\n@functools.lru_cache(None)\ndef f(n): return f(n + 1)\nf(0)';
    await fails(deep, 'RecursionError');
    await passes(
      'import functools\n@functools.lru_cache(None)\ndef f(n): return n and 1 + f(n - 1)\nassert f(400) == 400',
    );
  });
});

describe('it is CPython 3.11 on 64 bits:', () => {
  test('annotations are evaluated where a function is defined', () =>
    fails('def f(x: List[int]): pass', 'NameError'));
  test('sums of floats are not compensated', () => passes('assert sum([0.1] * 10) != 1.0'));
  test('quotes can’t be nested in f-strings', () => fails('x = f"{"a"}"', 'SyntaxError'));
  test('sys.maxsize', () => passes('import sys\nassert sys.maxsize == 2**63 - 1'));
  test('recursion through C code reaches the limit of Python, not of the stack', () =>
    passes(
      'class A:\n    def __getattr__(self, name): return getattr(self, name + "x")\n' +
        'try:\n    A().a\nexcept RecursionError:\n    pass\n' +
        'def f(n): return list(map(f, [n]))\ntry:\n    f(1)\nexcept RecursionError:\n    pass',
    ));
});

test('the harness’ guard takes away what it takes away there, for one program', async () => {
  const guarded = { ...limits, harnessGuard: true };
  const attempt = async (program: string) => (await sandbox.run(program, guarded)).outcome;
  const gone = { kind: 'failed', exception: 'TypeError', message: "'NoneType' object is not callable" };
  for (const program of [
    'quit()',
    'import subprocess\nsubprocess.run(["true"])',
    'import shutil\nshutil.rmtree("a")',
    'import os\nos.remove("a")',
    'import os\nos.environ["A"] = "b"',
  ]) {
    expect(await attempt(program)).toMatchObject(gone);
  }
  expect(await attempt('import shutil\nassert shutil.which and shutil.move is None')).toEqual({
    kind: 'passed',
  });
  await passes('import os\nopen("a", "w").close()\nos.remove("a")');
});

test('programs that run at the same time end as they do alone', async () => {
  const pool = await createPyodideSandbox({ workers: 4, childFile });
  const programs = Array.from(
    { length: 24 },
    (_, i) => `assert ${i} % 3 == 0, ${i}\nimport builtins\nbuiltins.int = None`,
  );
  const runs = await Promise.all(programs.map((program) => pool.run(program, limits)));
  expect(runs.map(({ outcome }) => outcome.kind === 'passed')).toEqual(programs.map((_, i) => i % 3 === 0));
  await pool.close();
});

test('a closed sandbox leaves no folder behind', async () => {
  const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('mt-judge-sandbox-'));
  const before = new Set(folders());
  const other = await createPyodideSandbox({ workers: 1, childFile });
  await other.run('pass', limits);
  const made = folders().filter((name) => !before.has(name));
  await other.close();
  expect(made.filter((name) => folders().includes(name))).toEqual([]);
  expect((await other.run('pass', limits)).outcome).toMatchObject({ kind: 'could not run' });
});
