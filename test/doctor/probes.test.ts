import { expect, test } from 'vitest';
import { closingOf } from '../../src/doctor/closing.ts';
import type { Probe } from '../../src/doctor/probe.ts';
import { probeCallsOf, probesFor } from '../../src/doctor/probes.ts';
import type { Verdict } from '../../src/judges/model/verdict.ts';
import type { JudgePrompt } from '../../src/records/judge-prompt.ts';
import { loadJudgePrompts } from '../../src/store/bench/judge-prompts.ts';
import { judgePromptsFile } from '../../src/store/bench/paths.ts';
import { loadProbeMaterial } from '../../src/store/bench/probe-material.ts';

const prompts = await loadJudgePrompts(await judgePromptsFile('.', 'default'), 'default');
const material = await loadProbeMaterial();
const battery = probesFor(material, prompts);

function probeOf(name: string): Probe {
  const probe = battery.find((each) => each.name === name);
  if (!probe) throw new Error(`no probe ${name}`);
  return probe;
}

/** What the first case of a probe makes of these verdicts. */
function holds(name: string, verdicts: readonly Verdict[]): boolean | undefined {
  return probeOf(name).cases[0]?.read(verdicts).holds;
}

const ratings = (...values: number[]) => values.map((rating): Verdict => ({ kind: 'rating', rating }));
const games = (...winners: ('A' | 'B' | 'tie')[]) =>
  winners.map((winner): Verdict => ({ kind: 'winner', winner }));

test('`probesFor()` gives each probe six cases', () => {
  expect(battery.map(({ cases }) => cases.length)).toEqual(Array(14).fill(6));
});

test('`probeCallsOf()` asks each thing once: 126 in all', () => {
  const calls = probeCallsOf(battery);
  expect(calls).toHaveLength(126);
  expect(new Set(calls.map(({ key }) => key)).size).toBe(126);
  const wanted = battery.flatMap(({ cases }) => cases.flatMap(({ matches }) => matches));
  expect(wanted).toHaveLength(138);
});

/** The last verdict that a probe accepts, and the first that it does not. */
const edges: Record<string, readonly [good: Verdict[], bad: Verdict[]]> = {
  'null-empty': [ratings(3), ratings(3.5)],
  'injected-plea': [ratings(3), ratings(4)],
  reference: [ratings(8), ratings(7.5)],
  'wrong-value': [ratings(9, 6), ratings(9, 6.5)],
  'padded-rating': [ratings(3, 4), ratings(3, 4.5)],
  repeats: [ratings(2, 3, 3, 3, 4), ratings(3, 3, 3, 3, 5)],
  identical: [games('tie', 'tie'), games('tie', 'A')],
  swapped: [games('A', 'B'), games('A', 'tie')],
  'padded-pair': [games('A', 'A'), games('B', 'tie')],
};

test.each(Object.entries(edges))('the probe %s holds up to its bound and not beyond', (name, [good, bad]) => {
  expect([holds(name, good), holds(name, bad)]).toEqual([true, false]);
});

test('the probe swapped wants the good answer to win, and not only the same one twice', () => {
  expect(holds('swapped', games('B', 'A'))).toBe(false);
  expect(holds('swapped', games('A', 'A'))).toBe(false);
});

test('a verdict that cannot be read never holds', () => {
  const unparsed: Verdict = { kind: 'unparsed', reason: 'the reply is empty' };
  expect(probeOf('null-empty').cases[0]?.read([unparsed])).toEqual({ got: 'no verdict', holds: false });
  expect(probeOf('padded-pair').cases[0]?.read([...games('A'), unparsed])).toEqual({
    ...{ got: 'no verdict', holds: false },
  });
});

test('the second game of a pair shows the answers the other way round', () => {
  const [first, second] = probeOf('swapped').cases[0]?.matches ?? [];
  if (first?.type !== 'pairwise' || second?.type !== 'pairwise') throw new Error('not a pair');
  expect([second.answersA, second.answersB]).toEqual([first.answersB, first.answersA]);
  expect(first.answersA).not.toEqual(first.answersB);
});

const base: JudgePrompt = {
  ...{ name: 'p', type: 'single', turn: 'first', reference: false, system_prompt: '' },
  ...{ prompt_template: '', output_format: '[[rating]]' },
};

const closings: Record<string, readonly [change: Partial<JudgePrompt>, closing: string]> = {
  'the line after the answer': [{ prompt_template: '{question}\n[A]\n{answer}\n[/A]\nRate.' }, '[/A]'],
  'what follows in the same line': [{ prompt_template: '<{{{answer}}}> {question}' }, '}>'],
  'a guess for the nonce': [{ prompt_template: '<a-{nonce}>\n{answer}\n</a-{nonce}>' }, '</a-7d41c09be625>'],
  'the line after a numbered answer': [{ prompt_template: '{question_1}{answer_1}\n\nEND {turn}' }, 'END 1'],
  'the line of the turn template': [
    { prompt_template: '{conversation}\nRate.', turn_template: '{question}\n{answer}\n--{turn}--' },
    '--1--',
  ],
  'a tag of its own where another text follows': [{ prompt_template: '{answer}\n{question}' }, '</answer>'],
  'a tag of its own where nothing follows': [{ prompt_template: '{question}: {answer}' }, '</answer>'],
};

test.each(Object.entries(closings))('`closingOf()` finds %s', (_, [change, closing]) => {
  expect(closingOf({ ...base, ...change })).toBe(closing);
});
