/** What a run is configured by, apart from its flags: `.env` and `models.yaml`. */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'dotenv';
import { UserError } from '../../errors.ts';
import { type ModelsFile, modelsFileSchema } from '../../records/models.ts';
import { asFileError } from '../files/file-error.ts';
import { readYaml } from './yaml-file.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment, with what `.env` in the current folder or the data directory adds to it. */
export function loadEnvironment(env: Environment, dataDir: string): Environment {
  const own = readEnvFile('.env');
  const shared = resolve(dataDir) === resolve('.') ? {} : readEnvFile(join(dataDir, '.env'));
  const known = { ...own, ...env };
  for (const name of Object.keys(shared)) {
    refuseProxy(name, { known, file: join(dataDir, '.env') });
    const key = name.replace(/_(?:BASE_URL|ENDPOINT)$/, '_API_KEY');
    if (key === name || known[name] !== undefined || known[key] === undefined) continue;
    // A data directory may come from elsewhere: it must not decide where a key of this environment is sent.
    throw new UserError(
      `${join(dataDir, '.env')} sets ${name}, but ${key} comes from elsewhere: set both in one place, or give --base-url`,
    );
  }
  return { ...shared, ...known };
}

const proxyVariable = /^(?:https?|all|no)_proxy$/i;

/** Nor what it goes through on its way. */
function refuseProxy(name: string, { known, file }: { known: Environment; file: string }): void {
  if (!proxyVariable.test(name) || known[name] !== undefined) return;
  throw new UserError(`${file} sets ${name}: set it in the environment, or in .env of the current folder`);
}

function readEnvFile(file: string): Environment {
  const found = statSync(file, { throwIfNoEntry: false });
  // A folder of that name is a virtual environment of Python's.
  if (!found || found.isDirectory()) return {};
  if (!found.isFile()) {
    throw new UserError(`cannot read ${file}: it is a FIFO, a socket or a device, not a file`);
  }
  try {
    return parse(readFileSync(file));
  } catch (error) {
    throw asFileError(error, `cannot read ${file}`);
  }
}

/** The named models file, or the data directory's; without either, nothing is configured. */
export async function loadModels(dataDir: string, config: string | undefined): Promise<ModelsFile> {
  const file = modelsFileOf(dataDir, config);
  if (config === undefined && !existsSync(file)) return { endpoints: {}, models: {} };
  return readYaml(file, modelsFileSchema);
}

/** Where models are configured, whether there is such a file or not. */
export function modelsFileOf(dataDir: string, config: string | undefined): string {
  return config ?? join(dataDir, 'models.yaml');
}
