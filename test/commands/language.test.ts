/** A bench in another language: judged in it, its answers' language checked, the penalty counted; and what is refused. */

import { expect, test } from 'vitest';
import { linesOf, openScene, type Scene } from '../support/scene.ts';

const questions = [1, 2, 3, 4].map((id) => ({
  question_id: id,
  category: null,
  turns: [`質問${id}に答えてください。`],
}));
const japanese = '港の朝は静かで、漁船が一隻ずつ沖へ出ていきます。';
const english = 'The harbour is quiet in the morning, and the boats leave for the open sea one by one.';

/** The third question is answered in English, and code alone is the answer to the fourth. */
function answerTo(prompt: string): string {
  if (prompt.includes('質問3')) return english;
  return prompt.includes('質問4') ? '```python\nprint(4)\n```' : japanese;
}

async function openJapanese(): Promise<Scene> {
  const scene = await openScene({
    questions,
    reply: ({ prompt, model }) =>
      model === 'j'
        ? `理由を述べます。\n\n${prompt.includes('評価') ? '評価：[[9]]' : 'Rating: [[4]]'}`
        : answerTo(prompt),
  });
  await scene.data.write('questions/small.yaml', 'title: A bench in Japanese\nlanguage: ja\n');
  expect((await scene.answers([])).code).toBe(0);
  return scene;
}

const path = 'judgments/small/j.mt-ja_single.jsonl';

test('a bench in Japanese is judged by the prompts in Japanese: said, recorded, in a file of their own', async () => {
  const { judge, data, show } = await openJapanese();
  const dry = await judge(['--dry-run']);
  expect(dry.stdout).toMatch(/^judge prompts mt-ja: the bench is in ja/);
  const judged = await judge([]);
  expect(judged.code).toBe(0);
  expect(judged.stderr).toContain(
    'judge prompts mt-ja: the bench is in ja; --judge-prompts default asks in English',
  );
  const rows = await data.records(path);
  expect(rows).toHaveLength(4);
  expect(rows[0]).toMatchObject({ prompt_set: 'mt-ja', judge: ['j', 'single'], score: 9 });
  const shown = await show(['--format', 'json']);
  expect(JSON.parse(shown.stdout)).toMatchObject({ prompt_set: 'mt-ja' });
  expect((await judge([])).stderr).toContain('0 judgments written, 4 kept');
});

test("where both sets have judged, the bench's own is shown and a note names the other", async () => {
  const { judge, show } = await openJapanese();
  await judge(['--judge-prompts', 'default']);
  expect((await show([])).stdout).toContain('4.00');
  await judge([]);
  const shown = await show([]);
  expect(shown.stdout).toContain('9.00');
  expect(shown.stderr).toContain('by the judge prompts mt-ja; there are more by default (--judge-prompts)');
  expect((await show(['--judge-prompts', 'default'])).stdout).toContain('4.00');
});

test('a language without a set is judged by the default one, and that is said', async () => {
  const { judge, data } = await openJapanese();
  await data.write('questions/small.yaml', 'title: A bench in Finnish\nlanguage: fi\n');
  const { stderr } = await judge([]);
  expect(stderr).toContain('judge prompts default: there is no set mt-fi for the language of the bench');
  expect(await data.records('judgments/small/j_single.jsonl')).toHaveLength(4);
});

test('the grader `language` takes the language of the bench, next to the judge', async () => {
  const scene = await openJapanese();
  const { code, stderr } = await scene.run('gen-judgment', ['--judge', 'openai/j', 'language']);
  expect(code, stderr).toBe(0);
  const rows = await scene.data.records('judgments/small/language-ja-1_single.jsonl');
  expect(rows.map(({ score, extracted }) => [score, extracted])).toEqual([
    [1, 'ja'],
    [1, 'ja'],
    [0, 'en'],
    [1, 'no prose'],
  ]);
  const shown = await scene.show([]);
  expect(shown.stdout).toContain('9.00');
  expect(shown.stderr).toContain('--judge language shows it, --language-penalty counts it');
  expect((await scene.show(['--judge', 'language'])).stdout).toContain('0.7500');
});

test('`--language-penalty` takes the root of the score of an answer in another language, and says that it did', async () => {
  const scene = await openJapanese();
  await scene.run('gen-judgment', ['--judge', 'openai/j', 'language']);
  const shown = await scene.show(['--language-penalty']);
  expect(shown.code).toBe(0);
  expect(shown.stdout).toContain('7.50');
  expect(shown.stdout).toContain('mean language-penalised score');
  expect(shown.stdout).toContain(
    "not the judge's own scores: the square root where the answer is in another language, by language:ja@1: m 1",
  );
  const json = JSON.parse((await scene.show(['--language-penalty', '--format', 'json'])).stdout);
  expect(json.models[0].average.score).toBeCloseTo((9 * 3 + 3) / 4);
  expect(json.language_penalty).toEqual({
    rule: 'square root',
    grader: 'language:ja@1',
    penalised: { m: 1 },
  });
  expect((await scene.show(['--language-penalty', '--fail-under', '8'])).code).toBe(1);
});

test('answers that were not checked, a report and FastChat figures are refused with what to do', async () => {
  const scene = await openJapanese();
  await scene.judge([]);
  const none = await scene.show(['--language-penalty']);
  expect(none).toMatchObject({ code: 2, stdout: '' });
  expect(linesOf(none.stderr).at(-1)).toContain('run gen-judgment --bench small --judge language');
  await scene.run('gen-judgment', ['--judge', 'language', '--first-n', '3']);
  const some = await scene.show(['--language-penalty']);
  expect(some.stderr).toContain('1 of 4 scores are of answers whose language was not checked');
  expect((await scene.show(['--language-penalty', '--html', 'r.html'])).stderr).toContain('--html shows');
  expect((await scene.show(['--language-penalty', '--compat', 'fastchat'])).code).toBe(2);
});

test('`language` needs a bench that names one, and a language that the detector knows', async () => {
  const scene = await openJapanese();
  await scene.data.write('questions/small.yaml', 'title: Of no language\n');
  const none = await scene.run('gen-judgment', ['--judge', 'language']);
  expect(none.code).toBe(2);
  expect(none.stderr).toContain('the bench small names no language: give, for example, language:ja');
  const unknown = await scene.run('gen-judgment', ['--judge', 'language:eo']);
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toContain('the language detector does not know "eo"');
  await scene.data.write('questions/small.yaml', 'title: Of one\nlanguage: Japanese\n');
  expect((await scene.run('gen-judgment', ['--judge', 'language'])).stderr).toContain(
    'small.yaml:2: language:',
  );
});
