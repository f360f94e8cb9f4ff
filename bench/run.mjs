/** `npm run bench [name…]`: bundles each measurement and runs it; the figures go into docs/performance.md by hand. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { rolldown } from 'rolldown';

const notBenches = ['timing.ts', 'mock.ts', 'corpus.ts', 'measured-process.ts'];
const wanted = process.argv.slice(2);
const found = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.ts'));
const names = found.filter((name) => !notBenches.includes(name)).map((name) => name.slice(0, -3));

mkdirSync('.bench', { recursive: true });
for (const name of wanted.length > 0 ? wanted : names) {
  const bundle = await rolldown({
    input: `bench/${name}.ts`,
    platform: 'node',
    external: [/^node:/, 'playwright-core'],
  });
  await bundle.write({ file: `.bench/${name}.mjs`, codeSplitting: false });
  execFileSync(process.execPath, [`.bench/${name}.mjs`], { stdio: 'inherit' });
}
