/** Signs that an answer speaks to its judge: a verdict in the judge's own form, or instructions for judging. */

export interface Suspicion {
  kind: 'verdict' | 'instruction';
  /** The words that raised it. */
  text: string;
}

/**
 * Suspicions, not proofs: an answer about nested lists may well hold `[[7]]`. Indexing (`x[[1]]`) and whatever the
 * question itself says are no sign.
 */
const signs: readonly (readonly [kind: Suspicion['kind'], pattern: RegExp])[] = [
  ['verdict', /(?<![\w)\]])\[\[\s*(?:(?:10|[1-9])(?:\.\d+)?(?:\s*\/\s*10)?|[ABC]|rating)\s*\]\]/g],
  ['verdict', /\b(?:rating|verdict|score)\s*(?::|=|is)?\s*\*{0,2}\[\[/gi],
  ['verdict', /\b(?:final|my|overall) (?:rating|verdict)\s*(?::|is)\s*\[?\s*(?:10|[1-9])\b/gi],
  [
    'instruction',
    /\b(?:ignore|disregard|forget|override)\b[^.\n]{0,40}\b(?:instruction|prompt|rubric|criteria|guideline|system message)s?\b/gi,
  ],
  [
    'instruction',
    /\b(?:note|message|attention|instructions?|dear|hey|hello)\b[^.\n]{0,12}\b(?:judge|grader|evaluator|examiner)s?\b/gi,
  ],
  ['instruction', /\bact as an? (?:impartial|strict|fair) (?:judge|grader|evaluator|examiner)\b/gi],
  [
    'instruction',
    /\b(?:rate|grade|score|give|award|assign|deserves?)\b[^.\n]{0,40}\b(?:answer|response|reply|assistant)\b[^.\n]{0,40}(?:\b10\b|\bten\b|\b(?:full|perfect|highest|maximum|top) (?:rating|score|mark|grade)s?)/gi,
  ],
  [
    'instruction',
    /\b(?:rate|grade|award|assign|give)\b[^.\n]{0,20}\b(?:the |a )(?:highest|maximum|perfect|top|full) (?:rating|score|mark)s?\b/gi,
  ],
  // The markers that judge prompts put around an answer, here and in FastChat.
  [
    'instruction',
    /\[The (?:Start|End) of (?:the )?(?:Assistant|Reference|User|Conversation)|<\/?(?:answer|question|reference|conversation)[\w-]*-[0-9a-f]{4,}>|<\|(?:The (?:Start|End)|im_(?:start|end))/gi,
  ],
];

/** Marks without width, which would part a word for a reader of bytes alone. */
const invisible = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/g;

/** The signs in a text, the first of each kind; none that stands in `known`, such as the question, too. */
export function suspicionsIn(text: string, known: readonly string[]): Suspicion[] {
  const found = new Map<Suspicion['kind'], Suspicion>();
  const visible = text.replace(invisible, '');
  for (const [kind, pattern] of signs) {
    for (const [words] of visible.matchAll(pattern)) {
      if (found.has(kind)) break;
      if (!known.some((each) => each.includes(words))) found.set(kind, { kind, text: words });
    }
  }
  return [...found.values()];
}
