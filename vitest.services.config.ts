import { defineConfig } from 'vitest/config';

/** `npm run soak:services`: real servers, gateways and proxies, as far as they can be installed. Takes some ten minutes. */
export default defineConfig({
  test: {
    include: ['test/soak/services/**/*.test.ts'],
    env: { MT_JUDGE_SERVICES: '1' },
    testTimeout: 900_000,
    hookTimeout: 900_000,
    fileParallelism: false,
  },
});
