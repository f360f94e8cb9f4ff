/** Takes keys and passwords out of text before it leaves the program. */

/** Shorter values are no secrets, and masking them would garble every text. */
const shortest = 6;
const invisible = '[\\p{Cc}\\p{Cf}]*';
const masked = '***';

/**
 * Makes a function that replaces each of the secrets in a text by `***`: as it stands, percent-encoded, or broken up by
 * invisible and control characters, which are taken out with it.
 */
export function secretMask(secrets: readonly (string | undefined)[]): (text: string) => string {
  const forms = secrets.flatMap((secret) =>
    secret === undefined || secret.length < shortest ? [] : [secret, encodeURIComponent(secret)],
  );
  if (forms.length === 0) return (text) => text;
  // The longest first: one secret may be the beginning of another.
  const sorted = [...new Set(forms)].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(sorted.map(asPattern).join('|'), 'gu');
  return (text) => text.replace(pattern, masked);
}

function asPattern(secret: string): string {
  return [...secret].map((character) => character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join(invisible);
}
