/** `show-results --html`: writes the report page. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { packageDir } from '../../store/bench/paths.ts';
import { writeWhole } from '../../store/files/write-whole.ts';
import { gatherReport, type ReportInput } from '../read/report/report.ts';
import { openTexts } from '../read/report/texts.ts';
import type { ReportOptions } from '../settings.ts';
import { chosenTexts, textsNote } from './chosen-texts.ts';
import { pageEnd, pageStart, textsElement } from './page.ts';

const compress = promisify(gzip);

/** Writes the file; resolves to one line that says so. */
export async function writeReport(
  file: string,
  options: ReportOptions,
  benchGiven: boolean,
): Promise<string> {
  const input = await gatherReport(options, benchGiven);
  const { overview } = input;
  const chosen = chosenTexts(overview);
  const of = overview.questions.length;
  const note = chosen && textsNote(chosen.size, of);
  if (chosen && note) {
    overview.withTexts = [...chosen].sort((a, b) => a - b);
    overview.notes.single.push(note);
  }
  const bytes = await writeWhole(file, pieces(input, chosen));
  return `wrote ${file}: ${sizeOf(bytes)}, ${of.toLocaleString('en')} questions${note === undefined ? '' : `; ${note}`}`;
}

async function* pieces(input: ReportInput, chosen: ReadonlySet<number> | undefined): AsyncGenerator<string> {
  const [script, style] = await Promise.all(['report.js', 'report.css'].map(readPart));
  yield pageStart({
    overview: input.overview,
    script: script ?? '',
    style: style ?? '',
    printedBy: 'show-results',
  });
  const texts = openTexts(input);
  try {
    for (const [place, { key }] of input.overview.questions.entries()) {
      if (chosen?.has(place) === false) continue;
      const packed = await compress(JSON.stringify(await texts.read(key)));
      yield textsElement(place, packed.toString('base64'));
    }
  } finally {
    await texts.close();
  }
  yield pageEnd;
}

/** A part of the page as `npm run build` has made it. */
function readPart(name: string): Promise<string> {
  return readFile(join(packageDir, 'dist', 'web', name), 'utf8');
}

/** Bytes as `12 kB` or `1.3 MB`. */
export function sizeOf(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
