export function must<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`missing: ${what}`);
  return value;
}

/** A question is only proven if exactly one possibility is left, so anything else is an error. */
export function only<T>(found: T[], what: string): T {
  if (found.length !== 1) throw new Error(`${what}: ${found.length} possibilities instead of one`);
  return found[0] as T;
}

export function expectEqual(actual: string | number, expected: string | number, what: string): void {
  if (actual !== expected) throw new Error(`${what}: "${actual}" instead of "${expected}"`);
}

const finalLine = (reference: string): string => must(reference.split('\n').at(-1), 'last line');

/** Compares the whole last line, so that no changed value can hide behind a loose pattern. */
export function expectFinal(reference: string, truth: string): void {
  expectEqual(finalLine(reference), `Final answer: ${truth}`, 'final answer');
}

/** Replaces each value of the last line in turn by another one; a value that is not there is an error. */
export function swaps(...pairs: [RegExp, string][]): (reference: string) => string[] {
  return (reference) => {
    const last = finalLine(reference);
    const head = reference.slice(0, reference.length - last.length);
    return pairs.map(([from, to]) => {
      const changed = last.replace(from, to);
      if (changed === last) throw new Error(`nothing to alter: ${from}`);
      return head + changed;
    });
  };
}

export const number = (text: string, pattern: RegExp): number =>
  Number(must(pattern.exec(text)?.[1], `${pattern} in the question`));

/** The text of the lines that begin with a bullet or a number, without that mark. */
export const listed = (text: string, mark: RegExp): string[] =>
  text
    .split('\n')
    .filter((line) => mark.test(line))
    .map((line) => line.replace(mark, ''));
