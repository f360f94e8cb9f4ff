/**
 * Bundles the commands and the API into dist/. zod and yaml go into the bundle: loaded as hundreds of single files (zod's locales
 * among them) they are half of the start-up time of show-results. So do the few functions of d3 that draw charts. Every
 * other package stays outside.
 */
import { chmodSync, copyFileSync } from 'node:fs';
import { defineConfig } from 'rolldown';
import { unpackFonts } from './fonts.mjs';

const bundled = ['zod', 'yaml', 'd3-scale', 'd3-shape'];
/** What d3's packages bring with them. */
const beneath = [
  'd3-array',
  'd3-color',
  'd3-format',
  'd3-interpolate',
  'd3-path',
  'd3-time',
  'd3-time-format',
  'internmap',
];
const bins = ['mt-judge', 'gen-answers', 'gen-judgment', 'show-results'];
/** Threads that read long files. */
const worker = 'src/store/judgments/read-range.ts';

const program = defineConfig({
  input: {
    index: 'src/index.ts',
    ...Object.fromEntries(bins.map((bin) => [`bin/${bin}`, `src/bin/${bin}.ts`])),
    'workers/read-range': worker,
  },
  platform: 'node',
  logLevel: 'warn',
  external: (id) => /^[^./]/.test(id) && !id.startsWith('src/') && ![...bundled, ...beneath].includes(id),
  output: {
    dir: 'dist',
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
  },
  plugins: [
    {
      // npm makes them so where it links them, but not again after the next build.
      name: 'bins-that-a-shell-can-start',
      writeBundle: () => {
        for (const bin of bins) chmodSync(`dist/bin/${bin}.js`, 0o755);
      },
    },
    {
      name: 'licences-of-bundled-packages',
      writeBundle: () => {
        for (const name of [...bundled, ...beneath]) {
          copyFileSync(`node_modules/${name}/LICENSE`, `dist/LICENSE.${name}`);
        }
      },
    },
    {
      name: 'fonts-of-charts',
      writeBundle: () => {
        unpackFonts('dist/fonts');
        copyFileSync('node_modules/@fontsource/inter/LICENSE', 'dist/fonts/LICENSE.inter');
      },
    },
  ],
});

/** The process of the embedded sandbox, in one file: it comes to that process as text, and no other file can be read there. */
const sandboxProcess = defineConfig({
  input: 'src/sandbox/pyodide/child.ts',
  platform: 'node',
  logLevel: 'warn',
  output: { file: 'dist/workers/pyodide-child.js' },
});

export default [program, sandboxProcess];
