import { defineConfig } from 'vitest/config';

/** `npm run soak`: the long form of the fault suite, and nothing else. */
export default defineConfig({
  test: {
    include: ['test/soak/**/*.test.ts'],
    env: { MT_JUDGE_SOAK: '1' },
    // A single round of a generator takes five seconds on two cores that others use, too.
    testTimeout: 600_000,
  },
});
