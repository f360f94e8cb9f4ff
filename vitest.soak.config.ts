import { defineConfig } from 'vitest/config';

/** `npm run soak`: the long form of the fault suite, and nothing else. */
export default defineConfig({
  test: {
    include: ['test/soak/**/*.test.ts'],
    env: { MT_JUDGE_SOAK: '1' },
    testTimeout: 900_000,
    hookTimeout: 60_000,
    // The rounds of the suite are side by side already.
    fileParallelism: false,
  },
});
