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
];

/** The places of a text that look like a slip. */
export function mistakesIn(text: string): string[] {
  return patterns.flatMap((pattern) => pattern.exec(text)?.[0] ?? []);
}

export function textOf({ turns }: { turns: readonly string[] }): string {
  return turns[0] ?? '';
}
