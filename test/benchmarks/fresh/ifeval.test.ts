/** Every made prompt can be followed: the grader says so of its witness. */

import { expect, test } from 'vitest';
import { seededDraw } from '../../../src/benchmarks/fresh/draw.ts';
import { goTogether } from '../../../src/benchmarks/fresh/ifeval/conflicts.ts';
import { constraintKinds, drawConstraint } from '../../../src/benchmarks/fresh/ifeval/constraints.ts';
import { makeIfevalFresh } from '../../../src/benchmarks/fresh/ifeval/make.ts';
import { witnessOf } from '../../../src/benchmarks/fresh/ifeval/witness.ts';
import { createIfevalGraders } from '../../../src/judges/graders/ifeval/ifeval.ts';
import { ifevalKinds } from '../../../src/judges/graders/ifeval/kinds.ts';

const { strict } = createIfevalGraders();

test('all 25 kinds have a wording, and each occurs in 25 prompts', async () => {
  expect([...constraintKinds].sort()).toEqual([...ifevalKinds.keys()].sort());
  const { questions } = await makeIfevalFresh({ seed: 2, count: 25 });
  const ids = questions.flatMap(
    ({ check }) => (check as { instruction_id_list: string[] }).instruction_id_list,
  );
  expect(new Set(ids).size).toBe(25);
});

test('for each pair of kinds that may stand together there is a response that follows both', async () => {
  const draw = seededDraw(11, 0);
  const task = 'Write a note about a bridge.';
  let pairs = 0;
  for (const one of constraintKinds) {
    for (const other of constraintKinds.filter((kind) => kind > one && goTogether(one, kind))) {
      const constraints = [one, other].map((id) => drawConstraint(id, draw, task));
      const check = {
        instruction_id_list: constraints.map(({ id }) => id),
        kwargs: constraints.map(({ kwargs }) => kwargs),
      };
      const response = witnessOf(task, constraints);
      const grade = await strict.grade({ question: { question_id: 1, turns: [task], check }, response });
      expect(grade, `${JSON.stringify(check)}\n${response}`).toMatchObject({ score: 1 });
      pairs += 1;
    }
  }
  expect(pairs).toBeGreaterThan(100);
});

test('a seed gives one bench whose prompts differ, and a smaller count its first prompts', async () => {
  const { questions } = await makeIfevalFresh({ seed: 5, count: 150 });
  expect((await makeIfevalFresh({ seed: 5, count: 20 })).questions).toEqual(questions.slice(0, 20));
  expect(new Set(questions.map(({ turns }) => turns[0])).size).toBe(150);
});
