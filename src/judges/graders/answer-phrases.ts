/** How replies announce their answer: "the final answer is", "Answer:", and the word in other languages. */

/** "Answer" with what makes an announcement of it; a colon or an equals sign serves in every language. */
const words: readonly (readonly [string, string])[] = [
  [
    'answers?|ans\\.?',
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
const reach = String.raw`(?:\s[^.!?:=\n\u3002]{0,80}?)?`;

const sign = '[:：=]|->|=>|→|⇒';

const patterns = [
  ...words.map(
    ([noun, verb]) =>
      String.raw`(?<![\p{L}\p{N}])(?:${noun})(?![\p{L}\p{N}])${dressed}${reach}(?:(?<=\s)(?:${verb})(?![\p{L}\p{N}])|\s?(?:${sign}))`,
  ),
  ...unspaced.map(([noun, verb]) => String.raw`(?:${noun})${dressed}\s?(?:${verb}|${sign}|ঃ)`),
];

const anyPhrase = `${patterns.join('|')}`;

export interface AnswerPhrase {
  /** Where the word begins, and where what it announces begins. */
  start: number;
  end: number;
}

/** The announcements in `text`, in order. "The answer is not" announces none. */
export function answerPhrases(text: string): AnswerPhrase[] {
  const found: AnswerPhrase[] = [];
  for (const match of text.matchAll(new RegExp(anyPhrase, 'giu'))) {
    const end = match.index + match[0].length;
    if (/^[\s*_]{0,4}(?:not|never|neither|unknown|unclear)\b|^n['’]t/i.test(text.slice(end, end + 16)))
      continue;
    found.push({ start: match.index, end });
  }
  return found;
}
