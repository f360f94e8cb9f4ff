/** Which proxy leads to an address: the variables, their order, and what they do not cover. */

import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import {
  chooseProxy,
  named,
  namesProxy,
  proxySecrets,
  proxyToken,
} from '../../../src/providers/route/proxy.ts';

const proxy = 'http://proxy.test:3128';
const choose = (address: string, env: Record<string, string>) => chooseProxy(address, env);
const variableFor = (address: string, env: Record<string, string>) => choose(address, env).proxy?.variable;

test('each scheme has its variable, ALL_PROXY counts after it, and lower case before upper case', () => {
  const env = { HTTP_PROXY: proxy, https_proxy: proxy, HTTPS_PROXY: proxy, ALL_PROXY: proxy };
  expect(variableFor('http://a.test/v1', env)).toBe('HTTP_PROXY');
  expect(variableFor('https://a.test/v1', env)).toBe('https_proxy');
  expect(variableFor('https://a.test/v1', { HTTP_PROXY: proxy, all_proxy: proxy })).toBe('all_proxy');
  expect(choose('https://a.test/v1', { HTTP_PROXY: proxy })).toEqual({});
  expect(choose('https://a.test/v1', { HTTPS_PROXY: ' ' })).toEqual({});
});

describe('NO_PROXY', () => {
  const cases: [list: string, address: string, exempt: boolean][] = [
    ['a.test', 'http://a.test/v1', true],
    ['a.test', 'http://sub.a.test/v1', true],
    ['a.test', 'http://not-a.test/v1', false],
    ['.a.test', 'http://a.test/v1', true],
    ['*.a.test', 'http://sub.a.test/v1', true],
    ['A.Test', 'http://a.test./v1', true],
    ['b.test, a.test', 'http://a.test/v1', true],
    ['b.test a.test', 'http://a.test/v1', true],
    ['a.test:8000', 'http://a.test:8000/v1', true],
    ['a.test:8000', 'http://a.test/v1', false],
    ['a.test:80', 'http://a.test/v1', true],
    ['*', 'http://a.test/v1', true],
    ['10.0.0.0/8', 'http://10.1.2.3:8000/v1', true],
    ['10.0.0.0/8', 'http://11.1.2.3:8000/v1', false],
    ['10.0.0.0/8', 'http://a.test/v1', false],
    ['10.0.0.0/99', 'http://10.1.2.3/v1', false],
    ['fd00::/8', 'http://[fd00::1]:8000/v1', true],
    ['fd00::1', 'http://[fd00::1]:8000/v1', true],
    ['[fd00::1]:8000', 'http://[fd00::1]:8000/v1', true],
    ['', 'http://a.test/v1', false],
  ];
  for (const [list, address, exempt] of cases) {
    test(`"${list}" ${exempt ? 'covers' : 'does not cover'} ${address}`, () => {
      const { exempt: by, proxy: found } = choose(address, { HTTP_PROXY: proxy, NO_PROXY: list });
      expect([by, found?.variable]).toEqual(exempt ? ['NO_PROXY', undefined] : [undefined, 'HTTP_PROXY']);
    });
  }
});

test('an address of this machine goes through no proxy', () => {
  for (const host of ['localhost', '127.0.0.1', '127.1.2.3', '[::1]', 'llm.localhost']) {
    expect(choose(`http://${host}:8000/v1`, { ALL_PROXY: proxy }).exempt, host).toBe(
      'an address of this machine',
    );
  }
  expect(variableFor('http://127.0.0.1.test/v1', { ALL_PROXY: proxy })).toBe('ALL_PROXY');
});

test('a proxy is named without its user and password, which are what nobody is to see', () => {
  const found = choose('https://a.test', { HTTPS_PROXY: 'http://me:p%40ss word@proxy.test:3128' }).proxy;
  if (!found) throw new Error('no proxy was found');
  expect(named(found)).toBe('http://proxy.test:3128 (HTTPS_PROXY)');
  expect(JSON.stringify(found)).not.toContain('ss');
  expect(proxyToken(found)).toBe(`Basic ${Buffer.from('me:p@ss word').toString('base64')}`);
  expect(proxySecrets(found)).toEqual(expect.arrayContaining(['p@ss word', 'p%40ss%20word']));
  const bare = choose('https://a.test', { HTTPS_PROXY: 'proxy.test:3128' }).proxy;
  expect(bare && [named(bare), proxyToken(bare)]).toEqual([
    'http://proxy.test:3128 (HTTPS_PROXY)',
    undefined,
  ]);
});

test('what is no proxy, and what needs another kind, is a UserError that names the variable and shows no password', () => {
  for (const value of ['http://', 'http://u:secret-word@:1', 'socks5h://u:secret-word@proxy.test']) {
    const choosing = () => choose('https://a.test', { HTTPS_PROXY: value });
    expect(choosing, value).toThrow(UserError);
    expect(choosing, value).toThrow(/^HTTPS_PROXY (?!.*secret)/);
  }
  expect(choose('http://localhost', { HTTP_PROXY: 'http://' }).exempt).toBeDefined();
});

test('NO_PROXY alone names no proxy', () => {
  expect([namesProxy({ NO_PROXY: '*' }), namesProxy({ all_proxy: proxy })]).toEqual([false, true]);
});
