/** Benches in other languages, in FastChat's form with the quirks in which they are published. The texts are our own. */

import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readFastchat } from '../../../src/benchmarks/fastchat/import.ts';
import { loadBench } from '../../../src/store/bench/bench-file.ts';
import { loadQuestions } from '../../../src/store/bench/questions.ts';
import { placeFiles } from '../../../src/store/files/place-files.ts';
import { type DataDir, makeDataDir } from '../../support/cli.ts';
import { fastchatAnswer } from '../../support/fastchat.ts';

/** One question a language, each as one of the published benches has it. */
const published: Readonly<Record<string, { files: Record<string, readonly unknown[]>; turns: number }>> = {
  ja: {
    turns: 3,
    files: {
      'question.jsonl': [
        {
          question_id: 1,
          category: 'writing',
          turns: [
            '港町の朝を五行の詩にしてください。',
            '同じ朝を船員の目で書いてください。',
            '題を付けてください。',
          ],
          reference: [],
        },
        { question_id: 2, category: null, turns: ['四と九の積は何ですか。'], reference: null },
      ],
    },
  },
  ko: {
    turns: 2,
    files: {
      'question_ko.jsonl': [
        { question_id: 81, category: 'writing', turns: ['봄비에 대해 쓰십시오.', '더 짧게 쓰십시오.'] },
        {
          question_id: 111,
          category: 'math',
          turns: ['사와 구의 곱은?', '그 절반은?'],
          reference: ['36', '18'],
        },
      ],
      'reference_answer_ko/gpt-4.jsonl': [fastchatAnswer(111, 'gpt-4', ['36입니다.', '18입니다.'])],
      'question.jsonl': [{ question_id: 81, category: 'writing', turns: ['Write about rain.'] }],
    },
  },
  de: {
    turns: 2,
    files: {
      'question.jsonl': [
        {
          question_id: 111,
          category: 'math',
          turns: ['Was ist 4 mal 9?', 'Und die Hälfte?'],
          reference: ['36', '18'],
          corrected: true,
        },
      ],
      'reference_answer/gpt-4.jsonl': [fastchatAnswer(111, 'gpt-4', ['36.', '18.'])],
    },
  },
  fr: {
    turns: 2,
    files: {
      'question.jsonl': [
        { question_id: '81', category: 'Écriture', turns: ['Décris un port.', 'Plus court.'], reference: [] },
      ],
    },
  },
  ru: {
    turns: 2,
    files: {
      'question.jsonl': [
        {
          question_id: 81,
          category: 'writing',
          turns: ['Опиши порт.', 'Короче.'],
          reference: null,
          tags: ['a'],
        },
      ],
    },
  },
  zh: {
    turns: 2,
    files: {
      'question.jsonl': [
        {
          question_id: 81,
          category: 'humanities',
          turns: ['介绍一座港口。', '再短一些。'],
          reference: [],
          required_temperature: null,
        },
      ],
    },
  },
};

async function open(files: Record<string, readonly unknown[]>): Promise<DataDir> {
  const data = makeDataDir();
  onTestFinished(data.remove);
  for (const [name, lines] of Object.entries(files)) await data.write(name, lines);
  return data;
}

test.each(Object.keys(published))(
  'a bench in %s is taken over as it is published, with its language',
  async (language) => {
    const { files, turns } = published[language] ?? { files: {}, turns: 0 };
    const data = await open(files);
    const dataDir = join(data.path, 'out');
    const names = { bench: `mt-${language}`, judge: 'gpt-4', judgePrompts: 'p' };
    const imported = await readFastchat(data.path, { dataDir, language, ...names });
    await placeFiles(imported.files, { overwrite: false, remedy: '' });
    const questions = await loadQuestions(join(dataDir, 'questions', `mt-${language}.jsonl`));
    expect(questions[0]?.turns).toHaveLength(turns);
    expect(questions.find(({ category }) => category === 'math')?.reference?.length ?? 0).toBe(
      ['ko', 'de'].includes(language) ? 2 : 0,
    );
    for (const { category, reference } of questions) {
      expect(category).not.toBe('');
      if (category !== 'math') expect(reference).toBeUndefined();
    }
    expect(await loadBench(dataDir, `mt-${language}`)).toMatchObject({ language, ask: {} });
  },
);

test('the same question file lies in a data directory as it is', async () => {
  const data = await open({ 'questions/ja.jsonl': published.ja?.files['question.jsonl'] ?? [] });
  const [poem, sum] = await loadQuestions(join(data.path, 'questions', 'ja.jsonl'));
  expect(poem).toMatchObject({ reference: undefined, category: 'writing' });
  expect(sum).toMatchObject({ reference: undefined, category: 'general' });
});

test('a language that is no code is refused', async () => {
  const data = await open({ 'question.jsonl': [{ question_id: 1, turns: ['?'] }] });
  const options = { dataDir: 'out', bench: 'b', judge: 'gpt-4', judgePrompts: 'p', language: 'Japanese' };
  await expect(readFastchat(data.path, options)).rejects.toThrow('cannot use "Japanese" (--language)');
});
