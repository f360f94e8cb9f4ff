import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Tests of the commands start processes of their own; two cores are the smallest machine that must do.
    maxWorkers: 2,
  },
});
