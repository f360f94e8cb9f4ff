/**
 * Python that is run once, before the first program: it imports what programs import most, sets what differs from
 * CPython on a 64-bit system, and leaves three functions behind. The memory it leaves is what every program starts from.
 */

import { describeSource, guardSource, outputSource } from '../python-source.ts';

/** What programs of HumanEval, MBPP and their like import. Each takes 10 to 150 ms of the start. */
const imported = [
  'array',
  'bisect',
  'cmath',
  'collections',
  'copy',
  'datetime',
  'functools',
  'hashlib',
  'heapq',
  'itertools',
  'json',
  'math',
  'operator',
  'os',
  'random',
  're',
  'string',
  'sys',
  'time',
  'typing',
].join(', ');

/** The open file that a program's sleeping is written to: the first one after the standard three. */
export const sleepFile = 3;

export const prelude = `
import gc, io, ${imported}
import importlib.util

${describeSource}
${outputSource}
def sleep(seconds, /, *, write=os.write):
    if not hasattr(seconds, '__index__') and not isinstance(seconds, float):
        raise TypeError("'" + type(seconds).__name__ + "' object cannot be interpreted as an integer")
    if seconds < 0:
        raise ValueError('sleep length must be non-negative')
    write(${sleepFile}, repr(float(seconds)).encode())

def prepare(name):
    # Finding a module of the archive reads all of its code (12 ms): done once, here. It is run when a program first uses it.
    spec = importlib.util.find_spec(name)
    spec.loader = importlib.util.LazyLoader(spec.loader)
    return importlib.util.module_from_spec(spec)

prepared = {name: prepare(name) for name in ('shutil', 'subprocess')}

def module(name):
    # What is set on a module that has not been run yet stays set when it is.
    if name not in sys.modules:
        sys.modules[name] = prepared[name]
        prepared[name].__spec__.loader.exec_module(prepared[name])
    return sys.modules[name]

${guardSource}
import zipimport
for archive in zipimport._zip_directory_cache.values():
    for path in [path for path in archive if path.startswith(('pyodide', '_pyodide'))]:
        del archive[path]
sys.maxsize = 2 ** 63 - 1
sys.stdin = sys.stdout = sys.stderr = Output()
time.sleep = sleep
for name in list(os.environ):
    del os.environ[name]
os.environ['HOME'] = '/home/program'
gc.collect()
`;
