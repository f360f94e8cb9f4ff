import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { letter } from '../../../../src/judges/graders/choice/letter.ts';
import { repository } from '../../../support/cli.ts';
import { gradeOf } from '../golden-records.ts';

const folder = join(repository, '..', 'shared', 'graders', 'data');

interface Item {
  target: string;
  check: { options: string[]; labels: string[] };
}

function records<Row>(name: string): Row[] {
  const file = join(folder, name);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}

interface ArcRow {
  question: { choices: { text: string; label: string }[] };
  answerKey: string;
}

function items(): Item[] {
  const arc = records<ArcRow>('arc/ARC-Challenge-Test.1150rows.jsonl').map(({ question, answerKey }) => ({
    target: answerKey,
    check: {
      options: question.choices.map(({ text }) => text),
      labels: question.choices.map(({ label }) => label),
    },
  }));
  const endings = records<{ endings: string[]; label: number }>('hellaswag/hellaswag_val_200.jsonl').map(
    ({ endings: options, label }) => ({
      target: 'ABCD'.charAt(label),
      check: { options, labels: ['A', 'B', 'C', 'D'] },
    }),
  );
  return [...arc, ...endings];
}

/** Ways to give an answer: with its label, its text, or both. */
const frames: Readonly<Record<string, (label: string, text: string, options: readonly string[]) => string>> =
  {
    'the label': (label) => label,
    'the text': (_, text) => text,
    'the text, announced': (_, text) => `The answer is ${text}.`,
    'the label, announced': (label) => `Answer: ${label}`,
    'label and text': (label, text) => `(${label}) ${text}`,
    'label and text in bold': (label, text) => `**${label}. ${text}**`,
    'the label in a box': (label) => `So $\\boxed{${label}}$.`,
    'the text in a box': (_, text) => `The answer is \\boxed{\\text{${text}}}`,
    'a reason': (label) => `${label}, because it fits best.`,
    'all options, then one': (label, text, options) => {
      const list = options.map((option, index) => `${'ABCDE'.charAt(index)}) ${option}: maybe.`);
      return `Let me see.\n\n${list.join('\n')}\n\nTherefore, the correct answer is ${label}) ${text}`;
    },
  };

describe.skipIf(!existsSync(folder))('real options (needs shared/graders/data)', () => {
  const all = items();
  test.each(Object.entries(frames))('the answer of every question is read: %s', async (_, frame) => {
    expect(all.length).toBe(1350);
    for (const { target, check } of all) {
      const reply = frame(target, check.options[check.labels.indexOf(target)] ?? '', check.options);
      const grade = await gradeOf(letter, { target, check }, reply);
      expect([reply, grade.rationale, grade.kind === 'graded' && grade.score]).toEqual([
        reply,
        grade.rationale,
        1,
      ]);
    }
  });
});
