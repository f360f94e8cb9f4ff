/** Runs a program in a sandbox and makes a grade of how it ended: 1 where it ran to its end, 0 otherwise. */

import type { Outcome, Run, RunLimits, Sandbox } from '../../../sandbox/sandbox.ts';
import { type Grade, type GradeDetails, GraderError } from '../grader.ts';

/** How graders run programs. The limits default to the harnesses': 3 seconds; none of them limits memory. */
export interface CodeSettings {
  sandbox: Sandbox;
  seconds?: number;
  megabytes?: number;
}

const defaultSeconds = 3;
const defaultMegabytes = 512;

export interface Submission {
  /** The whole program, tests included. */
  program: string;
  /** What of it the model wrote, and one clause that says where it was found. */
  extracted: string;
  found: string;
  /** The tests. */
  target: string;
  /** Whether the harness that the grader equals runs programs under its guard. */
  harnessGuard: boolean;
}

/** Throws a `GraderError` where the sandbox could not run the program: that is no verdict. */
export async function gradeProgram(submission: Submission, settings: CodeSettings): Promise<Grade> {
  const { program, extracted, found, target, harnessGuard } = submission;
  const limits: RunLimits = {
    seconds: settings.seconds ?? defaultSeconds,
    megabytes: settings.megabytes ?? defaultMegabytes,
    language: 'python',
    harnessGuard,
  };
  const run = await settings.sandbox.run(program, limits);
  const { outcome } = run;
  if (outcome.kind === 'could not run')
    throw new GraderError(`the program could not be run: ${outcome.reason}`);
  const line = outcome.kind === 'failed' ? failingLine(program, outcome.lines) : undefined;
  return {
    kind: 'graded',
    score: outcome.kind === 'passed' ? 1 : 0,
    extracted,
    target,
    rationale: `${describe(outcome, { limits, line })} The code run was ${found}.`,
    details: details(run, { limits, program, line, sandbox: settings.sandbox.name }),
  };
}

interface FailingLine {
  number: number;
  text: string;
}

function failingLine(program: string, lines: readonly number[]): FailingLine | undefined {
  const number = lines.at(-1);
  if (number === undefined) return undefined;
  return { number, text: program.split(/\r\n|\r|\n/)[number - 1]?.trim() ?? '' };
}

interface Circumstances {
  limits: RunLimits;
  line: FailingLine | undefined;
}

function describe(outcome: Outcome, { limits, line }: Circumstances): string {
  switch (outcome.kind) {
    case 'passed':
      return 'All tests passed.';
    case 'failed': {
      const what = outcome.message ? `${outcome.exception} (${outcome.message})` : outcome.exception;
      return line ? `${what} in line ${line.number}: ${line.text}` : `${what}.`;
    }
    case 'timed out':
      return `It did not end within ${limits.seconds} s.`;
    case 'out of memory':
      return `It needed more than ${limits.megabytes} MiB of memory.`;
    case 'could not run':
      return `It could not be run: ${outcome.reason}.`;
  }
}

interface Recorded extends Circumstances {
  program: string;
  sandbox: string;
}

/** The interpreter with its version stands in every judgment: verdicts are those of one Python. */
function details(
  { outcome, interpreter, seconds }: Run,
  { limits, program, line, sandbox }: Recorded,
): GradeDetails {
  const failed = outcome.kind === 'failed' ? outcome : undefined;
  return {
    outcome: outcome.kind,
    exception: failed?.exception ?? null,
    message: failed?.message ?? null,
    line: line?.number ?? null,
    failing: line?.text ?? null,
    program,
    sandbox,
    interpreter,
    seconds: limits.seconds,
    seconds_allowed: seconds,
    megabytes: limits.megabytes,
  };
}
