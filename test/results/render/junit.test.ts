import { expect, test } from 'vitest';
import { renderJunit } from '../../../src/results/render/junit.ts';

test('`renderJunit()` counts tests, failures and skipped ones, and says what was found in each', () => {
  const text = renderJunit({
    name: 'all',
    suites: [
      {
        name: 'm',
        cases: [
          { className: 'b', name: 'one', outcome: 'passed', text: 'well' },
          { className: 'b', name: 'two', outcome: 'failed', text: 'low' },
          { className: 'b', name: 'three', outcome: 'skipped', text: 'open' },
        ],
      },
    ],
    notes: ['a note'],
  });
  expect(text.split('\n')).toEqual([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="all" tests="3" failures="1">',
    '  <testsuite name="m" tests="3" failures="1" skipped="1">',
    '    <testcase classname="b" name="one">',
    '      <system-out>well</system-out>',
    '    </testcase>',
    '    <testcase classname="b" name="two">',
    '      <failure message="low"/>',
    '    </testcase>',
    '    <testcase classname="b" name="three">',
    '      <skipped message="open"/>',
    '    </testcase>',
    '  </testsuite>',
    '  <system-out>a note</system-out>',
    '</testsuites>',
    '',
  ]);
});

test('`renderJunit()` escapes what XML reads as markup and leaves out what it has no place for', () => {
  const name = 'a<b>&"c"\u0007\ud800\uffff';
  const text = renderJunit({ name, suites: [], notes: [name] });
  expect(text).toContain('<testsuites name="a&#60;b&#62;&#38;&#34;c&#34;" ');
  expect(text).toContain('<system-out>a&#60;b&#62;&#38;&#34;c&#34;</system-out>');
});
