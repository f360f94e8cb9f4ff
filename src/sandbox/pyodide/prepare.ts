/** Prepares a fresh interpreter: takes the bridge to JavaScript out and runs the prelude. */

import type { Interpreter, Pointer } from './emscripten.ts';
import { prelude } from './prelude.ts';

/** Built-in module through which pyodide hands objects of JavaScript to Python. It has not been loaded yet. */
const bridge = '_pyodide_core';
/** `Py_file_input` of CPython: a whole program. */
export const wholeProgram = 257;

/** Addresses of Python functions that the prelude defines. */
export interface PreparedFunctions {
  describe: Pointer;
  guard: Pointer;
}

export function runPrelude(python: Interpreter): PreparedFunctions {
  removeBridge(python);
  const names = python._PyDict_New();
  const source = python.stringToNewUTF8(prelude);
  const filename = python.stringToNewUTF8('<prelude>');
  const code = python._Py_CompileStringFlags(source, filename, wholeProgram, 0);
  const done = code !== 0 && python._PyEval_EvalCode(code, names, names) !== 0;
  if (!done) throw new Error('the prelude of the embedded interpreter failed');
  python._free(source);
  python._free(filename);
  return { describe: find(python, names, 'describe'), guard: find(python, names, 'guard') };
}

function find(python: Interpreter, names: Pointer, name: string): Pointer {
  const key = python.stringToNewUTF8(name);
  const found = python._PyDict_GetItemString(names, key);
  python._free(key);
  if (found === 0) throw new Error(`the prelude of the embedded interpreter has no function ${name}`);
  python._Py_IncRef(found);
  return found;
}

/** Puts the last entry of the table of built-in modules in the place of the bridge. */
function removeBridge(python: Interpreter): void {
  const words = python.HEAPU32;
  const first = word(words, python._PyImport_Inittab >> 2) >> 2;
  let last = first;
  let place: number | undefined;
  for (let entry = first; word(words, entry) !== 0; entry += 2) {
    last = entry;
    if (python.UTF8ToString(word(words, entry)) === bridge) place = entry;
  }
  if (place === undefined) throw new Error(`the embedded interpreter has no module ${bridge}`);
  words.copyWithin(place, last, last + 2);
  words.fill(0, last, last + 2);
}

function word(words: Uint32Array, index: number): number {
  return words[index] ?? 0;
}
