import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { plainLine } from '../src/plain-text.ts';
import { shellCommand } from '../src/shell-quote.ts';

test('a command is quoted where a shell would change it', () => {
  expect(shellCommand(['gen-answers', '--model', 'ollama/llama3.2:3b', '--data-dir', "my 'own' data"])).toBe(
    "gen-answers --model ollama/llama3.2:3b --data-dir 'my '\\''own'\\'' data'",
  );
});

test('bash reads back what was typed, through the line of a terminal', () => {
  const typed = [
    'a b',
    "it's",
    '',
    '$HOME `x` "y"',
    '*',
    '~',
    'a\nb',
    'two  spaces',
    ' edge',
    '#no',
    'é\u202ex',
    '\\',
    'tab\t',
  ];
  const line = plainLine(shellCommand(['printf', '%s\\0', ...typed]), 10_000);
  const read = execFileSync('bash', ['-c', line], { encoding: 'utf8', env: { LC_ALL: 'C.UTF-8' } });
  expect(read.split('\0').slice(0, -1)).toEqual(typed);
});

test('an address with a password or a query, and what is no name of a variable, is not shown', () => {
  for (const address of ['http://me:hush@x/v1', 'http://hush@x', 'https://x/v1?key=hush', 'x#hush', 'hush']) {
    expect(shellCommand(['c', '--base-url', address])).toBe('c --base-url …');
    expect(shellCommand(['c', `--judge-base-url=${address}`])).toBe('c --judge-base-url=…');
  }
  expect(shellCommand(['c', '--config', 'https://x/?hush'])).toBe('c --config …');
  expect(shellCommand(['c', '--api-key-env', 'sk-hush-1'])).toBe('c --api-key-env …');
  expect(shellCommand(['c', '--base-url', 'http://127.0.0.1:8000/v1', '--api-key-env', 'LAB_KEY'])).toBe(
    'c --base-url http://127.0.0.1:8000/v1 --api-key-env LAB_KEY',
  );
});
