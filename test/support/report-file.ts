/** Looks into a report as a reader of files would: no browser. */

import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { Overview, QuestionTexts } from '../../src/results/report/shape.ts';

export interface ReportFile {
  html: string;
  overview: Overview;
  /** In the order of the overview's questions. */
  texts: QuestionTexts[];
}

export async function readReport(file: string): Promise<ReportFile> {
  const html = await readFile(file, 'utf8');
  const data = /<script type="application\/json" id="overview">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
  const packed = [...html.matchAll(/<script type="text\/plain" id="texts-(\d+)">(.*?)<\/script>/g)];
  return {
    html,
    overview: JSON.parse(data),
    texts: packed.map(([, , base64 = '']) =>
      JSON.parse(gunzipSync(Buffer.from(base64, 'base64')).toString()),
    ),
  };
}
