/** Loads what `doctor` and `contamination` show. It comes with the package: bounds and texts are stated for it. */

import { join } from 'node:path';
import { type ContaminationProbes, contaminationProbesSchema } from '../../records/bench/contamination.ts';
import { type ProbeMaterial, probeMaterialSchema } from '../../records/probe-material.ts';
import { packageDir } from './paths.ts';
import { readYaml } from './yaml-file.ts';

export function loadProbeMaterial(): Promise<ProbeMaterial> {
  return readYaml(join(packageDir, 'probes', 'default.yaml'), probeMaterialSchema);
}

export function loadContaminationProbes(): Promise<ContaminationProbes> {
  return readYaml(join(packageDir, 'probes', 'contamination.yaml'), contaminationProbesSchema);
}
