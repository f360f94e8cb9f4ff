/** Which graders the package has by name. */

import { expect, test } from 'vitest';
import { createCodeGraders } from '../../src/judges/graders/code/create.ts';
import { findGraderJudge, gradersWith } from '../../src/judges/registry.ts';
import type { LazySandbox } from '../../src/sandbox/lazy.ts';

test('every grader has the name that it is found by', async () => {
  const known = gradersWith(sandboxThat([]));
  for (const [name, load] of Object.entries(known)) {
    const grader = await load();
    // A second version of a rule is found by its version, too.
    expect([grader.name, `${grader.name}@${grader.version}`]).toContain(name);
  }
});

test('every grader of programs can be named, and none of them needs its sandbox to be found', async () => {
  const events: string[] = [];
  const sandbox = sandboxThat(events);
  const known = gradersWith(sandbox);
  for (const { name, version } of createCodeGraders({ sandbox })) {
    expect((await findGraderJudge(name, known))?.id).toBe(`${name}@${version}`);
  }
  expect(events).toEqual([]);
});

test('a judge that runs programs closes its sandbox', async () => {
  const events: string[] = [];
  const judge = await findGraderJudge('code', gradersWith(sandboxThat(events)));
  await judge?.close?.();
  expect(events).toEqual(['closed']);
});

function sandboxThat(events: string[]): LazySandbox {
  return {
    name: 'python',
    prepare: async () => {
      events.push('prepared');
    },
    run: async () => {
      events.push('ran');
      return { outcome: { kind: 'passed' }, interpreter: 'none', seconds: 1 };
    },
    close: async () => {
      events.push('closed');
    },
  };
}
