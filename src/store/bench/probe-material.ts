/** Loads what `doctor` shows a judge. It comes with the package: the bounds of the probes are stated for it. */

import { join } from 'node:path';
import { type ProbeMaterial, probeMaterialSchema } from '../../records/probe-material.ts';
import { packageDir } from './paths.ts';
import { readYaml } from './yaml-file.ts';

export function loadProbeMaterial(): Promise<ProbeMaterial> {
  return readYaml(join(packageDir, 'probes', 'default.yaml'), probeMaterialSchema);
}
