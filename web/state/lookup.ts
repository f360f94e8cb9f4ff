/** Looks for words in all texts, one question after the other, for a source that cannot do it by itself. */

import type { Overview, QuestionTexts, SearchHit, Source } from '../../src/results/report/shape.ts';

const around = 60;

/** Every question and speaker in whose text the words stand, each once, in the order of the bench. */
export async function* lookUp(
  words: string,
  { overview, source, signal }: { overview: Overview; source: Source; signal: AbortSignal },
): AsyncGenerator<SearchHit> {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return;
  const listed = overview.withTexts && new Set(overview.withTexts);
  for (const question of overview.questions.keys()) {
    if (signal.aborted) return;
    if (listed?.has(question) === false) continue;
    const texts = await source.texts(question);
    for (const [where, text] of passages(texts)) {
      const at = text.toLowerCase().indexOf(wanted);
      if (at !== -1) yield { question, where, excerpt: excerptOf(text, at, wanted.length) };
    }
  }
}

/** Who says what: all of one speaker's as one text. */
function passages({ turns, reference, answers, scores, games }: QuestionTexts): Map<string, string> {
  const said = new Map<string, string[]>();
  const add = (where: string, text: string) => {
    const own = said.get(where);
    if (own) own.push(text);
    else said.set(where, [text]);
  };
  for (const turn of turns) add('question', turn);
  for (const turn of reference ?? []) add('reference', turn);
  for (const { model, turns: each } of answers) for (const { text } of each) add(model, text);
  for (const { model, judge, reply } of scores) add(`${judge} on ${model}`, reply);
  for (const { judge, replies } of games) for (const reply of replies) add(judge ?? 'a voter', reply);
  return new Map([...said].map(([where, each]) => [where, each.join('\n')]));
}

function excerptOf(text: string, at: number, length: number): string {
  const [from, to] = [Math.max(0, at - around), Math.min(text.length, at + length + around)];
  const excerpt = text.slice(from, to).replace(/\s+/g, ' ').trim();
  return `${from > 0 ? '…' : ''}${excerpt}${to < text.length ? '…' : ''}`;
}
