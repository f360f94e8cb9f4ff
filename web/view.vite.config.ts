/** Builds the viewer's page next to the report's: the same page on a server's data, and the arena. */

import { mergeConfig } from 'vite';
import report from './vite.config.ts';

export default mergeConfig(report, {
  build: {
    emptyOutDir: false,
    rollupOptions: {
      input: 'web/live/main.tsx',
      output: { entryFileNames: 'view.js', assetFileNames: 'view[extname]' },
    },
  },
});
