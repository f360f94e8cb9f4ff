/** Checks the licence of everything that is installed with the package, by package-lock.json: `npm run licenses`. */

import { readFileSync } from 'node:fs';

/** Licences (SPDX) under which others may use the package as they may use it itself. */
const allowed = new Set([
  ...['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'Unlicense'],
  // Of files, and asks for the source of changed ones: resvg's WebAssembly is taken as it is.
  'MPL-2.0',
]);

/** The packages of a lock file that are not for development alone, with what is wrong with each; undefined for nothing. */
export function checkLicenses({ packages }) {
  return Object.entries(packages)
    .filter(
      ([path, { dev, devOptional, peer, link }]) => path !== '' && !(dev || devOptional || peer || link),
    )
    .map(([path, { version, license }]) => ({
      name: `${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`,
      license,
      problem: problemOf(license),
    }));
}

/** Of `MIT OR GPL-3.0` one is enough; `MIT AND ISC` needs both. */
function problemOf(license) {
  if (typeof license !== 'string' || license === '') return 'says no licence';
  const parts = license.replace(/[()]/g, '').split(/ OR /);
  const fits = parts.some((part) => part.split(/ AND /).every((each) => allowed.has(each.trim())));
  return fits ? undefined : `is under ${license}`;
}

if (process.argv[1] === import.meta.filename) {
  const found = checkLicenses(JSON.parse(readFileSync('package-lock.json', 'utf8')));
  for (const { name, problem } of found) if (problem) process.stderr.write(`${name} ${problem}\n`);
  const kinds = [...new Set(found.map(({ license }) => license))].sort().join(', ');
  process.stdout.write(`${found.length} packages are installed with this one: ${kinds}\n`);
  if (found.length === 0 || found.some(({ problem }) => problem)) process.exitCode = 1;
}
