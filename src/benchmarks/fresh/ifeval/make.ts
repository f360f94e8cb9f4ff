/** `ifeval-fresh`: prompts like IFEval's (Zhou et al. 2023, arXiv:2311.07911), made anew from a seed. */

import { UserError } from '../../../errors.ts';
import { createIfevalGraders } from '../../../judges/graders/ifeval/ifeval.ts';
import type { Question } from '../../../records/question.ts';
import { type Draw, seededDraw } from '../draw.ts';
import type { FreshBench } from '../fresh-bench.ts';
import { goTogether } from './conflicts.ts';
import type { Constraint } from './constraint.ts';
import { constraintKinds, drawConstraint } from './constraints.ts';
import { drawClosedQuestion, drawTask } from './tasks.ts';
import { witnessOf } from './witness.ts';

/** To be raised with any change of what a seed gives. */
const version = 1;

/**
 * Each prompt has a field `witness`, a response that the grader `ifeval:strict` has found to follow it. The first
 * prompts of a greater `count` are those of a smaller one.
 */
export async function makeIfevalFresh({ seed, count }: { seed: number; count: number }): Promise<FreshBench> {
  const prompts = await drawPrompts(count, seededDraw(seed, 0));
  const numbers = [1, 2, 3].map((number) => {
    const having = prompts.filter(({ constraints }) => constraints.length === number);
    return `${number}: ${having.length}`;
  });
  const kinds = new Set(prompts.flatMap(({ constraints }) => constraints.map(({ id }) => id)));
  return {
    name: `ifeval-fresh-${seed}`,
    bench: {
      title: `Prompts like IFEval's, made by program (seed ${seed})`,
      ask: { generate: { max_tokens: 1280, graders: ['ifeval:strict', 'ifeval:loose'] } },
    },
    generated: { generator: 'ifeval-fresh', version, seed },
    questions: prompts.map(questionOf),
    shots: [],
    report: [`kinds of instruction: ${kinds.size}`, `instructions in a prompt: ${numbers.join(', ')}`],
  };
}

interface Prompt {
  text: string;
  constraints: readonly Constraint[];
  witness: string;
}

async function drawPrompts(count: number, draw: Draw): Promise<Prompt[]> {
  const { strict } = createIfevalGraders();
  const prompts: Prompt[] = [];
  const tasks = new Set<string>();
  let kinds: string[] = [];
  while (prompts.length < count) {
    if (kinds.length === 0) kinds = draw.shuffle(constraintKinds);
    const prompt = drawPrompt(kinds.pop() ?? '', draw, tasks);
    const question = questionOf(prompt, prompts.length);
    const grade = await strict.grade({ question, response: prompt.witness });
    if (grade.kind !== 'graded' || grade.score !== 1) {
      throw new Error(`no witness for ${JSON.stringify(question.check)}: ${grade.rationale}`);
    }
    prompts.push(prompt);
  }
  return prompts;
}

/** A prompt with this kind and up to two more. No task comes twice. */
function drawPrompt(first: string, draw: Draw, tasks: Set<string>): Prompt {
  const ids = [first];
  const wanted = draw.int(1, 3);
  for (const kind of draw.shuffle(constraintKinds)) {
    if (ids.length === wanted) break;
    if (ids.every((id) => goTogether(id, kind))) ids.push(kind);
  }
  const task = drawNewTask(ids.includes('detectable_format:constrained_response'), draw, tasks);
  const constraints = ids.map((id) => drawConstraint(id, draw, task));
  const text = `${task}\n\n${constraints.map(({ wording }) => wording).join(' ')}`;
  return { text, constraints, witness: witnessOf(task, constraints) };
}

function drawNewTask(closed: boolean, draw: Draw, tasks: Set<string>): string {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const task = closed ? drawClosedQuestion(draw) : drawTask(draw);
    if (tasks.has(task)) continue;
    tasks.add(task);
    return task;
  }
  throw new UserError(`cannot make that many prompts that differ: give a smaller --count than ${tasks.size}`);
}

function questionOf({ text, constraints, witness }: Prompt, place: number): Question {
  return {
    question_id: place + 1,
    category: `${constraints.length}_instruction${constraints.length === 1 ? '' : 's'}`,
    turns: [text],
    check: {
      instruction_id_list: constraints.map(({ id }) => id),
      kwargs: constraints.map(({ kwargs }) => kwargs),
    },
    witness,
  };
}
