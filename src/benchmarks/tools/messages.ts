/** The turns of a question in the messages that a tool has sent. */

import { isObject } from '../data/row.ts';

interface SentMessage {
  role: string;
  content: string;
}

/** What was asked last is the question; what stood before it (system text, shots, turns) is kept, and not asked again. */
export interface AskedText {
  text: string;
  before: SentMessage[];
}

/** A prompt as a text, or as chat messages; undefined for anything else, and for messages without one of the user's. */
export function askedText(prompt: unknown): AskedText | undefined {
  if (typeof prompt === 'string') return prompt === '' ? undefined : { text: prompt, before: [] };
  if (!Array.isArray(prompt)) return undefined;
  const messages = prompt.filter(isObject).map(({ role, content }) => ({
    role: typeof role === 'string' ? role : 'user',
    content: contentText(content),
  }));
  const last = messages.findLastIndex(({ role }) => role === 'user');
  const { content: text = '' } = messages[last] ?? {};
  return text === '' ? undefined : { text, before: messages.slice(0, last) };
}

/** The text of a message's content, which is a text or parts. */
export function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .filter(isObject)
    .flatMap(({ text }) => (typeof text === 'string' ? [text] : []))
    .join('\n');
}

/** Messages in JSON, as tools keep them in a text; any other text is itself. */
export function parsedPrompt(text: string): unknown {
  if (!/^\s*\[\s*\{/.test(text)) return text;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((each) => isObject(each) && 'role' in each) ? value : text;
  } catch {
    return text;
  }
}

/** The note on questions of which `count` had messages before them. */
export function beforeNote(count: number): string[] {
  return count === 0
    ? []
    : [
        `${count} questions had messages before them (system text, shots): kept in \`before\`, not asked again by gen-answers`,
      ];
}
