/** Results as a JUnit file, which CI systems show as tests by themselves. */

export interface JunitCase {
  className: string;
  name: string;
  outcome: 'passed' | 'failed' | 'skipped';
  /** What was found, in words. */
  text: string;
}

export interface JunitSuite {
  name: string;
  cases: readonly JunitCase[];
}

/** A file of suites; notes stand after them. Ids may hold any characters. */
export function renderJunit({
  name,
  suites,
  notes = [],
}: {
  name: string;
  suites: readonly JunitSuite[];
  notes?: readonly string[];
}): string {
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escaped(name)}" tests="${all.length}" failures="${failuresIn(all)}">`,
    ...suites.flatMap(suiteLines),
    ...notes.map((text) => `  <system-out>${escaped(text)}</system-out>`),
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteLines({ name, cases }: JunitSuite): string[] {
  const skipped = cases.filter(({ outcome }) => outcome === 'skipped').length;
  return [
    `  <testsuite name="${escaped(name)}" tests="${cases.length}" failures="${failuresIn(cases)}" skipped="${skipped}">`,
    ...cases.flatMap(caseLines),
    '  </testsuite>',
  ];
}

function failuresIn(cases: readonly JunitCase[]): number {
  return cases.filter(({ outcome }) => outcome === 'failed').length;
}

const inside: Record<JunitCase['outcome'], (text: string) => string> = {
  failed: (text) => `<failure message="${text}"/>`,
  skipped: (text) => `<skipped message="${text}"/>`,
  passed: (text) => `<system-out>${text}</system-out>`,
};

function caseLines({ className, name, outcome, text }: JunitCase): string[] {
  return [
    `    <testcase classname="${escaped(className)}" name="${escaped(name)}">`,
    `      ${inside[outcome](escaped(text))}`,
    '    </testcase>',
  ];
}

/** Characters that XML has no place for are left out; halves of a character are, too. */
function escaped(text: string): string {
  return [...text]
    .filter((character) => character >= ' ' && !/[\ufffe\uffff]|\p{Cs}/u.test(character))
    .join('')
    .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
