/** Programs: the model replies with the data's own solutions, in forms that lose some of them. */

import { readShared } from '../../support/graders.ts';
import { formOf, localTask, type PublishedRow, type Scene } from './scene.ts';
import type { Own } from './scenes.ts';

/** As lm-eval asks: the prompt alone. The fifth stop string is not sent by either tool. */
export function humanevalScene(count: number, own: Own): Scene {
  const rows = readShared<PublishedRow>('data/humaneval/HumanEval.jsonl.gz').slice(0, count);
  const forms = [
    (solution: string) => solution,
    (solution: string) => `${solution}\n\ndef helper():\n    raise ValueError`,
    (solution: string) => `${solution}\n# the end`,
    () => '    return None\n',
  ];
  return {
    bench: 'humaneval',
    method: 'generate',
    files: { 'test.jsonl': rows },
    flags: [],
    ask: { template: '{question}', stop: ['\nclass', '\ndef', '\n#', '\nif', '\nprint'] },
    tasks: (data) => [
      localTask('humaneval', {
        include: own('humaneval/humaneval.yaml'),
        splits: { test: data('test.jsonl') },
      }),
    ],
    replies: rows.map((row, index) => [row.prompt, formOf(forms, index)(row.canonical_solution)]),
    graders: ['lm-eval/humaneval'],
  };
}

export function mbppScene(count: number, own: Own): Scene {
  const all = readShared<PublishedRow>('data/mbpp/mbpp.jsonl');
  const rows = all.filter(({ task_id }) => task_id >= 11 && task_id <= 510).slice(0, count);
  const forms = [
    (code: string) => `${code}\n[DONE]\nraise ValueError`,
    (code: string) => code,
    (code: string) => `\`\`\`python\n${code}\n\`\`\``,
  ];
  return {
    bench: 'mbpp',
    method: 'generate',
    files: {
      'mbpp.jsonl': [...all.filter(({ task_id }) => task_id <= 10), ...rows],
      'lm-eval.json': rows,
    },
    flags: [],
    tasks: (data) => [
      localTask('mbpp', { include: own('mbpp/mbpp.yaml'), splits: { test: data('lm-eval.json') } }),
    ],
    replies: rows.map((row, index) => [
      `${row.text} Your code should pass these tests:\n\n${row.test_list.join('\n')}\n[BEGIN]\n`,
      formOf(forms, index)(row.code),
    ]),
    graders: ['lm-eval/mbpp'],
  };
}
