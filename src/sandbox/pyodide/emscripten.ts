/** The parts of pyodide's compiled interpreter that are used here: C functions, memory and the file system in memory. */

/** An address in the interpreter's memory. */
export type Pointer = number;

export interface FileNode {
  name: string;
  mode: number;
  timestamp: number;
  parent: FileNode;
  name_next?: FileNode | undefined;
  /** Of a folder: its entries. Of a file: its bytes. */
  contents?: Record<string, FileNode> | Uint8Array | null;
  usedBytes?: number;
}

interface MemoryFileSystem {
  createNode: (parent: FileNode | null, name: string, mode: number, device: number) => FileNode;
  resizeFileStorage: (node: FileNode, size: number) => void;
  ops_table: { file: { stream: FileOperations } };
}

interface FileOperations {
  write: (
    stream: FileStream,
    buffer: Int8Array,
    offset: number,
    length: number,
    position: number,
    canOwn: boolean,
  ) => number;
  allocate: (stream: FileStream, offset: number, length: number) => void;
}

interface FileSystem {
  root: FileNode;
  nameTable: (FileNode | undefined)[];
  streams: (FileStream | null | undefined)[];
  currentPath: string;
  filesystems: { MEMFS: MemoryFileSystem };
  ErrnoError: new (errno: number) => Error;
  mkdirTree: (path: string) => void;
  chdir: (path: string) => void;
  open: (path: string, flags: number) => { fd: number };
  writeFile: (path: string, data: Uint8Array) => void;
  lookupPath: (path: string) => { node: FileNode };
  makedev: (major: number, minor: number) => number;
  registerDevice: (device: number, operations: DeviceOperations) => void;
  mkdev: (path: string, mode: number, device: number) => void;
}

export interface FileStream {
  fd: number | null;
  node: FileNode;
  position: number;
  flags: number;
}

interface DeviceOperations {
  open: () => void;
  write: (stream: FileStream, buffer: Int8Array, offset: number, length: number) => number;
}

export interface Interpreter {
  HEAPU8: Uint8Array;
  HEAPU32: Uint32Array;
  FS: FileSystem;
  ENV: Record<string, string>;
  stringToNewUTF8: (text: string) => Pointer;
  UTF8ToString: (pointer: Pointer) => string;
  growMemory: (bytes: number) => void;
  _PyMem_RawMalloc: (bytes: number) => Pointer;
  _free: (pointer: Pointer) => void;
  _Py_GetVersion: () => Pointer;
  _Py_IncRef: (object: Pointer) => void;
  _PyDict_New: () => Pointer;
  _PyDict_GetItemString: (dictionary: Pointer, key: Pointer) => Pointer;
  _PyErr_Fetch: (type: Pointer, value: Pointer, traceback: Pointer) => void;
  _PyErr_NormalizeException: (type: Pointer, value: Pointer, traceback: Pointer) => void;
  _PyException_SetTraceback: (exception: Pointer, traceback: Pointer) => number;
  _PyObject_CallNoArgs: (callable: Pointer) => Pointer;
  _PyObject_CallOneArg: (callable: Pointer, argument: Pointer) => Pointer;
  _Py_CompileStringFlags: (source: Pointer, filename: Pointer, start: number, flags: Pointer) => Pointer;
  _PyEval_EvalCode: (code: Pointer, globals: Pointer, locals: Pointer) => Pointer;
  _PyRun_StringFlags: (
    source: Pointer,
    start: number,
    globals: Pointer,
    locals: Pointer,
    flags: Pointer,
  ) => Pointer;
  _PyUnicode_AsUTF8: (text: Pointer) => Pointer;
  /** Address of the table of built-in modules: pairs of a name and a function, the last pair zero. */
  _PyImport_Inittab: Pointer;
}

export interface StackExports {
  stackSave: () => Pointer;
  stackRestore: (pointer: Pointer) => void;
}
