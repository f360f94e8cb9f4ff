/** `show-results --chart`: writes the figures as a picture, SVG or PNG. */

import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import { packageDir } from '../../store/bench/paths.ts';
import { writeWhole } from '../../store/files/write-whole.ts';
import { gatherPairs, gatherSingle } from '../read/report/parts.ts';
import type { ReportOptions } from '../settings.ts';
import { drawFigure, type Figure, pairFigure, singleFigure } from './figure.ts';
import { svgText } from './mark.ts';

/** Dots for each of the picture's units: sharp on paper and on screens of high density. */
const zoom = 2;

/** Writes the file; resolves to lines that say so. */
export async function writeChart(
  file: string,
  options: ReportOptions,
  benchGiven: boolean,
): Promise<string[]> {
  const { chartKind = 'both' } = options;
  const figure = await figureOf(options, benchGiven);
  if (chartKind === 'radar' && !figure.radar) {
    throw new UserError('a radar needs three categories or more: choose --chart-kind whisker');
  }
  const svg = svgText(drawFigure(figure, chartKind));
  const png = /\.png$/i.test(file);
  await writeWhole(file, [png ? await rasterise(svg) : `<?xml version="1.0" encoding="UTF-8"?>\n${svg}\n`]);
  return [
    `wrote ${file}`,
    ...(chartKind === 'both' && !figure.radar
      ? ['left out the radar, which needs three categories or more']
      : []),
    ...(png && hasOtherLetters(svg)
      ? [`${file} has no letters but Latin, Greek and Cyrillic ones: write an .svg to have all`]
      : []),
  ];
}

async function figureOf(options: ReportOptions, benchGiven: boolean): Promise<Figure> {
  if (options.mode === 'single') {
    const single = await gatherSingle(options, benchGiven);
    if (single) return singleFigure(single.json);
  } else {
    const pairs = await gatherPairs(options, benchGiven);
    if (pairs) return pairFigure(pairs.json);
  }
  throw new Error('results that were shown are gone');
}

async function rasterise(svg: string): Promise<Uint8Array> {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
  const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  await initWasm(await readFile(wasm));
  const folder = join(packageDir, 'dist', 'fonts');
  const fonts = (await readdir(folder)).filter((name) => name.endsWith('.ttf'));
  const fontBuffers = await Promise.all(fonts.map((name) => readFile(join(folder, name))));
  const font = { fontBuffers, defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' };
  return new Resvg(svg, { font, fitTo: { mode: 'zoom', value: zoom } }).render().asPng();
}

/** Whether there are letters that the fonts of the package do not have. */
function hasOtherLetters(text: string): boolean {
  const foreign =
    /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]/u;
  return foreign.test(text) || /\p{Emoji_Presentation}/u.test(text);
}
