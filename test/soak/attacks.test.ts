/** Attacks by group, tried and held: a line for each group as it ends, and a table in the end (docs/faults.md). */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openTally } from './attacks/attack.ts';
import { oddAnswers, oddVerdicts } from './attacks/processes.ts';
import { errorsInReplies, oddSideFields, oddUsage } from './attacks/replies.ts';
import { keysInText } from './attacks/secrets.ts';
import { lists, oddPlaces } from './attacks/settings.ts';
import { noVerdicts, plainVerdicts } from './attacks/verdicts.ts';

const folder = mkdtempSync(join(tmpdir(), 'attacks-'));
const tally = openTally();
const groups = [
  ...[noVerdicts, plainVerdicts, oddSideFields, errorsInReplies, oddUsage, keysInText],
  ...[oddPlaces(folder), lists, oddAnswers, oddVerdicts],
];

for (const group of groups) {
  test(`every attack of the group holds: ${group.name}`, () => tally.run(group));
}

test('there are enough attacks', () => {
  const count = groups.reduce((sum, { attacks }) => sum + attacks.length, 0);
  expect(count).toBeGreaterThanOrEqual(1000);
});

afterAll(() => {
  process.stdout.write(tally.report());
  rmSync(folder, { recursive: true });
});
