/** `mt-judge scorecard --html`: writes the page of one model, a file that opens anywhere. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageDir, packageVersion } from '../../store/bench/paths.ts';
import { writeWhole } from '../../store/files/write-whole.ts';
import { pageEnd, pageStart } from '../report/page.ts';
import { sizeOf } from '../report/write.ts';
import { type Scorecard, type ScorecardPage, scorecardNotes } from './value.ts';

/** Writes the file; resolves to one line that says so. */
export async function writeScorecardPage(file: string, scorecard: Scorecard): Promise<string> {
  const page: ScorecardPage = {
    ...scorecard,
    title: `scorecard of ${scorecard.model}`,
    version: packageVersion(),
    notes: scorecardNotes(scorecard),
  };
  const parts = ['scorecard.js', 'scorecard.css'].map((name) =>
    readFile(join(packageDir, 'dist', 'web', name), 'utf8'),
  );
  const [script = '', style = ''] = await Promise.all(parts);
  const start = pageStart({ overview: page, script, style, printedBy: 'mt-judge scorecard' });
  const bytes = await writeWhole(file, pieces(start));
  return `wrote ${file}: ${sizeOf(bytes)}`;
}

async function* pieces(start: string): AsyncGenerator<string> {
  yield start;
  yield pageEnd;
}
