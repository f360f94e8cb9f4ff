/** The kinds of instruction about marks in the text: `detectable_content:…` and `detectable_format:…`. */

import { z } from 'zod';
import { atLeast, exactly, type Kind, kind, limitOf, noArguments, patternText, threshold } from './kind.ts';
import { isPythonJson } from './python/json.ts';
import { type PythonPattern, pythonPattern } from './python/regex.ts';
import { isBlank, isSpace, strip, stripEnd, stripStart } from './python/text.ts';

const numberPlaceholders = kind(
  z.strictObject({ num_placeholders: threshold }),
  ({ num_placeholders }, random) => {
    const limit = limitOf(num_placeholders, random, [1, 4]);
    return (text) => {
      const count = text.split('\n').reduce((sum, line) => sum + bracketsIn(line), 0);
      return atLeast(count, limit, 'placeholders');
    };
  },
);

/** The matches of `\[.*?\]`. */
function bracketsIn(line: string): number {
  let count = 0;
  for (let at = line.indexOf('['); at !== -1; at = line.indexOf('[', at)) {
    at = line.indexOf(']', at + 1);
    if (at === -1) break;
    count += 1;
  }
  return count;
}

const postscriptPatterns = new Map([
  ['P.P.S', String.raw`p\.\s?p\.\s?s`],
  ['P.S.', String.raw`p\.\s?s\.`],
]);

/** Found anywhere in the lower-cased text. Other markers than the two of the dataset are patterns. */
const postscript = kind(
  z.strictObject({ postscript_marker: patternText(postscriptPattern) }),
  ({ postscript_marker: { text: marker, compiled } }) =>
    (text) => {
      const followed = text.toLowerCase().search(compiled.regex) !== -1;
      return { followed, found: `${followed ? 'a' : 'no'} postscript ${marker}` };
    },
);

function postscriptPattern(marker: string): PythonPattern {
  const source = postscriptPatterns.get(strip(marker)) ?? strip(marker).toLowerCase();
  return pythonPattern(source, { multiline: true });
}

const numberBulletLists = kind(z.strictObject({ num_bullets: threshold }), ({ num_bullets }, random) => {
  const limit = limitOf(num_bullets, random, [1, 5]);
  return (text) => exactly(bulletsIn(text, '*') + bulletsIn(text, '-'), limit, 'bullet points');
});

/**
 * The matches of `^\s*\*[^\*].*$`, or of `^\s*-.*$`: white space runs over line ends, and so does the character after
 * an asterisk, so that "*\n* b" is one bullet.
 */
function bulletsIn(text: string, bullet: '*' | '-'): number {
  let count = 0;
  let line = 0;
  while (line < text.length) {
    let mark = line;
    while (mark < text.length && isSpace(text.charAt(mark))) mark += 1;
    const isBullet = text.charAt(mark) === bullet && (bullet === '-' || /[^*]/.test(text.charAt(mark + 1)));
    if (isBullet) count += 1;
    const end = text.indexOf('\n', isBullet && bullet === '*' ? mark + 2 : mark);
    if (end === -1) break;
    line = end + 1;
  }
  return count;
}

/** Spans between single asterisks and between double ones: a double one counts as its inner span as well. */
const numberHighlightedSections = kind(
  z.strictObject({ num_highlights: threshold }),
  ({ num_highlights }, random) => {
    const limit = limitOf(num_highlights, random, [1, 4]);
    return (text) => {
      const count = spansIn(text, /\*([^\n*]*)\*/g) + spansIn(text, /\*\*([^\n*]*)\*\*/g);
      return atLeast(count, limit, 'highlights');
    };
  },
);

function spansIn(text: string, pattern: RegExp): number {
  let count = 0;
  for (const [, span = ''] of text.matchAll(pattern)) if (!isBlank(span)) count += 1;
  return count;
}

const multipleSections = kind(
  z.strictObject({ section_spliter: patternText(sectionPattern), num_sections: threshold }),
  ({ section_spliter: { text: marker, compiled }, num_sections }, random) => {
    const limit = limitOf(num_sections, random, [1, 5]);
    const things = `times ${marker} X`;
    // Python's `re.split` also returns what the groups of the pattern matched, and the checker counts that.
    return (text) =>
      atLeast((text.match(compiled.regex)?.length ?? 0) * (1 + compiled.groups), limit, things);
  },
);

function sectionPattern(marker: string): PythonPattern {
  return pythonPattern(String.raw`\s?${strip(marker)}\s?\d+\s?`);
}

const jsonFences = ['```json', '```Json', '```JSON', '```'];

const jsonFormat = kind(noArguments, () => (text) => {
  const opened = jsonFences.reduce(
    (rest, fence) => (rest.startsWith(fence) ? rest.slice(fence.length) : rest),
    strip(text),
  );
  const inner = strip(opened.endsWith('```') ? opened.slice(0, -3) : opened);
  const followed = isPythonJson(inner);
  return { followed, found: followed ? 'JSON' : 'not JSON' };
});

const title = kind(noArguments, () => (text) => {
  const followed = text.split('\n').some(hasTitle);
  return { followed, found: `${followed ? 'a' : 'no'} title in <<>>` };
});

/** A match of `<<[^\n]+>>` is the longest of its line; its outer angle brackets and blanks are no title. */
function hasTitle(line: string): boolean {
  const start = line.indexOf('<<');
  const end = line.lastIndexOf('>>');
  if (start === -1 || end < start + 3) return false;
  return !isBlank(stripEnd(stripStart(line.slice(start, end + 2), '<'), '>'));
}

const answers = ['My answer is yes.', 'My answer is no.', 'My answer is maybe.'];

const constrainedResponse = kind(noArguments, () => (text) => {
  const answer = answers.find((option) => text.includes(option));
  return { followed: answer !== undefined, found: answer ?? 'none of the answers that are allowed' };
});

export const formatKinds = {
  'detectable_content:number_placeholders': numberPlaceholders,
  'detectable_content:postscript': postscript,
  'detectable_format:number_bullet_lists': numberBulletLists,
  'detectable_format:constrained_response': constrainedResponse,
  'detectable_format:number_highlighted_sections': numberHighlightedSections,
  'detectable_format:multiple_sections': multipleSections,
  'detectable_format:json_format': jsonFormat,
  'detectable_format:title': title,
} satisfies Record<string, Kind>;
