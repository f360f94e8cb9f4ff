import { defineConfig } from 'vitest/config';

/** `npm run soak`: the long form of the fault suite, and nothing else. */
export default defineConfig({
  test: {
    include: ['test/soak/**/*.test.ts'],
    env: { MT_JUDGE_SOAK: '1' },
  },
});
