declare module '@micropython/micropython-webassembly-pyscript/micropython.mjs' {
  interface MicroPython {
    runPython(source: string): void;
    globals: { get(name: string): unknown };
  }
  export function loadMicroPython(options?: { stdout?: (line: string) => void }): Promise<MicroPython>;
}

declare module 'sql.js' {
  export type SqlValue = number | string | null;
  export interface Database {
    run(sql: string, parameters?: SqlValue[]): void;
    exec(sql: string): { columns: string[]; values: SqlValue[][] }[];
    close(): void;
  }
  export default function initSqlJs(): Promise<{ Database: new () => Database }>;
}
