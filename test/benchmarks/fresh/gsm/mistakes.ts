/** Slips of English that texts made of parts are prone to. */

const patterns: readonly RegExp[] = [
  /\b(?:1|one) (?!(?:is|as|was|has|costs|glass|less|bus)\b)[a-z]+s\b/i,
  /\ba (?=[aeio]|hour|8\b|11\b|18\b)(?!one)/i,
  /\ban (?=[bcdfgjklmnpqrstvwxyz])/i,
  / {2}|\s[.,;?]|\.\.|\$\$|undefined|NaN|\[object/,
  /\b([a-z]+) \1\b(?!-)/i,
  /\$\d+\.\d(?!\d)/,
  /\b\d{4,}\b/,
  /(?:^|[.?!] )[a-z]/,
  // Refers to the sentence before, which may be one that does not matter.
  /(?:^|[.?!] )\S+ (?:[a-z]+ )?of it\b|\bis that\b/,
  /[.?!)] (?:After that|Together they)\b|\btheir number\b|\bafter that\b[^,.?]*\?|\bis it\b[^.?]*\?|\bHow many are there then/,
  // Of what grows from week to week it must be said that it is counted when one begins.
  /starts to count the [a-z ]+, there are/,
];

/** The places of a text that look like a slip. */
export function mistakesIn(text: string): string[] {
  return patterns.flatMap((pattern) => pattern.exec(text)?.[0] ?? []);
}

export function textOf({ turns }: { turns: readonly string[] }): string {
  return turns[0] ?? '';
}
