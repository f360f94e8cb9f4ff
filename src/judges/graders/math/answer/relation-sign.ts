/** Signs that make an answer a relation. */

const pattern = /\\(?:le|ge|ne|lt|gt|approx|simeq|cong|in|equiv)(?![a-zA-Z])|[=<>]/y;

const names: Readonly<Record<string, string>> = {
  '\\approx': '=',
  '\\simeq': '=',
  '\\in': '=',
  '\\lt': '<',
  '\\gt': '>',
};

export const relationSign = {
  /** The sign that begins at this index. */
  at: (text: string, index: number): string | undefined => {
    pattern.lastIndex = index;
    return pattern.exec(text)?.[0];
  },
  /** One name for signs that are taken for the same: being about a value, or in a set, counts as being it. */
  name: (sign: string): string => names[sign] ?? sign,
};
