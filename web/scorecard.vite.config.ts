/** Builds the page of a scorecard next to the report's. The viewer's build comes last: it holds the licences of all. */

import { mergeConfig } from 'vite';
import report from './vite.config.ts';

export default mergeConfig(report, {
  build: {
    emptyOutDir: false,
    rollupOptions: {
      input: 'web/scorecard/main.tsx',
      output: { entryFileNames: 'scorecard.js', assetFileNames: 'scorecard[extname]' },
    },
  },
});
