/** What a run is configured by beside its flags: `.env` and `models.yaml`. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import type { Environment } from '../providers/resolve-model.ts';
import { type ModelsFile, modelsFileSchema } from '../records/models.ts';
import { readYaml } from '../store/yaml-file.ts';

/** The environment, with what `.env` in the current folder or the data directory adds to it. */
export function loadEnvironment(env: Environment, dataDir: string): Environment {
  const files = [join(dataDir, '.env'), '.env'].filter((file) => existsSync(file));
  return Object.assign({}, ...files.map((file) => parse(readFileSync(file))), env) as Environment;
}

/** The named models file, or the data directory's; without either, nothing is configured. */
export async function loadModels(dataDir: string, config: string | undefined): Promise<ModelsFile> {
  const file = config ?? join(dataDir, 'models.yaml');
  if (config === undefined && !existsSync(file)) return { endpoints: {}, models: {} };
  return readYaml(file, modelsFileSchema);
}
