/**
 * Starts the interpreter in its realm, without pyodide's own JavaScript interface: no object of JavaScript is ever handed
 * to Python, so there is none to climb up on. Most of the start is Python's own (0.9 s of processor time with the imports
 * of the prelude); a process that is handed the memory of an earlier one skips that (0.2 s).
 */

import type { Interpreter, StackExports } from './emscripten.ts';
import { openSleepDevice, prepareFiles } from './files.ts';
import { openFiles, readOpenFile } from './open-files.ts';
import { type PreparedFunctions, runPrelude } from './prepare.ts';
import { createRealm, type Realm } from './realm.ts';
import { createRestore, type Snapshot } from './snapshot.ts';

const pageBytes = 65_536;
const firstPages = 320;
const mostPages = 32_768;
/** What `system` returns of a shell's exit code 127. */
const commandNotFound = 0x7f00;
/** Imports of the compiled interpreter that would run text as code, load more code, or start a program. */
const refusedImports = /^emscripten_run_script|dlopen|^system$|^emscripten_(?:fetch|wget|async)/;

/** The interpreter as seen from outside. */
export interface Booted {
  python: Interpreter;
  realm: Realm;
  stack: StackExports;
  memory: MemoryLimit;
  functions: PreparedFunctions;
  /** E.g. `3.11.3`. */
  version: string;
}

/** How large the memory may become. `refused` tells that the program wanted more. */
interface MemoryLimit {
  bytes: number;
  refused: boolean;
}

interface Start {
  python: Interpreter;
  stack: StackExports;
}

/** `slept` is told how long a program has slept so far, and throws where that is too long. */
export async function boot(
  snapshot: Snapshot | undefined,
  slept: (seconds: number) => void,
): Promise<Booted> {
  const realm = createRealm();
  const memory: MemoryLimit = { bytes: Number.POSITIVE_INFINITY, refused: false };
  const { python, stack } = await startInterpreter(snapshot, { realm, memory });
  openSleepDevice(python, (seconds) => slept(realm.clock.sleep(seconds)));
  const functions = snapshot ? load(python, snapshot) : runPrelude(python);
  const version = python.UTF8ToString(python._Py_GetVersion()).split(' ')[0] ?? '';
  return { python, realm, stack, memory, functions, version };
}

function load(python: Interpreter, snapshot: Snapshot): PreparedFunctions {
  if (python.HEAPU8.length < snapshot.length) python.growMemory(snapshot.length);
  createRestore(snapshot)(python.HEAPU8);
  return snapshot.functions;
}

interface World {
  realm: Realm;
  memory: MemoryLimit;
}

type WasmImports = Record<string, Record<string, unknown>>;

async function startInterpreter(snapshot: Snapshot | undefined, { realm, memory }: World): Promise<Start> {
  realm.evaluate(readOpenFile(openFiles.glue).toString(), 'pyodide.asm.js');
  const create = realm.evaluate('_createPyodideModule', 'create.js') as (module: object) => Promise<unknown>;
  const started: Partial<Start> = {};
  const module: Record<string, unknown> = {
    API: { config: {} },
    noImageDecoding: true,
    noAudioDecoding: true,
    noInitialRun: snapshot !== undefined,
    thisProgram: 'python',
    wasmMemory: limitedMemory(realm, memory),
    stdin: () => null,
    stdout: () => undefined,
    stderr: () => undefined,
    quit: (_: number, exit: unknown) => {
      throw exit;
    },
    preRun: [() => prepareFiles(module as unknown as Interpreter, readOpenFile(openFiles.standardLibrary))],
    instantiateWasm: (imports: WasmImports, done: (instance: unknown, compiled: unknown) => void) => {
      refuseImports(imports);
      void instantiate(realm, readOpenFile(openFiles.wasm), imports).then(
        ({ instance, module: compiled }) => {
          started.stack = instance.exports;
          done(instance, compiled);
        },
      );
      return {};
    },
  };
  await create(module);
  if (!started.stack) throw new Error('the embedded interpreter did not start');
  return { python: module as unknown as Interpreter, stack: started.stack };
}

interface Instantiated {
  instance: { exports: StackExports };
  module: unknown;
}

function instantiate(realm: Realm, bytes: Uint8Array, imports: WasmImports): Promise<Instantiated> {
  const code = '(bytes, imports) => WebAssembly.instantiate(bytes, imports)';
  const run = realm.evaluate(code, 'instantiate.js') as (
    wasm: Uint8Array,
    env: WasmImports,
  ) => Promise<Instantiated>;
  return run(bytes, imports);
}

function refuseImports(imports: WasmImports): void {
  for (const module of Object.values(imports)) {
    if (!Object.hasOwn(module, 'system')) continue;
    for (const name of Object.keys(module))
      if (refusedImports.test(name)) module[name] = () => commandNotFound;
  }
}

interface GrowingMemory {
  buffer: ArrayBuffer;
  grow: (pages: number) => number;
}

/** Emscripten grows its memory by this object's method. The limit is checked there, and can differ between programs. */
function limitedMemory(realm: Realm, limit: MemoryLimit): GrowingMemory {
  const code = `new WebAssembly.Memory({ initial: ${firstPages}, maximum: ${mostPages} })`;
  const memory = realm.evaluate(code, 'memory.js') as GrowingMemory;
  const grow = memory.grow.bind(memory);
  memory.grow = (pages) => {
    if (memory.buffer.byteLength + pages * pageBytes <= limit.bytes) return grow(pages);
    limit.refused = true;
    throw new RangeError('the limit of memory is reached');
  };
  return memory;
}
