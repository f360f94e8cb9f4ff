/** Builds the page into dist/web: one script, one stylesheet, nothing else to load. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: false,
    cssCodeSplit: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
    rollupOptions: {
      input: 'web/main.tsx',
      output: { format: 'iife', entryFileNames: 'report.js', assetFileNames: 'report[extname]' },
    },
  },
  plugins: [
    {
      name: 'licences-of-bundled-packages',
      generateBundle(_options, bundle) {
        const modules = Object.values(bundle).flatMap((each) =>
          each.type === 'chunk' ? each.moduleIds : [],
        );
        this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source: licencesOf(modules) });
      },
    },
  ],
});

/** The licences of all packages that a module of the bundle is from. */
function licencesOf(modules: readonly string[]): string {
  const folders = modules.map((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0]);
  const packages = [...new Set(folders.filter((folder) => folder !== undefined))].sort();
  const texts = packages.map((folder) => {
    const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
    if (file === undefined) throw new Error(`${folder} has no licence to copy`);
    return `${folder.split('/node_modules/').at(-1)}\n\n${readFileSync(join(folder, file), 'utf8')}`;
  });
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}
