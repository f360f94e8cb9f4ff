/** Tells lines of Python from lines of prose, by how they start. A line in doubt is prose. */

const starts: readonly RegExp[] = [
  // "return the sum of …" is prose; `return a if b else c` is not.
  /^(?:return|pass|break|continue|raise|yield|del|global|nonlocal)\b(?![ \t]+(?:the|an?|it|to|of)[ \t]+(?!(?:if|and|or|in|is|not)\b)[A-Za-z]{2})/,
  /^(?:if|elif|for|while|with|async[ \t]+(?:for|with)|except|match|case)\b.*:/,
  /^(?:else|try|finally)[ \t]*:/,
  /^(?:async[ \t]+)?def[ \t]+[\p{L}_][\p{L}\p{N}_]*[ \t]*[([]/u,
  /^class[ \t]+[\p{L}_][\p{L}\p{N}_]*[ \t]*[(:]/u,
  /^import[ \t]+[\p{L}_][\p{L}\p{N}_.]*(?:[ \t]+as[ \t]+[\p{L}_][\p{L}\p{N}_]*)?[ \t]*(?:[,;#]|$)/u,
  /^from[ \t]+[\p{L}\p{N}_.]+[ \t]+import\b/u,
  /^assert\b[ \t(]/,
  /^@[\p{L}_]/u,
  /^#/,
  /^[rbfuRBFU]{0,2}(?:"""|''')/,
  /^[)\]}]/,
  /^[\p{L}_][\p{L}\p{N}_.]*\(/u,
  // An assignment, plain, annotated or augmented, to one name, an element, or several of them.
  /^\*?[\p{L}_(][\p{L}\p{N}_.,*()[\]'" \t+:-]{0,200}?(?:[-+*/%&|^@]|\/\/|\*\*|<<|>>)?=(?!=)/u,
];

/** `text` is one line; white space before it doesn't matter. */
export function looksLikeCode(text: string): boolean {
  const line = text.trim();
  return starts.some((start) => start.test(line));
}
