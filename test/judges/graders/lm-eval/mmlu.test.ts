import { describe, expect, test } from 'vitest';
import type { Grader } from '../../../../src/judges/graders/grader.ts';
import * as mmlu from '../../../../src/judges/graders/lm-eval/mmlu.ts';
import * as flan from '../../../../src/judges/graders/lm-eval/mmlu-flan.ts';
import { simpleEvalsMmlu } from '../../../../src/judges/graders/simple-evals-mmlu.ts';
import {
  cutAt,
  goldenRecords,
  gradeOf,
  hasGolden,
  needsGolden,
  type Official,
  officialOutcome,
  outcome,
} from '../golden-records.ts';

interface MmluItem {
  choices: string[];
  gold_letter: string;
}

interface ArcItem {
  choices: { text: string[]; label: string[] };
  answerKey: string;
}

const mmluTasks: Record<string, { stops: string[]; filters: Record<string, Grader> }> = {
  lm_eval_mmlu_generative: { stops: ['</s>', '\n'], filters: { get_response: mmlu.mmluGenerative } },
  lm_eval_mmlu_flan_n_shot_generative: {
    stops: ['</s>', 'Q:', '<|im_end|>', '\n'],
    filters: { 'strict-match': flan.flanNShotStrict, 'flexible-extract': flan.flanNShotFlexible },
  },
  lm_eval_mmlu_flan_cot_zeroshot: {
    stops: ['</s>', 'Q:', '<|im_end|>'],
    filters: { 'strict-match': flan.flanCotZeroshotStrict, 'flexible-extract': flan.flanCotZeroshotFlexible },
  },
  lm_eval_mmlu_flan_cot_fewshot: { stops: ['</s>'], filters: { 'get-answer': flan.flanCotFewshot } },
  lm_eval_mmlu_llama: { stops: ['.'], filters: { strict_match: mmlu.mmluLlama } },
};

const arcTasks: Record<string, { stops: string[]; filters: Record<string, Grader> }> = {
  lm_eval_arc_challenge_chat: { stops: ['\n\n', '.'], filters: { remove_whitespace: mmlu.arcChallengeChat } },
  lm_eval_arc_challenge_llama: { stops: [], filters: { strict_match: mmlu.arcChallengeLlama } },
};

const records = goldenRecords<unknown>('mmlu_arc.jsonl');

function question(item: unknown, bench: string) {
  if (bench === 'mmlu') {
    const { choices, gold_letter: target } = item as MmluItem;
    return { target, check: { options: choices } };
  }
  const { choices, answerKey: target } = item as ArcItem;
  return { target, check: { options: choices.text, labels: choices.label } };
}

describe.skipIf(!hasGolden)(`official verdicts ${needsGolden}`, () => {
  const tasks = Object.entries({ ...mmluTasks, ...arcTasks });

  test.each(tasks)('every verdict of %s is reproduced, cut at the stops or not', async (key, task) => {
    const mine = records.filter(({ official }) => key in official);
    for (const { id, bench, item, response, official } of mine) {
      const { dropped, filters, after_stop_strings: cut } = official[key] as Official;
      for (const [name, grader] of Object.entries(task.filters)) {
        if (dropped) {
          await expect(gradeOf(grader, question(item, bench), response)).rejects.toThrow(
            'takes four options',
          );
          continue;
        }
        const bare = filters?.[name];
        const stopped = cut?.[name] ?? bare;
        if (!bare || !stopped) throw new Error(`${id} has no verdict of ${name}`);
        const found = outcome(await gradeOf(grader, question(item, bench), response));
        expect({ id, name, ...found }).toEqual({ id, name, ...officialOutcome(bare) });
        const after = outcome(await gradeOf(grader, question(item, bench), cutAt(response, task.stops)));
        expect({ id, name, ...after }).toEqual({ id, name, ...officialOutcome(stopped) });
      }
    }
    expect(mine.length).toBe(key in mmluTasks ? 69 : 62);
  });

  test('every verdict of simple-evals on MMLU is reproduced', async () => {
    for (const { id, bench, item, response, official } of records) {
      if (!official.simple_evals_mmlu) continue;
      const { extracted = null, score } = official.simple_evals_mmlu;
      const found = outcome(await gradeOf(simpleEvalsMmlu, question(item, bench), response));
      expect({ id, ...found }).toEqual({ id, ...officialOutcome({ extracted, exact_match: Number(score) }) });
    }
  });
});

const planets = { target: 'B', check: { options: ['Mercury', 'Venus', 'Earth', 'Mars'] } };
const graded = async (grader: Grader, response: string, asked = planets) =>
  outcome(await gradeOf(grader, asked, response));

