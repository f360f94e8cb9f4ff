/** How replies announce their answer: "the final answer is", "Answer:", and the word in other languages. */

/** "Answer" with what makes an announcement of it; a colon or an equals sign serves in every language. */
const words: readonly (readonly [string, string])[] = [
  [
    'answers?(?!\\s(?:choices|options)\\b)|ans\\.?',
    'is|are|was|would be|should be|must be|will be|has to be|comes? (?:out )?to|equals?|becomes',
  ],
  ['Antwort|Lösung', 'ist|lautet|beträgt'],
  ['respuesta|respuesta final', 'es|sería'],
  ['réponse', 'est|serait'],
  ['risposta', 'è|sarebbe'],
  ['resposta', 'é|seria'],
  ['antwoord', 'is'],
  ['svaret|svar', 'är|er'],
  ['odpowiedź', 'to'],
  ['cevap|yanıt', 'şudur'],
  ['jawaban(?:nya)?|jibu|idahun|ìdáhùn|àdáhùn', 'adalah|ni'],
  ['ответ', 'будет|равен'],
  ['đáp án|câu trả lời', 'là'],
];

const unspaced: readonly (readonly [string, string])[] = [
  ['答案|答え|回答|解答|答', '是|为|為|は|应该是|應該是|選|选'],
  ['정답|답변|답', '은|는'],
  ['الإجابة(?: النهائية| الصحيحة)?|الجواب(?: النهائي)?|إجابة', 'هي|هو'],
  ['उत्तर', 'है'],
  ['উত্তর', 'হল|হলো'],
  ['คำตอบ(?:ที่ถูกต้อง)?', 'คือ'],
];

/** Markdown, quotes and brackets between the word and what announces: `**Answer**:`, `Answer (in dollars):`. */
const dressed = String.raw`[*_"'\x60»”)\]]{0,4}`;

/** Up to eighty characters of the same sentence: "the answer to this question, in dollars, is". */
const reach = String.raw`(?:[\s,(][^.!?:=\n\u3002]{0,80}?)?`;

const sign = '[:：=]|->|=>|→|⇒';

const patterns = [
  ...words.map(
    ([noun, verb]) =>
      String.raw`(?<![\p{L}\p{N}])(?:${noun})(?![\p{L}\p{N}])${dressed}${reach}(?:(?<=\s)(?:${verb})(?![\p{L}\p{N}])|\s?(?:${sign}))`,
  ),
  ...unspaced.map(([noun, verb]) => String.raw`(?:${noun})${dressed}\s?(?:${verb}|${sign}|ঃ)`),
];

/** Announcements of a choice: "the correct option is", "the best choice:". */
const ofChoice = String.raw`\b(?:correct|right|best|(?:most )?(?:appropriate|accurate|likely|plausible|suitable)|final|only|my)\s(?:options?|choices?|alternative|statement|one|letter|response|selection|pick)\b${dressed}${reach}(?:(?<=\s)(?:is|would be|should be|must be)\b|\s?(?:${sign}))`;

const announcement = patterns.join('|');

export interface AnswerPhrase {
  /** Where the phrase begins, and where what it announces begins. */
  start: number;
  end: number;
}

const supposed = /\b(?:if|suppose|whether|assum(?:e|ing)|unless)\s(?:that\s)?(?:[a-z]+\s){0,3}$/i;

/** The announcements in `text`, in order. "If the answer is 5" is none; "the answer is" is one whatever follows. */
export function answerPhrases(text: string, { choices = false }: { choices?: boolean } = {}): AnswerPhrase[] {
  const found: AnswerPhrase[] = [];
  const pattern = new RegExp(choices ? `${announcement}|${ofChoice}` : announcement, 'giu');
  for (const match of text.matchAll(pattern)) {
    const end = match.index + match[0].length;
    if (supposed.test(text.slice(Math.max(0, match.index - 40), match.index))) continue;
    found.push({ start: match.index, end });
  }
  return found;
}

/**
 * Blanks instead of HTML and XML tags, and an announcement instead of `<answer>`, which prompts ask for. No character
 * moves, so places in the result are places in the text.
 */
export function withoutTags(text: string): string {
  return text.replace(/<\/?[a-z][^<>\n]{0,80}>/gi, (tag) => {
    if (/^<answer>$/i.test(tag)) return 'Answer: ';
    return /^<\/answer>$/i.test(tag) ? '\n'.padEnd(tag.length) : ' '.repeat(tag.length);
  });
}
