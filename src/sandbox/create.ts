/** Makes the sandbox that was asked for by name. */

import { availableParallelism } from 'node:os';
import type { PyodideSettings } from './pyodide/pyodide.ts';
import type { Sandbox, SandboxName } from './sandbox.ts';

export interface SandboxSettings {
  name: SandboxName;
  /** Programs at a time. By default one for each processor. */
  workers?: number | undefined;
  /** `python`: run programs with no wall around them, where the system has none. */
  allowUnsandboxed?: boolean | undefined;
  /** `docker`, `podman`: an image with `python3`. */
  image?: string | undefined;
  /** `docker`, `podman`: memory of a program, in MiB. */
  megabytes?: number | undefined;
  /** `pyodide`: a folder for what makes the next start fast (10 MB). */
  cacheFolder?: string | undefined;
  /** `pyodide`: where the script of its process is, for those who don't run the built package. */
  childFile?: PyodideSettings['childFile'];
}

/** Rejects with a `UserError` that says how to get it, where the sandbox can't be had on this machine. */
export async function createSandbox(settings: SandboxSettings): Promise<Sandbox> {
  const workers = settings.workers ?? availableParallelism();
  const { image, megabytes, childFile, cacheFolder, allowUnsandboxed = false } = settings;
  switch (settings.name) {
    case 'pyodide': {
      const { createPyodideSandbox } = await import('./pyodide/pyodide.ts');
      return createPyodideSandbox({ workers, childFile, cacheFolder });
    }
    case 'python': {
      const { createPythonSandbox } = await import('./system/system.ts');
      return createPythonSandbox({ workers, allowUnsandboxed });
    }
    case 'docker':
    case 'podman': {
      const { createContainerSandbox } = await import('./container/container.ts');
      return createContainerSandbox({ engine: settings.name, workers, image, megabytes });
    }
  }
}
