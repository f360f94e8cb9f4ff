/**
 * Prints a CycloneDX bill of what is installed with the package: `npm run sbom`. `npm sbom --omit dev` alone leaves out what
 * a development package needs too, such as zod, so npm is given a package and a lock without any of those.
 */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const own = forUsers(readJson('package.json'));
const { packages, ...lock } = readJson('package-lock.json');
const installed = Object.entries(packages).filter(
  ([path, { dev, devOptional, peer }]) => path !== '' && !(dev || devOptional || peer),
);

const folder = mkdtempSync(join(tmpdir(), 'mt-judge-sbom-'));
try {
  writeJson('package.json', own);
  writeJson('package-lock.json', {
    ...lock,
    packages: { '': forUsers(packages['']), ...Object.fromEntries(installed) },
  });
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  process.stdout.write(execFileSync('npm', args, { cwd: folder, maxBuffer: 2 ** 26 }));
} finally {
  rmSync(folder, { recursive: true });
}

/** Without what nobody gets who installs the package. */
function forUsers({ devDependencies, peerDependencies, peerDependenciesMeta, ...rest }) {
  return rest;
}

function readJson(name) {
  return JSON.parse(readFileSync(name, 'utf8'));
}

function writeJson(name, value) {
  writeFileSync(join(folder, name), JSON.stringify(value));
}
