import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createIfevalGraders } from '../../../../src/judges/graders/ifeval/ifeval.ts';

const file = fileURLToPath(new URL('../../../../../shared/graders/golden/ifeval.jsonl', import.meta.url));

interface Golden {
  id: string;
  item: { instruction_id_list: string[]; kwargs: Record<string, unknown>[] };
  response: string;
  official: {
    checker_raises?: unknown;
    lm_eval_ifeval?: { inst_strict: boolean[]; inst_loose: boolean[] };
  };
}

const { strict, loose } = createIfevalGraders();

async function verdictsOn({ item, response }: Golden) {
  const question = { question_id: 1, turns: ['Write.'], check: item };
  const [hard, soft] = [
    await strict.grade({ question, response }),
    await loose.grade({ question, response }),
  ];
  return { inst_strict: hard.details?.followed, inst_loose: soft.details?.followed };
}

describe.skipIf(!existsSync(file))(`verdicts of the official checker (needs ${file})`, () => {
  const cases = existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Golden)
    : [];

  test('every verdict is reproduced, those of random draws too', async () => {
    for (const golden of cases) {
      const { lm_eval_ifeval: official, checker_raises: raises } = golden.official;
      if (raises !== undefined)
        await expect(verdictsOn(golden), golden.id).rejects.toThrow('check: kwargs[0]');
      else expect(official, golden.id).toMatchObject(await verdictsOn(golden));
    }
  });

  test('the published GPT-4 responses follow 417 / 430 prompts and 697 / 712 instructions', async () => {
    const published = cases.filter(({ id }) => id.startsWith('ifeval-gpt4-'));
    expect(published).toHaveLength(540);
    const verdicts = await Promise.all(published.map(verdictsOn));
    const counts = (['inst_strict', 'inst_loose'] as const).map((criterion) => {
      const followed = verdicts.map((verdict) => verdict[criterion] as boolean[]);
      return {
        prompts: followed.filter((all) => all.every(Boolean)).length,
        instructions: followed.flat().filter(Boolean).length,
      };
    });
    expect(counts).toEqual([
      { prompts: 417, instructions: 697 },
      { prompts: 430, instructions: 712 },
    ]);
  });
});
