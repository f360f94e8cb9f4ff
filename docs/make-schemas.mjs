/** Writes schemas/*.json from the code (`npm run docs`); `test/docs/schemas.test.ts` holds the two together. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const bundle = await rolldown({
  input: fileURLToPath(new URL('json-schemas.ts', import.meta.url)),
  platform: 'node',
});
const { output } = await bundle.generate({ format: 'esm' });
await bundle.close();
const { jsonSchemas } = await import(
  `data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`
);

const folder = new URL('../schemas/', import.meta.url);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const [name, text] of jsonSchemas()) writeFileSync(new URL(name, folder), text);
