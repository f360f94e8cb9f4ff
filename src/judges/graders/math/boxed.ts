/** Finds `\boxed{…}` in a solution or a reply, braces balanced. */

/** The index after the brace that closes the one at `open`, or undefined where the text ends before. */
export function closingBrace(text: string, open: number): number | undefined {
  let depth = 0;
  for (let index = open; index < text.length; index += 1) {
    if (text[index] === '{') depth += 1;
    if (text[index] === '}') depth -= 1;
    if (depth === 0) return index + 1;
  }
  return undefined;
}

/**
 * The content of the last `\boxed{…}`, the rule of MATH's own code: hendrycks/math 985bdc1, `last_boxed_only_string`
 * and `remove_boxed`. Undefined where there is none, where its braces don't close, and where something other than
 * a brace follows the command (`\boxed 2`). `\fbox` is never accepted there: only found, then refused.
 */
export function lastBoxed(text: string): string | undefined {
  const start = text.lastIndexOf(command);
  if (start < 0 || text[start + command.length] !== '{') return undefined;
  const end = closingBrace(text, start + command.length);
  return end === undefined ? undefined : text.slice(start + command.length + 1, end - 1);
}

const command = '\\boxed';
