/** Asks for the log-probabilities of the options of a question, and writes them down as its answer. */

import type { AskRequest, Client, Reply } from '../../../client/client.ts';
import { UserError } from '../../../errors.ts';
import { letterAt } from '../../../judges/graders/choice/choice-question.ts';
import type { Message, Score } from '../../../providers/provider.ts';
import type { Method } from '../../../records/bench/bench.ts';
import type { Call } from '../../../records/calls/call.ts';
import { type Question, questionKey } from '../../../records/question.ts';
import type { Asking } from './asking.ts';
import { choiceOf, optionText } from './texts.ts';

/** How a server is asked for the log-probabilities of prompts, which its probe has found out. */
export interface Scoring {
  form: Extract<Score, { kind: 'continuations' }>['form'];
  /** All options of a question in one request; else one in each. */
  together: boolean;
}

export const usualScoring: Scoring = { form: 'echo', together: true };

/** What a method asks for besides a reply; undefined for one that generates. */
export function scoreOf(method: Method): Score | undefined {
  if (method === 'generate') return undefined;
  if (method === 'first-token') return { kind: method };
  return { kind: 'continuations', from: [], form: usualScoring.form };
}

interface ScoreOptions {
  asking: Asking;
  client: Pick<Client, 'ask'>;
  temperature: number;
  systemPrompt: string | undefined;
  repeat: number;
  scoring?: Scoring | undefined;
}

interface Scored {
  /** `<label>\t<log-probability>\t<characters of the option's text>`, a line for each option. */
  text: string;
  calls: Call[];
}

/** A question without options is a UserError. */
export async function scoreQuestion(question: Question, options: ScoreOptions): Promise<Scored> {
  const choice = choiceOf(question);
  if (!choice) {
    throw new UserError(
      `cannot ask question ${questionKey(question)} by --method ${options.asking.method}: it has no options (check.options)`,
    );
  }
  const { ask, method } = options.asking;
  const texts = choice.options.map((_, index) => optionText(choice, index, ask.choice));
  const { replies, logs } =
    method === 'first-token'
      ? await firstTokens(question, choice.labels, options)
      : await continuations(question, texts, options);
  const lines = texts.map((text, index) =>
    [choice.labels[index] ?? letterAt(index), logs[index] ?? 'unknown', [...text].length].join('\t'),
  );
  return { text: lines.join('\n'), calls: replies.map(({ call }) => call) };
}

interface Logs {
  replies: Reply[];
  /** By option; undefined where it is not told. */
  logs: (number | undefined)[];
}

async function continuations(
  question: Question,
  texts: readonly string[],
  { asking, scoring = usualScoring, systemPrompt, ...options }: ScoreOptions,
): Promise<Logs> {
  const { separator, delimiter } = asking.ask;
  const system = systemPrompt === undefined ? '' : `${systemPrompt}${separator}`;
  const context = `${system}${asking.render(question).text}`;
  // Trailing white space is scored with the option, as lm-evaluation-harness does: most tokens begin with their space.
  const from = [...context.trimEnd()].length;
  const prompts = texts.map((text): Message => ({ role: 'user', content: `${context}${delimiter}${text}` }));
  const ask = (messages: readonly Message[]) => {
    const score: Score = { kind: 'continuations', from: messages.map(() => from), form: scoring.form };
    return askFor(question, { messages, score }, options);
  };
  const groups = scoring.together ? [prompts] : prompts.map((prompt) => [prompt]);
  const replies: Reply[] = [];
  for (const group of groups) replies.push(await ask(group));
  return { replies, logs: replies.flatMap(({ text }) => readLogs(text)) };
}

/** The log-probabilities in a reply; none in one that stands for a reply to come. */
function readLogs(text: string): number[] {
  return text.startsWith('[') ? JSON.parse(text) : [];
}

async function firstTokens(
  question: Question,
  labels: readonly string[],
  { asking, systemPrompt, ...options }: ScoreOptions,
): Promise<Logs> {
  const { before, text } = asking.render(question);
  const system: Message[] = systemPrompt === undefined ? [] : [{ role: 'system', content: systemPrompt }];
  const messages: Message[] = [...system, ...before, { role: 'user', content: text }];
  const reply = await askFor(question, { messages, score: { kind: 'first-token' } }, options);
  const tokens: [string, number][] = reply.text.startsWith('[') ? JSON.parse(reply.text) : [];
  return { replies: [reply], logs: labels.map((label) => massOf(label, tokens)) };
}

/** The probability of a label, in whatever white space, as its logarithm; undefined where no token is one. */
function massOf(label: string, tokens: readonly (readonly [string, number])[]): number | undefined {
  const own = tokens.filter(([token]) => token.trim() === label).map(([, log]) => log);
  if (own.length <= 1) return own[0];
  const most = Math.max(...own);
  return most + Math.log(own.reduce((sum, log) => sum + Math.exp(log - most), 0));
}

function askFor(
  question: Question,
  request: Pick<AskRequest, 'messages' | 'score'>,
  { client, temperature, repeat }: Pick<ScoreOptions, 'client' | 'temperature' | 'repeat'>,
): Promise<Reply> {
  const about = `question ${questionKey(question)}`;
  return client.ask({ ...request, temperature, repeat, attempt: 0, about });
}
