/** Tables and lines as one HTML file without any script: nothing is fetched, and nothing runs. */

import { plainLine } from '../../plain-text.ts';
import { escapeHtml, hashSource } from './page.ts';

export interface PageSection {
  title: string;
  tables: readonly { head: readonly string[]; rows: readonly (readonly string[])[] }[];
  lines: readonly string[];
}

const style = [
  ':root{color-scheme:light dark}',
  'body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:70rem;padding:1rem}',
  '.table{overflow-x:auto}',
  'table{border-collapse:collapse}',
  'th,td{border-bottom:1px solid;padding:.3rem .7rem;text-align:left;white-space:nowrap}',
  'li,h1{overflow-wrap:anywhere}',
].join('');

/** Names and texts of models are shown as they are; control characters are left out. */
export function staticPage({ title, sections }: { title: string; sections: readonly PageSection[] }): string {
  const policy = `default-src 'none'; style-src ${hashSource(style)}; base-uri 'none'; form-action 'none'`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${shown(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${shown(title)}</h1>`,
    ...sections.map(sectionText),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function sectionText({ title, tables, lines }: PageSection): string {
  const items = lines.map((line) => `<li>${shown(line)}</li>`).join('\n');
  return [
    '<section>',
    `<h2>${shown(title)}</h2>`,
    ...tables.map((table) => tableText(title, table)),
    ...(items === '' ? [] : [`<ul>\n${items}\n</ul>`]),
    '</section>',
  ].join('\n');
}

/** A table that is wider than its place scrolls, also by keyboard. */
function tableText(title: string, { head, rows }: PageSection['tables'][number]): string {
  const heads = head.map((name) => `<th scope="col">${shown(name)}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${shown(cell)}</td>`).join('')}</tr>`);
  return [
    `<div class="table" role="region" aria-label="table: ${shown(title)}" tabindex="0">`,
    `<table><thead><tr>${heads}</tr></thead><tbody>`,
    ...body,
    '</tbody></table></div>',
  ].join('\n');
}

function shown(text: string): string {
  return escapeHtml(plainLine(text, 1000));
}
