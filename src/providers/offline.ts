/** The embedded demo models: deterministic, no network, no key, no language model. */

import { UserError } from '../errors.ts';
import type { Question } from '../records/question.ts';
import type { ChatReply, ChatRequest, Provider } from './provider.ts';

type Respond = (ask: { question: string; reference: string | undefined }) => string;

/** The demo models behind the endpoint `offline`. */
const responders: Readonly<Record<string, Respond>> = {
  reference: ({ question, reference }) => reference ?? template(question),
  terse: ({ question }) => `In short: ${firstWords(question, 12)}.`,
  echo: ({ question }) => question,
};

/** A demo model. `questions` lets `reference` find the reference of a conversation. An unknown name is a UserError. */
export function offlineProvider(model: string, questions: readonly Question[]): Provider {
  const respond = Object.hasOwn(responders, model) ? responders[model] : undefined;
  if (!respond) {
    const known = Object.keys(responders).map((name) => `offline/${name}`);
    throw new UserError(
      `unknown demo model "offline/${model}": there are ${known.join(', ')} (and the judge offline/judge)`,
    );
  }
  const references = new Map<string, string>();
  for (const { turns, reference } of questions) {
    for (const [index, text] of (reference ?? []).entries()) {
      references.set(conversationKey(turns.slice(0, index + 1)), text);
    }
  }
  return { ask: async (request) => reply(request, respond, references) };
}

function reply(request: ChatRequest, respond: Respond, references: ReadonlyMap<string, string>): ChatReply {
  const asked = request.messages.filter(({ role }) => role === 'user').map(({ content }) => content);
  // Shots may stand before a question as turns of their own.
  const reference =
    references.get(conversationKey(asked)) ?? references.get(conversationKey(asked.slice(-1)));
  const text = respond({ question: asked.at(-1) ?? '', reference });
  return { text, finish_reason: 'stop', model: request.model };
}

function conversationKey(turns: readonly string[]): string {
  return JSON.stringify(turns);
}

function template(question: string): string {
  return [
    `You ask: ${firstWords(question, 40)}.`,
    'First, what is asked for is restated, so that nothing is missed.',
    'Second, each condition that the request names is taken in turn and met.',
    'Third, the result is given, with its limits.',
    'This text is a filled template and answers nothing.',
  ].join('\n\n');
}

function firstWords(text: string, count: number): string {
  return text
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, count)
    .join(' ')
    .replace(/[.?!,;:]+$/, '');
}
