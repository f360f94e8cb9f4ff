/** What Python's `json.loads` accepts, where it differs from `JSON.parse`. */

/** Python refuses to convert an integer of more digits (3.11, and the last patches of earlier versions). */
const digitLimit = 4300;

/**
 * Whether Python 3.11's `json.loads` takes the text. Beyond `JSON.parse` it takes `NaN`, `Infinity` and `-Infinity`,
 * and it refuses integers of more than 4,300 digits. One difference remains: where nesting is some 1,000 levels deep
 * Python raises a RecursionError, which ends the official checker, and here the text is JSON.
 */
export function isPythonJson(text: string): boolean {
  const plain = withoutConstants(text);
  if (plain === undefined) return false;
  try {
    JSON.parse(plain);
    return true;
  } catch {
    return false;
  }
}

/** The text with Python's three constants written as null, or undefined where no JSON parser takes it. */
function withoutConstants(text: string): string | undefined {
  let plain = '';
  let at = 0;
  while (at < text.length) {
    const quote = text.indexOf('"', at);
    const outside = quote === -1 ? text.slice(at) : text.slice(at, quote);
    if (hasLongInteger(outside)) return undefined;
    plain += outside.replace(/NaN|-?Infinity/g, 'null');
    if (quote === -1) break;
    const end = stringEnd(text, quote);
    if (end === undefined) return undefined;
    plain += text.slice(quote, end);
    at = end;
  }
  return plain;
}

function hasLongInteger(text: string): boolean {
  if (text.length <= digitLimit) return false;
  for (const [number] of text.matchAll(/\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g)) {
    if (number.length > digitLimit && /^\d+$/.test(number)) return true;
  }
  return false;
}

/** Where the string that starts at `quote` is over, or undefined where it never is. */
function stringEnd(text: string, quote: number): number | undefined {
  for (let at = quote + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') return at + 1;
    if (character === '\\') at += 1;
  }
  return undefined;
}
