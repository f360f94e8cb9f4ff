/**
 * Reads the harmony format of gpt-oss, where a server hands it through: messages in channels, of which `final` is the
 * answer. Source: OpenAI's harmony format, as vLLM's `gptoss_reasoning_parser.py` (007af2f) looks for it.
 */

import type { FinishReason } from '../../records/calls/call.ts';

const begins = /^\s*(?:<\|start\|>assistant)?<\|channel\|>/;
/** The head of a message: its channel, and whom or what it is for. */
const head = /(?:<\|start\|>assistant)?<\|channel\|>\s*(\w+)[^<]*(?:<\|constrain\|>[^<]*)?<\|message\|>/g;
const ends = /\s*<\|(?:end|return|call)\|>\s*$/;

/**
 * The channels of a reply that begins with one; undefined for any other reply. All that comes after the head of `final`
 * is the answer. Servers that strip the special tokens leave `analysis…assistantfinal…` of it.
 */
export function splitHarmony(
  content: string,
  finish: FinishReason,
): { reasoning: string; answer: string } | undefined {
  if (!begins.test(content)) return splitPrefilled(content) ?? splitStripped(content, finish);
  const reasoning: string[] = [];
  let from: number | undefined;
  const keep = (to?: number) => {
    if (from !== undefined) reasoning.push(content.slice(from, to).replace(ends, ''));
  };
  for (const { 0: whole, 1: channel, index } of content.matchAll(head)) {
    keep(index);
    from = index + whole.length;
    if (channel === 'final')
      return { reasoning: joined(reasoning), answer: content.slice(from).replace(ends, '') };
  }
  keep();
  return from === undefined ? undefined : { reasoning: joined(reasoning), answer: '' };
}

function joined(parts: readonly string[]): string {
  return parts.map((part) => part.trim()).join('\n\n');
}

const finalHead = '<|start|>assistant<|channel|>final<|message|>';

/** A reply to a prompt that ends in the head of the analysis. */
function splitPrefilled(content: string): { reasoning: string; answer: string } | undefined {
  const final = content.indexOf(finalHead);
  if (final < 0 || /["'`]/.test(content.charAt(final - 1))) return undefined;
  const answer = content.slice(final + finalHead.length).replace(ends, '');
  return { reasoning: content.slice(0, final).replace(ends, ''), answer };
}

function splitStripped(
  content: string,
  finish: FinishReason,
): { reasoning: string; answer: string } | undefined {
  const text = content.trimStart();
  if (!/^analysis(?=[\p{Lu}\d"'(])/u.test(text)) return undefined;
  const inside = text.slice('analysis'.length);
  const final = inside.indexOf('assistantfinal');
  if (final >= 0)
    return { reasoning: inside.slice(0, final), answer: inside.slice(final + 'assistantfinal'.length) };
  const isCutOff = finish !== 'stop' && /^\p{Lu}/u.test(inside);
  return isCutOff ? { reasoning: inside, answer: '' } : undefined;
}
