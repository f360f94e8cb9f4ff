/**
 * A response that follows all instructions of a made prompt: poor in content, but proof that the instructions do not
 * contradict each other.
 */

import type { Constraint } from './constraint.ts';
import { languages } from './languages.ts';

const plainSentence = 'The old bridge stays closed until the stones are new.';
const otherSentence = 'The new bridge opens in spring.';

/** Built from the inside out: sentences, the form they stand in, what comes before and after, and the case. */
export function witnessOf(task: string, constraints: readonly Constraint[]): string {
  const argumentsOf = (id: string) => constraints.find((constraint) => constraint.id === id)?.kwargs;
  if (argumentsOf('detectable_format:constrained_response')) return 'My answer is yes.';
  const language = argumentsOf('language:response_language')?.language;
  const sentence = languages.find(({ code }) => code === language)?.text ?? plainSentence;
  const parts = {
    body: [...marksOf(argumentsOf), ...fillers(argumentsOf, sentence)].join(' '),
    sentence,
    filler: language === undefined ? otherSentence : sentence,
  };
  const inner = withEnds(inForm(parts, argumentsOf), { task, sentence, argumentsOf });
  const cased = argumentsOf('change_case:english_capital')
    ? inner.toUpperCase()
    : argumentsOf('change_case:english_lowercase')
      ? inner.toLowerCase()
      : inner;
  return argumentsOf('startend:quotation') ? `"${cased}"` : cased;
}

type ArgumentsOf = (id: string) => Record<string, unknown> | undefined;

function fillers(argumentsOf: ArgumentsOf, sentence: string): string[] {
  const words = argumentsOf('length_constraints:number_words');
  const sentences = argumentsOf('length_constraints:number_sentences');
  const wanted = words ?? sentences;
  if (wanted?.relation !== 'at least') return [sentence];
  const number = words ? Math.ceil(Number(words.num_words) / 9) : Number(sentences?.num_sentences);
  return Array<string>(number).fill(sentence);
}

/** One sentence for each instruction about words and marks. */
function marksOf(argumentsOf: ArgumentsOf): string[] {
  const repeated = (text: string, times: unknown) => Array<string>(Number(times)).fill(text).join(' ');
  const sentences: string[] = [];
  const existence = argumentsOf('keywords:existence');
  if (existence) sentences.push(`Here stand the words ${(existence.keywords as string[]).join(' and ')}.`);
  const frequency = argumentsOf('keywords:frequency');
  if (frequency?.relation === 'at least') {
    sentences.push(`Here stands ${repeated(String(frequency.keyword), frequency.frequency)}.`);
  }
  const letters = argumentsOf('keywords:letter_frequency');
  if (letters?.let_relation === 'at least') {
    sentences.push(`Here stands ${String(letters.letter).repeat(Number(letters.let_frequency))}.`);
  }
  const capitals = argumentsOf('change_case:capital_word_frequency');
  if (capitals?.capital_relation === 'at least') {
    sentences.push(`These words are ${repeated('LOUD', capitals.capital_frequency)}.`);
  }
  const placeholders = argumentsOf('detectable_content:number_placeholders');
  if (placeholders) sentences.push(`The places are ${repeated('[place]', placeholders.num_placeholders)}.`);
  const highlights = argumentsOf('detectable_format:number_highlighted_sections');
  if (highlights) sentences.push(`These parts are ${repeated('*bright*', highlights.num_highlights)}.`);
  return sentences;
}

function inForm({ body, filler }: { body: string; filler: string }, argumentsOf: ArgumentsOf): string {
  const rest = (number: unknown) => Array<string>(Number(number) - 1).fill(filler);
  const paragraphs = argumentsOf('length_constraints:number_paragraphs');
  if (paragraphs) return [body, ...rest(paragraphs.num_paragraphs)].join('\n***\n');
  const first = argumentsOf('length_constraints:nth_paragraph_first_word');
  if (first) {
    const opened = (text: string, index: number) =>
      index + 1 === first.nth_paragraph ? `${String(first.first_word)} ${text}` : text;
    return [body, ...rest(first.num_paragraphs)].map(opened).join('\n\n');
  }
  const sections = argumentsOf('detectable_format:multiple_sections');
  if (sections) {
    const headed = (text: string, index: number) =>
      `${String(sections.section_spliter)} ${index + 1}\n${text}`;
    return [body, ...rest(sections.num_sections)].map(headed).join('\n\n');
  }
  if (argumentsOf('combination:two_responses')) return `${body}\n******\n${body} ${filler}`;
  return argumentsOf('detectable_format:json_format') ? JSON.stringify(body) : body;
}

function withEnds(
  text: string,
  { task, sentence, argumentsOf }: { task: string; sentence: string; argumentsOf: ArgumentsOf },
): string {
  const bullets = Number(argumentsOf('detectable_format:number_bullet_lists')?.num_bullets ?? 0);
  const marker = argumentsOf('detectable_content:postscript')?.postscript_marker;
  const phrase = argumentsOf('startend:end_checker')?.end_phrase;
  return [
    ...(argumentsOf('combination:repeat_prompt') ? [task] : []),
    ...(argumentsOf('detectable_format:title') ? ['<<Bridge>>'] : []),
    text,
    ...Array<string>(bullets).fill(`- ${sentence}`),
    ...(marker === undefined ? [] : [`${String(marker)} ${otherSentence}`]),
    ...(phrase === undefined ? [] : [String(phrase)]),
  ].join('\n');
}
