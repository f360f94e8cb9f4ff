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

/** The secrets of a process, as they become known, and the mask for whatever it prints. */
export interface ProcessMask {
  add: (secrets: readonly (string | undefined)[]) => void;
  mask: (text: string) => string;
}

export function processMask(): ProcessMask {
  const known = new Set<string | undefined>();
  let mask = secretMask([]);
  return {
    add: (secrets) => {
      const before = known.size;
      for (const secret of secrets) known.add(secret);
      if (known.size > before) mask = secretMask([...known]);
    },
    mask: (text) => mask(text),
  };
}

/** Keys that were pasted where the name of a variable belongs: no argument of that kind is printed. */
export function pastedKeys(argv: readonly string[]): string[] {
  return argv.flatMap((argument, position) => {
    const [, name, joined] = /^(--(?:judge-)?api-key-env)(?:=(.*))?$/s.exec(argument) ?? [];
    const value = joined ?? (name === undefined ? undefined : argv[position + 1]);
    return value === undefined || /^[A-Za-z_][A-Za-z0-9_]*$/.test(value) ? [] : [value];
  });
}
