/**
 * Bundles the commands into dist/. zod and yaml go into the bundle: loaded as hundreds of single files (zod's locales
 * among them) they are half of the start-up time of show-results. Every other package stays outside.
 */
import { copyFileSync } from 'node:fs';
import { defineConfig } from 'rolldown';

const bundled = ['zod', 'yaml'];
const bins = ['mt-judge', 'gen-answers', 'gen-judgment', 'show-results'];

export default defineConfig({
  input: Object.fromEntries(bins.map((bin) => [bin, `src/bin/${bin}.ts`])),
  platform: 'node',
  logLevel: 'warn',
  external: (id) => /^[^./]/.test(id) && !id.startsWith('src/') && !bundled.includes(id),
  output: {
    dir: 'dist',
    cleanDir: true,
    entryFileNames: 'bin/[name].js',
    chunkFileNames: 'chunks/[name].js',
  },
  plugins: [
    {
      name: 'licences-of-bundled-packages',
      writeBundle: () => {
        for (const name of bundled) copyFileSync(`node_modules/${name}/LICENSE`, `dist/LICENSE.${name}`);
      },
    },
  ],
});
