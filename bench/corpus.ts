/** Makes benches, answers and judgments of any size, of the shape and length that real ones have. */

import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { contentHash } from '../src/content-hash.ts';
import { hashMatch } from '../src/judges/match.ts';
import type { Answer } from '../src/records/answer.ts';
import type { SingleJudgment } from '../src/records/judgment.ts';
import type { PairJudgment } from '../src/records/pair-judgment.ts';
import type { Question } from '../src/records/question.ts';
import { seededRandom } from '../src/stats/random.ts';

const random = seededRandom(7);
const words =
  'the answer is not that a model would "know" what it has been told; one step – then another\nit follows, as before, from 3 and 4 because every term of the sum was counted twice'.split(
    ' ',
  );
const texts = new Map<number, string[]>();

/** A text of about `length` characters, one of 64; one in eight has letters beyond ASCII, as answers have. */
export function prose(length: number, pick = random.below(64)): string {
  const known = texts.get(length) ?? Array.from({ length: 64 }, (_, index) => write(length, index % 8 === 0));
  texts.set(length, known);
  return known[pick % 64] ?? '';
}

function write(length: number, wide: boolean): string {
  let text = '';
  while (text.length < length) text += `${words[random.below(words.length)]} `;
  return wide ? `${text}é` : text.replaceAll('–', '-');
}

export function makeQuestions(count: number, turns: number): Question[] {
  return Array.from({ length: count }, (_, index) => ({
    question_id: index + 1,
    category: `category ${index % 8}`,
    turns: Array.from({ length: turns }, (_, turn) => `Question ${index} of turn ${turn}? ${prose(200)}`),
  }));
}

/** The same answer each time, so that judgments and answers can be written apart. */
export function makeAnswer(question: Question, model: string): Answer {
  const pick = Number(question.question_id) * 7 + (model.codePointAt(model.length - 1) ?? 0);
  return {
    question_id: question.question_id,
    answer_id: contentHash([question.question_id, model]).slice(0, 22),
    model_id: model,
    choices: [
      { index: 0, turns: question.turns.map((_, turn) => `${model} ${turn}: ${prose(1200, pick + turn)}`) },
    ],
    tstamp: 1_760_000_000.123,
    question_hash: contentHash(question.turns),
  };
}

/** What judgments of one answer turn have in common; `answers` are each side's, whole. */
interface Place {
  question: Question;
  turn: number;
  judge: string;
}

const hashes = new Map<string, ReturnType<typeof hashMatch>>();

function basis({ question, turn, judge }: Place) {
  const name = `${question.question_id} ${turn}`;
  const known = hashes.get(name) ?? hashMatch({ question, turn, answers: [] });
  hashes.set(name, known);
  return {
    shared: { question_id: question.question_id, judge: [judge, 'single-v1'] as [string, string], turn },
    kept: {
      ...{ tstamp: 1_760_000_000 + random.below(100_000) / 10, choice: 0, repeat: 0 },
      ...{ question_hash: known.question_hash, reference_hash: known.reference_hash },
      ...{ prompt_hash: 'c'.repeat(32), prompt_set: 'default', prompt_set_hash: 'd'.repeat(32) },
      usage: { input_tokens: 900 + random.below(900), output_tokens: 300 + random.below(200) },
    },
  };
}

function call(judge: string): NonNullable<SingleJudgment['calls']>[number] {
  return {
    sent: { endpoint: 'openai', model: judge, parameters: { temperature: 0, max_tokens: 2048 } },
    model: `${judge}-2025-04-14`,
    finish_reason: 'stop',
    usage: { input_tokens: 900 + random.below(900), output_tokens: 300 + random.below(200) },
    latency_ms: 900 + random.below(9000),
    attempts: 1,
  };
}

export function makeSingle(place: Place, answer: Answer): SingleJudgment {
  const score = 1 + random.below(10);
  const rationale = prose(1500);
  const { shared, kept } = basis(place);
  return {
    ...{ ...shared, model: answer.model_id, user_prompt: prose(2000) },
    ...{ judgment: `${rationale}\n\nRating: [[${score}]]`, score, rationale, ...kept },
    answer_hash: contentHash(answer.choices[0]?.turns.slice(0, place.turn)),
    calls: [call(place.judge)],
  };
}

const winners = ['model_1', 'model_2', 'tie'] as const;

export function makePair(place: Place, answers: readonly [Answer, Answer]): PairJudgment {
  const { shared, kept } = basis(place);
  const hashOf = (answer: Answer) => contentHash(answer.choices[0]?.turns.slice(0, place.turn));
  const [rationale1, rationale2] = [prose(1500), prose(1500)];
  return {
    ...{ ...shared, model_1: answers[0].model_id, model_2: answers[1].model_id },
    ...{ g1_winner: winners[random.below(3)] ?? 'tie', g2_winner: winners[random.below(3)] ?? 'tie' },
    ...{ g1_user_prompt: prose(3000), g1_judgment: `${rationale1}\n\n[[A]]`, g1_rationale: rationale1 },
    ...{ g2_user_prompt: prose(3000), g2_judgment: `${rationale2}\n\n[[C]]`, g2_rationale: rationale2 },
    ...{ ...kept, answer_1_hash: hashOf(answers[0]), answer_2_hash: hashOf(answers[1]) },
    ...{ g1_calls: [call(place.judge)], g2_calls: [call(place.judge)] },
  };
}

/** Writes rows as JSONL until there are none, or until the file has `limit` bytes. Returns how many and their bytes. */
export function writeRows(
  file: string,
  rows: Iterable<unknown>,
  limit = Number.POSITIVE_INFINITY,
): { rows: number; bytes: number } {
  mkdirSync(dirname(file), { recursive: true });
  const handle = openSync(file, 'w');
  let [count, bytes, waiting] = [0, 0, ''];
  for (const row of rows) {
    waiting += `${JSON.stringify(row)}\n`;
    count += 1;
    if (waiting.length < 1 << 20) continue;
    bytes += writeSync(handle, waiting);
    waiting = '';
    if (bytes >= limit) break;
  }
  bytes += writeSync(handle, waiting);
  closeSync(handle);
  return { rows: count, bytes };
}
