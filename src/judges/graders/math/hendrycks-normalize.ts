/** The clean-ups of MATH's own comparison, in upstream's order: hendrycks/math 985bdc1, `_strip_string`. */

/**
 * What becomes of `a/b` when a side isn't a whole number: the original leaves it; the copy in lm-eval fails, so that
 * both answers are compared as they stand.
 */
export type Slashes = 'original' | 'lm-eval';

/** The cleaned text, or undefined where upstream's code raises an error. */
export function normalize(answer: string, slashes: Slashes): string | undefined {
  const withoutUnits = dropUnits(dropCommands(answer));
  if (withoutUnits === undefined) return undefined;
  const decimals = completeDecimals(withoutUnits.replaceAll('\\%', ''));
  if (decimals === '') return '';
  const roots = braceRoots(dropName(decimals));
  if (roots === undefined) return undefined;
  const fractions = braceFractions(roots.replaceAll(' ', ''));
  if (fractions === undefined) return undefined;
  return slashToFraction(fractions === '0.5' ? '\\frac{1}{2}' : fractions, slashes);
}

function dropCommands(answer: string): string {
  const halved = answer.replaceAll('\n', '').replaceAll('\\!', '').replaceAll('\\\\', '\\');
  const fractions = halved.replaceAll('tfrac', 'frac').replaceAll('dfrac', 'frac');
  const brackets = fractions.replaceAll('\\left', '').replaceAll('\\right', '');
  return brackets.replaceAll('^{\\circ}', '').replaceAll('^\\circ', '').replaceAll('\\$', '');
}

/** All from `\text{ ` on, with that blank, is a unit; upstream fails where there are two of them. */
function dropUnits(text: string): string | undefined {
  const [before = '', ...after] = text.split('\\text{ ');
  return after.length > 1 ? undefined : before;
}

function completeDecimals(text: string): string {
  const completed = text.replaceAll(' .', ' 0.').replaceAll('{.', '{0.');
  return completed.startsWith('.') ? `0${completed}` : completed;
}

/** `k = 3` is 3: a name has at most two characters, the blank included. */
function dropName(text: string): string {
  const [name = '', value, ...more] = text.split('=');
  if (value === undefined || more.length > 0) return text;
  return [...name.slice(0, 5)].length <= 2 ? value : text;
}

/** `\sqrt3` is `\sqrt{3}`. */
function braceRoots(text: string): string | undefined {
  const [before = '', ...parts] = text.split('\\sqrt');
  let result = before;
  for (const part of parts) {
    const [first] = part;
    if (first === undefined) return undefined;
    result += first === '{' ? `\\sqrt${part}` : `\\sqrt{${first}}${part.slice(first.length)}`;
  }
  return result;
}

/** `\frac12` is `\frac{1}{2}`, `\frac1{72}` is `\frac{1}{72}`; `\frac{72}1` stays. */
function braceFractions(text: string): string | undefined {
  const [before = '', ...parts] = text.split('\\frac');
  let result = before;
  for (const part of parts) {
    const [top, bottom] = part;
    if (top === undefined) return undefined;
    if (top === '{') {
      result += `\\frac${part}`;
      continue;
    }
    if (bottom === undefined) return text;
    const rest = part.slice(top.length + bottom.length);
    result += `\\frac{${top}}${bottom === '{' ? '{' : `{${bottom}}`}${rest}`;
  }
  return result;
}

function slashToFraction(text: string, slashes: Slashes): string | undefined {
  const [top = '', bottom, ...more] = text.split('/');
  if (bottom === undefined || more.length > 0) return text;
  if (isCanonical(top) && isCanonical(bottom)) return `\\frac{${top}}{${bottom}}`;
  const fails = slashes === 'lm-eval' && !(isPythonInteger(top) && isPythonInteger(bottom));
  return fails ? undefined : text;
}

/** As Python writes a whole number. */
function isCanonical(text: string): boolean {
  return text.length <= longestInteger && /^(?:0|-?[1-9][0-9]*)$/.test(text);
}

/** What Python's `int` reads; it refuses more than 4,300 digits. */
function isPythonInteger(text: string): boolean {
  return text.length <= longestInteger && /^\s*[+-]?\p{Nd}+(?:_\p{Nd}+)*\s*$/u.test(text);
}

const longestInteger = 4300;
