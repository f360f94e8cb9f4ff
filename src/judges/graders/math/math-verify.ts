/**
 * Math-Verify itself, where the machine's `python3` has it: huggingface/Math-Verify 0.9.0, gold read as `$gold$`, the response
 * with its default settings. One process for all answers; it ends with the run.
 *
 * Nothing of an answer is run as a program: Math-Verify reads LaTeX with a parser.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { z } from 'zod';
import { UserError } from '../../../errors.ts';
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
  const { PATH, HOME } = process.env;
  // No keys; and a folder in which no module of the user's stands before the package.
  const child = spawn(command, ['-c', verifyScript], {
    cwd: '/',
    env: { PATH, HOME, PYTHONIOENCODING: 'utf-8' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.on('error', () => undefined);
  const ended = new Promise<never>((_, reject) => {
    child.once('error', (error) => reject(new GraderError(`math-verify: ${error.message}`)));
    child.once('close', () => reject(new GraderError('math-verify: its process has ended')));
  });
  ended.catch(() => undefined);
  const connection: Connection = { child, lines: createInterface({ input: child.stdout }), ended };
  const greeting = await nextLine(connection, startMs).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw new UserError(`${command} can't be run for math-verify (${textOf(error)}): ${how}`);
  });
  const found = greetingSchema.parse(greeting);
  if ('missing' in found) throw new UserError(`${command} has no math-verify (${found.missing}): ${how}`);
  if (found.version !== wantedVersion) {
    child.kill('SIGKILL');
    throw new UserError(`${command} has math-verify ${found.version}, not ${wantedVersion}: ${how}`);
  }
  // One at a time: a reply is known by its turn.
  let last: Promise<unknown> = Promise.resolve();
  return {
    ask: (request) => {
      const mine = last.then(async () => {
        child.stdin.write(`${JSON.stringify(request)}\n`);
        return replySchema.parse(await nextLine(connection, replyMs));
      });
      last = mine.catch(() => undefined);
      return mine;
    },
    end: () => child.kill('SIGKILL'),
  };
}

interface Connection {
  child: ChildProcess;
  lines: Interface;
  ended: Promise<never>;
}

/** A process that doesn't answer in time is ended: what it says later would be taken for another answer. */
async function nextLine({ child, lines, ended }: Connection, ms: number): Promise<unknown> {
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  try {
    const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string];
    return JSON.parse(line);
  } finally {
    clearTimeout(timer);
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
