import { expect, test } from 'vitest';
import { assignRoles, listNames } from '../../../src/results/agreement/roles.ts';

const names = ['author_1', 'expert_1', 'expert_2', 'gpt-4', 'gpt.4', 'my_expert_1'];

test('all judges that are not human are compared', () => {
  expect(assignRoles(names, { human: ['expert_*', 'author_?'] })).toEqual({
    humans: ['author_1', 'expert_1', 'expert_2'],
    judges: ['gpt-4', 'gpt.4', 'my_expert_1'],
  });
  expect(assignRoles(names, {})).toEqual({ humans: [], judges: names });
});

test('a pattern fits the whole id, and everything but * and ? stands for itself', () => {
  expect(assignRoles(names, { human: ['gpt.4'] }).humans).toEqual(['gpt.4']);
  expect(assignRoles(names, { human: ['gpt?4'] }).humans).toEqual(['gpt-4', 'gpt.4']);
  expect(assignRoles(names, { human: ['*_1'] }).humans).toEqual(['author_1', 'expert_1', 'my_expert_1']);
  expect(assignRoles(['a(b', 'ab', 'a\nb'], { human: ['a(b', 'a?b'] }).humans).toEqual(['a(b', 'a\nb']);
});

test('`--judge` picks the judges, and takes a human out of the humans', () => {
  expect(assignRoles(names, { human: ['expert_*'], judge: ['gpt-4'] })).toEqual({
    humans: ['expert_1', 'expert_2'],
    judges: ['gpt-4'],
  });
  expect(assignRoles(names, { human: ['expert_*'], judge: ['expert_1'] })).toEqual({
    humans: ['expert_2'],
    judges: ['expert_1'],
  });
});

test('`--exclude` leaves out judges and humans alike', () => {
  const patterns = { human: ['expert_*'], exclude: ['*_1', 'gpt.4'] };
  expect(assignRoles(names, patterns)).toEqual({ humans: ['expert_2'], judges: ['gpt-4'] });
  expect(assignRoles(names, { judge: ['gpt?4'], exclude: ['gpt-4'] }).judges).toEqual(['gpt.4']);
});

test.each(['human', 'judge', 'exclude'])(
  'a pattern of --%s that nobody fits is an error that lists the judges',
  (flag) => {
    expect(() => assignRoles(['gpt-4', 'expert_1'], { [flag]: ['expert_*', 'exprt_*'] })).toThrow(
      `no judge fits "exprt_*" (--${flag}): there are gpt-4, expert_1`,
    );
  },
);

test('`listNames()` stops at twenty', () => {
  const many = Array.from({ length: 23 }, (_, index) => `n${index}`);
  expect(listNames(many)).toMatch(/^n0, .*, n19 and 3 more$/);
  expect(listNames(['a', 'b'])).toBe('a, b');
});
