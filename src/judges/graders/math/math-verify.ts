/**
 * Math-Verify itself, where the machine's `python3` has it: huggingface/Math-Verify 0.9.0, gold read as `$gold$`, the response
 * with its default settings. One process for all answers; it ends with the run.
 *
 * Nothing of an answer is run as a program: Math-Verify reads LaTeX with a parser.
 */

import { z } from 'zod';
import { UserError } from '../../../errors.ts';
import { openLineProcess } from '../../../sandbox/line-process.ts';
import { type Grade, type Grader, GraderError } from '../grader.ts';
import { quoted } from './quoted.ts';
import { mathTarget } from './target.ts';
import { verifyScript } from './verify-script.ts';

/** The version whose verdicts the grader's name stands for. Another one writes nothing. */
const wantedVersion = '0.9.0';
const startMs = 60_000;
/** Math-Verify's own limits are five seconds for the gold, the response, and comparing. */
const replyMs = 30_000;
const how = `pip install "math-verify[antlr4_13_2]==${wantedVersion}", then have python3 be that Python (its venv's bin first in PATH)`;

const greetingSchema = z.union([z.object({ version: z.string() }), z.object({ missing: z.string() })]);
const replySchema = z.union([
  z.object({ equal: z.boolean(), extracted: z.string().nullable() }),
  z.object({ error: z.string() }),
]);

/** `prepare` rejects with a UserError where python3, the package or the version isn't there. */
export function createMathVerify(command = 'python3'): Grader {
  let started: Promise<Helper> | undefined;
  const helper = () => {
    started ??= startHelper(command);
    return started;
  };
  return {
    name: 'math-verify',
    version: wantedVersion,
    prepare: async () => {
      await helper();
    },
    grade: async ({ question, response }) => {
      const target = mathTarget(question);
      return toGrade(await (await helper()).ask({ gold: target, response }), target);
    },
    close: async () => {
      const open = await started?.catch(() => undefined);
      started = undefined;
      open?.end();
    },
  };
}

function toGrade(reply: z.infer<typeof replySchema>, target: string): Grade {
  if ('error' in reply) throw new GraderError(`math-verify: ${reply.error}`);
  const { equal, extracted } = reply;
  if (extracted === null) {
    return { kind: 'no-answer', target, rationale: 'Math-Verify found no formula and no number.' };
  }
  const verdict = equal ? 'equal to' : 'other than';
  const rationale = `Math-Verify ${wantedVersion} read ${quoted(extracted)}, which it finds ${verdict} ${target}.`;
  return { kind: 'graded', score: equal ? 1 : 0, extracted, target, rationale };
}

interface Helper {
  ask: (request: { gold: string; response: string }) => Promise<z.infer<typeof replySchema>>;
  end: () => void;
}

async function startHelper(command: string): Promise<Helper> {
  const process = openLineProcess(command, ['-c', verifyScript]);
  const greeting = await process.next(startMs).catch((error: unknown) => {
    process.end();
    throw new UserError(`${command} can't be run for math-verify (${textOf(error)}): ${how}`);
  });
  const found = greetingSchema.parse(greeting);
  if ('missing' in found) throw new UserError(`${command} has no math-verify (${found.missing}): ${how}`);
  if (found.version !== wantedVersion) {
    process.end();
    throw new UserError(`${command} has math-verify ${found.version}, not ${wantedVersion}: ${how}`);
  }
  const reply = () =>
    process.next(replyMs).catch((error: unknown) => {
      throw new GraderError(`math-verify: ${textOf(error)}`, { cause: error });
    });
  // One at a time: a reply is known by its turn.
  let last: Promise<unknown> = Promise.resolve();
  return {
    ask: (request) => {
      const mine = last.then(async () => {
        process.write(request);
        return replySchema.parse(await reply());
      });
      last = mine.catch(() => undefined);
      return mine;
    },
    end: process.end,
  };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
