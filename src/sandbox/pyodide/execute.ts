/** Runs one program in the interpreter, and puts the interpreter back to where every program starts. */

import type { Outcome } from '../sandbox.ts';
import type { Booted } from './boot.ts';
import type { Interpreter, Pointer } from './emscripten.ts';
import { keepFiles, limitFiles } from './files.ts';
import type { RunMessage } from './messages.ts';
import { wholeProgram } from './prepare.ts';
import { createRestore, type Snapshot, takeSnapshot } from './snapshot.ts';

/** `PyCF_SOURCE_IS_UTF8 | PyCF_IGNORE_COOKIE`: what `exec` of a text uses. */
const textFlags = 0x0900;
const minorVersion = 11;
/** Memory never shrinks. One that has grown by this much is not kept: better a new process than a large one. */
const mostGrowth = 64 * 1024 * 1024;
const interpreterError = 'SystemError';

/** Thrown through the interpreter where the program has slept for longer than its limit. */
export class SleptTooLong extends Error {}

export interface Executor {
  snapshot: Snapshot;
  run: (message: RunMessage) => Executed;
}

interface Executed {
  outcome: Outcome;
  /** Whether another program can be run here: not after one that broke the interpreter or made its memory large. */
  reusable: boolean;
}

/** From here on the interpreter's state is what `snapshot` holds, before and after every run. */
export function createExecutor(booted: Booted, given: Snapshot | undefined): Executor {
  const { python, realm, stack, memory } = booted;
  const startFilesAnew = limitFiles(python);
  const restoreFiles = keepFiles(python);
  const snapshot = given ?? takeSnapshot(python.HEAPU8, booted.functions);
  const restoreMemory = createRestore(snapshot);
  const stackPointer = stack.stackSave();
  const restore = () => {
    memory.bytes = Number.POSITIVE_INFINITY;
    memory.refused = false;
    restoreMemory(python.HEAPU8);
    stack.stackRestore(stackPointer);
    restoreFiles();
    startFilesAnew();
    realm.clock.restart();
    realm.restartRandom();
  };
  restore();
  const run = (message: RunMessage): Executed => {
    memory.bytes = Math.max(message.bytes, python.HEAPU8.length);
    let outcome: Outcome;
    try {
      outcome = execute(booted, message);
    } catch (error) {
      outcome = endedFromWithin(error);
    }
    const broken = outcome.kind === 'failed' && outcome.exception === interpreterError;
    const reusable = !broken && python.HEAPU8.length - snapshot.length <= mostGrowth;
    if (reusable) restore();
    return { outcome, reusable };
  };
  return { snapshot, run };
}

function execute(booted: Booted, { program, harnessGuard }: RunMessage): Outcome {
  const { python, functions, memory } = booted;
  if (program.includes('\0')) return failed('ValueError', 'source code string cannot contain null bytes');
  if (/\p{Surrogate}/u.test(program)) return failed('UnicodeEncodeError', 'surrogates not allowed');
  if (harnessGuard) python._PyObject_CallNoArgs(functions.guard);
  const names = python._PyDict_New();
  const flags = python._PyMem_RawMalloc(8);
  python.HEAPU32.set([textFlags, minorVersion], flags >> 2);
  const source = python.stringToNewUTF8(program);
  if (python._PyRun_StringFlags(source, wholeProgram, names, names, flags) !== 0) return { kind: 'passed' };
  const outcome = describe(python, functions.describe);
  return outcome.kind === 'failed' && outcome.exception === 'MemoryError' && memory.refused
    ? { kind: 'out of memory' }
    : outcome;
}

/** Takes the exception that is set, and has the prelude put it into words. */
function describe(python: Interpreter, describer: Pointer): Outcome {
  const at = python._PyMem_RawMalloc(12);
  python._PyErr_Fetch(at, at + 4, at + 8);
  python._PyErr_NormalizeException(at, at + 4, at + 8);
  const [, exception = 0, traceback = 0] = python.HEAPU32.subarray(at >> 2, (at >> 2) + 3);
  if (traceback !== 0) python._PyException_SetTraceback(exception, traceback);
  const told = python._PyObject_CallOneArg(describer, exception);
  if (told === 0) return failed('Exception', '');
  const { exception: name, message, lines } = JSON.parse(python.UTF8ToString(python._PyUnicode_AsUTF8(told)));
  return failed(String(name), String(message), lines);
}

function failed(exception: string, message: string, lines: readonly number[] = []): Outcome {
  return { kind: 'failed', exception, message, lines };
}

/**
 * What comes out of the interpreter as an error of JavaScript. All of Python's state is in its memory, so that even an
 * overflow of the stack in the middle of C code leaves nothing behind once the memory is restored.
 */
function endedFromWithin(error: unknown): Outcome {
  if (error instanceof SleptTooLong) return { kind: 'timed out' };
  if (isStackOverflow(error)) {
    return failed('RecursionError', "the stack of the embedded interpreter's C code is full");
  }
  if (field(error, 'name') === 'ExitStatus') {
    return failed('SystemExit', `the program ended the interpreter with exit code ${field(error, 'status')}`);
  }
  // WebAssembly's own error: code that ran into memory that is not there, or gave up.
  if (field(error, 'name') === 'RuntimeError') {
    return failed(interpreterError, `the interpreter crashed: ${field(error, 'message')}`);
  }
  throw error;
}

/** Errors of the interpreter's realm are no instances of this one's classes. */
function field(error: unknown, name: 'name' | 'message' | 'status'): unknown {
  return typeof error === 'object' && error !== null && name in error ? Reflect.get(error, name) : undefined;
}

function isStackOverflow(error: unknown): boolean {
  return field(error, 'name') === 'RangeError' && /call stack/i.test(String(field(error, 'message')));
}
