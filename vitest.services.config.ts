import { defineConfig } from 'vitest/config';

/** `npm run soak:services`: real servers, gateways and proxies, as far as they can be installed. Takes ten minutes and more. */
export default defineConfig({
  test: {
    include: ['test/soak/services/**/*.test.ts'],
    env: { MT_JUDGE_SERVICES: '1' },
    // A model on a busy machine: 160 calls have taken half an hour on two cores that others used, too.
    testTimeout: 3_600_000,
    hookTimeout: 900_000,
    fileParallelism: false,
  },
});
