/** What stands before a number: a sign, or letters that make it part of a name. */

/** A currency between a sign and its number, or right before the number. */
const currency = String.raw`(?:(?:US|C|A|HK|NZ|S)?\\?\$|[€£¥₹₩₱₽]|\b(?:USD|US|EUR|GBP|CAD|AUD|INR|CHF|SGD|RM|Rs\.?|kr)(?![a-z]))`;

/** Anchored at the end: each is tried on the few characters before a number. */
const named = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]$/u;
const latexCommand = /\\[a-z]+$/i;
const currencyCode = new RegExp(`${currency}$`, 'i');
const exponent = /(?:\^|(?<=[\p{L}\p{N})\]}])_)\s?\{?\s?[-+]?$/u;
const minus = new RegExp(String.raw`[-–](\s?)${currency}?\s?$`, 'i');
const word = new RegExp(
  String.raw`(?:\bnegative|(?:=|:|\bis|\bequals|\bof|\bto)\s?minus)\s${currency}?\s?$`,
  'i',
);

const reach = 24;

const head = (text: string, place: number): string => text.slice(Math.max(0, place - reach), place);

/** False for an exponent, an index and a digit of a name: cm^2, x_1, H2O, COVID-19. */
export function standsAlone(text: string, place: number): boolean {
  const before = head(text, place);
  if (exponent.test(before)) return false;
  if (/[\p{L}]-$/u.test(before)) return false;
  if (/\d\s?x$/i.test(before)) return true;
  return !named.test(before) || latexCommand.test(before) || currencyCode.test(before);
}

/** Where the sign of the number at `place` stands, undefined for none: a hyphen between numbers is none. */
export function signBefore(text: string, place: number): number | undefined {
  const before = head(text, place);
  const start = place - before.length;
  const worded = word.exec(before);
  if (worded) return start + worded.index + worded[0].search(/negative|minus/i);
  const sign = minus.exec(before);
  if (!sign) return undefined;
  const earlier = before.slice(0, sign.index);
  const last = earlier.trimEnd().slice(-1);
  // "= - 5" has a sign, "- 5" at the start of a line is an item of a list.
  if (sign[1] && last !== '=') return undefined;
  if (/[\d)\]}%]/.test(last)) return undefined;
  if (earlier !== '' && /[\p{L}_]$/u.test(earlier)) return undefined;
  return start + sign.index;
}
