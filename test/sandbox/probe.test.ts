/** The probes of `doctor --sandbox`, on sandboxes that hold and on one that does not. */

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseSandboxProbes, probeSandbox, type SandboxProbe } from '../../src/sandbox/probe.ts';
import { createPyodideSandbox } from '../../src/sandbox/pyodide/pyodide.ts';
import type { Outcome, Sandbox } from '../../src/sandbox/sandbox.ts';
import { buildPyodideChild } from '../support/pyodide-child.ts';

const root = new URL('../../', import.meta.url);
const targets = { file: new URL('package.json', root).pathname, variable: 'MT_JUDGE_PROBE' };
const readProbes = async () =>
  parseSandboxProbes(await readFile(new URL('probes/sandbox.yaml', root), 'utf8'));

describe('the embedded sandbox', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    process.env.MT_JUDGE_PROBE = 'visible outside';
    sandbox = await createPyodideSandbox({ workers: 1, childFile: await buildPyodideChild() });
  });
  afterAll(async () => {
    delete process.env.MT_JUDGE_PROBE;
    await sandbox.close();
  });

  // `doctor --sandbox` tries all of them, in the tests of the commands.
  test('borders hold', async () => {
    const quick = ['file outside', 'environment'];
    const probes = (await readProbes()).filter(({ name }) => quick.includes(name));
    const card = await probeSandbox(sandbox, { ...targets, probes });
    expect(card).toMatchObject({ sandbox: 'pyodide', interpreter: 'CPython 3.11.3 (pyodide 0.25.1)' });
    expect(card.results.map(({ name, held }) => [name, held])).toEqual(quick.map((name) => [name, true]));
  });
});

test('a border that does not hold is reported with what was seen', async () => {
  const failed: Outcome = {
    kind: 'failed',
    exception: 'AssertionError',
    message: 'the file was read',
    lines: [4],
  };
  const probes = (await readProbes()).filter(({ name }) => name === 'file outside');
  const card = await probeSandbox(sandboxWith([failed]), { ...targets, probes });
  expect(card.results).toEqual([
    {
      name: 'file outside',
      border: "the machine's files can't be read",
      held: false,
      observed: 'failed: AssertionError (the file was read)',
    },
  ]);
});

test('a program that the one before it changed is reported', async () => {
  const probe: SandboxProbe = { name: 'n', border: 'b', program: 'x', expect: ['timed out'], next: 'y' };
  const outcomes: Outcome[] = [{ kind: 'timed out' }, { kind: 'out of memory' }];
  const card = await probeSandbox(sandboxWith(outcomes), { ...targets, probes: [probe] });
  expect(card.results[0]).toMatchObject({ held: false, observed: 'timed out, then out of memory' });
});

/** Answers the first program, which only asks for the interpreter, and then with each of the outcomes. */
function sandboxWith(outcomes: readonly Outcome[]): Sandbox {
  const left: Outcome[] = [{ kind: 'passed' }, ...outcomes];
  return {
    name: 'python',
    run: async () => ({ outcome: left.shift() ?? { kind: 'passed' }, interpreter: 'none', seconds: 1 }),
    close: async () => undefined,
  };
}
