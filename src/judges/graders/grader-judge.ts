/** A grader as a judge: what stands between its grade and a judgment. */

import { contentHash } from '../../content-hash.ts';
import { JudgeError, UserError } from '../../errors.ts';
import { gradedMethod } from '../../records/bench/answer-method.ts';
import { type Judge, type JudgeReply, programMethod } from '../judge.ts';
import { nameMatch } from '../match.ts';
import { type Grade, type Grader, GraderError } from './grader.ts';

/**
 * The judge `<name>@<version>`, which scores the answer to the judged turn from 0 to 1. Its version is its method: the
 * question's target and check are part of the question's hash. A GraderError becomes a JudgeError, so that nothing is
 * written; any other error is a bug.
 */
export function graderJudge(grader: Grader): Judge {
  const id = `${grader.name}@${grader.version}`;
  const method = { name: programMethod, hash: contentHash(id) };
  return {
    id,
    kind: 'program',
    scale: [0, 1],
    answerMethod: gradedMethod(grader.name),
    methodFor: (match) => {
      if (match.type === 'single') return method;
      throw new UserError(`${id} grades one answer at a time: use it with --mode single`);
    },
    decide: async (match) => {
      if (match.type !== 'single') throw new TypeError(`${id} was given ${nameMatch(match)}`);
      const { question, answers } = match;
      try {
        return toReply(await grader.grade({ question, response: answers.at(-1) ?? '' }));
      } catch (error) {
        if (error instanceof GraderError) throw new JudgeError(error.message, { cause: error });
        throw error;
      }
    },
    prepare: async () => grader.prepare?.(),
    close: async () => grader.close?.(),
  };
}

function toReply(grade: Grade): JudgeReply {
  const { rationale, target, details } = grade;
  const found = grade.kind === 'graded';
  return {
    verdict: { kind: 'rating', rating: found ? grade.score : 0 },
    rationale,
    reply: rationale,
    prompt: '',
    calls: [],
    grading: { extracted: found ? grade.extracted : undefined, target, details },
  };
}
