/** The published GPT-4 responses to IFEval through the stages: the official figures at both levels. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DataDir, makeDataDir, run } from '../support/cli.ts';
import { goldenAreHere, readShared } from '../support/graders.ts';

interface Golden {
  id: string;
  item: { key: number; prompt: string; instruction_id_list: string[]; kwargs: object[] };
  response: string;
}

let dir: DataDir;
beforeEach(() => {
  dir = makeDataDir();
});
afterEach(() => dir.remove());

test.skipIf(!goldenAreHere)(
  '`--compat lm-eval` gives 417 and 430 prompts, 697 and 712 instructions',
  async () => {
    const golden = readShared<Golden>('golden/ifeval.jsonl').filter(({ id }) =>
      id.startsWith('ifeval-gpt4-'),
    );
    expect(golden).toHaveLength(540);
    await dir.write(
      'questions/ifeval.jsonl',
      golden.map(({ item: { key, prompt, instruction_id_list, kwargs } }) => ({
        ...{ question_id: key, category: 'instructions', turns: [prompt] },
        check: { instruction_id_list, kwargs },
      })),
    );
    await dir.write(
      'questions/ifeval.yaml',
      'title: IFEval\nask:\n  generate:\n    graders: [ifeval:strict, ifeval:loose]\n',
    );
    await dir.write(
      'answers/ifeval/gpt-4.jsonl',
      golden.map(({ item, response }) => ({
        ...{ question_id: item.key, answer_id: `a${item.key}`, model_id: 'gpt-4', tstamp: 1 },
        choices: [{ index: 0, turns: [response] }],
      })),
    );
    const place = ['--bench', 'ifeval', '--data-dir', dir.path];
    const judged = await run('gen-judgment', place);
    expect(judged.code, judged.stderr).toBe(0);
    const shown = await run('show-results', [...place, '--compat', 'lm-eval', '--format', 'json']);
    expect(shown.code, shown.stderr).toBe(0);
    const { results, model_name } = JSON.parse(shown.stdout);
    expect(model_name).toBe('gpt-4');
    const instructions = golden.reduce((sum, { item }) => sum + item.instruction_id_list.length, 0);
    const { ifeval } = results;
    expect(ifeval['prompt_level_strict_acc,none'] * 540).toBeCloseTo(417, 9);
    expect(ifeval['prompt_level_loose_acc,none'] * 540).toBeCloseTo(430, 9);
    expect(ifeval['inst_level_strict_acc,none'] * instructions).toBeCloseTo(697, 9);
    expect(ifeval['inst_level_loose_acc,none'] * instructions).toBeCloseTo(712, 9);
    expect(ifeval['inst_level_strict_acc_stderr,none']).toBe('N/A');
    const table = await run('show-results', [...place, '--compat', 'lm-eval']);
    expect(table.stdout).toMatch(/gpt-4 +ifeval +4 +none +prompt_level_strict_acc +0\.7722 +± +0\.0181/);
  },
);
