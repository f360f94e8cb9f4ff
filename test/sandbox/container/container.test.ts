/** What containers are started with. No engine is needed: what one makes of the arguments is not tested here. */

import { expect, test } from 'vitest';
import { containerArgs, createContainerSandbox } from '../../../src/sandbox/container/container.ts';

const args = containerArgs({ name: 'one', image: 'python:3.11-slim', megabytes: 512 });
const valueAfter = (flag: string) => args[args.indexOf(flag) + 1];

test.each([
  ['--network', 'none'],
  ['--user', '65534:65534'],
  ['--cap-drop', 'ALL'],
  ['--security-opt', 'no-new-privileges'],
  ['--memory', '576m'],
  ['--memory-swap', '576m'],
  ['--pids-limit', '64'],
  ['--tmpfs', '/tmp:rw,nosuid,nodev,noexec,size=128m,mode=1777'],
  ['--pull', 'never'],
  ['--name', 'one'],
  ['--workdir', '/tmp'],
])('%s is %s', (flag, value) => {
  expect(valueAfter(flag)).toBe(value);
});

test('the root is read-only, and nothing of the machine is mounted or handed over', () => {
  expect(args).toContain('--read-only');
  expect(
    args.filter((arg) => /^(?:-v|--volume|--mount|--device|--privileged|--env-file|-p|--publish)/.test(arg)),
  ).toEqual([]);
  expect(args.filter((_, index) => args[index - 1] === '--env')).toEqual(['HOME=/tmp']);
});

test('the image comes after all of the engine’s options, and the driver’s script is its last argument', () => {
  const image = args.indexOf('python:3.11-slim');
  expect(args.slice(image - 2, image)).toEqual(['--entrypoint', 'python3']);
  expect(args.slice(image + 1, -1).every((arg) => !arg.startsWith('--'))).toBe(true);
  expect(args.at(-1)).toContain('def main():');
});

test('an engine that does not answer is named, with another way', async () => {
  const path = process.env.PATH;
  process.env.PATH = '/no-such-folder';
  try {
    await expect(createContainerSandbox({ engine: 'podman', workers: 1 })).rejects.toThrow(
      /needs a running podman engine .*--sandbox pyodide/,
    );
  } finally {
    process.env.PATH = path;
  }
});
