/**
 * The clean-ups of Minerva's comparison, in order (Lewkowycz et al. 2022, arXiv:2206.14858, appendix D), as in
 * lm-evaluation-harness, tasks/minerva_math/utils.py, `normalize_final_answer`: of task version 3.0 (4e7e0d4) and of 3.1
 * (release 0.4.13).
 */

/** As task version 3.0 has it. */
export function normalizeMinerva(answer: string): string {
  let text = answer.slice(answer.lastIndexOf('=') + 1);
  for (const [before, after] of replaced) text = text.replaceAll(before, after);
  for (const removedText of removed) text = text.replaceAll(removedText, '');
  text = withBraces(unwrapped(keepFormulas(text))).replace(/sqrt([^{])/gu, 'sqrt{$1}');
  text = text.replaceAll('$', '');
  const digits = text.replaceAll(',', '');
  return /^\p{Nd}+$/u.test(digits) ? digits : text;
}

/**
 * As task version 3.1 has it: units go as words and never out of a command (`\\left` keeps its "ft"), indexed roots stay whole,
 * and commas go out of thousands only.
 */
export function normalizeMinerva31(answer: string): string {
  let text = answer.slice(answer.lastIndexOf('=') + 1);
  for (const unit of removed.filter(isWord)) text = text.replace(asWord(unit), '');
  for (const [before, after] of replaced) text = text.replaceAll(before, after);
  for (const each of removed)
    text = isWord(each) ? withoutOutsideCommands(text, each) : text.replaceAll(each, '');
  text = withBraces(unwrapped(keepFormulas(text)))
    .replace(new RegExp(`(sqrt\\[[^\\]]*\\])(${wordCharacter})`, 'gu'), '$1{$2}')
    .replace(/sqrt(?!\[)([^{])/gu, 'sqrt{$1}')
    .replaceAll('$', '');
  return /^-?\p{Nd}{1,3}(?:,\p{Nd}{3})+$/u.test(text) ? text.replaceAll(',', '') : text;
}

function withBraces(text: string): string {
  return text.replace(/frac([^{])([^\n])/gu, 'frac{$1}{$2}');
}

/** What Python's `\\w` takes. */
const wordCharacter = '[\\p{L}\\p{N}_]';

function isWord(text: string): boolean {
  return /^[a-z]+$/.test(text);
}

function asWord(word: string): RegExp {
  return new RegExp(`(?<!\\\\)(?<!${wordCharacter})${word}(?!${wordCharacter})`, 'gu');
}

function withoutOutsideCommands(text: string, word: string): string {
  const parts = text.split(/(\\[a-zA-Z]+)/);
  return parts.map((part, index) => (index % 2 === 0 ? part.replaceAll(word, '') : part)).join('');
}

const replaced: readonly [string, string][] = [
  ['an ', ''],
  ['a ', ''],
  ['.$', '$'],
  ['\\$', ''],
  ['\\ ', ''],
  [' ', ''],
  ['mbox', 'text'],
  [',\\text{and}', ','],
  ['\\text{and}', ','],
  ['\\text{m}', '\\text{}'],
];

/** One after the other: what one leaves, the next may find. */
const removed: readonly string[] = [
  ...'square ways integers dollars mph inches ft hours km units \\ldots sue points feet minutes digits'.split(
    ' ',
  ),
  ...'cents degrees cm gm pounds meters meals edges students childrentickets multiples'.split(' '),
  ...['\\text{s}', '\\text{.}', '\\text{\ns}', '\\text{}^2', '\\text{}^3', '\\text{\n}', '\\text{}'],
  ...['\\mathrm{th}', '^\\circ', '^{\\circ}', '\\;', ',\\!', '{,}', '"', '\\dots'],
];

/** Of a line with a formula between dollar signs, only its first formula stays, dollar signs and all. */
function keepFormulas(text: string): string {
  return text.split('\n').map(keepFormula).join('\n');
}

function keepFormula(line: string): string {
  const start = line.indexOf('$');
  const end = start < 0 ? -1 : line.indexOf('$', start + 1);
  return end < 0 ? line : line.slice(start, end + 1);
}

/** `\text{…}` and its kind ends at the next brace of its line, `\boxed{…}` at the last one. */
function unwrapped(text: string): string {
  return text.split('\n').map(unwrappedLine).join('\n');
}

function unwrappedLine(line: string): string {
  let result = line;
  for (const opening of ['\\text{', '\\textbf{', '\\overline{']) result = unwrapEach(result, opening);
  const start = result.indexOf('\\boxed{');
  const end = result.lastIndexOf('}');
  if (start < 0 || end < start) return result;
  return result.slice(0, start) + result.slice(start + '\\boxed{'.length, end) + result.slice(end + 1);
}

function unwrapEach(line: string, opening: string): string {
  let result = '';
  let index = 0;
  for (;;) {
    const start = line.indexOf(opening, index);
    const end = start < 0 ? -1 : line.indexOf('}', start + opening.length);
    if (end < 0) return result + line.slice(index);
    result += line.slice(index, start) + line.slice(start + opening.length, end);
    index = end + 1;
  }
}
