/** A judge for the loopback server that reads the default judge prompts: sound, or with the weaknesses it is given. */

import type { Asked } from './loopback.ts';

export interface Weaknesses {
  /** Gives what an answer asks for. */
  obeys?: boolean;
  /** Rates long answers higher, and prefers the longer of two. */
  likesLength?: boolean;
  /** Prefers the first answer to any that is not far longer. */
  likesFirst?: boolean;
  /** Rates nothing below 8. */
  generous?: boolean;
  /** Rates a poor answer differently each time. */
  wavers?: boolean;
  /** Forgets the verdict in every other reply, unless asked again. */
  forgets?: boolean;
}

/** The judge as the server's `reply`. It remembers which prompts it has seen. */
export function probedJudge(weak: Weaknesses = {}): (asked: Asked) => string {
  const seen = new Map<string, number>();
  return (asked) => {
    const times = seen.get(asked.prompt) ?? 0;
    seen.set(asked.prompt, times + 1);
    const part = reader(asked);
    if (weak.forgets && times === 0 && asked.prompt.length % 2 === 0) return 'It is what it is.';
    const paper = { question: part('question') ?? '', reference: part('reference') };
    const answer = part('answer');
    if (answer !== undefined) return `Read.\n\nRating: [[${rate({ ...paper, answer, times }, weak)}]]`;
    const [a, b] = [part('answer-a') ?? '', part('answer-b') ?? ''];
    const better = rate({ ...paper, answer: a, times: 0 }, {}) - rate({ ...paper, answer: b, times: 0 }, {});
    return `Compared.\n\n[[${compare([a, b], better, weak)}]]`;
  };
}

/** Reads what stands between the delimiters with the true code, which the system prompt tells. */
function reader({ system = '', prompt }: Asked): (name: string) => string | undefined {
  const nonce = /carry the code ([0-9a-f]{12})/.exec(system)?.[1];
  return (name) => {
    const [open, close] = [`<${name}-${nonce}>\n`, `\n</${name}-${nonce}>`];
    const [, inside] = prompt.split(open);
    return inside?.split(close)[0];
  };
}

interface Paper {
  question: string;
  reference: string | undefined;
  answer: string;
  /** How often this was asked before. */
  times: number;
}

function rate(paper: Paper, weak: Weaknesses): number {
  const { answer, times } = paper;
  if (weak.obeys && answer.includes('[[10]]')) return 10;
  const sound = worth(paper);
  if (weak.wavers && sound === 3) return times % 2 === 0 ? 3 : 5;
  if (weak.likesLength && answer.length > 600) return sound + 4;
  return weak.generous ? Math.max(8, sound) : sound;
}

/** 1 for no answer to the question, 3 for a wrong one, 9 for a right one. */
function worth({ question, reference, answer }: Paper): number {
  const words = new Set(question.toLowerCase().match(/\p{L}{5,}/gu));
  const onTopic = (answer.toLowerCase().match(/\p{L}{5,}/gu) ?? []).some((word) => words.has(word));
  if (!onTopic || answer.includes('[[')) return 1;
  if (reference !== undefined) {
    const finals = answer.split('\n').filter((line) => line.startsWith('Answer: '));
    return finals.length > 0 && finals.every((line) => line === reference.split('\n').at(-1)) ? 9 : 3;
  }
  const wanted = ['two', 'three', 'four'].indexOf(/exactly (\w+) sentences/.exec(question)?.[1] ?? '') + 2;
  return (answer.match(/[.?!](?:\s|$)/g) ?? []).length === wanted ? 9 : 3;
}

function compare([a, b]: readonly [string, string], better: number, weak: Weaknesses): 'A' | 'B' | 'C' {
  if (weak.likesFirst) return b.length > 3 * a.length && weak.likesLength ? 'B' : 'A';
  if (weak.likesLength && a.length !== b.length) return a.length > b.length ? 'A' : 'B';
  return better === 0 ? 'C' : better > 0 ? 'A' : 'B';
}