test('a bare letter may carry punctuation, but no text', async () => {
  for (const response of ['B', ' b ', '(B)', '**B**.', 'B\nbecause']) {
    expect((await graded(mmlu.mmluGenerative, response)).score).toBe(1);
  }
  for (const response of ['B. Venus', 'The answer is B', 'B Venus', '']) {
    expect((await graded(mmlu.mmluGenerative, response)).score).toBe(0);
  }
  expect((await graded(mmlu.arcChallengeChat, 'B\nbecause')).score).toBe(0);
});

test('the flexible filter falls back to the text of an option, then to a letter after a colon', async () => {
  expect(await graded(flan.flanNShotFlexible, 'Not (A) but (B)')).toEqual({ extracted: '(A)', score: 0 });
  expect(await graded(flan.flanCotZeroshotFlexible, 'Not (A) but (B)')).toEqual({
    extracted: '(B)',
    score: 1,
  });
  expect(await graded(flan.flanNShotFlexible, 'It is "venus".')).toEqual({ extracted: '(B)', score: 1 });
  expect(await graded(flan.flanNShotFlexible, 'Choice: B')).toEqual({ extracted: '(B)', score: 1 });
  expect((await graded(flan.flanNShotFlexible, 'B')).extracted).toBeUndefined();
});

test('what a pattern found is stripped as Python strips', async () => {
  expect((await graded(flan.flanCotFewshot, 'The answer is \u3000(B)\x1c.')).extracted).toBe('(B)');
  expect((await graded(flan.flanCotFewshot, 'The answer is (B)\ufeff.')).extracted).toBe('(B)\ufeff');
});

test('an option of nothing but punctuation is never named', async () => {
  const dots = { target: 'C', check: { options: ['Venus', 'Mars', '...', 'Io'] } };
  expect((await graded(flan.flanNShotFlexible, 'so ...', dots)).extracted).toBeUndefined();
});

test('an option that begins another one hides it, in the order of the options', async () => {
  const counts = { target: 'B', check: { options: ['12', '120', '7', '9'] } };
  expect(await graded(flan.flanNShotFlexible, 'It is 120', counts)).toEqual({ extracted: '(A)', score: 0 });
});

test('what follows "answer is" loses the last character of its line, a whole one', async () => {
  expect(await graded(flan.flanCotFewshot, 'The answer is (B).')).toEqual({ extracted: '(B)', score: 1 });
  for (const grader of [flan.flanCotFewshot, flan.flanCotZeroshotStrict]) {
    expect(await graded(grader, 'The answer is B😀')).toEqual({ extracted: 'B', score: 1 });
  }
  expect((await graded(flan.flanCotFewshot, 'The answer is B')).extracted).toBeUndefined();
});

test('simple-evals reads the first label with a letter behind it, in several languages', async () => {
  expect(await graded(simpleEvalsMmlu, 'Answer: **C**\nNo. Answer: B')).toEqual({
    extracted: 'C',
    score: 0,
  });
  expect(await graded(simpleEvalsMmlu, 'Rısposta: B')).toEqual({ extracted: 'B', score: 1 });
  expect(await graded(simpleEvalsMmlu, '回答：Ｂ')).toEqual({ extracted: 'B', score: 1 });
  expect(await graded(simpleEvalsMmlu, 'answer: b')).toEqual({ extracted: 'b', score: 0 });
  expect((await graded(simpleEvalsMmlu, 'Answer: (B)')).extracted).toBeUndefined();
});

test('a target may be a label or a letter, and must name an option', async () => {
  const numbered = {
    target: '2',
    check: { options: ['Io', 'Europa', 'Ganymede'], labels: ['1', '2', '3'] },
  };
  expect((await graded(mmlu.arcChallengeChat, 'B', numbered)).score).toBe(1);
  expect((await graded(mmlu.arcChallengeChat, 'B', { ...numbered, target: 'B' })).score).toBe(1);
  expect((await graded(mmlu.arcChallengeChat, '2', numbered)).score).toBe(0);
  for (const target of ['E', '', 'b', '4']) {
    await expect(graded(mmlu.arcChallengeChat, 'B', { ...planets, target })).rejects.toThrow(
      'must be one of',
    );
  }
});

test('a malformed check is named by its place', async () => {
  const wrong = (check: unknown) => gradeOf(mmlu.mmluGenerative, { target: 'A', check }, 'A');
  await expect(wrong({ options: 'A' })).rejects.toThrow('check.options');
  await expect(wrong({ options: ['x', 3] })).rejects.toThrow('check.options.1');
  await expect(wrong({ options: ['x', 'y'], labels: ['A', 'A'] })).rejects.toThrow('check.labels');
  expect((await wrong(undefined)).kind).toBe('graded');
});
