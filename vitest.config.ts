import { readdirSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/**
 * What takes long: processes that are killed, starved and lied to, browsers, sandboxes, other tools. `npm test` leaves it
 * to `npm run test:long`; `npm run check` runs both.
 */
const takesLong =
  /^(?:commands|examples|sandbox|soak|view|web|generate\/batch|results\/report)\/|^(?:api\/consumer|cli\/shutdown|store\/odd-places)\.test/;

/** The commands, end to end, where nothing goes wrong. */
const isShort = /^commands\/(?:bench-graders|compare|replay|results|run|suite)\.test/;

const all = readdirSync(new URL('test', import.meta.url), { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.test.ts'));

export default defineConfig(({ mode }) => {
  const isLong = (name: string) => takesLong.test(name) && !isShort.test(name);
  const chosen = all.filter(
    (name) => !['short', 'long'].includes(mode) || isLong(name) === (mode === 'long'),
  );
  return {
    test: {
      include: chosen.map((name) => `test/${name}`),
      testTimeout: 60_000,
      hookTimeout: 60_000,
      // What a test waits for comes late on a loaded machine: the second that is the default decided tests.
      expect: { poll: { timeout: 30_000 } },
      // Tests of the commands start processes of their own; two cores are the smallest machine that must do.
      maxWorkers: 2,
    },
  };
});
