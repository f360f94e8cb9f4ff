/** Collects what a tool's files say of one bench into records: a question once, an answer with all its choices, judgments with their hashes. */

import { isDeepStrictEqual } from 'node:util';
import { contentHash } from '../../content-hash.ts';
import { programMethod } from '../../judges/judge.ts';
import { hashMatch } from '../../judges/match.ts';
import type { Answer } from '../../records/answer.ts';
import type { Bench } from '../../records/bench/bench.ts';
import { type SingleJudgment, unparsedScore } from '../../records/judgment.ts';
import { type Question, questionKey, questionSchema } from '../../records/question.ts';
import type { Row } from '../data/row.ts';
import { refuse } from '../data/row.ts';
import type { ToolBench } from './tool.ts';

/** Whose answer to which question, and when it was made (seconds since 1970). */
interface Of {
  question: Question['question_id'];
  model: string;
  choice?: number | undefined;
  tstamp: number;
}

interface FoundVerdict extends Of {
  /** The id of the judge, with the tool's version. */
  judge: string;
  /** Undefined where there is no verdict: `unparsed` says why. */
  score: number | undefined;
  scale: [number, number];
  text: string;
  extracted?: string | undefined;
  /** What the tool has compared with; the results of a judge with a target are a metric of their own. */
  target?: string | undefined;
  unparsed?: string | undefined;
  details?: Record<string, unknown> | undefined;
  turn?: number | undefined;
}

export interface Collector {
  /** A question that is there already must be the same; `row` is named where it is not. */
  question: (question: Question, row: Row) => void;
  /** `asked` is left out where nothing of a later run depends on it: an answer that says how it was asked must fit that run's settings. */
  answer: (of: Of, turns: string[], asked?: Answer['asked']) => void;
  verdict: (verdict: FoundVerdict) => void;
  finish: (bench?: Bench) => ToolBench;
}

export function createCollector(name: string): Collector {
  const questions = new Map<string, Question>();
  const answers = new Map<string, Answer>();
  const verdicts: FoundVerdict[] = [];
  const keyOf = ({ model, question }: Of) => JSON.stringify([model, String(question)]);
  return {
    question: (given, row) => {
      const question = questionSchema.parse(given);
      const known = questions.get(questionKey(question));
      if (known && !isDeepStrictEqual(known, question)) {
        refuse(
          row,
          `question ${questionKey(question)} was asked in other words before: import each run by itself`,
        );
      }
      questions.set(questionKey(question), question);
    },
    answer: (of, turns, asked) => {
      const { question: question_id, model: model_id, choice: index = 0, tstamp } = of;
      const known = answers.get(keyOf(of)) ?? {
        question_id,
        answer_id: '',
        model_id,
        choices: [],
        tstamp,
        asked,
      };
      known.choices.push({ index, turns });
      answers.set(keyOf(of), known);
    },
    verdict: (verdict) => verdicts.push(verdict),
    finish: (bench) => {
      const judgments = verdicts.map((verdict) =>
        judgmentOf(verdict, {
          question: questions.get(String(verdict.question)),
          answer: answers.get(keyOf(verdict)),
        }),
      );
      const found = [...answers.values()].map(finished);
      const all = { name, questions: [...questions.values()], answers: found, judgments };
      return bench ? { ...all, bench } : all;
    },
  };
}

function finished({ question_id, model_id, choices, tstamp, asked }: Answer): Answer {
  const sorted = choices.sort((one, other) => one.index - other.index);
  const answer_id = contentHash([question_id, model_id, sorted]).slice(0, 22);
  return defined({ question_id, answer_id, model_id, choices: sorted, tstamp, asked });
}

function judgmentOf(
  verdict: FoundVerdict,
  { question, answer }: { question: Question | undefined; answer: Answer | undefined },
): SingleJudgment {
  const { judge, score, scale, text, extracted, target, unparsed, details, tstamp } = verdict;
  const { turn = 1, choice = 0 } = verdict;
  const turns = answer?.choices.find(({ index }) => index === choice)?.turns.slice(0, turn) ?? [];
  const hashes = question ? hashMatch({ question, turn, answers: turns }) : {};
  return defined({
    question_id: verdict.question,
    model: verdict.model,
    judge: [judge, programMethod] satisfies [string, string],
    user_prompt: '',
    judgment: text,
    score: score ?? (scale[0] === 0 ? 0 : unparsedScore),
    turn,
    tstamp,
    choice: verdict.choice,
    ...hashes,
    prompt_hash: contentHash(judge),
    unparsed,
    scale,
    extracted,
    target,
    details,
  });
}

/** Without the fields that are undefined. */
function defined<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}
